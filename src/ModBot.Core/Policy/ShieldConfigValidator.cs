using ModBot.Classification;

namespace ModBot.Policy;

/// <summary>Finds everything that is wrong with a channel's shield.</summary>
internal static class ShieldConfigValidator
{
    public static void Validate(ShieldConfig shield, List<string> failures)
    {
        Range("Trigger.RaidSize", shield.Trigger.RaidSize, 5, 1000);
        Range("Trigger.NewChatters", shield.Trigger.NewChatters, 10, 1000);
        Span("Trigger.Window", shield.Trigger.Window, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
        Range("Level", shield.Level, 1, LevelThresholds.MaxLevel);
        if (shield.SlowMode is { } wait) Span("SlowMode", wait, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(120));
        if (shield.FollowersOnly is { } followed) Span("FollowersOnly", followed, TimeSpan.Zero, TimeSpan.FromDays(90));
        Span("CalmFor", shield.CalmFor, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1));
        Span("Longest", shield.Longest, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        if (shield.Longest < shield.CalmFor) failures.Add($"Shield.Longest is {shield.Longest}, which is shorter than Shield.CalmFor ({shield.CalmFor}).");

        void Range(string name, int value, int least, int most)
        {
            if (value < least || value > most) failures.Add($"Shield.{name} is {value}; it must be {least} to {most}.");
        }

        void Span(string name, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most) failures.Add($"Shield.{name} is {value}; it must be {least} to {most}.");
        }
    }
}
