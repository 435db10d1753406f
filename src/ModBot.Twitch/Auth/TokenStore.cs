using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Auth;

/// <summary>Where logins are kept between runs: one encrypted file for all accounts, beside what the environment gives. Several processes may share it.</summary>
internal sealed partial class TokenStore(
    TwitchLogin given, IDataProtectionProvider protection, IOptions<TwitchOptions> options, TimeProvider clock, ILogger<TokenStore> logger)
{
    private const string Purpose = "ModBot.Twitch.Logins";

    private readonly OwnerFile? file = options.Value.TokenFile is { Length: > 0 } path ? new OwnerFile(path, clock) : null;
    // What there is when no file is wanted, or when it could not be written.
    private StoredLogin[]? memory;

    /// <summary>
    /// The logins that the bot may act with, the best first: the environment's, or rather what grew from that very login; then the account that config names, or else the one that
    /// somebody logged in with last.
    /// </summary>
    /// <exception cref="TwitchLoginException">The token file cannot be read.</exception>
    public async Task<ImmutableArray<StoredLogin>> CandidatesAsync(CancellationToken cancellationToken)
    {
        var stored = (await ReadAsync(cancellationToken)).Where(login => login.HasTokens && !login.IsStreamer).ToArray();
        var candidates = ImmutableArray.CreateBuilder<StoredLogin>();
        if (given.HasTokens)
        {
            var seed = StoredLogin.SeedOf(given);
            candidates.Add(stored.FirstOrDefault(login => login.Seed == seed) ?? new StoredLogin(AccessToken: given.AccessToken, RefreshToken: given.RefreshToken, Seed: seed));
        }
        candidates.AddRange(stored.Except(candidates).Where(IsWanted).OrderByDescending(login => login.Since).Take(1));
        return [.. candidates.Select(WithClient)];
    }

    /// <summary>Every stored login, of bots and of streamers.</summary>
    /// <exception cref="TwitchLoginException">The token file cannot be read.</exception>
    public async Task<ImmutableArray<StoredLogin>> ListAsync(CancellationToken cancellationToken) => [.. (await ReadAsync(cancellationToken)).Where(login => login.HasTokens).Select(WithClient)];

    /// <summary>The application that accounts log in to.</summary>
    /// <exception cref="TwitchLoginException">The token file cannot be read.</exception>
    public async Task<TwitchApplication> ApplicationAsync(CancellationToken cancellationToken)
    {
        if (given is { ClientId: not null, ClientSecret: not null }) return new TwitchApplication(given.ClientId, given.ClientSecret);
        var known = WithClient((await ReadAsync(cancellationToken)).FirstOrDefault(login => login.ClientSecret is not null) ?? new StoredLogin());
        return new TwitchApplication(known.ClientId, known.ClientSecret);
    }

    /// <summary>Stores a login; it replaces an earlier one of the same account, and <paramref name="replaced"/>.</summary>
    /// <exception cref="TwitchLoginException">The token file cannot be read.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public async Task SaveAsync(StoredLogin login, CancellationToken cancellationToken, StoredLogin? replaced = null)
    {
        using var _ = await LockAsync(cancellationToken);
        await ReplaceAsync(replaced ?? login, login, cancellationToken);
    }

    /// <summary>Stores a login if that is possible; better a bot that works until its next start than one that stops now.</summary>
    public async Task TrySaveAsync(StoredLogin login, StoredLogin replaced)
    {
        try
        {
            await SaveAsync(login, CancellationToken.None, replaced);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TwitchLoginException)
        {
            LogNotStored(e.Message);
        }
    }

    /// <summary>Forgets a login.</summary>
    /// <inheritdoc cref="SaveAsync"/>
    public async Task RemoveAsync(StoredLogin login, CancellationToken cancellationToken)
    {
        using var _ = await LockAsync(cancellationToken);
        await ReplaceAsync(login, null, cancellationToken);
    }

    /// <summary>
    /// Renews a login so that only one process does it: most refresh tokens work once. Whoever comes second gets the pair that the first one stored. The new pair is stored before it is returned.
    /// </summary>
    /// <param name="old">The login to renew.</param>
    /// <param name="renew">Asks Twitch, which may refuse; called at most once.</param>
    /// <param name="cancellationToken">Cancels waiting for the others; a pair that Twitch gave is always stored.</param>
    /// <returns>Null when Twitch refused, or when the login was taken away meanwhile.</returns>
    public async Task<StoredLogin?> RenewAsync(StoredLogin old, Func<Task<StoredLogin?>> renew, CancellationToken cancellationToken)
    {
        using var _ = await TryLockAsync(cancellationToken);
        try
        {
            var stored = (await ReadAsync(cancellationToken)).FirstOrDefault(login => login.IsSameAs(old));
            if (stored is null && old.Seed is null) return null;
            if (stored is { HasTokens: true } && stored.Fingerprint() != old.Fingerprint()) return WithClient(stored);
        }
        catch (TwitchLoginException e)
        {
            // A file that somebody broke meanwhile is no reason to stop either.
            LogNotStored(e.Message);
        }
        if (await renew() is not { } renewed) return null;
        try
        {
            await ReplaceAsync(old, renewed, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TwitchLoginException)
        {
            LogNotStored(e.Message);
        }
        return renewed;
    }

    private bool IsWanted(StoredLogin login) => options.Value.Bot is not { Length: > 0 } bot || bot.Equals(login.Login, StringComparison.OrdinalIgnoreCase);

    private StoredLogin WithClient(StoredLogin login) => login with
    {
        ClientId = given.ClientId ?? options.Value.ClientId ?? login.ClientId,
        ClientSecret = given.ClientSecret ?? login.ClientSecret,
    };

    private async Task<IDisposable?> LockAsync(CancellationToken cancellationToken) => file is null ? null : await file.LockAsync(cancellationToken);

    private async Task<IDisposable?> TryLockAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LockAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotStored(e.Message);
            return null;
        }
    }

    private async Task<StoredLogin[]> ReadAsync(CancellationToken cancellationToken)
    {
        if (file is null || Volatile.Read(ref memory) is not null) return memory ?? [];
        try
        {
            if (await file.ReadAsync(cancellationToken) is not { } content) return [];
            var stored = JsonSerializer.Deserialize(content, TwitchJson.Default.StoredFile) ?? throw new JsonException();
            // What people or earlier versions wrote in plain text is encrypted with the next login or refresh, which is soon.
            if (stored.Protected is null) return [new StoredLogin(stored.ClientId, stored.ClientSecret, stored.AccessToken, stored.RefreshToken, stored.Seed)];
            var secret = protection.CreateProtector(Purpose).Unprotect(Convert.FromBase64String(stored.Protected));
            return JsonSerializer.Deserialize(secret, TwitchJson.Default.StoredLogins)?.Logins ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            // The exception's own text could quote the file.
            throw new TwitchLoginException($"The token file {file.Path} is not valid JSON (line {e.LineNumber + 1}). Correct it, or delete it and log in again (`modbot auth login`).");
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw new TwitchLoginException($"The token file {file.Path} cannot be decrypted: its keys are lost or belong to another machine or user. Delete it and log in again (`modbot auth login`).");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TwitchLoginException($"The token file {file.Path} cannot be read: {e.Message}");
        }
    }

    /// <summary>Call with the lock held.</summary>
    private async Task ReplaceAsync(StoredLogin old, StoredLogin? login, CancellationToken cancellationToken)
    {
        var logins = (await ReadAsync(cancellationToken)).Where(l => !l.IsSameAs(old) && (login is null || !l.IsSameAs(login))).ToList();
        // A secret that the environment gives stays there.
        if (login is not null) logins.Add(login with { ClientSecret = given.ClientSecret is null ? login.ClientSecret : null });
        Volatile.Write(ref memory, [.. logins]);
        if (file is null) return;
        var secret = JsonSerializer.SerializeToUtf8Bytes(new StoredLogins([.. logins]), TwitchJson.Default.StoredLogins);
        var content = new StoredFile(Convert.ToBase64String(protection.CreateProtector(Purpose).Protect(secret)));
        await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(content, TwitchJson.Default.StoredFile), cancellationToken);
        Volatile.Write(ref memory, null);
        LogSaved(file.Path);
    }

    [LoggerMessage(LogLevel.Debug, "Stored the Twitch logins in {Path}")]
    private partial void LogSaved(string path);

    [LoggerMessage(LogLevel.Warning, "The refreshed Twitch login could not be stored, so the next start may need a new login: {Reason}")]
    private partial void LogNotStored(string reason);
}
