using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ModBot.Sandbox.Helix;

/// <summary>One page of a list. The cursor is opaque to clients; here it is the number of rows already given.</summary>
internal static class HelixPage
{
    public static IResult Of<T>(IEnumerable<T> rows, int first, string after)
    {
        if (first is < 1 or > 100)
            return HelixErrors.BadRequest("The value in the first query parameter is not valid.");
        if (!TryRead(after, out var skip))
            return HelixErrors.BadRequest("The value in the after query parameter is not valid.");

        var page = rows.Skip(skip).Take(first + 1).ToList();
        var cursor = page.Count > first ? (skip + first).ToString(CultureInfo.InvariantCulture) : null;
        var data = page.Take(first);
        return cursor is null
            ? Results.Json(new { Data = data, Pagination = new { } })
            : Results.Json(new { Data = data, Pagination = new { Cursor = cursor } });
    }

    private static bool TryRead(string after, out int skip)
    {
        skip = 0;
        return after.Length == 0 || int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out skip);
    }
}
