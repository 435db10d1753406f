using System.Text.Json.Nodes;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Host.Configuration;

/// <summary>A channel's blocked and permitted terms: those that moderators set, which can be changed here, and those of the config files, which are their admin's.</summary>
internal sealed class ChannelTerms(ChannelSettings settings, ConfigFolder folder, ChannelDirectory channels)
{
    /// <summary>The terms of a channel as the files are now.</summary>
    public KnownTerms Read(BroadcasterId broadcaster) => new(Read(broadcaster, TermKind.Blocked), Read(broadcaster, TermKind.Permitted));

    /// <summary>Puts terms on a list, and takes them off the other: a term is blocked or permitted.</summary>
    /// <param name="broadcaster">The channel.</param>
    /// <param name="kind">The list.</param>
    /// <param name="terms">Terms in which <see cref="KnownTerms.ProblemOf"/> finds nothing wrong.</param>
    /// <param name="source">Who does it, and where.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>How many were not there before.</returns>
    /// <exception cref="ConfigException">The list would be longer than <see cref="KnownTerms.Most"/>; nothing is changed.</exception>
    public async Task<int> AddAsync(BroadcasterId broadcaster, TermKind kind, IEnumerable<string> terms, SettingSource source, CancellationToken cancellationToken)
    {
        var known = Read(broadcaster);
        var added = terms.Select(term => term.Trim()).Where(term => !known[kind].Has(term)).ToHashSet(TermPattern.Comparer);
        if (known[kind].Own.Count + added.Count > KnownTerms.Most) throw new ConfigException($"That would make more than {KnownTerms.Most:N0} {kind.ToString().ToLowerInvariant()} terms.");
        var other = kind == TermKind.Blocked ? TermKind.Permitted : TermKind.Blocked;
        string[] moved = [.. known[other].Own.Where(added.Contains)];
        if (moved.Length > 0) await settings.ChangeTermsAsync(broadcaster, other, [], moved, source, cancellationToken);
        if (added.Count > 0) await settings.ChangeTermsAsync(broadcaster, kind, added, [], source, cancellationToken);
        return added.Count;
    }

    /// <summary>Takes terms off a list; those of the config files stay.</summary>
    /// <returns>How many were there.</returns>
    public async Task<int> RemoveAsync(BroadcasterId broadcaster, TermKind kind, IEnumerable<string> terms, SettingSource source, CancellationToken cancellationToken)
    {
        var named = terms.Select(term => term.Trim()).ToHashSet(TermPattern.Comparer);
        string[] removed = [.. Read(broadcaster, kind).Own.Where(named.Contains)];
        if (removed.Length > 0) await settings.ChangeTermsAsync(broadcaster, kind, [], removed, source, cancellationToken);
        return removed.Length;
    }

    private TermSet Read(BroadcasterId broadcaster, TermKind kind)
    {
        var own = settings.PathOf(broadcaster);
        var (terms, file) = OfFiles(broadcaster, kind);
        return new TermSet(File.Exists(own) ? TermTree.Find(ConfigJson.ReadChannel(own), kind) ?? [] : [], terms, file);
    }

    /// <summary>A channel's file goes before the shared one: what it says of a list is the whole list.</summary>
    private (IReadOnlyList<string> Terms, string File) OfFiles(BroadcasterId broadcaster, TermKind kind)
    {
        if (channels.Logins.TryGetValue(broadcaster, out var login) && folder.ChannelFile(login) is var file && File.Exists(file) && TermTree.Find(ConfigJson.ReadChannel(file), kind) is { } terms) return (terms, Name(file));
        var shared = File.Exists(folder.MainFile) ? ConfigJson.ReadObject(folder.MainFile)["Moderation"] as JsonObject : null;
        return ((shared is null ? null : TermTree.Find(shared, kind)) ?? [], Name(folder.MainFile));
    }

    private string Name(string file) => Path.GetRelativePath(folder.Path, file).Replace('\\', '/');
}

/// <summary>Both lists of a channel.</summary>
internal sealed record KnownTerms(TermSet Blocked, TermSet Permitted)
{
    /// <summary>The most terms that can be set on a list beside those of the config files.</summary>
    public const int Most = 10_000;

    public TermSet this[TermKind kind] => kind == TermKind.Blocked ? Blocked : Permitted;

    /// <summary>What keeps a term from going on a list, to follow the words "the term, which", or null.</summary>
    public string? ProblemOf(TermKind kind, string term) => TermPattern.ProblemOfNew(term)
        ?? (kind == TermKind.Blocked && Permitted.IsInFile(term) ? $"is permitted in {Permitted.File}, and what is permitted goes first" : null);
}

/// <summary>One list of a channel.</summary>
/// <param name="Own">What moderators and `modbot terms` set.</param>
/// <param name="OfFile">What the config files set.</param>
/// <param name="File">Which of them, within the config folder.</param>
internal sealed record TermSet(IReadOnlyList<string> Own, IReadOnlyList<string> OfFile, string File)
{
    private readonly HashSet<string> own = new(Own, TermPattern.Comparer);
    private readonly HashSet<string> ofFile = new(OfFile.Select(term => term.Trim()), TermPattern.Comparer);

    /// <summary>Everything in force, the files' first.</summary>
    public IEnumerable<string> All => OfFile.Select(term => term.Trim()).Concat(Own).Where(term => term.Length > 0).Distinct(TermPattern.Comparer);

    public bool IsOwn(string term) => own.Contains(term.Trim());

    public bool IsInFile(string term) => ofFile.Contains(term.Trim());

    public bool Has(string term) => IsOwn(term) || IsInFile(term);
}
