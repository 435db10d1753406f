namespace ModBot.Rules;

/// <summary>A chatter who posts faster than anybody reads. Remembers times only, of the most recent chatters.</summary>
public sealed class FloodRule : IRule
{
    private const int MaxChatters = 10_000;

    private readonly ChatterMemory<RecentTimes> memory = new(MaxChatters);

    public string Name => "flood";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Flood;
        if (!settings.Scope.Covers(input.Message.Chatter)) return null;
        var count = memory.Recall(input.Message, out _).Add(input.At, settings.Window);
        if (count < settings.Limit) return null;
        return new RuleHit(Name, settings.Scope.Verdict, $"{Counted.Of(count, "message")} within {settings.Window.TotalSeconds:0} s", Value: count, Threshold: settings.Limit);
    }
}
