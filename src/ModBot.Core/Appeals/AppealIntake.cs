using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Appeals;

/// <summary>
/// Takes what viewers ask for into the queue: another look at a denial, or an unban. An appeal is a hold like any other, whose message is what the viewer wrote; it is decided, claimed and
/// explained in the same way. Thread-safe.
/// </summary>
public sealed class AppealIntake(IHoldStore store, PolicyBook policies, HoldMetrics metrics, TimeProvider time)
{
    /// <summary>The <see cref="Reason.Source"/> of an appeal.</summary>
    public const string Source = "appeal";

    /// <summary>Opens an appeal against the latest denial of what this viewer said. Nobody has two open at a time, and no denial is appealed twice.</summary>
    /// <param name="message">The message that asks for it.</param>
    /// <param name="text">What the viewer has to say about it; may be empty.</param>
    public async Task<AppealAnswer> AppealAsync(ChatMessage message, string text, CancellationToken cancellationToken)
    {
        var held = await ReadOfAsync(message.Broadcaster, message.Chatter.Id, cancellationToken);
        if (held.Any(hold => hold is { Kind: HoldKind.Appeal, IsOpen: true })) return AppealAnswer.IsOpenAlready;
        if (held.LastOrDefault(IsAppealable) is not { } about) return held.Any(hold => hold.IsOpen) ? AppealAnswer.NotDecidedYet : AppealAnswer.NothingToAppeal;
        var sanction = about.Resolution is { Ruling.Sanction: { Kind: SanctionKind.Timeout or SanctionKind.Ban } given } resolution && !(resolution.At + given.Duration <= time.GetUtcNow()) ? given : null;
        // Its id is that of the denial, so that the store itself keeps it from being opened twice.
        var added = await AddAsync(new HoldId($"{Source}-{about.Id}"), message with { Text = text, Fragments = [] }, new Appeal(about.Id, Sanction: sanction), about, $"asks for another look at {about.Code}", cancellationToken);
        return added ? AppealAnswer.Opened : AppealAnswer.WasDecided;
    }

    /// <summary>Opens an appeal for an unban request on Twitch, once however often Twitch tells of it.</summary>
    public async Task TakeAsync(BroadcasterId broadcaster, UnbanRequest request, CancellationToken cancellationToken)
    {
        if (!policies.For(broadcaster).Config.Appeals.Enabled) return;
        var about = (await ReadOfAsync(broadcaster, request.Chatter.Id, cancellationToken)).LastOrDefault(hold => IsAppealable(hold) && hold.Removes);
        var message = new ChatMessage { Id = new MessageId(request.Id.Value), Broadcaster = broadcaster, Chatter = request.Chatter, Text = request.Text, SentAt = request.CreatedAt };
        await AddAsync(IdOf(request.Id), message, new Appeal(about?.Id, request.Id, new Sanction(SanctionKind.Ban)), about, "asks on Twitch to be unbanned", cancellationToken);
    }

    /// <summary>The hold that stands for an unban request.</summary>
    public static HoldId IdOf(UnbanRequestId request) => new(request.Value);

    private Task<IReadOnlyList<Hold>> ReadOfAsync(BroadcasterId broadcaster, ChatterId chatter, CancellationToken cancellationToken) =>
        store.ReadOfAsync(broadcaster, chatter, time.GetUtcNow() - policies.For(broadcaster).Config.Holds.KeepFor, cancellationToken);

    /// <summary>What was denied, and what is gone though nobody looked at it.</summary>
    private static bool IsAppealable(Hold hold) => hold.Kind != HoldKind.Appeal
        && (hold.State == HoldState.Denied || hold is { State: HoldState.Expired, Kind: not HoldKind.Flagged, Resolution.Ruling.LapsedAs: not RulingVerb.Approve });

    private async Task<bool> AddAsync(HoldId id, ChatMessage message, Appeal appeal, Hold? about, string text, CancellationToken cancellationToken)
    {
        var policy = policies.For(message.Broadcaster);
        var now = time.GetUtcNow();
        var reason = new Reason { Source = Source, Verdict = Verdict.Hold, Text = text };
        var hold = new Hold
        {
            Id = id,
            Kind = HoldKind.Appeal,
            Message = message,
            // The reasons of what it is about come along: they explain it, and who is not cleared for them does not decide the appeal either.
            Decision = new Decision { Verdict = Verdict.Hold, Score = Classification.ScoreStatus.Scored, PolicyVersion = policy.Version, Reasons = [reason, .. (about?.Decision.Reasons ?? []).Select(of => of with { Span = null })] },
            CreatedAt = now,
            ExpiresAt = now + policy.Config.Appeals.ExpireAfter,
            Appeal = appeal,
        };
        var entry = new HistoryEntry(hold.Version, now, Actor.Of(message.Chatter), HistoryAction.Appealed, text);
        var result = await store.AddAsync(hold, entry, [], cancellationToken);
        if (result.Added) metrics.Held(result.Hold, deletes: 0);
        return result.Added;
    }
}

/// <summary>What came of asking for another look.</summary>
public enum AppealAnswer
{
    /// <summary>It is in the queue now.</summary>
    Opened,

    /// <summary>One is in the queue already.</summary>
    IsOpenAlready,

    /// <summary>The same denial was appealed before, and that was decided.</summary>
    WasDecided,

    /// <summary>The message itself still waits for a moderator.</summary>
    NotDecidedYet,

    /// <summary>Nothing of theirs was denied as far back as holds are kept.</summary>
    NothingToAppeal,
}
