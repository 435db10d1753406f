using System.Net;
using Microsoft.Extensions.Logging;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox;

/// <summary>How the local Twitch behaves. The defaults are Twitch's own values where they are known.</summary>
public sealed class SandboxOptions
{
    /// <summary>TCP port; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>TCP port of plain IRC; 0 (the default) takes a free one, null opens none. IRC over WebSocket needs no port of its own.</summary>
    public int? IrcPort { get; init; } = 0;

    /// <summary>How often IRC asks whether the client is there; one that has not answered by the next time is dropped.</summary>
    public TimeSpan IrcPingInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Where to listen. Loopback by default: everybody who reaches the sandbox may act as any user.</summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The clock of chat, tokens, keepalives and limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Adds log providers; nothing is logged by default.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>The registered application.</summary>
    public string ClientId { get; init; } = "sandboxclientid000000000000000";

    public string ClientSecret { get; init; } = "sandboxclientsecret00000000000";

    /// <summary>A second registered application, a public one: it has no secret, logs users in by device code and refreshes without a secret.</summary>
    public string PublicClientId { get; init; } = "sandboxpublicclient00000000000";

    /// <summary>How long a device code waits for the user.</summary>
    public TimeSpan DeviceCodeLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Life of a user's access token; Twitch gives about four hours.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromSeconds(14_400);

    /// <summary>What AutoMod holds.</summary>
    public IReadOnlyList<AutoModTerm> AutoModTerms { get; init; } = DefaultAutoModTerms;

    /// <summary>When a held message that nobody decides expires. Twitch does not say; five minutes is often heard.</summary>
    public TimeSpan HeldMessageLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Chat delay for non-moderators in every channel: 2, 4 or 6 seconds, or null (the default) for none.</summary>
    public int? ViewerDelaySeconds { get; init; }

    /// <summary>Keepalive seconds of a session that asks for none.</summary>
    public int DefaultKeepaliveSeconds { get; init; } = 10;

    /// <summary>A session without a subscription is closed with 4003 after this.</summary>
    public TimeSpan UnusedSessionLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the old socket lives after a reconnect notice, until it is closed with 4004.</summary>
    public TimeSpan ReconnectGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Points of each Helix bucket, refilled over a minute.</summary>
    public int HelixPointsPerMinute { get; init; } = 800;

    /// <summary>Chat messages in 30 seconds of a sender who is moderator, VIP or broadcaster; others get a fifth and one a second.</summary>
    public int ChatMessagesPer30Seconds { get; init; } = 100;

    /// <summary>Drops a moderator's repeated text too. Twitch is believed to spare moderators.</summary>
    public bool DropRepeatsOfModerators { get; init; }

    /// <summary>Messages remembered per channel; older ones are forgotten and cannot be deleted any more.</summary>
    public int MaxMessagesPerChannel { get; init; } = 50_000;

    /// <summary>Events kept in <see cref="SandboxEvents.Recent"/>.</summary>
    public int MaxLoggedEvents { get; init; } = 100_000;

    /// <summary>A short list that is rude enough to test with.</summary>
    public static IReadOnlyList<AutoModTerm> DefaultAutoModTerms { get; } =
    [
        new("dummkopf", "bullying", 3),
        new("numbskull", "bullying", 2),
        new("worthless waste of space", "bullying", 4),
        new("punch you", "aggressive", 3),
        new("hunt you down", "aggressive", 4),
        new("bloody hell", "swearing", 1),
        new("show us your body", "sexwords", 3),
        new("back to the kitchen", "misogyny", 3),
    ];

    internal bool HasClient(string clientId) => clientId == ClientId || clientId == PublicClientId;
}
