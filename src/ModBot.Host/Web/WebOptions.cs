using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ModBot.Host.Web;

/// <summary>The pages for people: the moderator desk and the way in for streamers.</summary>
public sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>
    /// The host names under which browsers reach the pages, beside the names of this machine, plain IP addresses and the host of <c>Twitch:RedirectUrl</c>. A page that is asked for by
    /// another name is refused: otherwise a foreign site could point its name at this machine and read along. Default: none.
    /// </summary>
    public string[] Hosts { get; set; } = [];

    /// <summary>How long a login at the desk lasts at most; 10 min to 7 days. It ends earlier when Twitch says that the person moderates no more. Default: 1 day.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "7.00:00:00")]
    public TimeSpan SessionLimit { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The reverse proxies in front of ModBot: IP addresses, or networks such as <c>172.18.0.0/16</c>. They, and nobody else, are believed what they say in <c>X-Forwarded-For</c> and
    /// <c>X-Forwarded-Proto</c>, which they must set themselves; otherwise all people behind a proxy count as one, whom any of them can keep from logging in. Name no network in which others are, too:
    /// they could say that they are anybody. Default: none, not even this machine, because a plain port forwarding comes from there as well, with headers that strangers wrote.
    /// </summary>
    public string[] Proxies { get; set; } = [];

    /// <summary>How often within a minute the way through Twitch may be begun from one address; 1 to 10,000. Behind a proxy all people have its address unless <c>Proxies</c> names it. Default: 60.</summary>
    [Range(1, 10_000)]
    public int LoginsPerMinute { get; set; } = 60;
}

[OptionsValidator]
internal sealed partial class WebOptionsValidator : IValidateOptions<WebOptions>;

/// <summary>Hosts are names, not addresses of pages.</summary>
internal sealed class WebHostsValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        var wrong = options.Hosts.Where(host => Uri.CheckHostName(host) is UriHostNameType.Unknown).ToArray();
        return wrong.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(host => $"Web:Hosts: '{host}' is not a host name such as desk.example.org, without scheme and port."));
    }
}
