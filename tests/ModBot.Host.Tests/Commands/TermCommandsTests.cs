using ModBot.Holds;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Host.Tests.Commands;

/// <summary>"Allow this once" and "permit the term", and the lists of terms, as moderators meet them in chat.</summary>
public sealed class TermCommandsTests : IDisposable
{
    private readonly CommandBed bed = new("""{ "Rules": { "Terms": { "Blocked": ["zzrude*"], "Permitted": ["zzrudest ale"] } } }""");

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task Approve_WithoutPermit_LetsOnlyThisMessagePass()
    {
        var hold = await bed.HoldForTermAsync("some zzrudely made tea");

        Assert.Equal($"{hold.Code} approved.", await bed.AskAsync($"approve {hold.Code}", CommandBed.Lead));

        Assert.True(bed.IsBlocked("some zzrudely made tea"));
    }

    [Theory]
    [InlineData("some zzrudely made tea", "other ZZRUDELY things")]
    [InlineData("z z r u d e, spaced", "zzrude")]
    [InlineData("some *zzrude* there", "such zzrude")]
    public async Task ApprovePermit_HeldForATerm_PermitsItFromNowOn(string text, string later)
    {
        var hold = await bed.HoldForTermAsync(text);

        Assert.Equal($"{hold.Code} approved, and its term is permitted from now on.", await bed.AskAsync($"approve {hold.Code} permit", CommandBed.Lead));

        Assert.Equal(HoldState.Approved, (await bed.FindAsync(hold)).State);
        Assert.False(bed.IsBlocked(text));
        Assert.False(bed.IsBlocked(later));
        Assert.True(bed.IsBlocked("zzrudeness"));
        var change = Assert.Single(await bed.Log.ListAsync(Some.Broadcaster));
        Assert.Equal((SettingSurface.Chat, "stormledger", "Rules.Terms.Permitted", null), (change.Surface, change.By.Login, change.Setting, change.Before));
    }

    [Fact]
    public async Task ApprovePermit_Undone_OpensAgainAndSaysThatTheTermStays()
    {
        var hold = await bed.HoldForTermAsync("zzrudely");
        await bed.AskAsync($"approve {hold.Code} permit", CommandBed.Lead);

        Assert.Equal($"{hold.Code} open again. Its term stays permitted.", await bed.AskAsync($"undo {hold.Code}"));
        Assert.False(bed.IsBlocked("zzrudely"));
    }

