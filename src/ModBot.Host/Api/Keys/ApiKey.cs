using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Api.Keys;

/// <summary>What a program may do over HTTP. The secret itself is shown once, when the key is made, and kept nowhere.</summary>
/// <param name="Name">What its acts are recorded under, as <c>api:NAME</c>.</param>
/// <param name="Hash">SHA-256 of the secret, in hex. A secret of 256 random bits needs no slow hash: nobody can guess it.</param>
/// <param name="Channels">Where it counts; empty for a key that only classifies.</param>
/// <param name="Scopes">What it is for (<see cref="ApiScope"/>).</param>
/// <param name="Role">The role in which it acts, by its name in the channel; null for a key that only classifies.</param>
/// <param name="ExpiresAt">Null for a key that counts until it is revoked.</param>
internal sealed record ApiKey(
    string Name, string Hash, ImmutableArray<KeyChannel> Channels, ImmutableArray<string> Scopes, DateTimeOffset CreatedAt, string? Role = null, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>The key as review and settings know who acts.</summary>
    [JsonIgnore]
    public Chatter Chatter => Chatter.OfKey(Name, Role ?? RoleBook.None);
}

/// <summary>A channel of a key.</summary>
/// <param name="Login">As it was when the key was made.</param>
internal sealed record KeyChannel(BroadcasterId Id, string? Login = null)
{
    /// <summary>Its login now, or else as it was; null where none is known.</summary>
    public string? LoginIn(ChannelDirectory directory) => directory.Logins.TryGetValue(Id, out var login) ? login : Login;
}

/// <summary>What the file of keys holds.</summary>
internal sealed record StoredKeys(ImmutableArray<ApiKey> Keys);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoredKeys))]
internal sealed partial class KeyJson : JsonSerializerContext;
