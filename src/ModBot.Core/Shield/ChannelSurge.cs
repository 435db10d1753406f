using ModBot.Policy;

namespace ModBot.Shield;

/// <summary>How many new chatters come to one channel, now and usually. Its memory is bounded.</summary>
internal sealed class ChannelSurge
{
    private const int MaxRecent = 4096;

    /// <summary>So many times as many as usual are a surge.</summary>
    private const int TimesUsual = 3;

    /// <summary>Where new chatters are expected, one in so many must say what is held.</summary>
    private const int HeldOneIn = 4;

    /// <summary>How far back the usual number goes: of what was so long ago, a third still counts.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>How long after a raid that Twitch announced its raiders may come.</summary>
    private static readonly TimeSpan ArrivalTime = TimeSpan.FromMinutes(10);

    private readonly Queue<(DateTimeOffset At, bool IsHeld)> recent = [];
    private DateTimeOffset begun;
    private DateTimeOffset agedAt;
    private DateTimeOffset expectedUntil;
    private double older;
    private int held;

    /// <summary>New chatters are expected, as after a raid that Twitch announced.</summary>
    public void Expect(DateTimeOffset at) => expectedUntil = at + ArrivalTime;

    /// <summary>Counts a new chatter, and says whether that makes a surge.</summary>
    /// <param name="at">When.</param>
    /// <param name="isHeld">What they say is held, and not for their being new.</param>
    /// <param name="isLearning">Everybody counts as new just now: it says what is usual, and makes no surge.</param>
    /// <param name="trigger">What the channel calls a surge.</param>
    public bool Count(DateTimeOffset at, bool isHeld, bool isLearning, ShieldTriggerConfig trigger)
    {
        Age(at, trigger.Window);
        if (recent.Count == MaxRecent) Forget();
        recent.Enqueue((at, isHeld));
        if (isHeld) held++;
        return !isLearning && recent.Count > trigger.NewChatters && recent.Count >= TimesUsual * Usual(at, trigger.Window) && !IsExplained(at);
    }

    /// <summary>Whether new chatters who say much the same are no more than what was expected.</summary>
    public bool IsExplained(DateTimeOffset at) => at < expectedUntil && held * HeldOneIn < recent.Count;

    /// <summary>What leaves the window becomes part of what is usual.</summary>
    private void Age(DateTimeOffset at, TimeSpan window)
    {
        if (begun == default) begun = agedAt = at;
        if (at > agedAt)
        {
            older *= Math.Exp(-(at - agedAt) / Memory);
            agedAt = at;
        }
        while (recent.TryPeek(out var oldest) && at - oldest.At > window) Forget();
    }

    private void Forget()
    {
        if (recent.Dequeue().IsHeld) held--;
        older++;
    }

    /// <summary>New chatters in a window, as they usually come.</summary>
    private double Usual(DateTimeOffset at, TimeSpan window)
    {
        // In the beginning there is less to remember.
        var remembered = Memory * (1 - Math.Exp(-(at - begun) / Memory));
        return remembered > window ? older * (window / remembered) : older;
    }
}
