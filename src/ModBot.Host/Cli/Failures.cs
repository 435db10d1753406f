using Microsoft.Extensions.Options;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Onnx;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Cli;

/// <summary>Ends a command that cannot go on with a sentence instead of a stack trace.</summary>
internal static class Failures
{
    /// <summary>The exit code of a command that was used wrongly or that found its surroundings wrong.</summary>
    public const int ExitCode = 2;

    public static async Task<int> ReportAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (Exception e) when (Explain(e) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return ExitCode;
        }
    }

    /// <summary>What to say of a failure that is about the user's surroundings; null for what can only be a bug.</summary>
    private static string? Explain(Exception e) => e switch
    {
        ConfigException or ModelPackageException or HoldStoreUnavailableException or TwitchLoginException => e.Message,
        HttpRequestException => $"Twitch cannot be reached: {e.Message}",
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        InvalidOperationException when e.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => e.Message,
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => e.Message,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => $"{e.Message} Another program uses this address; choose another with MODBOT_HTTP=http://127.0.0.1:PORT.",
        InvalidDataException => e.Message,
        IOException => e.Message,
        AggregateException { InnerExceptions: [var inner] } => Explain(inner),
        _ => null,
    };
}
