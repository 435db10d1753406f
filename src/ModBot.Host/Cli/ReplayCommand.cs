using System.CommandLine;
using ModBot.Host.Configuration;
using ModBot.Host.Replay;
using ModBot.Policy;

namespace ModBot.Host.Cli;

/// <summary><c>modbot replay</c>: a chat log through the whole pipeline.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var log = new Option<FileInfo[]>("--log") { Description = "Chat logs: JSON lines with user and text, and optionally channel, ts, stream, role; .gz is read too.", Required = true, AllowMultipleArgumentsPerToken = true };
        var channel = new Option<string?>("--channel") { Description = "Only this channel's lines." };
        var limit = new Option<long>("--limit") { Description = "At most so many messages.", DefaultValueFactory = _ => long.MaxValue };
        var speed = new Option<string>("--speed") { Description = "max, or the recorded pace times a number: 1x, 10x.", DefaultValueFactory = _ => "max" };
        var mode = new Option<ChannelMode>("--mode") { Description = "observe, hold or enforce. Nothing is done on Twitch in any of them.", DefaultValueFactory = _ => ChannelMode.Hold };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        log.AcceptExistingOnly();
        speed.Validators.Add(result =>
        {
            if (!TryParseSpeed(result.GetValueOrDefault<string>(), out _)) result.AddError("--speed is max, or a positive number with x: 1x, 10x, 0.5x.");
        });
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 1) result.AddError("--limit must be at least 1.");
        });
        var command = new Command("replay", """
            Runs recorded chat through the whole pipeline and says what would have happened: what was held, and why, how fast.

            Nothing is done on Twitch. Holds go to a store of the replay's own, which is deleted at the end; with
            --store redis they stay under the key prefix modbot-replay: until you delete them.
            """)
        { log, channel, limit, speed, mode, store, json };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(() =>
        {
            _ = TryParseSpeed(parsed.GetValue(speed), out var factor); // the validator has seen to it
            var request = new ReplayRequest(
                [.. parsed.GetValue(log)!.Select(file => file.FullName)],
                parsed.GetValue(channel),
                parsed.GetValue(limit),
                factor,
                parsed.GetValue(mode),
                parsed.GetValue(store) ?? StoreKind.Sqlite,
                parsed.GetValue(CommonOptions.Config),
                parsed.GetValue(json));
            return new ReplayRun(request).RunAsync(cancellationToken);
        }));
        return command;
    }

    /// <param name="factor">Null for as fast as possible.</param>
    internal static bool TryParseSpeed(string? text, out double? factor)
    {
        factor = null;
        if (string.Equals(text, "max", StringComparison.OrdinalIgnoreCase)) return true;
        if (!double.TryParse(text?.TrimEnd('x', 'X'), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number) || number <= 0) return false;
        factor = number;
        return true;
    }
}
