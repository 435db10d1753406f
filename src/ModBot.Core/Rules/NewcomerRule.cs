using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>
/// The first message of somebody new to the channel: where Twitch says so, and where nobody of that id has written before. Whom it has seen it remembers only while the process lives, so after a start
/// it takes a while to learn who is around before it calls anybody new.
/// </summary>
public sealed class NewcomerRule : IRule
{
    private const int MaxChatters = 100_000;

    private readonly ChatterMemory<Seen> memory = new(MaxChatters);
    private readonly Dictionary<BroadcasterId, DateTimeOffset> begun = [];

    public string Name => "newcomers";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Newcomers;
        if (!settings.Scope.Enabled) return null;
        // Learnt of everybody, exempt or not: a badge may be gone tomorrow.
        memory.Recall(input.Message, out var isNew);
        if (!begun.TryGetValue(input.Message.Broadcaster, out var start)) begun[input.Message.Broadcaster] = start = input.At;
        if (!settings.Scope.Covers(input.Message.Chatter) || !isNew) return null;
        if (!input.Message.IsFirst && input.At - start < settings.LearnFor) return null;
        return new RuleHit(Name, settings.Scope.Verdict, "the first message of a new chatter");
    }

    private readonly record struct Seen;
}
