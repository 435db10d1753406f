using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>
/// Names that look like the broadcaster's or a moderator's and are not. Who these are is learnt from the badges of those who chat; who lost the badge is forgotten with their next message.
/// </summary>
public sealed class ImpersonationRule : IRule
{
    private const Badges Staff = Badges.Broadcaster | Badges.LeadModerator | Badges.Moderator;
    private const int MaxStaffOfChannel = 500;
    private const int MaxChatters = 10_000;

    /// <summary>Shorter names look like many others.</summary>
    private const int LeastLength = 4;

    private readonly Dictionary<BroadcasterId, Dictionary<string, ChatterId>> staff = [];
    private readonly ChatterMemory<Names> seen = new(MaxChatters);

    public string Name => "impersonation";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Impersonation;
        if (!settings.Scope.Enabled) return null;
        var chatter = input.Message.Chatter;
        var names = seen.Recall(input.Message, out _);
        names.Read(chatter);
        var known = StaffOf(input.Message.Broadcaster);
        if ((chatter.Badges & Staff) != 0)
        {
            Learn(known, names.Login, chatter.Id);
            Learn(known, names.Shown, chatter.Id);
            return null;
        }
        // Both names are looked up, for the one may be somebody's who is staff no more.
        var looksAlike = IsOfAnother(known, names.Login, chatter.Id) | IsOfAnother(known, names.Shown, chatter.Id);
        if (!looksAlike || !settings.Scope.Covers(chatter) || settings.Allowed.Contains(chatter.Id)) return null;
        return new RuleHit(Name, settings.Scope.Verdict, "the sender's name looks like that of the broadcaster or a moderator");
    }

    private Dictionary<string, ChatterId> StaffOf(BroadcasterId broadcaster)
    {
        if (!staff.TryGetValue(broadcaster, out var known)) staff[broadcaster] = known = [];
        return known;
    }

    private static void Learn(Dictionary<string, ChatterId> known, string name, ChatterId owner)
    {
        if (name.Length >= LeastLength && known.Count < MaxStaffOfChannel) known[name] = owner;
    }

    private static bool IsOfAnother(Dictionary<string, ChatterId> known, string name, ChatterId chatter)
    {
        if (!known.TryGetValue(name, out var owner)) return false;
        if (owner != chatter) return true;
        known.Remove(name);
        return false;
    }

    /// <summary>A chatter's names as they look, worked out anew only when one changes.</summary>
    private sealed class Names
    {
        private string? login;
        private string? shown;

        public string Login { get; private set; } = "";

        public string Shown { get; private set; } = "";

        public void Read(Chatter chatter)
        {
            if (login != chatter.Login) Login = LookAlike.Skeleton(login = chatter.Login);
            if (shown == chatter.DisplayName) return;
            shown = chatter.DisplayName;
            Shown = LookAlike.Skeleton(shown);
        }
    }
}
