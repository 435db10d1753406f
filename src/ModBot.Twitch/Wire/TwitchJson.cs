using System.Text.Json.Serialization;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Wire;

/// <summary>The one serializer context for everything that Twitch sends or is sent, and for the stored login.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(LenientTimestampConverter)])]
[JsonSerializable(typeof(Frame))]
[JsonSerializable(typeof(ChatMessageEvent))]
[JsonSerializable(typeof(ChatNotificationEvent))]
[JsonSerializable(typeof(MessageDeleteEvent))]
[JsonSerializable(typeof(ClearUserMessagesEvent))]
[JsonSerializable(typeof(ModerateEvent))]
[JsonSerializable(typeof(ChannelEvent))]
[JsonSerializable(typeof(UnbanRequestEvent))]
[JsonSerializable(typeof(ShardDisabledEvent))]
[JsonSerializable(typeof(AutomodHoldEvent))]
[JsonSerializable(typeof(AutomodUpdateEvent))]
[JsonSerializable(typeof(CreateSubscriptionBody))]
[JsonSerializable(typeof(SendMessageBody))]
[JsonSerializable(typeof(ForUser<BanBody>))]
[JsonSerializable(typeof(ForUser<WarnBody>))]
[JsonSerializable(typeof(ManageHoldBody))]
[JsonSerializable(typeof(ChatSettings))]
[JsonSerializable(typeof(ShieldMode))]
[JsonSerializable(typeof(Page<SubscriptionInfo>))]
[JsonSerializable(typeof(Page<ConduitInfo>))]
[JsonSerializable(typeof(ConduitBody))]
[JsonSerializable(typeof(ShardsBody))]
[JsonSerializable(typeof(ShardsReply))]
[JsonSerializable(typeof(Page<UserInfo>))]
[JsonSerializable(typeof(Page<SentMessage>))]
[JsonSerializable(typeof(Page<ChatSettings>))]
[JsonSerializable(typeof(Page<ShieldMode>))]
[JsonSerializable(typeof(Page<ModeratedChannel>))]
[JsonSerializable(typeof(Page<UnbanRequestInfo>))]
[JsonSerializable(typeof(HelixError))]
[JsonSerializable(typeof(TokenReply))]
[JsonSerializable(typeof(ValidateReply))]
[JsonSerializable(typeof(DeviceReply))]
[JsonSerializable(typeof(StoredFile))]
[JsonSerializable(typeof(StoredLogins))]
[JsonSerializable(typeof(StoredLogin))]
[JsonSerializable(typeof(StoredRoster))]
internal sealed partial class TwitchJson : JsonSerializerContext;
