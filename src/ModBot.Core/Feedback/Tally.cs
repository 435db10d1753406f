using ModBot.Holds;

namespace ModBot.Feedback;

/// <summary>Counts of holds by how they stand.</summary>
public sealed class Tally
{
    private readonly List<TimeSpan> decisionTimes = [];

    public int Held { get; private set; }

    public int Open { get; private set; }

    /// <summary>Approved by people: the hold was wrong, or harmless.</summary>
    public int Approved { get; private set; }

    /// <summary>Denied by people: the hold was right.</summary>
    public int Denied { get; private set; }

    public int Expired { get; private set; }

    /// <summary>Decided by machines: by ModBot itself, or by a program with an API key.</summary>
    public int Acted { get; private set; }

    /// <summary>Decided by people in Twitch's own interface; counted above as well.</summary>
    public int OnTwitch { get; private set; }

    /// <summary>How many people decided.</summary>
    public int Decided => Approved + Denied;

    /// <summary>The share of people's decisions that were denials, with its 95 % interval; null without decisions.</summary>
    public Proportion? Precision => Decided == 0 ? null : Proportion.Of(Denied, Decided);

    /// <summary>The median time from hold to a person's decision; null when nobody decided anything.</summary>
    public TimeSpan? MedianDecisionTime => decisionTimes.Count == 0 ? null : decisionTimes.Order().ElementAt(decisionTimes.Count / 2);

    internal void Add(Hold hold)
    {
        Held++;
        if (hold.Resolution is { IsOnTwitch: true } resolution && !(resolution.By.IsMachine && hold.State == HoldState.Expired)) OnTwitch++;
        if (hold.Resolution is { By.IsMachine: false } decision) decisionTimes.Add(decision.At - hold.CreatedAt);
        switch (hold.State)
        {
            case HoldState.Open: Open++; break;
            case HoldState.Expired: Expired++; break;
            case HoldState.Approved or HoldState.Denied when hold.Resolution is { By.IsMachine: true, IsOnTwitch: false }: Acted++; break;
            case HoldState.Denied: Denied++; break;
            default: Approved++; break;
        }
    }
}
