using System.Globalization;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Irc;

/// <summary>The chat settings as IRC tells them: all of them on joining, later only what changed.</summary>
internal static class IrcRoomState
{
    public static IrcMessage Full(SandboxUser broadcaster, ChatSettings settings)
    {
        var tags = new IrcTags { ["room-id"] = broadcaster.Id };
        foreach (var (name, value) in Read(settings))
            tags[name] = value;
        return new IrcMessage(tags, $":tmi.twitch.tv ROOMSTATE #{broadcaster.Login}");
    }

    public static IEnumerable<IrcMessage> Changes(SettingsChanged changed)
    {
        var before = Read(changed.Before).ToDictionary();
        foreach (var (name, value) in Read(changed.Settings).Where(pair => before[pair.Key] != pair.Value))
        {
            var tags = new IrcTags { ["room-id"] = changed.Broadcaster.Id, [name] = value };
            yield return new IrcMessage(tags, IrcMessages.Server("ROOMSTATE", changed));
            if (Notice(name, value) is var (id, text))
                yield return new IrcMessage(new IrcTags { ["msg-id"] = id }, $"{IrcMessages.Server("NOTICE", changed)} :{text}");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Read(ChatSettings settings) =>
    [
        new("emote-only", IrcTags.Flag(settings.EmoteMode)),
        new("followers-only", settings.FollowerMode ? Number(settings.FollowerModeDuration ?? 0) : "-1"),
        new("r9k", IrcTags.Flag(settings.UniqueChatMode)),
        new("slow", settings.SlowMode ? Number(settings.SlowModeWaitTime ?? 30) : "0"),
        new("subs-only", IrcTags.Flag(settings.SubscriberMode)),
    ];

    private static (string Id, string Text)? Notice(string name, string value) => (name, value) switch
    {
        ("emote-only", "1") => ("emote_only_on", "This room is now in emote-only mode."),
        ("emote-only", _) => ("emote_only_off", "This room is no longer in emote-only mode."),
        ("followers-only", "-1") => ("followers_off", "This room is no longer in followers-only mode."),
        ("followers-only", "0") => ("followers_on_zero", "This room is now in followers-only mode."),
        ("followers-only", _) => ("followers_on", $"This room is now in {value} minutes followers-only mode."),
        ("slow", "0") => ("slow_off", "This room is no longer in slow mode."),
        ("slow", _) => ("slow_on", $"This room is now in slow mode. You may send messages every {value} seconds."),
        ("subs-only", "1") => ("subs_on", "This room is now in subscribers-only mode."),
        ("subs-only", _) => ("subs_off", "This room is no longer in subscribers-only mode."),
        _ => null,
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
