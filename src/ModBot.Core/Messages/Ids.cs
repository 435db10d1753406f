using System.Text.Json.Serialization;

namespace ModBot.Messages;

/// <summary>An id that Twitch or ModBot gave; opaque text, compared ordinally, never parsed.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    string Value { get; }

    static abstract TSelf Create(string value);
}

/// <summary>A chat message, by the id under which our own room knows it (what a delete names).</summary>
[JsonConverter(typeof(IdJsonConverter<MessageId>))]
public readonly record struct MessageId(string Value) : IId<MessageId>
{
    public static MessageId Create(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A Twitch channel, by its owner's user id.</summary>
[JsonConverter(typeof(IdJsonConverter<BroadcasterId>))]
public readonly record struct BroadcasterId(string Value) : IId<BroadcasterId>
{
    public static BroadcasterId Create(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A person, by user id. Logins and display names change; authority never rests on them.</summary>
[JsonConverter(typeof(IdJsonConverter<ChatterId>))]
public readonly record struct ChatterId(string Value) : IId<ChatterId>
{
    public static ChatterId Create(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A request to be unbanned, as Twitch numbers them.</summary>
[JsonConverter(typeof(IdJsonConverter<UnbanRequestId>))]
public readonly record struct UnbanRequestId(string Value) : IId<UnbanRequestId>
{
    public static UnbanRequestId Create(string value) => new(value);

    public override string ToString() => Value;
}
