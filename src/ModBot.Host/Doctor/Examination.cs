using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Host.Cli;
using ModBot.Host.Composition;
using ModBot.Host.Configuration;
using ModBot.Normalization;
using ModBot.Onnx;
using ModBot.Policy;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Doctor;

/// <summary>Looks at everything that the bot needs, in the order in which it needs it, and goes on as far as it can.</summary>
internal static class Examination
{
    /// <param name="chatDelay">What to set the chat delay of the channels to before looking at them; null leaves it.</param>
    public static async IAsyncEnumerable<Finding> RunAsync(BotSettings settings, TimeSpan? chatDelay, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Unicode();
        var (app, config) = Config(settings);
        yield return config;
        if (app is null) yield break;
        await using (app)
        {
            yield return Model(app.Services);
            foreach (var finding in await StoreAsync(app.Services, cancellationToken)) yield return finding;
            await foreach (var finding in TwitchAsync(app.Services, chatDelay, cancellationToken)) yield return finding;
        }
    }

    /// <summary>Without ICU, normalising silently does nothing and look-alike letters pass.</summary>
    private static Finding Unicode() => "\uFF41".Normalize(NormalizationForm.FormKC) == "a"
        ? new Finding(Grade.Good, "unicode", "look-alike letters are folded")
        : new Finding(Grade.Bad, "unicode", "this machine has no ICU library, so look-alike letters would pass; install ICU (the package libicu of your distribution).");

    private static (WebApplication? App, Finding Finding) Config(BotSettings settings)
    {
        try
        {
            var folder = ConfigFolder.Find(settings.Config);
            var app = BotBuilder.BuildService(settings);
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            foreach (var file in folder.ChannelFiles) ConfigJson.ReadChannel(file);
            return (app, new Finding(Grade.Good, "config", $"{folder.Path}, {folder.ChannelFiles.Count()} channel files"));
        }
        catch (Exception e) when (e is ConfigException or OptionsValidationException or InvalidOperationException or InvalidDataException)
        {
            return (null, new Finding(Grade.Bad, "config", e.Message));
        }
    }

    private static Finding Model(IServiceProvider services)
    {
        try
        {
            var package = services.GetRequiredService<ModelPackage>();
            var scores = new CategoryScores[1];
            services.GetRequiredService<IModel>().Score([services.GetRequiredService<ITokenizer>().Tokenize(TextNormalizer.Normalize("hello"))], scores);
            _ = services.GetRequiredService<PolicyBook>();
            return new Finding(Grade.Good, "model", $"{package.Folder}, version {package.Version}, checksum {package.Checksum[..12]} verified, scores");
        }
        catch (Exception e) when (e is ModelPackageException or ConfigException)
        {
            return new Finding(Grade.Bad, e is ConfigException ? "config" : "model", e.Message);
        }
    }

    private static async Task<IReadOnlyList<Finding>> StoreAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var report = await services.GetRequiredService<IHoldStore>().CheckAsync(cancellationToken);
        if (!report.Reachable) return [new Finding(Grade.Bad, "store", $"{report.Name}: {string.Join(' ', report.Findings)}")];
        return [new Finding(Grade.Good, "store", $"{report.Name} answers"), .. report.Findings.Select(finding => new Finding(Grade.Warning, "store", finding))];
    }

    private static async IAsyncEnumerable<Finding> TwitchAsync(IServiceProvider services, TimeSpan? chatDelay, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var doctor = services.GetRequiredService<TwitchDoctor>();
        switch (await doctor.CheckLoginAsync(cancellationToken))
        {
            case TwitchLoginCheck.Valid valid:
                yield return new Finding(Grade.Good, "login", $"{valid.Bot.Login}, token valid");
                foreach (var scope in valid.Missing) yield return new Finding(scope.IsRequired ? Grade.Bad : Grade.Warning, "login", $"the scope {scope.Name} is missing: {scope.Why}");
                break;
            case TwitchLoginCheck.Invalid when services.GetRequiredService<IOptions<TwitchOptions>>().Value.ChatSource == TwitchChatSource.Irc:
                yield return new Finding(Grade.Warning, "login", "none that works, so chat is read anonymously over IRC and only watched: nothing can be deleted. `modbot auth login` changes that");
                yield return services.GetRequiredService<ChannelRoster>().Current.Length is > 0 and var watched
                    ? new Finding(Grade.Good, "channels", $"{watched} to watch")
                    : new Finding(Grade.Bad, "channels", "none to watch; name one in Twitch:Channels.");
                yield break;
            case TwitchLoginCheck.Invalid invalid:
                yield return new Finding(Grade.Bad, "login", invalid.Reason);
                yield break;
            case TwitchLoginCheck.Unreachable unreachable:
                yield return new Finding(Grade.Bad, "twitch", unreachable.Reason);
                yield break;
        }
        foreach (var account in await services.GetRequiredService<TwitchAccounts>().ListAsync(cancellationToken))
        {
            if (!account.IsActive) yield return new Finding(account.State is TwitchAccountState.Dead ? Grade.Warning : Grade.Good, "login", $"also {AuthCommand.Describe(account)}");
        }
        if (chatDelay is { } delay)
        {
            foreach (var change in await doctor.SetChatDelayAsync(delay, cancellationToken)) yield return Changed(change, delay);
        }
        var channels = await doctor.CheckChannelsAsync(cancellationToken);
        if (services.GetRequiredService<ChannelRoster>().Problem is { } problem) yield return new Finding(Grade.Bad, "channels", problem);
        if (channels.Length == 0) yield return new Finding(Grade.Bad, "channels", "none to moderate; add one with `modbot channels add <login>`, or name it in Twitch:Channels.");
        foreach (var channel in channels) yield return Channel(channel);
    }

    private static Finding Changed(TwitchChatDelayChange change, TimeSpan delay) => change.Problem is { } problem
        ? new Finding(Grade.Bad, $"channel {change.Login}", $"the chat delay could not be set. {problem}")
        : new Finding(Grade.Good, $"channel {change.Login}", delay == TimeSpan.Zero ? "the chat delay is switched off now" : string.Create(CultureInfo.InvariantCulture, $"the chat delay is set to {delay.TotalSeconds:0} s now"));

    private static Finding Channel(TwitchChannelCheck channel)
    {
        if (channel.Problem is { } problem) return new Finding(Grade.Bad, $"channel {channel.Login}", problem);
        return channel.ChatDelay switch
        {
            { Ticks: > 0 } delay => new Finding(Grade.Good, $"channel {channel.Login}", string.Create(CultureInfo.InvariantCulture, $"the chat delay is {delay.TotalSeconds:0} s: what is deleted inside it no viewer sees")),
            null => new Finding(Grade.Warning, $"channel {channel.Login}", "the chat delay is unknown; the login lacks the scope to read it"),
            _ => new Finding(Grade.Warning, $"channel {channel.Login}", "there is no chat delay, so viewers see a message until its delete arrives; `modbot doctor --set-chat-delay 2` sets one of 2 s, or switch on Non-Mod Chat Delay in the channel's settings"),
        };
    }
}
