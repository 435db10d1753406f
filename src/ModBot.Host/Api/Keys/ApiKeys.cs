using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ModBot.Host.Configuration;
using ModBot.Twitch;

namespace ModBot.Host.Api.Keys;

/// <summary>
/// The API keys: a file of the data folder that only its owner may read, and that <c>modbot keys</c> changes while the bot runs. It is looked at with every request, so a revoked key ends at
/// once. A file that cannot be used lets nobody in. Thread-safe.
/// </summary>
internal sealed partial class ApiKeys(IOptions<ModBotOptions> options, TimeProvider time, ILogger<ApiKeys> logger)
{
    /// <summary>What every secret begins with, so that one that was published by mistake is recognised.</summary>
    public const string Prefix = "modbot_";

    private const int SecretBytes = 32;

    private readonly OwnerFile file = new(Path.Combine(options.Value.Data, "api-keys.json"), time);
    private readonly Lock gate = new();
    private ImmutableArray<ApiKey> keys = [];
    // Null until the file was looked at.
    private string? seen;

    /// <summary>The key of a secret; null when there is none, or when it has expired.</summary>
    public ApiKey? Find(string secret)
    {
        var hash = Encoding.ASCII.GetBytes(HashOf(secret));
        ApiKey? found = null;
        // All of them, whichever it is: how long it takes tells nothing.
        foreach (var key in Current())
        {
            if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(key.Hash))) found = key;
        }
        return found?.ExpiresAt <= time.GetUtcNow() ? null : found;
    }

    /// <summary>Whether a key that was found before still counts.</summary>
    public bool IsAlive(ApiKey key) => Current().Any(known => known.Hash == key.Hash) && !(key.ExpiresAt <= time.GetUtcNow());

    /// <exception cref="IOException">The file cannot be used.</exception>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) => Parse(await file.ReadAsync(cancellationToken));

    /// <summary>Makes a key and keeps its hash.</summary>
    /// <returns>The secret, which is not seen again; null where there is a key of that name.</returns>
    /// <exception cref="IOException">The file cannot be used; nothing has changed.</exception>
    public async Task<string?> CreateAsync(NewKey key, CancellationToken cancellationToken)
    {
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var stored = new ApiKey(key.Name, HashOf(secret), key.Channels, key.Scopes, time.GetUtcNow(), key.Role, key.ExpiresAt);
        return await ChangeAsync(known => known.Any(other => other.Name == key.Name) ? known : known.Add(stored), cancellationToken) ? secret : null;
    }

    /// <returns>False when there is no key of that name.</returns>
    /// <exception cref="IOException">The file cannot be used; nothing has changed.</exception>
    public Task<bool> RevokeAsync(string name, CancellationToken cancellationToken) => ChangeAsync(known => known.RemoveAll(key => key.Name == name), cancellationToken);

    private async Task<bool> ChangeAsync(Func<ImmutableArray<ApiKey>, ImmutableArray<ApiKey>> change, CancellationToken cancellationToken)
    {
        using (await file.LockAsync(cancellationToken))
        {
            var before = Parse(await file.ReadAsync(cancellationToken));
            var after = change(before);
            if (after.Length == before.Length) return false;
            await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new StoredKeys(after), KeyJson.Default.StoredKeys), cancellationToken);
            return true;
        }
    }

    private ImmutableArray<ApiKey> Current()
    {
        lock (gate)
        {
            try
            {
                var now = file.Fingerprint;
                if (now == seen) return keys;
                keys = Parse(now.Length == 0 ? null : File.ReadAllBytes(file.Path));
                seen = now;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Not noted as seen, so that it is tried again; said once.
                if (seen != e.Message) LogUnusable(e.Message);
                (keys, seen) = ([], e.Message);
            }
            return keys;
        }
    }

    private ImmutableArray<ApiKey> Parse(byte[]? content)
    {
        if (content is null) return [];
        try
        {
            var stored = JsonSerializer.Deserialize(content, KeyJson.Default.StoredKeys)?.Keys ?? throw new JsonException();
            return stored.IsDefault || stored.Any(key => key is null || key.Channels.IsDefault || key.Scopes.IsDefault) ? throw new JsonException() : stored;
        }
        catch (JsonException e)
        {
            throw new IOException($"{file.Path}, line {(e.LineNumber ?? 0) + 1}, is not a list of API keys, so no key counts. Correct it, or delete it and make the keys again (`modbot keys create`).", e);
        }
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    [LoggerMessage(LogLevel.Error, "The API keys cannot be used, so none counts: {Reason}")]
    private partial void LogUnusable(string reason);
}

/// <summary>A key that is to be made.</summary>
internal sealed record NewKey(string Name, ImmutableArray<KeyChannel> Channels, ImmutableArray<string> Scopes, string? Role, DateTimeOffset? ExpiresAt);
