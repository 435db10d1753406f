using ModBot.Messages;

namespace ModBot.Feedback;

/// <summary>What one moderator decided, and how often others who judged the same holds thought the same.</summary>
/// <param name="moderator">Under the login of the latest hold.</param>
public sealed class ModeratorTally(Actor moderator)
{
    public Actor Moderator { get; private set; } = moderator;

    /// <summary>Holds that stand approved by this moderator.</summary>
    public int Approved { get; private set; }

    /// <summary>Holds that stand denied by this moderator.</summary>
    public int Denied { get; private set; }

    /// <summary>Others' judgements of holds that this moderator judged too, by proposing and confirming or by undoing and deciding anew.</summary>
    public int Compared { get; private set; }

    /// <summary>How many of <see cref="Compared"/> went the same way.</summary>
    public int Agreed { get; private set; }

    /// <summary>The share of others' judgements that went the same way, with its 95 % interval; null where nobody else judged.</summary>
    public Proportion? Agreement => Compared == 0 ? null : Proportion.Of(Agreed, Compared);

    internal void AddDecision(Actor by, bool denies)
    {
        Moderator = by;
        if (denies) Denied++;
        else Approved++;
    }

    internal void Compare(bool agrees)
    {
        Compared++;
        if (agrees) Agreed++;
    }
}
