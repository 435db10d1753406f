namespace ModBot.Rules;

/// <summary>
/// A message that its chatter has sent again and again. Folded texts without emotes are compared, so changing case or adding invisible characters does not help, and emotes alone are no
/// repetition. Remembers hashes only, of the most recent chatters.
/// </summary>
public sealed class RepetitionRule : IRule
{
    private const int MaxChatters = 10_000;

    private readonly ChatterMemory<LastText> memory = new(MaxChatters);

    public string Name => "repetition";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Repetition;
        if (!settings.Scope.Covers(input.Message.Chatter) || input.Text.Folded.Length == 0) return null;
        var count = memory.Recall(input.Message, out _).Add(input.Text.Folded.GetHashCode(StringComparison.Ordinal), input.At, settings.Window);
        if (count < settings.Limit) return null;
        return new RuleHit(Name, settings.Scope.Verdict, $"the same message {Counted.Of(count, "time")} within {settings.Window.TotalSeconds:0} s", Value: count, Threshold: settings.Limit);
    }

    /// <summary>One chatter's last run of equal messages.</summary>
    private sealed class LastText
    {
        private readonly RecentTimes times = new();
        private int hash;

        public int Add(int textHash, DateTimeOffset at, TimeSpan window)
        {
            if (textHash != hash) times.Clear();
            hash = textHash;
            return times.Add(at, window);
        }
    }
}
