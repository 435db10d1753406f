namespace ModBot.Sandbox.Chat;

/// <summary>The people of a fresh sandbox; everybody is made up.</summary>
public static class DefaultWorld
{
    public const string Channel = "pixelharbor";
    public const string Bot = "tidewardenbot";
    public const string LeadModerator = "stormledger";
    public const string Moderator = "quietlantern";
    public const string TrialModerator = "pebblescout";
    public const string Vip = "velvetcompass";
    public const string Subscriber = "mossyotter";
    public const string Viewer = "haruwave";
    public const string RudeViewer = "gravelgoblin";

    /// <summary>Ids run from 810000001; display names may be localized, so identity is the id.</summary>
    internal static void Fill(ChatState state)
    {
        var users = state.Users;
        var pixelHarbor = Add("810000001", "PixelHarbor", "#9146FF");
        var bot = Add("810000002", "TidewardenBot", "#1E90FF");
        var moderator = Add("810000003", "QuietLantern", "#DAA520");
        var subscriber = Add("810000004", "MossyOtter", "#2E8B57");
        var coralByte = Add("810000005", "CoralByte", "#FF7F50");
        users.Add(new SandboxUser("810000006", Viewer, "はるなみ", ""));
        Add("810000007", "GravelGoblin", "#B22222");
        var vip = Add("810000008", "VelvetCompass", "#FF69B4");
        var lead = Add("810000009", "StormLedger", "#5F9EA0");
        var trial = Add("810000010", "PebbleScout", "#D2691E");

        foreach (var broadcaster in (SandboxUser[])[pixelHarbor, coralByte])
        {
            var room = state.AddRoom(broadcaster);
            room.SetRole(bot, ChatRole.Moderator);
            room.SetRole(lead, ChatRole.LeadModerator);
            room.SetRole(moderator, ChatRole.Moderator);
        }

        // Twitch has no trial moderators: to Twitch this is a moderator like any other.
        state.Room(Channel).SetRole(trial, ChatRole.Moderator);
        state.Room(Channel).SetRole(vip, ChatRole.Vip);
        state.Room(Channel).SetRole(subscriber, ChatRole.Subscriber);

        SandboxUser Add(string id, string displayName, string color)
        {
            var user = new SandboxUser(id, displayName.ToLowerInvariant(), displayName, color);
            users.Add(user);
            return user;
        }
    }
}
