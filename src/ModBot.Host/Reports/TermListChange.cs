using ModBot.Host.Cli;
using ModBot.Host.Configuration;

namespace ModBot.Host.Reports;

/// <summary>Changes one list of a channel by command, all or nothing, and says what is wrong with each term.</summary>
internal sealed class TermListChange(ChannelTerms terms, ChosenChannel channel, TermKind kind, TextWriter output, TextWriter errors)
{
    private readonly KnownTerms known = terms.Read(channel.Broadcaster);

    public string Name => channel.Name;

    public TermSet Known => known[kind];

    public string Verb => kind.ToString().ToLowerInvariant();

    /// <summary>Adds what stands in the lines.</summary>
    /// <param name="lines">From a file or from the command line.</param>
    /// <param name="skipsBad">Whether lines that are wrong keep only themselves out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> AddAsync(IReadOnlyList<TermLine> lines, bool skipsBad, CancellationToken cancellationToken)
    {
        var bad = lines.Select(line => (line.Place, Problem: ProblemOf(line))).Where(line => line.Problem is not null).ToArray();
        foreach (var (place, problem) in bad) await errors.WriteLineAsync($"{place}: {problem}.");
        if (bad.Length > 0 && !skipsBad)
        {
            await errors.WriteLineAsync($"Nothing is changed: {bad.Length} of {lines.Count} cannot be used.");
            return Failures.ExitCode;
        }
        string[] good = [.. lines.Where(line => ProblemOf(line) is null).Select(line => line.Term!)];
        var added = await terms.AddAsync(channel.Broadcaster, kind, good, CommonOptions.Admin, cancellationToken);
        await output.WriteLineAsync($"{Name}: {added} {Verb}, {good.Length - added} known already, {bad.Length} refused.");
        return 0;
    }

    /// <summary>Takes terms off the list, where all of them are on it.</summary>
    /// <param name="named">As they are written.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RemoveAsync(IReadOnlyList<string> named, CancellationToken cancellationToken)
    {
        string[] others = [.. named.Where(term => !Known.IsOwn(term))];
        foreach (var term in others) await errors.WriteLineAsync(Known.IsInFile(term) ? $"'{term}' stands in {Known.File}; take it out there." : $"'{term}' is not {Verb}.");
        if (others.Length > 0)
        {
            await errors.WriteLineAsync("Nothing is changed.");
            return Failures.ExitCode;
        }
        var removed = await terms.RemoveAsync(channel.Broadcaster, kind, named, CommonOptions.Admin, cancellationToken);
        await output.WriteLineAsync($"{Name}: {removed} no more {Verb}.");
        return 0;
    }

    private string? ProblemOf(TermLine line) => line.Problem ?? (known.ProblemOf(kind, line.Term!) is { } problem ? $"'{line.Term}' {problem}" : null);
}
