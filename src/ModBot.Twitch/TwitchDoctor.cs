using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Helix;

namespace ModBot.Twitch;

/// <summary>Examines the login and the channels; changes nothing and prints nothing.</summary>
public sealed class TwitchDoctor
{
    private readonly HelixClient helix;
    private readonly TokenSource tokens;
    private readonly TwitchDirectory directory;
    private readonly ChannelRoster roster;

    internal TwitchDoctor(HelixClient helix, TokenSource tokens, TwitchDirectory directory, ChannelRoster roster)
    {
        this.helix = helix;
        this.tokens = tokens;
        this.directory = directory;
        this.roster = roster;
    }

    /// <summary>Is the login accepted, whose is it, and what may it not do?</summary>
    public async Task<TwitchLoginCheck> CheckLoginAsync(CancellationToken cancellationToken)
    {
        try
        {
            var identity = await tokens.ValidateAsync(cancellationToken);
            return new TwitchLoginCheck.Valid(identity, [.. TwitchScopes.All.Where(s => !identity.MayUse(s.Name))]);
        }
        catch (TwitchLoginException e)
        {
            return new TwitchLoginCheck.Invalid(e.Message);
        }
        catch (HttpRequestException e)
        {
            return new TwitchLoginCheck.Unreachable(e.Message);
        }
    }

    /// <summary>Every channel of the roster: does it exist, is the bot a moderator, what is its chat delay?</summary>
    public async Task<ImmutableArray<TwitchChannelCheck>> CheckChannelsAsync(CancellationToken cancellationToken)
    {
        var logins = roster.Current.Select(channel => channel.Login).ToArray();
        try
        {
            var bot = await directory.GetBotAsync(cancellationToken);
            var found = (await directory.FindByLoginsAsync(logins, cancellationToken)).DistinctBy(u => u.Login).ToDictionary(u => u.Login, u => u.Broadcaster);
            var moderated = await helix.GetModeratedChannelsAsync(bot.Id, cancellationToken);
            var checks = ImmutableArray.CreateBuilder<TwitchChannelCheck>();
            foreach (var login in logins)
            {
                checks.Add(found.TryGetValue(login, out var broadcaster)
                    ? await CheckAsync(login, broadcaster, bot.Id, moderated, cancellationToken)
                    : new TwitchChannelCheck(login, null, null, null, "Twitch knows no channel of this name."));
            }
            return checks.ToImmutable();
        }
        catch (Exception e) when (e is TwitchLoginException or HttpRequestException)
        {
            return [.. logins.Select(l => new TwitchChannelCheck(l, null, null, null, e.Message))];
        }
    }

    /// <summary>Is the bot a moderator there? Null when that cannot be asked now.</summary>
    public async Task<bool?> IsModeratorAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        try
        {
            var bot = await directory.GetBotAsync(cancellationToken);
            return IsModerator(broadcaster, bot.Id, await helix.GetModeratedChannelsAsync(bot.Id, cancellationToken));
        }
        catch (Exception e) when (e is TwitchLoginException or HttpRequestException)
        {
            return null;
        }
    }

    // Twitch does not list a broadcaster among their own channel's moderators.
    private static bool? IsModerator(BroadcasterId broadcaster, ChatterId bot, IReadOnlySet<BroadcasterId>? moderated) =>
        broadcaster.Value == bot.Value ? true : moderated?.Contains(broadcaster);

    private async Task<TwitchChannelCheck> CheckAsync(
        string login, BroadcasterId broadcaster, ChatterId bot, IReadOnlySet<BroadcasterId>? moderated, CancellationToken cancellationToken)
    {
        var isModerator = IsModerator(broadcaster, bot, moderated);
        var delay = isModerator is false ? null : await helix.GetChatDelayAsync(broadcaster, bot, cancellationToken);
        var problem = isModerator is false ? $"The bot is not a moderator. The broadcaster types /mod and the bot's name in the chat of {login}." : null;
        return new TwitchChannelCheck(login, broadcaster, isModerator, delay, problem);
    }
}

/// <summary>How the login was found: a closed family.</summary>
public abstract record TwitchLoginCheck
{
    private TwitchLoginCheck()
    {
    }

    /// <param name="Missing">Scopes that the login lacks, with what they are for.</param>
    public sealed record Valid(TwitchIdentity Bot, ImmutableArray<TwitchScope> Missing) : TwitchLoginCheck;

    /// <param name="Reason">What is wrong and what to do.</param>
    public sealed record Invalid(string Reason) : TwitchLoginCheck;

    public sealed record Unreachable(string Reason) : TwitchLoginCheck;
}

/// <summary>How one channel was found.</summary>
/// <param name="BotIsModerator">Null when the login may not ask.</param>
/// <param name="ChatDelay">Zero when off; null when unknown. Inside it a delete comes before any viewer sees the message.</param>
/// <param name="Problem">What is wrong and what to do; null when nothing is.</param>
public sealed record TwitchChannelCheck(string Login, BroadcasterId? Id, bool? BotIsModerator, TimeSpan? ChatDelay, string? Problem);
