using System.Text.Json.Serialization;
using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>A hold, by the id of the message that it holds: the same message is held once, however often it is delivered.</summary>
[JsonConverter(typeof(IdJsonConverter<HoldId>))]
public readonly record struct HoldId(string Value) : IId<HoldId>
{
    public static HoldId Create(string value) => new(value);

    public static HoldId Of(MessageId message) => new(message.Value);

    public override string ToString() => Value;
}
