namespace ModBot.Sandbox.Peers;

/// <summary>How long a test waits for a signal before it fails; generous, for slow machines.</summary>
internal static class Guard
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static CancellationToken Token() => new CancellationTokenSource(Limit).Token;
}
