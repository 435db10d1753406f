using ModBot.Policy;

namespace ModBot.Shield;

/// <summary>How many new chatters come to one channel, now and usually. Its memory is bounded.</summary>
internal sealed class ChannelSurge
{
    private const int MaxRecent = 4096;

    /// <summary>So many times as many as usual are a surge.</summary>
    private const int TimesUsual = 4;

    /// <summary>Where new chatters are expected, one in so many must say what is held.</summary>
    private const int HeldOneIn = 4;

    /// <summary>How far back the usual number goes: of what was so long ago, a third still counts.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>How long those who are expected may take to come.</summary>
    private static readonly TimeSpan ArrivalTime = TimeSpan.FromMinutes(10);

    private readonly Queue<DateTimeOffset> recent = [];
    private readonly Queue<DateTimeOffset> held = [];
    private DateTimeOffset begun;
    private DateTimeOffset agedAt;
    private DateTimeOffset expectedUntil;
    private double older;

    public void Expect(DateTimeOffset at) => expectedUntil = at + ArrivalTime;

    /// <summary>Counts a new chatter, and says whether that makes a surge.</summary>
    /// <param name="at">When.</param>
    /// <param name="isLearning">Everybody counts as new just now: it says what is usual, and makes no surge.</param>
    /// <param name="trigger">What the channel calls a surge.</param>
    public bool Count(DateTimeOffset at, bool isLearning, ShieldTriggerConfig trigger)
    {
        Age(at, trigger.Window);
        if (recent.Count == MaxRecent) Forget();
        recent.Enqueue(at);
        return !isLearning && recent.Count > trigger.NewChatters && recent.Count >= TimesUsual * Usual(at, trigger.Window) && !IsExplained(at);
    }

    /// <summary>What a new chatter said is held, and not for their being new.</summary>
    public void CountHeld(DateTimeOffset at)
    {
        if (held.Count == MaxRecent) held.Dequeue();
        held.Enqueue(at);
    }

    /// <summary>Whether those who come now are no more than those who were expected.</summary>
    public bool IsExplained(DateTimeOffset at) => at < expectedUntil && held.Count * HeldOneIn < recent.Count;

    /// <summary>Who leaves the window becomes part of what is usual.</summary>
    private void Age(DateTimeOffset at, TimeSpan window)
    {
        if (begun == default) begun = agedAt = at;
        if (at > agedAt)
        {
            older *= Math.Exp(-(at - agedAt) / Memory);
            agedAt = at;
        }
        while (recent.TryPeek(out var oldest) && at - oldest > window) Forget();
        while (held.TryPeek(out var oldest) && at - oldest > window) held.Dequeue();
    }

    private void Forget()
    {
        recent.Dequeue();
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
