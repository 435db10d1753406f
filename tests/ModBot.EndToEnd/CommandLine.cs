using System.Diagnostics;

namespace ModBot.EndToEnd;

/// <summary>The program as a user starts it, in a folder of its own.</summary>
internal sealed class CommandLine : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("modbot-cli").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Runs a command to its end, three minutes at the most.</summary>
    public async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, string? input = null, Dictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "modbot.dll"), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MODBOT_HTTP"] = "http://127.0.0.1:0";
        foreach (var (name, value) in variables ?? []) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var output = process.StandardOutput.ReadToEndAsync(guard.Token);
        var errors = process.StandardError.ReadToEndAsync(guard.Token);
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(guard.Token);
        return (process.ExitCode, await output, await errors);
    }
}
