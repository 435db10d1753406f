using System.Globalization;
using ModBot.Host.Commands;

namespace ModBot.Host.Api;

/// <summary>Reads what stands in an address.</summary>
internal static class ApiQuery
{
    public static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(30);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>A span such as <c>12h</c> or <c>30d</c> before now, or a time in ISO 8601; 30 days where nothing is said.</summary>
    public static bool TryReadSince(string? text, DateTimeOffset now, out DateTimeOffset since)
    {
        since = now - DefaultSpan;
        if (text is null) return true;
        if (DurationText.TryParse(text, out var span))
        {
            since = now - (span < Longest ? span : Longest);
            return span > TimeSpan.Zero && span <= Longest;
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out since) && since > now - Longest && since <= now;
    }

    public static ApiError WrongSince { get; } = ApiError.Invalid("since is a span such as 12h, 30d or 8w, at most ten years, or a past time such as 2026-09-01T18:00:00Z.");

    /// <summary>A name of an enum in snake case, or null where nothing is said.</summary>
    public static bool TryReadWord<T>(string? text, out T? value) where T : struct, Enum
    {
        value = null;
        if (text is null) return true;
        foreach (var each in Enum.GetValues<T>())
        {
            if (Holds.HoldView.Word(each) != text) continue;
            value = each;
            return true;
        }
        return false;
    }

    public static string Words<T>() where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Holds.HoldView.Word));
}
