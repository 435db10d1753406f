using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Host.Api.Access;
using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Policy;

namespace ModBot.Host.Api.Channels;

/// <summary>Reads a channel's settings for those who ask for them or have changed them. What the shield makes of them meanwhile is no setting.</summary>
internal sealed class SettingsAnswer(PolicyBook policies, ChannelTerms terms, SettingOrigins origins, PolicyReloadWorker reload)
{
    private const string OutOfOrder = "The config files are out of order";

    /// <summary>Where a file is not even readable.</summary>
    public static ApiError FilesOutOfOrder { get; } = ApiError.Conflict("config", OutOfOrder, "So settings can neither be read nor changed here. The log says what is wrong.");

    public Results<Ok<SettingsView>, ApiError> Of(ApiCaller caller)
    {
        try
        {
            var (lists, known) = (terms.Read(caller.Channel), origins.TryRead(caller.Channel));
            var problem = known is null || reload.Rejected is not null ? $"{OutOfOrder}, so the last good ones stay in force. The log says what is wrong." : null;
            return TypedResults.Ok(SettingsView.Of(policies.Current.For(caller.Channel), lists, known, caller.Role!, problem));
        }
        catch (ConfigException)
        {
            return FilesOutOfOrder;
        }
    }

    /// <summary>After a change, which counts once the config files are in order.</summary>
    public Results<Ok<SettingsView>, ApiError> AfterChange(ApiCaller caller) =>
        reload.Rejected is { } rejected ? ApiError.Conflict("config", "It is recorded, and takes effect later", $"The config files are not in order: {rejected}") : Of(caller);
}
