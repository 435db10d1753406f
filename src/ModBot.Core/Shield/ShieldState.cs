using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Shield;

/// <summary>
/// A channel's shield, up or down, and everything that must survive a restart so that it goes down and Twitch is put back. A value: each change makes a new one.
/// </summary>
public sealed record ShieldState(BroadcasterId Broadcaster)
{
    /// <summary>The setting under which the record of changes names the shield.</summary>
    public const string Setting = "Shield";

    public bool IsUp { get; init; }

    /// <summary>When it went up or down last.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When it goes down by itself, unless a sign of the surge comes before.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>When it goes down whatever comes.</summary>
    public DateTimeOffset Latest { get; init; }

    /// <summary>Who put it up or down last; ModBot where it did so by itself.</summary>
    public Actor By { get => field ?? Actor.ModBot; init; }

    /// <summary>Why it is up.</summary>
    public SurgeSign Cause { get; init; }

    /// <summary>Until when it does not come up by itself.</summary>
    public DateTimeOffset RestsUntil { get; init; }

    /// <summary>What it has changed on Twitch, or is about to change.</summary>
    public ImmutableDictionary<ChatLimit, LimitChange> Changes { get => field ?? ImmutableDictionary<ChatLimit, LimitChange>.Empty; init; }

    /// <summary>Twitch is as it shall be, as far as the bot may see to that.</summary>
    public bool IsSettled { get; init; } = true;

    /// <summary>What cannot be done on Twitch, and why.</summary>
    public ImmutableDictionary<ChatLimit, string> Problems { get => field ?? ImmutableDictionary<ChatLimit, string>.Empty; init; }

    /// <summary>What has still to be recorded and told.</summary>
    public ImmutableList<SettingChange> Untold { get => field ?? []; init; }

    /// <summary>Puts it up, or sets a shield that is up to other times.</summary>
    public ShieldState Raise(SurgeSign cause, SettingSource source, DateTimeOffset now, DateTimeOffset until, DateTimeOffset latest) => Tell(source, now, $"up: {Describe(cause)}") with
    {
        IsUp = true,
        Since = IsUp ? Since : now,
        Until = until,
        Latest = latest,
        By = source.By,
        Cause = cause,
        RestsUntil = default,
        IsSettled = IsUp && IsSettled,
    };

    /// <summary>Takes it down.</summary>
    public ShieldState Lower(string why, SettingSource source, DateTimeOffset now, DateTimeOffset restsUntil) => Tell(source, now, $"down: {why}") with
    {
        IsUp = false,
        Since = now,
        By = source.By,
        RestsUntil = restsUntil,
        IsSettled = Changes.IsEmpty,
        Problems = ImmutableDictionary<ChatLimit, string>.Empty,
    };

    /// <summary>A sign of surge puts off the end.</summary>
    public ShieldState PutOff(DateTimeOffset until)
    {
        var end = until < Latest ? until : Latest;
        return end > Until ? this with { Until = end } : this;
    }

    /// <summary>Nothing is left to do or to remember.</summary>
    public bool IsOver(DateTimeOffset now) => !IsUp && IsSettled && Untold.IsEmpty && now >= RestsUntil;

    /// <summary>E.g. <c>a raid</c>.</summary>
    public static string Describe(SurgeSign cause) => cause switch
    {
        SurgeSign.Raid => "a raid",
        SurgeSign.NewChatters => "many new chatters at once",
        _ => "a moderator wants it",
    };

    private ShieldState Tell(SettingSource source, DateTimeOffset now, string after) =>
        this with { Untold = Untold.Add(new SettingChange(Broadcaster, now, source.By, source.Surface, Setting, IsUp ? "up" : "down", after)) };
}

/// <summary>What puts a shield up.</summary>
public enum SurgeSign
{
    /// <summary>The card of a raid has become large.</summary>
    Raid,

    /// <summary>Many more new chatters than usual.</summary>
    NewChatters,

    /// <summary>A moderator says so.</summary>
    Moderator,
}
