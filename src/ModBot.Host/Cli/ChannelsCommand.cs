using System.CommandLine;
using Microsoft.Extensions.Options;
using ModBot.Host.Composition;
using ModBot.Host.Configuration;
using ModBot.Host.Web;
using ModBot.Policy;
using ModBot.Twitch;

namespace ModBot.Host.Cli;

/// <summary><c>modbot channels</c>: where the bot is.</summary>
internal static class ChannelsCommand
{
    public static Command Create() => new("channels", "Adds, lists and removes the channels that the bot moderates. A running bot follows within seconds.") { Add(), List(), Remove() };

    private static Command Add()
    {
        var login = Login();
        var mode = new Option<ChannelMode?>("--mode") { Description = "observe (touch nothing), hold or enforce. Default: observe, unless a mode was chosen for the channel before." };
        var add = new Command("add", "Adds a channel; says whether the bot is a moderator there and how to make it one.") { login, mode };
        add.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = Build(parsed);
            var twitch = app.Services.GetRequiredService<TwitchDirectory>();
            var name = parsed.GetValue(login)!;
            var bot = await twitch.GetBotAsync(cancellationToken);
            if (await twitch.FindByLoginAsync(name, cancellationToken) is not { } channel)
            {
                Console.Error.WriteLine($"Twitch knows no channel '{name}'. The login is the last part of the channel's URL.");
                return Failures.ExitCode;
            }
            var list = app.Services.GetRequiredService<ChannelList>();
            var isNew = await list.AddAsync(channel, parsed.GetValue(mode), CommonOptions.Admin, cancellationToken);
            Console.WriteLine($"{channel.Login} {(isNew ? "is added" : "was there already")}; its mode is {list.ModeOf(channel).ToLowerInvariant()}.");
            Console.WriteLine(await app.Services.GetRequiredService<TwitchDoctor>().IsModeratorAsync(channel.Broadcaster, cancellationToken) switch
            {
                true => $"{bot.Login} is a moderator there.",
                false => $"{bot.Login} is no moderator there yet: {channel.Login} types  /mod {bot.Login}  in the channel's own chat.",
                null => $"Whether {bot.Login} is a moderator there is unknown: its login may not ask. If not, {channel.Login} types  /mod {bot.Login}  in the channel's own chat.",
            });
            var redirect = ConnectAddress.Redirect(app.Services.GetRequiredService<IOptions<TwitchOptions>>().Value, app.Services.GetRequiredService<IOptions<ModBotOptions>>().Value);
            Console.WriteLine($"While the bot runs, {channel.Login} can also let it in at  {ConnectAddress.Page(redirect)}  (it must be reachable from the streamer's browser).");
            return 0;
        }));
        return add;
    }

    private static Command List()
    {
        var list = new Command("list", "Lists the channels, where each comes from, its mode, and what is wrong.");
        list.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = Build(parsed);
            var roster = app.Services.GetRequiredService<ChannelRoster>();
            var channels = roster.Current;
            if (roster.Problem is { } broken) Console.Error.WriteLine(broken);
            if (channels.IsEmpty) Console.WriteLine("There are no channels yet. Add one with `modbot channels add <login>`.");
            else foreach (var check in await app.Services.GetRequiredService<TwitchDoctor>().CheckChannelsAsync(cancellationToken))
            {
                var channel = channels.First(listed => listed.Login == check.Login);
                var mode = (check.Id ?? channel.Id) is { } id ? app.Services.GetRequiredService<ChannelList>().ModeOf(new TwitchUser(new Messages.ChatterId(id.Value), check.Login, check.Login)) : "unknown mode";
                Console.WriteLine($"{check.Login,-25}  {mode.ToLowerInvariant(),-8}  {(channel.IsConfigured ? "config" : "added"),-6}  {check.Problem ?? "the bot is a moderator"}");
            }
            return roster.Problem is null ? 0 : 1;
        }));
        return list;
    }

    private static Command Remove()
    {
        var login = Login();
        var remove = new Command("remove", "Removes a channel that was added. What was set for it stays for the day it comes back.") { login };
        remove.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = Build(parsed);
            var roster = app.Services.GetRequiredService<ChannelRoster>();
            var name = parsed.GetValue(login)!.TrimStart('@').ToLowerInvariant();
            var isConfigured = roster.Current.Any(channel => channel.Login == name && channel.IsConfigured);
            var wasAdded = await roster.RemoveAsync(name, cancellationToken);
            if (isConfigured)
            {
                Console.Error.WriteLine($"{name} is named in Twitch:Channels (modbot.json, or a variable MODBOT_TWITCH__CHANNELS__...); take it out there.");
                return Failures.ExitCode;
            }
            if (!wasAdded) Console.Error.WriteLine($"{name} is not among the channels. `modbot channels list` shows them.");
            else Console.WriteLine($"{name} is removed.");
            return wasAdded ? 0 : Failures.ExitCode;
        }));
        return remove;
    }

    private static Argument<string> Login() => new("login") { Description = "The channel's login: the last part of its URL." };

    private static WebApplication Build(ParseResult parsed) => BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Quiet = true });
}
