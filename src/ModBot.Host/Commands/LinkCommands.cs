using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Host.Commands;

/// <summary>Letting somebody post a link: <c>permit</c>.</summary>
internal sealed class LinkCommands(LinkPermits permits, IChatterLookup chatters, TimeProvider time) : ICommandGroup
{
    public IEnumerable<ChatCommand> Commands => [new("permit", [], Permissions.Approve, "@user", "let somebody post one message with links", PermitAsync)];

    private async Task<string?> PermitAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Arguments is not [var user]) return call.Usage;
        var rule = call.Policy.Config.Rules.Links;
        if (!rule.Enabled) return "Links are free for everybody here.";
        var login = user.TrimStart('@').ToLowerInvariant();
        if (await chatters.FindAsync(login, cancellationToken) is not { } chatter) return $"Twitch knows no user {login}.";
        permits.Grant(call.Broadcaster, chatter, time.GetUtcNow() + rule.PermitFor);
        return $"Permitted: {login} may post one message with links within {Wording.Age(rule.PermitFor)}.";
    }
}
