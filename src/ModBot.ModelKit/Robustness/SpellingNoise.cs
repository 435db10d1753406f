namespace ModBot.ModelKit;

/// <summary>Misspells training texts, harmless ones as much as others, so that odd spelling by itself means nothing to the network.</summary>
internal sealed class SpellingNoise
{
    private readonly Random random = new(20);

    /// <summary>One or two attacks, on a few words or on most.</summary>
    public string Apply(string text)
    {
        var share = random.GetItems([0.15, 0.4, 0.8], 1)[0];
        text = SpellingAttacks.Apply(Any(), text, share, random);
        return random.NextDouble() < 0.3 ? SpellingAttacks.Apply(Any(), text, 0.15, random) : text;
    }

    private SpellingAttack Any() => SpellingAttacks.All[random.Next(SpellingAttacks.All.Length)];
}
