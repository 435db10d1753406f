using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Auth;

/// <summary>Where the login is kept between runs: the token file, seeded by what the environment gives.</summary>
internal sealed partial class TokenStore(TwitchLogin given, IOptions<TwitchOptions> options, ILogger<TokenStore> logger)
{
    private readonly string? path = options.Value.TokenFile is { Length: > 0 } file ? Path.GetFullPath(file) : null;

    /// <summary>The login to use now. The environment wins, unless the file holds what grew from that very login.</summary>
    /// <exception cref="TwitchLoginException">The token file cannot be read.</exception>
    public async Task<StoredLogin> LoadAsync(CancellationToken cancellationToken)
    {
        var file = await ReadAsync(cancellationToken);
        if (!given.HasTokens) return WithClient(file ?? new StoredLogin());
        var seed = StoredLogin.SeedOf(given);
        return WithClient(file is { HasTokens: true } && file.Seed == seed
            ? file
            : new StoredLogin(AccessToken: given.AccessToken, RefreshToken: given.RefreshToken, Seed: seed));
    }

    /// <summary>Writes the login so that a crash leaves either the old file or the new one, readable by its owner only.</summary>
    public async Task SaveAsync(StoredLogin login, CancellationToken cancellationToken)
    {
        if (path is null) return;
        // Settings that the environment gives stay there.
        var stored = login with { ClientId = given.ClientId is null ? login.ClientId : null, ClientSecret = given.ClientSecret is null ? login.ClientSecret : null };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        File.Delete(draft);
        var mode = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(draft, mode))
        {
            await JsonSerializer.SerializeAsync(stream, stored, TwitchJson.Default.StoredLogin, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
        LogSaved(path);
    }

    private StoredLogin WithClient(StoredLogin login) => login with
    {
        ClientId = given.ClientId ?? options.Value.ClientId ?? login.ClientId,
        ClientSecret = given.ClientSecret ?? login.ClientSecret,
    };

    private async Task<StoredLogin?> ReadAsync(CancellationToken cancellationToken)
    {
        if (path is null || !File.Exists(path)) return null;
        try
        {
            await using var stream = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(stream, TwitchJson.Default.StoredLogin, cancellationToken);
        }
        catch (JsonException e)
        {
            // The exception's own text could quote the file.
            throw new TwitchLoginException($"The token file {path} is not valid JSON (line {e.LineNumber + 1}). Correct it, or delete it and log in again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TwitchLoginException($"The token file {path} cannot be read: {e.Message}");
        }
    }

    [LoggerMessage(LogLevel.Debug, "Stored the refreshed Twitch login in {Path}")]
    private partial void LogSaved(string path);
}
