using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Host.Tests.Commands;

/// <summary>A person's record and the ladder, as moderators meet them in chat.</summary>
public sealed class RecordCommandTests : IDisposable
{
    private const string LadderOn = """{ "Ladder": { "Enabled": true } }""";

    private readonly CommandBed bed = new(LadderOn);

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task Deny_LadderOn_SaysTheStepAndNoneGivesNone()
    {
        Hold[] holds = [await SayAsync(), await SayAsync(), await SayAsync()];

        Assert.Equal($"{holds[0].Code} denied, sender warned (ladder: step 1 of 4, 1 point).", await AskAsync($"!mod deny {holds[0].Code}"));
        Assert.Equal($"{holds[1].Code} denied.", await AskAsync($"!mod deny {holds[1].Code} none enough now"));
        // Said before the first denial: no new offence.
        Assert.Equal($"{holds[2].Code} denied.", await AskAsync($"!mod deny {holds[2].Code}"));
        Assert.Equal("enough now", (await bed.Store.FindAsync(Some.Broadcaster, holds[1].Id, default))!.Resolution!.Ruling.Reason);
    }

    [Fact]
    public async Task Deny_AtTheStepBan_ProposesAndSaysHowToGoOn()
    {
        for (var i = 0; i < 3; i++) await AskAsync($"!mod deny {(await SayAsync()).Code}");
        var code = (await SayAsync()).Code;

        Assert.Equal($"{code}: the ladder proposes a ban (step 4 of 4, 4 points); confirm with deny {code} ban, or deny {code} none.", await AskAsync($"!mod deny {code}"));
        Assert.Contains("open; ModBot proposes to deny with a ban. ", await AskAsync($"!mod why {code}"), StringComparison.Ordinal);
        Assert.Equal($"{code} denied, sender banned.", await AskAsync($"!mod deny {code} ban"));
    }

    [Fact]
    public async Task Why_LadderOn_TellsTheStepAndTheSendersRecord()
    {
        var first = await SayAsync();
        Assert.DoesNotContain("Sender", await AskAsync($"!mod why {first.Code}"), StringComparison.Ordinal);
        await AskAsync($"!mod deny {first.Code}");
        var hold = await SayAsync();

        Assert.EndsWith(" Sender: 2 held, 1 denied in 60 s; ladder at step 1 of 4.", await AskAsync($"!mod why {hold.Code}"), StringComparison.Ordinal);
        await AskAsync($"!mod deny {hold.Code}");

        Assert.EndsWith(" Ladder: step 2 of 4, 2 points, a timeout of 10 min. Sender: 2 held, 2 denied in 60 s; ladder at step 2 of 4.", await AskAsync($"!mod why {hold.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_LadderOffOrARaid_SaysNothingOfIt()
    {
        var hold = await SayAsync();
        var card = (await bed.Store.AddAsync(Some.Hold() with { RaidSize = 5 }, new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Held), [], default)).Hold;

        Assert.EndsWith(". Sender: 2 held, 0 denied in 60 s.", await AskAsync($"!mod why {hold.Code}", new ModerationConfig()), StringComparison.Ordinal);
        Assert.DoesNotContain("Sender", await AskAsync($"!mod why {card.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_Known_CountsAndNamesNobody()
    {
        for (var i = 0; i < 2; i++) await AskAsync($"!mod deny {(await SayAsync()).Code}");
        await AskAsync($"!mod approve {(await SayAsync()).Code}");
        bed.Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(
            "3 held in 3 h: 1 approved, 2 denied; 1 warning, 1 timeout; last denied 3 h ago; ladder: step 2 of 4, 2 points.",
            await AskAsync("!mod record @GravelGoblin"));
        Assert.Equal("3 held in 3 h: 1 approved, 2 denied; 1 warning, 1 timeout; last denied 3 h ago.", await AskAsync("!mod record gravelgoblin", new ModerationConfig()));
    }

    [Theory]
    [InlineData("!mod record", "Type !mod record @user")]
    [InlineData("!mod record nobody", "Twitch knows no user nobody.")]
    [InlineData("!mod record newhand", "Nothing of theirs was held here, as far as it is kept.")]
    public async Task Record_NobodyOrNothing_SaysSo(string text, string expected) => Assert.Equal(expected, await AskAsync(text));

    [Fact]
    public async Task Record_Viewer_IsSilent() => Assert.Null(await AskAsync("!mod record gravelgoblin", who: Some.Chatter()));

    private Task<string?> AskAsync(string text, ModerationConfig? config = null, Chatter? who = null)
    {
        bed.Configure(config is null ? LadderOn : "{}");
        return bed.AskAsync(text["!mod ".Length..], who);
    }

    private async Task<Hold> SayAsync()
    {
        bed.Time.Advance(TimeSpan.FromMinutes(1));
        var hold = Some.Hold(Some.Message("rude words") with { SentAt = bed.Time.GetUtcNow() });
        return (await bed.Store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
    }
}
