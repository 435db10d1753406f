using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Workers;

/// <summary>Reads Twitch chat into the pipeline, from knowing who the bot is until the host stops.</summary>
internal sealed partial class ChatWorker(
    ChatIntake intake,
    IChatSource source,
    IClassifier classifier,
    IHoldStore store,
    TwitchDirectory twitch,
    ChannelRoster roster,
    ChannelDirectory channels,
    PolicyReloadWorker policies,
    IOptions<TwitchOptions> options,
    TimeProvider time,
    ILogger<ChatWorker> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long unfinished messages may take at shutdown; less than the host's own limit.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var bot = await IntroduceAsync(stoppingToken);
        await WarmUpAsync(stoppingToken);
        using var abandon = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var _ = stoppingToken.Register(() => abandon.CancelAfter(DrainLimit));
        await intake.RunAsync(source, bot?.Id, stoppingToken, abandon.Token);
    }

    /// <summary>The first score and the first look into the store take a hundred times as long as the next; no message shall pay for them.</summary>
    private async Task WarmUpAsync(CancellationToken stoppingToken)
    {
        await classifier.ClassifyAsync(TextNormalizer.Normalize("good evening"), stoppingToken);
        try
        {
            await store.ListBroadcastersAsync(stoppingToken);
        }
        catch (HoldStoreUnavailableException)
        {
            // Readiness says so, and what is held waits for it.
        }
    }

    /// <summary>Learns who the bot is and which channels there are; without a login that works, waits for one.</summary>
    /// <returns>Null for a bot that only watches, which takes no login.</returns>
    private async Task<TwitchUser?> IntroduceAsync(CancellationToken stoppingToken)
    {
        var said = "";
        while (true)
        {
            try
            {
                var bot = await FindBotAsync(stoppingToken);
                if (bot is null)
                {
                    // The others' ids come with the joins, before their first message.
                    foreach (var channel in roster.Current) if (channel.Id is { } id) channels.Add(channel.Login, id);
                }
                else
                {
                    foreach (var channel in await twitch.FindByLoginsAsync(roster.Current.Select(channel => channel.Login), stoppingToken)) channels.Add(channel.Login, channel.Broadcaster);
                }
                policies.ReloadNow();
                if (policies.Rejected is null)
                {
                    if (bot is null) LogWatching(roster.Current.Length);
                    else LogReady(bot.Login, channels.Logins.Count);
                    return bot;
                }
                // Without its own policy a channel would be moderated by the defaults, which nobody chose for it.
                Wait(policies.Rejected, ref said);
            }
            catch (Exception e) when (e is TwitchLoginException or HttpRequestException)
            {
                Wait(e.Message, ref said);
            }
            await Task.Delay(RetryAfter, time, stoppingToken);
        }
    }

    private async Task<TwitchUser?> FindBotAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await twitch.GetBotAsync(stoppingToken);
        }
        catch (TwitchLoginException) when (options.Value.ChatSource == TwitchChatSource.Irc)
        {
            return null;
        }
    }

    /// <summary>Says each reason once; readiness shows it all the while.</summary>
    private void Wait(string reason, ref string said)
    {
        if (said != reason) LogWaiting(reason);
        said = reason;
    }

    [LoggerMessage(LogLevel.Information, "Moderating as {Bot} in {Channels} channels")]
    private partial void LogReady(string bot, int channels);

    [LoggerMessage(LogLevel.Warning, "ModBot reads {Channels} channels anonymously over IRC and only watches: without a login it can delete nothing, punish nobody and answer no command. What it would hold is recorded as flagged. To moderate, run `modbot auth login` and start again")]
    private partial void LogWatching(int channels);

    [LoggerMessage(LogLevel.Error, "ModBot cannot join chat yet: {Reason}")]
    private partial void LogWaiting(string reason);
}
