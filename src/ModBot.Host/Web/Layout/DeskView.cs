using System.Collections.Immutable;
using ModBot.Classification;
using ModBot.Host.Web.Access;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Host.Web.Layout;

/// <summary>How the desk looks in one browser, kept there in a cookie.</summary>
/// <param name="Theme"><c>auto</c>, <c>light</c> or <c>dark</c>.</param>
/// <param name="Covered">What texts are held for, by category key or <see cref="Rules"/>, that are covered until asked for.</param>
/// <param name="HasKeys">Single keys act on cards. Who dictates or uses keys of their own may not want that.</param>
public sealed record DeskView(string Theme, ImmutableHashSet<string> Covered, bool HasKeys)
{
    /// <summary>What is held by a rule and in no category.</summary>
    public const string Rules = "rules";

    private const string Cookie = "modbot_view";

    public static DeskView Plain { get; } = new("auto", [], HasKeys: true);

    public static IReadOnlyList<string> Themes { get; } = ["auto", "light", "dark"];

    /// <summary>Everything that can be covered.</summary>
    public static IEnumerable<string> Coverable => Categories.All.Select(category => category.Key()).Append(Rules);

    public static DeskView Of(HttpContext? http) => http?.Request.Cookies[Cookie]?.Split('|') is [var theme, var covered, var keys] ? Read(theme, covered.Split('.'), keys == "keys") : Plain;

    /// <summary>What of it makes sense.</summary>
    public static DeskView Read(string? theme, IEnumerable<string?> covered, bool hasKeys) => new(Themes.Contains(theme) ? theme! : "auto", [.. covered.OfType<string>().Intersect(Coverable)], hasKeys);

    /// <summary>Whether one of the things that a text was flagged for is covered: who does not want to read about one is not shown it because another weighed more.</summary>
    public bool Covers(Decision decision) => decision.Reasons.Where(reason => reason.Verdict > Verdict.Allow).Select(reason => reason.Category?.Key()).DefaultIfEmpty(null).Any(key => Covered.Contains(key ?? Rules));

    public void Keep(HttpContext http) => http.Response.Cookies.Append(Cookie, $"{Theme}|{string.Join('.', Covered.Order(StringComparer.Ordinal))}|{(HasKeys ? "keys" : "")}", new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = DeskCookies.IsSecure(http),
        MaxAge = TimeSpan.FromDays(365),
        Path = "/",
    });
}
