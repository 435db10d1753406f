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

    /// <summary>A duration of whole seconds as <see cref="TryParse"/> reads it, in the largest unit that fits.</summary>
    public static string Of(TimeSpan duration) => (long)duration.TotalSeconds switch
    {
        var seconds when seconds > 0 && seconds % 86_400 == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400}d"),
        var seconds when seconds > 0 && seconds % 3600 == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}h"),
        var seconds when seconds > 0 && seconds % 60 == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m"),
        var seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds}s"),
    };
}
