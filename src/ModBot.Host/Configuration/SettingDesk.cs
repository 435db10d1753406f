using System.Text.Json;
using System.Text.Json.Nodes;
using ModBot.Host.Commands;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>
/// Changes a channel's settings for a person, whatever the surface: permission, then what they saw against what is in force, then the record, then the file, and in force at once. What the
/// config's validator does not take is not written. Where the config files themselves are wrong, everything throws <see cref="ConfigException"/> and changes nothing. Thread-safe.
/// </summary>
internal sealed class SettingDesk(ChannelSettings settings, ChannelTerms terms, PolicyLoader loader, PolicyReloadWorker policies, IChatterLookup chatters, ISettingLog log)
{
    private const string Members = nameof(ModerationConfig.Members);

    /// <summary>Sets one of <see cref="KnownSettings"/>.</summary>
    /// <param name="person">Who, where and with which role.</param>
    /// <param name="path">The setting.</param>
    /// <param name="text">What it shall be; null takes out what moderators set, so that the config files decide.</param>
    /// <param name="seen">What the person saw in force; null where they looked at nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SettingResult> SetAsync(SettingPerson person, string path, string? text, string? seen, CancellationToken cancellationToken)
    {
        if (KnownSettings.Find(path) is not { } setting) return new SettingResult.NotFound("There is no such setting.");
        if (!person.Role.Has(setting.Needs)) return Forbidden(person);
        var (value, problem) = text is null ? (null, null) : setting.Write(text);
        if (problem is not null) return new SettingResult.Wrong(problem);
        return await ChangeAsync(person, path, setting.Read, seen, own =>
        {
            if (text is null) SettingTree.Remove(own, path);
            else SettingTree.Set(own, path, value);
        }, text is null, cancellationToken);
    }

