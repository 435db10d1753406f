using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Policy;

namespace ModBot.Host.Commands;

/// <summary>Blocking and permitting terms: <c>term</c>. Replies count terms and never say one.</summary>
internal sealed class TermCommands(ChannelTerms terms, PolicyReloadWorker policies) : ICommandGroup
{
    public IEnumerable<ChatCommand> Commands =>
    [
        new("term", [], Permissions.Terms, "block|permit|remove <term> | list", "change what is blocked, and what is fine although a blocked term stands in it", TermAsync),
    ];

    private Task<string?> TermAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var term = string.Join(' ', call.Arguments.Skip(1));
        return (call.Arguments.FirstOrDefault()?.ToLowerInvariant(), term.Length > 0) switch
        {
            ("block", true) => AddAsync(call, TermKind.Blocked, term, cancellationToken),
            ("permit", true) => AddAsync(call, TermKind.Permitted, term, cancellationToken),
            ("remove", true) => RemoveAsync(call, term, cancellationToken),
            ("list", false) => Task.FromResult<string?>(List(call)),
            _ => Task.FromResult<string?>(call.Usage),
        };
    }

    private async Task<string?> AddAsync(CommandCall call, TermKind kind, string term, CancellationToken cancellationToken)
    {
        var known = terms.Read(call.Broadcaster);
        if (known.ProblemOf(kind, term) is { } problem) return $"That term {problem}.";
        var verb = kind.ToString().ToLowerInvariant();
        try
        {
            if (await terms.AddAsync(call.Broadcaster, kind, [term], call.Source, cancellationToken) == 0) return $"It is {verb} already.";
        }
        catch (ConfigException e)
        {
            return e.Message;
        }
        return policies.Apply($"{kind}. The channel has {Counted.Of(terms.Read(call.Broadcaster)[kind].All.Count(), $"{verb} term")}.");
    }

    private async Task<string?> RemoveAsync(CommandCall call, string term, CancellationToken cancellationToken)
    {
        var known = terms.Read(call.Broadcaster);
        foreach (var kind in Enum.GetValues<TermKind>())
        {
            if (!known[kind].IsOwn(term)) continue;
            await terms.RemoveAsync(call.Broadcaster, kind, [term], call.Source, cancellationToken);
            var rest = known[kind].IsInFile(term) ? $" But {known[kind].File} has it too, and is changed there." : "";
            return policies.Apply($"It is no more {kind.ToString().ToLowerInvariant()}.{rest}");
        }
        foreach (var kind in Enum.GetValues<TermKind>())
        {
            if (known[kind].IsInFile(term)) return $"It is {kind.ToString().ToLowerInvariant()} in {known[kind].File}, which is changed there and not from chat.";
        }
        return "It is neither blocked nor permitted.";
    }

    private string List(CommandCall call)
    {
        var known = terms.Read(call.Broadcaster);
        return $"{Count(TermKind.Blocked)}, {Count(TermKind.Permitted)}. Which ones, modbot terms list says where ModBot runs.";

        string Count(TermKind kind) => $"{known[kind].All.Count()} {kind.ToString().ToLowerInvariant()} ({known[kind].Own.Count} set from chat or by command)";
    }
}