    [Fact]
    public async Task ApprovePermit_HeldForAnotherReason_IsRefusedAndNothingHappens()
    {
        var hold = await bed.AddAsync();

        Assert.Equal($"{hold.Code}: held for bullying and not for a blocked term, so there is none to permit.", await bed.AskAsync($"approve {hold.Code} permit", CommandBed.Lead));
        Assert.True((await bed.FindAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task ApprovePermit_SpelledOverSeveralMessages_IsRefusedAndNothingHappens()
    {
        var hold = await bed.HoldForTermAsync("zzrude");
        var spelled = await bed.AddAsync(Some.Hold(Some.Message("de")) with { Decision = hold.Decision with { Reasons = [hold.Decision.Reasons[0] with { Span = null }] } });

        Assert.Contains("cannot be permitted as it stands there", await bed.AskAsync($"approve {spelled.Code} permit", CommandBed.Lead), StringComparison.Ordinal);
        Assert.True((await bed.FindAsync(spelled)).IsOpen);
    }

    [Fact]
    public async Task ApprovePermit_WithoutThePermission_IsRefusedAndNothingHappens()
    {
        var hold = await bed.HoldForTermAsync("zzrude");

        Assert.StartsWith($"{hold.Code}: needs the permission Terms", await bed.AskAsync($"approve {hold.Code} permit"), StringComparison.Ordinal);
        Assert.True((await bed.FindAsync(hold)).IsOpen);
        Assert.True(bed.IsBlocked("zzrude"));
    }

    [Fact]
    public async Task ApprovePermit_AlreadyDecided_PermitsNothing()
    {
        var hold = await bed.HoldForTermAsync("zzrude");
        await bed.AskAsync($"deny {hold.Code}");

        Assert.Equal($"{hold.Code}: already denied by quietlantern 0 s ago.", await bed.AskAsync($"approve {hold.Code} permit", CommandBed.Lead));
        Assert.True(bed.IsBlocked("zzrude"));
    }

    [Fact]
    public async Task TermBlock_New_IsBlockedAtOnceAndRecorded()
    {
        Assert.Equal("Blocked. The channel has 2 blocked terms.", await bed.AskAsync("term block qqnew  thing", CommandBed.Lead));

        Assert.True(bed.IsBlocked("a QQNEW thing"));
        Assert.True(bed.IsBlocked("zzrude")); // the file's terms stay in force
        Assert.Equal(("Rules.Terms.Blocked", null, "qqnew thing"), (await bed.Log.ListAsync(Some.Broadcaster)).Select(change => (change.Setting, change.Before, change.After)).Single());
        Assert.Equal("It is blocked already.", await bed.AskAsync("term block QQnew thing", CommandBed.Lead));
        Assert.Equal("It is blocked already.", await bed.AskAsync("term block zzrude*", CommandBed.Lead));
    }

    [Fact]
    public async Task TermBlock_AdminAddsToTheFileLater_BothAreInForce()
    {
        await bed.AskAsync("term block qqnew", CommandBed.Lead);
        bed.Folder.Write("modbot.json", """{ "Moderation": { "Rules": { "Terms": { "Blocked": ["qqlater"] } } } }""");
        await bed.AskAsync("term block qqnewer", CommandBed.Lead);

        Assert.True(bed.IsBlocked("qqnew") && bed.IsBlocked("qqlater") && bed.IsBlocked("qqnewer"));
        Assert.False(bed.IsBlocked("zzrude"));
    }

    [Fact]
    public async Task TermPermit_Blocked_MovesItAndRecordsBoth()
    {
        await bed.AskAsync("term block qqnew", CommandBed.Lead);

        Assert.Equal("Permitted. The channel has 2 permitted terms.", await bed.AskAsync("term permit QQNEW", CommandBed.Lead));

        Assert.False(bed.IsBlocked("qqnew"));
        Assert.Equal([("Rules.Terms.Blocked", null, "qqnew"), ("Rules.Terms.Blocked", "qqnew", null), ("Rules.Terms.Permitted", null, "QQNEW")], (await bed.Log.ListAsync(Some.Broadcaster)).Select(change => (change.Setting, change.Before, change.After)));
    }

    [Fact]
    public async Task TermRemove_Own_IsGoneAndRecorded()
    {
        await bed.AskAsync("term block qqnew", CommandBed.Lead);

        Assert.Equal("It is no more blocked.", await bed.AskAsync("term remove QqNew", CommandBed.Lead));

        Assert.False(bed.IsBlocked("qqnew"));
        Assert.Equal(("qqnew", null), (await bed.Log.ListAsync(Some.Broadcaster)).Select(change => (change.Before, change.After)).Last());
    }

    [Fact]
    public async Task TermRemove_OfAFile_SaysWhichFileHasIt()
    {
        Assert.Equal("It is blocked in modbot.json, which is changed there and not from chat.", await bed.AskAsync("term remove zzrude*", CommandBed.Lead));
        bed.Folder.Write("channels/pixelharbor.json", """{ "rules": { "terms": { "blocked": ["qqours"] } } }""");
        Assert.Equal("It is blocked in channels/pixelharbor.json, which is changed there and not from chat.", await bed.AskAsync("term remove qqours", CommandBed.Lead));
        Assert.Equal("It is neither blocked nor permitted.", await bed.AskAsync("term remove zzrude*", CommandBed.Lead)); // the channel's list is the whole list
    }

    [Theory]
    [InlineData("term block /(qq/", "That term is no regular expression: Not enough )'s, at character 4.")]
    [InlineData("term block /(?=qq)/", "cannot be matched in linear time")]
    [InlineData("term block ***", "leaves nothing to look for")]
    [InlineData("term block zzrudest ale", "is permitted in modbot.json, and what is permitted goes first")]
    [InlineData("term block", "Type !mod term block|permit|remove <term> | list")]
    [InlineData("term", "Type !mod term block|permit|remove <term> | list")]
    [InlineData("term dance qq", "Type !mod term block|permit|remove <term> | list")]
    public async Task Term_BadArgument_SaysWhatIsWrongWithoutTheTerm(string command, string expected)
    {
        var reply = await bed.AskAsync(command, CommandBed.Lead);

        Assert.Contains(expected, reply, StringComparison.Ordinal);
        Assert.DoesNotContain("qq", reply, StringComparison.Ordinal);
        Assert.Empty(await bed.Log.ListAsync(Some.Broadcaster));
    }

    [Fact]
    public async Task TermList_AnyTerms_CountsThemAndNamesNone()
    {
        await bed.AskAsync("term block qqnew", CommandBed.Lead);

        Assert.Equal(
            "2 blocked (1 set from chat or by command), 1 permitted (0 set from chat or by command). Which ones, modbot terms list says where ModBot runs.", await bed.AskAsync("term list", CommandBed.Lead));
    }

    [Fact]
    public async Task Term_ByAModerator_IsSilent() => Assert.Null(await bed.AskAsync("term block qqnew"));

    [Fact]
    public async Task TermBlock_ThatCannotBeRecorded_ChangesNothing()
    {
        bed.Log.IsDown = true;

        await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => bed.AskAsync("term block qqnew", CommandBed.Lead));

        Assert.False(bed.IsBlocked("qqnew"));
    }
}