    /// <summary>Sets several of <see cref="KnownSettings"/> in one step: all of them, or where one cannot be, none.</summary>
    /// <param name="person">Who, where and with which role.</param>
    /// <param name="values">What each shall be, by its path; null takes out what moderators set.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SettingResult> SetAsync(SettingPerson person, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        SettingResult? problem = null;
        await settings.ChangeSeveralAsync(person.Channel, person.Source, own => (problem = Plan(person, values, own, out var changes)) is null ? changes : [], cancellationToken);
        return problem ?? Done("Set.");
    }

    /// <summary>What would keep somebody from setting them; null where nothing does.</summary>
    public SettingResult? ProblemOf(SettingPerson person, IReadOnlyDictionary<string, string?> values) => Plan(person, values, settings.Read(person.Channel), out _);

    /// <summary>Gives somebody a role.</summary>
    /// <param name="person">Who gives it.</param>
    /// <param name="whom">A login, or the user id of somebody who has a role by config.</param>
    /// <param name="role">Its name, or <see cref="RoleBook.None"/>; null takes the given one out.</param>
    /// <param name="seen">Which one the person saw; null where they saw none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="HttpRequestException">Twitch could not be asked who that is.</exception>
    public async Task<SettingResult> SetRoleAsync(SettingPerson person, string whom, string? role, string? seen, CancellationToken cancellationToken)
    {
        if (!person.Role.Has(Permissions.Roles)) return Forbidden(person);
        role = role?.Trim().ToLowerInvariant();
        whom = whom.Trim().TrimStart('@').ToLowerInvariant();
        var now = loader.Load(person.Channel, settings.Read(person.Channel));
        if (now.Config.Members.ContainsKey(whom)) return await GiveAsync(person, new ChatterId(whom), whom, role, seen, cancellationToken);
        if (RoleGrant.ProblemOf(person.Role, now.Roles, whom, null, role) is { } problem) return new SettingResult.Wrong(problem);
        return await chatters.FindAsync(whom, cancellationToken) is { } found
            ? await GiveAsync(person, found, whom, role, seen, cancellationToken)
            : new SettingResult.Wrong($"Twitch knows no user {whom}.");
    }

    /// <summary>Puts a term on a list, or takes it off.</summary>
    public async Task<SettingResult> ChangeTermAsync(SettingPerson person, TermKind kind, string term, bool isAdded, CancellationToken cancellationToken)
    {
        if (!person.Role.Has(Permissions.Terms)) return Forbidden(person);
        var (known, name) = (terms.Read(person.Channel), kind.ToString().ToLowerInvariant());
        if (!isAdded)
        {
            if (await terms.RemoveAsync(person.Channel, kind, [term], person.Source, cancellationToken) > 0) return Done($"It is no more {name}.{(known[kind].IsInFile(term) ? $" But {known[kind].File} has it too, and is changed there." : "")}");
            return new SettingResult.Wrong(known[kind].IsInFile(term) ? $"It is {name} in {known[kind].File}, which is changed there." : $"It is not {name}.");
        }
        if (known.ProblemOf(kind, term) is { } problem) return new SettingResult.Wrong($"That term {problem}.");
        try
        {
            return await terms.AddAsync(person.Channel, kind, [term], person.Source, cancellationToken) == 0 ? new SettingResult.Done($"It is {name} already.") : Done($"It is {name} now.");
        }
        catch (ConfigException e)
        {
            return new SettingResult.Wrong(e.Message);
        }
    }

    /// <summary>Sets what was before a recorded change, which is recorded too.</summary>
    /// <param name="person">Who wants it.</param>
    /// <param name="path">The setting of the change.</param>
    /// <param name="at">When it was made.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SettingResult> UndoAsync(SettingPerson person, string path, DateTimeOffset at, CancellationToken cancellationToken)
    {
        SettingChange? found = null;
        await foreach (var change in log.ReadAsync(person.Channel, at, cancellationToken))
        {
            if (change.At == at && change.Setting == path) found = change;
        }
        if (found is null || NeededToUndo(found) is not { } needed) return new SettingResult.NotFound("There is no such change that can be undone.");
        if (!person.Role.Has(needed)) return Forbidden(person);
        if (TermsOf(found) is { } kind) return await UndoTermsAsync(person, kind, found, cancellationToken);
        if (MemberOf(found) is { } member) return await GiveAsync(person, member, $"The user {member.Value}", found.Before, found.After, cancellationToken);
        var setting = KnownSettings.Find(path)!;
        // What the config files say anyhow is left to them, as it was.
        var isOfFiles = found.Before is null || setting.Read(loader.Load(person.Channel, null)) == found.Before;
        var (value, problem) = isOfFiles ? (null, null) : setting.Write(found.Before!);
        if (problem is not null) return new SettingResult.Wrong(problem);
        return await ChangeAsync(person, path, setting.Read, found.After, own =>
        {
            if (isOfFiles) SettingTree.Remove(own, path);
            else SettingTree.Set(own, path, value);
        }, isTakenOut: isOfFiles && found.Before is null, cancellationToken);
    }

    /// <summary>What a role must have to undo a change; null for what nobody can undo here.</summary>
    public static Permissions? NeededToUndo(SettingChange change) => change switch
    {
        { Broadcaster: null } or { Surface: SettingSurface.File or SettingSurface.Twitch or SettingSurface.ModBot } => null,
        _ when TermsOf(change) is not null => Permissions.Terms,
        _ when MemberOf(change) is not null => Permissions.Roles,
        _ => KnownSettings.Find(change.Setting)?.Needs,
    };

    /// <summary>Lays values over a channel's own settings, where all of them can be; those that change nothing are no changes.</summary>
    private SettingResult? Plan(SettingPerson person, IReadOnlyDictionary<string, string?> values, JsonObject own, out IReadOnlyList<PlannedChange> changes)
    {
        changes = [];
        var before = loader.Load(person.Channel, own);
        var laid = new List<(KnownSetting Setting, bool Had)>();
        foreach (var (path, text) in values)
        {
            if (KnownSettings.Find(path) is not { } setting) return new SettingResult.NotFound($"There is no setting '{path}'.");
            if (!person.Role.Has(setting.Needs)) return new SettingResult.Forbidden($"{path}: {Forbidden(person).Said}");
            var (value, problem) = text is null ? (null, null) : setting.Write(text);
            if (problem is not null) return new SettingResult.Wrong($"{path}: {problem}");
            laid.Add((setting, SettingTree.Has(own, path)));
            if (text is null) SettingTree.Remove(own, path);
            else SettingTree.Set(own, path, value);
        }
        try
        {
            var after = loader.Load(person.Channel, own);
            changes = [.. laid.Where(one => one.Setting.Read(before) != one.Setting.Read(after) || one.Had != SettingTree.Has(own, one.Setting.Path)).Select(one => new PlannedChange(
                one.Setting.Path, Recorded(one.Setting.Read(before)), values[one.Setting.Path] is null ? null : Recorded(one.Setting.Read(after))))];
            return null;
        }
        catch (ConfigException e)
        {
            return new SettingResult.Wrong(WithoutFiles(e.Message));
        }
    }

    private async Task<SettingResult> UndoTermsAsync(SettingPerson person, TermKind kind, SettingChange change, CancellationToken cancellationToken)
    {
        var (removed, added) = (ListOf(change.Before), ListOf(change.After));
        try
        {
            var changed = added.Count == 0 ? 0 : await terms.RemoveAsync(person.Channel, kind, added, person.Source, cancellationToken);
            if (removed.Count > 0) changed += await terms.AddAsync(person.Channel, kind, removed, person.Source, cancellationToken);
            return changed == 0 ? new SettingResult.Changed("The list is already as it was before that change.") : Done("Undone.");
        }
        catch (ConfigException e)
        {
            return new SettingResult.Wrong(e.Message);
        }
    }

    private async Task<SettingResult> GiveAsync(SettingPerson person, ChatterId whom, string name, string? role, string? seen, CancellationToken cancellationToken)
    {
        string? problem = null;
        var result = await ChangeAsync(person, $"{Members}.{whom.Value}", policy => policy.Config.Members.GetValueOrDefault(whom.Value) ?? "", seen, own =>
        {
            var now = loader.Load(person.Channel, own);
            problem = RoleGrant.ProblemOf(person.Role, now.Roles, name, now.Config.Members.GetValueOrDefault(whom.Value), role);
            if (problem is not null) return;
            if (role is null) SettingTree.Remove(own, $"{Members}.{whom.Value}");
            else SettingTree.Set(own, $"{Members}.{whom.Value}", role);
        }, role is null, cancellationToken);
        return problem is null ? result : new SettingResult.Wrong(problem);
    }

    /// <param name="person">Who, where.</param>
    /// <param name="path">The setting.</param>
    /// <param name="read">What is in force of it.</param>
    /// <param name="seen">What must be in force for the change to be made; null for anything.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="isTakenOut">Nothing is set then, whatever the files say.</param>
    /// <param name="cancellationToken">Cancels.</param>
    private async Task<SettingResult> ChangeAsync(SettingPerson person, string path, Func<ChannelPolicy, string> read, string? seen, Action<JsonObject> change, bool isTakenOut, CancellationToken cancellationToken)
    {
        SettingResult? refused = null;
        await settings.ChangeAsync(person.Channel, person.Source, own =>
        {
            var before = read(loader.Load(person.Channel, own));
            try
            {
                if (seen is not null && seen != before) return Refuse(new SettingResult.Changed($"Somebody has changed it since you looked: it is {Quote(before)} now. Nothing was changed."));
                var had = SettingTree.Has(own, path);
                change(own);
                var after = read(loader.Load(person.Channel, own));
                if (before == after && had == SettingTree.Has(own, path)) return Refuse(new SettingResult.Done($"It is {Quote(after)} already."));
                return new PlannedChange(path, Recorded(before), isTakenOut ? null : Recorded(after));
            }
            catch (ConfigException e)
            {
                return Refuse(new SettingResult.Wrong(WithoutFiles(e.Message)));
            }
        }, cancellationToken);
        return refused ?? Done("Set.");

        PlannedChange? Refuse(SettingResult why)
        {
            refused = why;
            return null;
        }
    }

    private SettingResult.Done Done(string said) => new(policies.Apply(said));

    private static SettingResult.Forbidden Forbidden(SettingPerson person) => new($"The role {person.Role.Name} may not change that.");

    private static string Quote(string text) => text.Length == 0 ? "not set" : $"\"{text}\"";

    /// <summary>Where the files lie is nobody's concern here.</summary>
    private static string WithoutFiles(string failures) => string.Join(' ', failures.Split(Environment.NewLine).Select(failure => failure[(failure.IndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 ? colon + 2 : 0)..]));

    /// <summary>Nothing is recorded as nothing.</summary>
    private static string? Recorded(string text) => text.Length == 0 ? null : text;

    /// <summary>The list of terms that a change is of; null for every other.</summary>
    public static TermKind? TermsOf(SettingChange change) => Enum.GetValues<TermKind>().Where(kind => TermTree.PathOf(kind) == change.Setting).Select(kind => (TermKind?)kind).FirstOrDefault();

    private static ChatterId? MemberOf(SettingChange change) =>
        change.Setting.Split('.') is [Members, var id] && id.Length > 0 && id.All(char.IsAsciiDigit) ? new ChatterId(id) : null;

    /// <summary>The terms of one side of a recorded change: one as it is, several as JSON.</summary>
    public static IReadOnlyList<string> ListOf(string? recorded)
    {
        if (recorded is null) return [];
        try
        {
            if (recorded.StartsWith('[') && JsonSerializer.Deserialize<string[]>(recorded) is { Length: > 1 } several) return several;
        }
        catch (JsonException)
        {
            // A term that happens to begin so.
        }
        return [recorded];
    }
}

/// <summary>Somebody who changes a channel's settings.</summary>
internal sealed record SettingPerson(BroadcasterId Channel, Role Role, SettingSource Source);
