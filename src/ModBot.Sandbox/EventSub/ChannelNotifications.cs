using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.EventSub;

/// <summary>What channels and their moderators do beside chat.</summary>
internal static class ChannelNotifications
{
    public static IEnumerable<Notification> Of(SandboxEvent happened) => happened switch
    {
        AutoModSettingsChanged changed => [new("automod.settings.update", "1", Settings(changed))],
        TermsChanged changed => [new("automod.terms.update", "1", By(changed, changed.Moderator)
            .And("action", $"{changed.Action}_{changed.List}")
            .And("from_automod", false)
            .And("terms", new JsonArray(changed.Term)))],
        ShieldModeChanged changed => [new(changed.IsActive ? "channel.shield_mode.begin" : "channel.shield_mode.end", "1", By(changed, changed.Moderator)
            .And(changed.IsActive ? "started_at" : "ended_at", TwitchTime.Nanoseconds(changed.At)))],
        UnbanRequested { Request: var request } asked => [new("channel.unban_request.create", "1", Request(asked, request)
            .And("text", request.Text)
            .And("created_at", TwitchTime.Nanoseconds(request.CreatedAt)))],
        UnbanRequestResolved { Request: var request } resolved => [new("channel.unban_request.resolve", "1", Request(resolved, request)
            .With("moderator_user", request.Moderator)
            .And("resolution_text", request.ResolutionText)
            .And("status", request.Status))],
        SuspiciousUserChanged changed => [new("channel.suspicious_user.update", "1", By(changed, changed.Moderator)
            .With("user", changed.User)
            .And("low_trust_status", NameOf(changed.Status)))],
        SuspiciousMessage suspicious => [new("channel.suspicious_user.message", "1", Suspicious(suspicious))],
        WarningAcknowledged acknowledged => [new("channel.warning.acknowledge", "1", In(acknowledged).With("user", acknowledged.User))],
        StreamChanged { IsLive: true } online => [new("stream.online", "1", In(online)
            .And("id", online.StreamId)
            .And("type", "live")
            .And("started_at", TwitchTime.Nanoseconds(online.At)))],
        StreamChanged offline => [new("stream.offline", "1", In(offline).And("id", offline.StreamId))],
        RaidArrived raid =>
        [
            new("channel.raid", "1", Raid(raid)) { ChannelKey = "to_broadcaster_user_id" },
            new("channel.raid", "1", Raid(raid)) { ChannelKey = "from_broadcaster_user_id", ChannelId = raid.From.Id },
        ],
        SharedChatChanged changed => [new("channel.shared_chat." + changed.Change, "1", Shared(changed))],
        _ => [],
    };

    private static JsonObject In(SandboxEvent happened) => new JsonObject().With("broadcaster_user", happened.Broadcaster);

    private static JsonObject By(SandboxEvent happened, SandboxUser moderator) => In(happened).With("moderator_user", moderator);

    private static JsonObject Settings(AutoModSettingsChanged changed)
    {
        var levels = changed.Settings;
        return By(changed, changed.Moderator)
            .And("overall_level", levels.OverallLevel)
            .And("disability", levels.Disability)
            .And("aggression", levels.Aggression)
            .And("sexuality_sex_or_gender", levels.SexualitySexOrGender)
            .And("misogyny", levels.Misogyny)
            .And("bullying", levels.Bullying)
            .And("swearing", levels.Swearing)
            .And("race_ethnicity_or_religion", levels.RaceEthnicityOrReligion)
            .And("sex_based_terms", levels.SexBasedTerms);
    }

    private static JsonObject Request(SandboxEvent happened, UnbanRequest request)
        => new JsonObject().And("id", request.Id).With("broadcaster_user", happened.Broadcaster).With("user", request.User);

    private static JsonObject Suspicious(SuspiciousMessage suspicious) => In(suspicious)
        .With("user", suspicious.Message.Chatter)
        .And("low_trust_status", NameOf(suspicious.Status))
        .And("shared_ban_channel_ids", null)
        .And("types", new JsonArray("manually_added"))
        .And("ban_evasion_evaluation", "unknown")
        .And("message", new JsonObject
        {
            ["message_id"] = suspicious.Message.Id,
            ["text"] = suspicious.Message.Body,
            ["fragments"] = AutoModEventJson.Fragments(suspicious.Message),
        });

    private static string NameOf(SuspiciousStatus status) => status switch
    {
        SuspiciousStatus.ActiveMonitoring => "active_monitoring",
        SuspiciousStatus.Restricted => "restricted",
        _ => "none",
    };

    private static JsonObject Raid(RaidArrived raid) => new JsonObject()
        .With("from_broadcaster_user", raid.From)
        .With("to_broadcaster_user", raid.Broadcaster)
        .And("viewers", raid.Viewers);

    private static JsonObject Shared(SharedChatChanged changed)
    {
        var json = new JsonObject()
            .And("session_id", changed.Session.Id)
            .With("broadcaster_user", changed.Broadcaster)
            .With("host_broadcaster_user", changed.Session.Host);
        return changed.Change == "end"
            ? json
            : json.And("participants", new JsonArray([.. changed.Session.Participants.Select(one => new JsonObject().With("broadcaster_user", one))]));
    }
}
