namespace ModBot.Sandbox.EventSub;

/// <summary>How creating a subscription ended.</summary>
internal abstract record SubscribeResult
{
    private SubscribeResult()
    {
    }

    public sealed record Created(Subscription Subscription) : SubscribeResult;

    public sealed record SessionGone : SubscribeResult;

    public sealed record ConduitGone : SubscribeResult;

    public sealed record OtherUser : SubscribeResult;

    public sealed record Exists(string Id) : SubscribeResult;

    public sealed record TooMany(string Message) : SubscribeResult;
}
