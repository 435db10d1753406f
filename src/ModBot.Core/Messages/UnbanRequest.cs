namespace ModBot.Messages;

/// <summary>What somebody who is banned writes to a channel's moderators on Twitch.</summary>
public sealed record UnbanRequest(UnbanRequestId Id, Chatter Chatter, string Text, DateTimeOffset CreatedAt);

/// <summary>How an unban request ended. Anything that Twitch may add reads as <see cref="Canceled"/>: it can no longer be answered.</summary>
public enum UnbanRequestOutcome
{
    Approved,
    Denied,
    Canceled,
}
