using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Web.Access;

/// <summary>Who is logged in at the desk. In memory, with their tokens: a restart means logging in again. Safe from any thread.</summary>
internal sealed class DeskSessions(IOptions<WebOptions> options, TimeProvider time)
{
    /// <summary>More than any team; nobody fills the memory by logging in again and again.</summary>
    private const int MostSessions = 10_000;

    private readonly ConcurrentDictionary<string, DeskSession> sessions = new(StringComparer.Ordinal);

    /// <summary>Begins a session for somebody whom Twitch has just named.</summary>
    /// <returns>Null when Twitch takes the login back at once.</returns>
    /// <exception cref="HttpRequestException">Twitch could not be asked.</exception>
    public async Task<DeskSession?> BeginAsync(ModeratorLogin login, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        if (await DeskSession.BeginAsync(id, login, options.Value.SessionLimit, time, cancellationToken) is not { } session) return null;
        if (sessions.Count >= MostSessions) Sweep();
        sessions[id] = session;
        return session;
    }

    public DeskSession? Find(string id) => sessions.GetValueOrDefault(id);

    public void Remove(DeskSession session) => sessions.TryRemove(session.Id, out _);

    private void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (id, session) in sessions)
        {
            if (session.EndsAt <= now) sessions.TryRemove(id, out _);
        }
        foreach (var oldest in sessions.Values.OrderBy(session => session.EndsAt).Take(sessions.Count - MostSessions + 1)) Remove(oldest);
    }
}
