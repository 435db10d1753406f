using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModBot.Host.Composition;
using ModBot.Host.Reports;

namespace ModBot.Host.Cli;

/// <summary><c>modbot simulate</c>: other levels on a channel's own history.</summary>
internal static class SimulateCommand
{
    internal static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    public static Command Create()
    {
        var channel = CommonOptions.Channel();
        channel.Required = true;
        var level = new Option<string[]>("--level") { Description = "A level to try: bullying=3, a group (hostility=3), or all=2 for the overall level. Several may be given." };
        var since = CommonOptions.Since();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        level.Validators.Add(result =>
        {
            if (LevelArguments.TryParse(result.GetValueOrDefault<string[]>() ?? [], out _) is { } wrong) result.AddError(wrong);
        });
        var command = new Command("simulate", """
            Says what other levels would have held: of the holds that moderators decided, how many denied and approved ones
            would have been held still; of all chat, how many messages more or less. Changes nothing.

            modbot simulate --channel yourlogin --level hostility=2 --level swearing=1
            """)
        { channel, level, since, store, json };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true });
            _ = LevelArguments.TryParse(parsed.GetValue(level) ?? [], out var levels); // the validator has seen to it
            var chosen = (await app.Services.GetRequiredService<ChannelChoice>().ChooseAsync(parsed.GetValue(channel), cancellationToken)).Single();
            var simulation = await app.Services.GetRequiredService<TuningDesk>().SimulateAsync(chosen, levels, CommonOptions.Span(parsed.GetValue(since)), cancellationToken);
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(simulation, Json));
            else SimulationView.Write(Terminal.Wide(), chosen.Name, simulation);
            return 0;
        }));
        return command;
    }
}
