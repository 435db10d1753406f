using System.CommandLine;
using System.Text.Json;
using ModBot.Classification;
using ModBot.Host.Composition;
using ModBot.Host.Configuration;
using ModBot.Host.Reports;

namespace ModBot.Host.Cli;

/// <summary><c>modbot tune</c>: levels that the feedback suggests.</summary>
internal static class TuneCommand
{
    public static Command Create()
    {
        var channel = CommonOptions.Channel();
        channel.Required = true;
        var since = CommonOptions.Since();
        var apply = new Option<bool>("--apply") { Description = "Set the proposed levels. A running bot takes them up within a second; the config files stay as they are." };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("tune", "Proposes levels from what moderators decided, each with its evidence. Nothing changes without --apply.") { channel, since, apply, store, json };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true });
            var chosen = (await app.Services.GetRequiredService<ChannelChoice>().ChooseAsync(parsed.GetValue(channel), cancellationToken)).Single();
            var proposals = await app.Services.GetRequiredService<TuningDesk>().ProposeAsync(chosen, CommonOptions.Span(parsed.GetValue(since)), cancellationToken);
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(proposals, SimulateCommand.Json));
            else if (proposals.Count == 0) Console.WriteLine($"{chosen.Name}: the levels fit what moderators decided, or there is too little to tell (20 decisions a category).");
            foreach (var proposal in proposals)
            {
                if (!parsed.GetValue(json)) Console.WriteLine($"{chosen.Name}: {proposal.Category.Key()} {proposal.From} -> {proposal.To}: {proposal.Evidence}.");
                if (parsed.GetValue(apply)) await app.Services.GetRequiredService<ChannelSettings>().SetLevelAsync(chosen.Broadcaster, proposal.Category, proposal.To, proposal.From, CommonOptions.Admin, cancellationToken);
            }
            if (proposals.Count > 0) Console.Error.WriteLine(parsed.GetValue(apply) ? "These levels are set." : "Nothing is changed. To set these levels, add --apply.");
            return 0;
        }));
        return command;
    }
}
