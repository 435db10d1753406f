using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace ModBot.Testing;

/// <summary>
/// A real redis-server of this test run's own: a free port, a temporary folder, every write synced. It can be killed, frozen and started again on the same
/// port with the same data. Where redis-server is missing it fails with the command that installs it.
/// </summary>
public sealed class RedisServerFixture : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("modbot-redis-");
    private Process? server;

    public int Port { get; private set; }

    /// <summary>What goes into <c>Redis:Configuration</c>.</summary>
    public string Configuration => $"127.0.0.1:{Port}";

    /// <summary>Further arguments for redis-server, such as <c>--requirepass</c>; to be set before the start.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public async Task InitializeAsync()
    {
        // Between finding a free port and using it somebody else may take it, so a few ports are tried.
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            try
            {
                await StartAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
            }
        }
    }

    /// <summary>Starts the server and waits until it takes commands.</summary>
    public async Task StartAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var starting = Launch();
        starting.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) ready.TrySetException(new InvalidOperationException($"redis-server ended before it was ready on port {Port}."));
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal)) ready.TrySetResult();
        };
        starting.BeginOutputReadLine();
        server = starting;
        await ready.Task.WaitAsync(StartLimit);
    }

    /// <summary>Ends the server as kill -9 does: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (server is null) return;
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        server = null;
    }

    /// <summary>Stops the server in its tracks: connections stay, answers do not come.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    public async Task DisposeAsync()
    {
        await KillAsync();
        if (folder.Exists) folder.Delete(recursive: true);
    }

    public void Dispose() => server?.Dispose();

    private Process Launch()
    {
        string[] arguments =
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", folder.FullName, "--daemonize", "no", "--loglevel", "notice",
            "--save", "", "--appendonly", "yes", "--appendfsync", "always", .. Arguments,
        ];
        try
        {
            return Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })!;
        }
        catch (Win32Exception missing)
        {
            throw new FileNotFoundException("redis-server is not installed, and these tests need a real one. Install it with: apt-get install redis-server", missing);
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{server!.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
