using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Host.Cli;
using ModBot.Host.Configuration;
using ModBot.Sandbox.Chat;

namespace ModBot.EndToEnd;

/// <summary>Several moderators at one queue.</summary>
public sealed class QueueTests
{
    [Fact]
    public async Task Hold_TakenOverWithANote_IsDecidedByTheTaker()
    {
        await using var bot = await BotFixture.StartAsync();
        var message = bot.Say(DefaultWorld.RudeViewer, "a zzrude thing");
        var hold = await bot.HoldOfAsync(message, hold => hold.Kind == HoldKind.Deleted);

        await bot.AskAsync(DefaultWorld.Moderator, "next");
        Assert.Equal($"{hold.Code}: {DefaultWorld.Moderator} is on it; take {hold.Code} takes it over.", await bot.AskAsync(DefaultWorld.LeadModerator, $"approve {hold.Code}"));
        Assert.EndsWith($"taken over from {DefaultWorld.Moderator}.", await bot.AskAsync(DefaultWorld.LeadModerator, $"take {hold.Code}"), StringComparison.Ordinal);
        Assert.Equal($"{hold.Code}: noted.", await bot.AskAsync(DefaultWorld.LeadModerator, $"note {hold.Code} it is a quote"));
        Assert.EndsWith(" 1 note.", await bot.AskAsync(DefaultWorld.Moderator, $"why {hold.Code}"), StringComparison.Ordinal);
        Assert.Equal($"{hold.Code} approved.", await bot.AskAsync(DefaultWorld.LeadModerator, $"approve {hold.Code}"));
    }

    [Fact]
    public async Task ApprovedWithPermit_TheTermPassesFromThenOn()
    {
        await using var bot = await BotFixture.StartAsync();
        var hold = await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "some z z r u d e thing"), hold => hold.Kind == HoldKind.Deleted);

        Assert.Equal($"{hold.Code} approved, and its term is permitted from now on.", await bot.AskAsync(DefaultWorld.LeadModerator, $"approve {hold.Code} permit"));
        var later = bot.Say(DefaultWorld.Viewer, "such zzrude tea");

        Assert.Equal("Nothing is held.", await bot.AskAsync(DefaultWorld.Moderator, "queue"));
        Assert.Equal(MessageStatus.Visible, bot.StatusOf(later));
    }

    [Fact]
    public async Task AllOfOneUser_DeniedWithATimeout_AreDeniedAndTheUserIsTimedOutOnce()
    {
        await using var bot = await BotFixture.StartAsync();
        ChatMessageId[] messages = [bot.Say(DefaultWorld.RudeViewer, "zzrude one"), bot.Say(DefaultWorld.RudeViewer, "and zzrude two")];
        foreach (var message in messages) await bot.HoldOfAsync(message, hold => hold.Kind == HoldKind.Deleted);

        Assert.Equal("2 denied, sender timed out for 10 min.", await bot.AskAsync(DefaultWorld.Moderator, $"deny @{DefaultWorld.RudeViewer} timeout 10m"));

        await BotFixture.UntilAsync(() => bot.Sandbox.Chat.RestrictionOf(DefaultWorld.Channel, DefaultWorld.RudeViewer) is not null);
    }

    [Fact]
    public async Task Terms_SetByCommandWhileItRuns_AreTakenUp()
    {
        await using var bot = await BotFixture.StartAsync();

        await bot.Bot.Services.GetRequiredService<ChannelTerms>().AddAsync(bot.Channel, TermKind.Blocked, ["qqnew"], CommonOptions.Admin, default);

        await bot.SayUntilHeldAsync(DefaultWorld.Viewer, "some qqnew thing");
        await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "zzrude")); // what the config file blocks is blocked as before
    }
}
