using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace ModBot.Twitch;

/// <summary>Logins are what stands in the channel's URL, not display names.</summary>
internal sealed partial class TwitchChannelsValidator : IValidateOptions<TwitchOptions>
{
    public ValidateOptionsResult Validate(string? name, TwitchOptions options)
    {
        var failures = new List<string>();
        for (var i = 0; i < options.Channels.Length; i++)
        {
            if (options.Channels[i] is not { } login || !Login().IsMatch(login))
            {
                failures.Add($"Twitch:Channels:{i}: '{options.Channels[i]}' is not a login (letters, digits and _, at most 25; the last part of the channel's URL).");
            }
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    [GeneratedRegex("^[A-Za-z0-9_]{1,25}$")]
    private static partial Regex Login();
}
