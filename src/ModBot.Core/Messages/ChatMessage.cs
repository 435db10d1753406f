using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ModBot.Messages;

/// <summary>One chat message of one channel.</summary>
public sealed record ChatMessage
{
    public required MessageId Id { get; init; }

    public required BroadcasterId Broadcaster { get; init; }

    public required Chatter Chatter { get; init; }

    /// <summary>The text as people see it (a <c>/me</c> message without its wrapper). May be empty; may hold unpaired surrogates.</summary>
    public required string Text { get; init; }

    /// <summary>Emotes, cheermotes and mentions inside <see cref="Text"/>, in order; what is between them is plain text.</summary>
    public ImmutableArray<Fragment> Fragments { get; init; } = [];

    /// <summary>When Twitch sent the message (the timestamp of its notification).</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When it was said, where that is not when it was sent to us: in a replay. Rules that count over time go by it.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>Written with <c>/me</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAction { get; init; }

    /// <summary>Twitch says that it is the chatter's first message in this channel. It does not say so everywhere: false is no proof.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFirst { get; init; }

    /// <summary>The moment that whatever counts over time goes by.</summary>
    [JsonIgnore]
    public DateTimeOffset At => SaidAt ?? SentAt;

    /// <summary>In shared chat, the channel that the message was typed in; null outside it.</summary>
    public BroadcasterId? Source { get; init; }

    /// <summary>Typed in another channel of a shared chat: shown here, but not ours to moderate.</summary>
    [JsonIgnore]
    public bool IsForeign => Source is { } source && source != Broadcaster;
}

/// <summary>A part of a message that is not plain text, by its place in <see cref="ChatMessage.Text"/> (UTF-16 units).</summary>
public readonly record struct Fragment(FragmentKind Kind, int Start, int Length);

/// <summary>What a fragment is.</summary>
public enum FragmentKind
{
    Emote,
    Cheermote,
    Mention,
}
