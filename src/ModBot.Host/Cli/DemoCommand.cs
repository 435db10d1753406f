using System.CommandLine;
using ModBot.Host.Demo;

namespace ModBot.Host.Cli;

/// <summary><c>modbot demo</c>: everything at once, with nothing to set up.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var duration = new Option<TimeSpan?>("--for") { Description = "Stop by itself after so long, e.g. 60s or 5m. Default: run until Ctrl+C.", CustomParser = ParseDuration };
        var data = new Option<string>("--data") { Description = "The folder for holds; they are still there at the next demo.", DefaultValueFactory = _ => Path.Combine("data", "demo") };
        var port = new Option<int>("--port") { Description = "TCP port of the local Twitch; 0 takes a free one.", DefaultValueFactory = _ => 0 };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("demo", """
            Starts a local Twitch, the bot and a team of scripted moderators, and plays a lively chat into it.

            Open the page that it prints and type as anybody: a viewer, a moderator, the broadcaster.
            """)
        { duration, store, json, data, port };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(() =>
        {
            var request = new DemoRequest(parsed.GetValue(duration), parsed.GetValue(store), parsed.GetValue(data)!, parsed.GetValue(port), parsed.GetValue(CommonOptions.Config), parsed.GetValue(json));
            return new DemoRun(request).RunAsync(cancellationToken);
        }));
        return command;
    }

    private static TimeSpan? ParseDuration(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (result.Tokens is [var token] && Commands.DurationText.TryParse(token.Value, out var duration) && duration > TimeSpan.Zero) return duration;
        result.AddError("--for takes a duration such as 60s, 5m or 1h.");
        return null;
    }
}
