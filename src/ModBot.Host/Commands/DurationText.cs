using System.Globalization;

namespace ModBot.Host.Commands;

/// <summary>Durations as moderators type them: <c>90</c> (seconds), <c>30s</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>, <c>1w</c>.</summary>
internal static class DurationText
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var unit = text.Length > 0 ? char.ToLowerInvariant(text[^1]) : ' ';
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
        var digits = seconds == 0 ? text : text[..^1];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        duration = TimeSpan.FromSeconds(Math.Min((long)number * Math.Max(seconds, 1), (long)TimeSpan.MaxValue.TotalSeconds));
        return true;
    }
}
