using Microsoft.Extensions.Options;

namespace ModBot.Twitch.Tests;

public sealed class TwitchOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreValid() => Assert.Empty(Failures(_ => { }));

    [Fact]
    public void Validate_EachBound_Fails()
    {
        Action<TwitchOptions>[] wrong =
        [
            o => o.EventSubUrl = "https://eventsub.test",
            o => o.EventSubUrl = "",
            o => o.HelixUrl = "helix",
            o => o.AuthUrl = "ftp://auth.test",
            o => o.AuthUrl = "https://auth.test?x=1",
            o => o.Channels = ["fine", "not a login"],
            o => o.QueueLength = 0,
            o => o.ConnectLimit = TimeSpan.Zero,
            o => o.LongestReconnectDelay = TimeSpan.FromHours(1),
            o => o.ResubscribeDelay = TimeSpan.Zero,
            o => o.RequestLimit = TimeSpan.FromHours(1),
            o => o.CallLimit = TimeSpan.Zero,
            o => o.ValidateEvery = TimeSpan.FromHours(2),
            o => o.LoginPollEvery = TimeSpan.Zero,
        ];
        Assert.All(wrong, w => Assert.Single(Failures(w)));
    }

    [Fact]
    public void Validate_SeveralWrong_AreListedTogetherWithTheirValues()
    {
        var failures = string.Join('\n', Failures(o => (o.HelixUrl, o.Channels) = ("helix", ["a b"])));
        Assert.Contains("'helix'", failures, StringComparison.Ordinal);
        Assert.Contains("Twitch:Channels:0: 'a b'", failures, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Failures(Action<TwitchOptions> change)
    {
        var options = new TwitchOptions();
        change(options);
        IValidateOptions<TwitchOptions>[] validators = [new TwitchOptionsValidator(), new TwitchChannelsValidator()];
        return validators.SelectMany(v => v.Validate(null, options).Failures ?? []);
    }
}
