namespace ModBot.Sandbox.Chat;

/// <summary>Who is trusted in a channel: shield mode, suspicious users, unban requests, warnings. Thread-safe.</summary>
public sealed class SandboxTrust
{
    private readonly ChatState state;

    internal SandboxTrust(ChatState state) => this.state = state;

    public ShieldMode Shield(string channel)
    {
        lock (state.Gate)
            return state.Room(channel).Channel.Shield;
    }

    public void SetShield(string channel, string moderator, bool isActive)
    {
        lock (state.Gate)
        {
            var (room, actor) = (state.Room(channel), state.User(moderator));
            var before = room.Channel.Shield;
            if (before.IsActive == isActive)
                return;
            room.Channel.Shield = isActive ? new ShieldMode(true, actor, state.Now) : before with { IsActive = false };
            state.Publish(new ShieldModeChanged(state.Now, room.Broadcaster, actor, isActive));
        }
    }

    public SuspiciousStatus SuspicionOf(string channel, string user)
    {
        lock (state.Gate)
            return state.Room(channel).Channel.Suspicious.GetValueOrDefault(state.User(user).Id);
    }

    /// <summary>What a restricted user writes from now on reaches moderators only.</summary>
    public ModerationResult Suspect(string channel, string moderator, string user, SuspiciousStatus status)
    {
        lock (state.Gate)
        {
            var (room, actor, target) = (state.Room(channel), state.User(moderator), state.User(user));
            if (!room.RoleOf(actor).CanModerate)
                return ModerationResult.NotModerator;
            if (room.RoleOf(target).CanModerate)
                return ModerationResult.TargetNotAllowed;

            room.Channel.Suspicious[target.Id] = status;
            state.Publish(new SuspiciousUserChanged(state.Now, room.Broadcaster, actor, target, status));
            return ModerationResult.Done;
        }
    }

    public IReadOnlyList<UnbanRequest> UnbanRequests(string channel)
    {
        lock (state.Gate)
            return [.. state.Room(channel).Channel.UnbanRequests];
    }

    /// <summary>A banned user asks to be let in; null when he is not banned or has asked already.</summary>
    public UnbanRequest? RequestUnban(string channel, string user, string text)
    {
        lock (state.Gate)
        {
            var (room, asking) = (state.Room(channel), state.User(user));
            var requests = room.Channel.UnbanRequests;
            if (room.RestrictionOf(asking, state.Now) is not { IsBan: true } || requests.Any(one => one.User == asking && one.Status == "pending"))
                return null;

            var request = new UnbanRequest(Guid.NewGuid().ToString(), asking, text, state.Now);
            requests.Add(request);
            state.Publish(new UnbanRequested(state.Now, room.Broadcaster, request));
            return request;
        }
    }

    /// <summary>Approving lifts the ban as well.</summary>
    public ModerationResult ResolveUnban(string channel, string moderator, string requestId, bool approve, string text = "")
    {
        lock (state.Gate)
        {
            var (room, actor) = (state.Room(channel), state.User(moderator));
            var requests = room.Channel.UnbanRequests;
            var index = requests.FindIndex(one => one.Id == requestId);
            if (!room.RoleOf(actor).CanModerate)
                return ModerationResult.NotModerator;
            if (index < 0)
                return ModerationResult.NotFound;
            if (requests[index].Status != "pending")
                return ModerationResult.AlreadyProcessed;

            var resolved = requests[index] with
            {
                Status = approve ? "approved" : "denied",
                Moderator = actor,
                ResolutionText = text,
                ResolvedAt = state.Now,
            };
            requests[index] = resolved;
            state.Publish(new UnbanRequestResolved(state.Now, room.Broadcaster, resolved));
            if (approve && room.RestrictionOf(resolved.User, state.Now) is { } restriction)
            {
                room.Lift(resolved.User);
                state.Publish(new RestrictionLifted(state.Now, room.Broadcaster, restriction, actor));
            }

            return ModerationResult.Done;
        }
    }

    /// <summary>A warned user says that he has read it.</summary>
    public void AcknowledgeWarning(string channel, string user)
    {
        lock (state.Gate)
            state.Publish(new WarningAcknowledged(state.Now, state.Room(channel).Broadcaster, state.User(user)));
    }
}
