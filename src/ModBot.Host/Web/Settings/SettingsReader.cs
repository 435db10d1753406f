using System.Globalization;
using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Host.Configuration;
using ModBot.Host.Web.Access;
using ModBot.Host.Web.Queue;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Web.Settings;

/// <summary>Reads what the settings page shows.</summary>
internal sealed class SettingsReader(
    PolicyBook policies, PolicyReloadWorker reload, SettingOrigins origins, ChannelTerms terms, LastChanges changes, IChatCountStore counts, LevelShares shares, TwitchDirectory twitch, TimeProvider time)
{
    /// <summary>The days of chat that levels are measured on.</summary>
    public const int Days = 30;

    private const int ChangesShown = 20;

    private static readonly string[] LevelNames = ["off", "lenient", "moderate", "strict", "strictest"];

    public async Task<SettingsView> ReadAsync(DeskChannel channel, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (policy, known) = (policies.Current.For(channel.Id), origins.TryRead(channel.Id));
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var chat = new ChatCounts(await counts.ReadAsync(channel.Id, today.AddDays(-Days), today, cancellationToken));
        return new SettingsView(
            channel,
            known is null || reload.Rejected is not null ? "The config files are out of order, so the last good ones stay in force. The log says what is wrong." : null,
            General(policy, known, channel),
            [.. Categories.All.Select(category => LevelOf(category, policy, known, channel, chat))],
            chat.Messages,
            known is null ? [] : TermsOf(channel),
            await MembersAsync(policy, known, channel, cancellationToken),
            [.. policy.Roles.Names.Where(name => name != "broadcaster" && policy.Roles.Find(name) is { } role && channel.Role.Covers(role)), RoleBook.None],
            Groups(policy, known, channel),
            [.. (await changes.ReadAsync(channel.Id, ChangesShown, cancellationToken)).Select(change => FieldOf(change, channel))],
            now);
    }

    private static IReadOnlyList<SettingField> General(ChannelPolicy policy, ChannelOrigins? known, DeskChannel channel) =>
    [
        Field(KnownSettings.Mode, "Mode", policy, known, channel,
            [("Observe", "observe: touch nothing, only queue and report"), ("Hold", "hold: delete what is flagged, and queue it"), ("Enforce", "enforce: act at once on the surest, hold the rest")]),
        Field(KnownSettings.Preset, "Preset", policy, known, channel,
            [.. Enum.GetNames<ModerationPreset>().Select(name => (name, name.ToLowerInvariant()))], "Sets what belongs together. What is set here by itself goes before it."),
        Field(KnownSettings.Level, "Overall level", policy, known, channel, [.. Enumerable.Range(0, LevelNames.Length).Select(level => (Number(level), $"{level} {LevelNames[level]}{Together(level)}"))],
            "For every category that is on by default and has no level of its own."),
    ];

    private static string Together(int level) => level == 0 ? "" : $": aims at {ShareText.Of(LevelShares.Together[level])} of ordinary chat";

    private LevelField LevelOf(Category category, ChannelPolicy policy, ChannelOrigins? known, DeskChannel channel, ChatCounts chat)
    {
        var level = policy.LevelOf(category);
        var path = KnownSettings.PathOf(category);
        var choices = Enumerable.Range(0, LevelNames.Length).Select(one => (Number(one), $"{one} {LevelNames[one]}{Share(one)}")).ToArray();
        var field = Field(path, DeskWords.NameOf(category.Key()), policy, known, channel, choices);
        return new LevelField(category, field, shares.Of(category, level), chat.Messages == 0 ? null : Measured(level), policy.RawThresholdOf(category));

        double Measured(int one) => (double)chat.HeldAt(category, one) / chat.Messages;

        string Share(int one) => one == 0 ? "" : $": {ShareText.Of(shares.Of(category, one))} of ordinary chat{(chat.Messages == 0 ? "" : $", {ShareText.Of(Measured(one))} here")}";
    }

    private IReadOnlyList<TermsField> TermsOf(DeskChannel channel)
    {
        var known = terms.Read(channel.Id);
        return [.. Enum.GetValues<TermKind>().Select(kind => new TermsField(kind.ToString().ToLowerInvariant(), known[kind].Own, known[kind].OfFile, known[kind].File, channel.May(Permissions.Terms)))];
    }

    private async Task<IReadOnlyList<MemberField>> MembersAsync(ChannelPolicy policy, ChannelOrigins? known, DeskChannel channel, CancellationToken cancellationToken)
    {
        var members = policy.Config.Members.OrderBy(member => member.Key, StringComparer.Ordinal).ToArray();
        var logins = await LoginsAsync(members.Select(member => new ChatterId(member.Key)), cancellationToken);
        return [.. members.Select(member =>
        {
            var path = $"{nameof(ModerationConfig.Members)}.{member.Key}";
            return new MemberField(
                member.Key, logins.GetValueOrDefault(member.Key), member.Value, known?.Describe(path, other => other.Config.Members.GetValueOrDefault(member.Key) ?? "") ?? "", known?.IsOwn(path) ?? false,
                channel.May(Permissions.Roles) && RoleGrant.ProblemOf(channel.Role, policy.Roles, "", member.Value, null) is null);
        })];
    }

    /// <summary>Names are for reading only; the page must open without Twitch.</summary>
    private async Task<Dictionary<string, string>> LoginsAsync(IEnumerable<ChatterId> ids, CancellationToken cancellationToken)
    {
        try
        {
            return (await twitch.FindByIdsAsync(ids, cancellationToken)).ToDictionary(user => user.Id.Value, user => user.Login);
        }
        catch (Exception e) when (e is HttpRequestException or TwitchLoginException)
        {
            return [];
        }
    }

    private static IReadOnlyList<SettingGroup> Groups(ChannelPolicy policy, ChannelOrigins? known, DeskChannel channel)
    {
        return
        [
            new("ladder", "Ladder", "What a plain denial means for the sender, the more often and the more lately they were denied.",
            [
                Switch(KnownSettings.Ladder, "Ladder"),
                Text(KnownSettings.LadderSteps, "Steps", "warn, a timeout such as 10m or 1h, or ban; none milder than the one before"),
                Switch(KnownSettings.LadderBans, "The step ban bans at once", "Otherwise it is proposed, and somebody who may ban decides."),
            ]),
            new("raids", "Raids and shield", "The same message from many newcomers becomes one card; while a surge goes on, the shield is stricter and goes down by itself.",
            [
                Switch(KnownSettings.Raids, "Raid cards"),
                Switch(KnownSettings.Shield, "Shield"),
            ]),
            new("notice", "Word to the sender", "What ModBot says in chat to somebody whose message it deleted and holds; {user} stands for the login, and nothing written says nothing.",
            [
                Switch(KnownSettings.Notice, "Say anything"),
                Text(KnownSettings.NoticeHeld, "When it is held"),
                Text(KnownSettings.NoticeApproved, "When it is approved"),
                Text(KnownSettings.NoticeDenied, "When it is denied"),
            ]),
            new("trust", "Trust page", $"What ModBot does here, in plain words for everybody, at /trust/{channel.Login}; with counts, without names and texts.",
            [
                Switch(KnownSettings.Trust, "Public"),
                Text(KnownSettings.TrustContact, "Contact", "a web address, a mail address or a sentence"),
            ]),
        ];

        SettingField Switch(string path, string title, string? hint = null) => Field(path, title, policy, known, channel, [("on", "on"), ("off", "off")], hint);

        SettingField Text(string path, string title, string? hint = null) => Field(path, title, policy, known, channel, [], hint);
    }

    private static SettingField Field(string path, string title, ChannelPolicy policy, ChannelOrigins? known, DeskChannel channel, IReadOnlyList<(string Value, string Name)> choices, string? hint = null)
    {
        var setting = KnownSettings.Find(path)!;
        return new SettingField(path, title, setting.Read(policy), choices, known?.Describe(setting) ?? "", known?.IsOwn(path) ?? false, channel.May(setting.Needs), hint);
    }

    private static ChangeField FieldOf(SettingChange change, DeskChannel channel)
    {
        var isTerms = SettingDesk.TermsOf(change) is not null;
        return new ChangeField(
            change.At, change.By.Login, Where(change), change.Setting, ListOf(change.Before), ListOf(change.After), isTerms,
            SettingDesk.NeededToUndo(change) is { } needed && channel.May(needed));

        IReadOnlyList<string> ListOf(string? value) => isTerms ? SettingDesk.ListOf(value) : value is null ? [] : [value];
    }

    private static string Where(SettingChange change) => change.Surface switch
    {
        SettingSurface.Chat => "in chat",
        SettingSurface.CommandLine => "on the command line",
        SettingSurface.Web => "here",
        SettingSurface.File => change.Broadcaster is null ? "in a config file, for all channels" : "in a config file",
        SettingSurface.Twitch => "on Twitch",
        SettingSurface.Api => "over HTTP",
        _ => "on its own",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
