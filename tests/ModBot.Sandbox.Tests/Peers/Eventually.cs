namespace ModBot.Sandbox.Peers;

/// <summary>Waits for a state that no signal tells of, such as the end of a socket on the server's side.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        var guard = Guard.Token();
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, guard);
    }
}
