using System.Globalization;
using ModBot.Host.Configuration;
using ModBot.Host.Reports;
using ModBot.Host.Tests.Commands;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Host.Tests.Reports;

/// <summary>Changing a list by <c>modbot terms</c>.</summary>
public sealed class TermListChangeTests : IDisposable
{
    private readonly CommandBed bed = new("""{ "Rules": { "Terms": { "Blocked": ["zzrude"], "Permitted": ["zzfine"] } } }""");
    private readonly StringWriter output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter errors = new(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        bed.Dispose();
        output.Dispose();
        errors.Dispose();
    }

    [Fact]
    public async Task AddAsync_GoodLines_AddsThemOnceAndRecordsWhoDidIt()
    {
        Assert.Equal(0, await ImportAsync("qqone\nzzrude\nqqtwo\nQQOne\n"));

        Assert.Equal("pixelharbor: 2 blocked, 2 known already, 0 refused.", output.ToString().Trim());
        Assert.Equal(["zzrude", "qqone", "qqtwo"], bed.Terms.Read(Some.Broadcaster).Blocked.All);
        var change = Assert.Single(await bed.Log.ListAsync(Some.Broadcaster));
        Assert.Equal((SettingSurface.CommandLine, "Rules.Terms.Blocked", null, """["qqone","qqtwo"]"""), (change.Surface, change.Setting, change.Before, change.After));
    }

    [Fact]
    public async Task AddAsync_OneLineIsWrong_NamesItAndChangesNothing()
    {
        Assert.Equal(2, await ImportAsync("qqone\n\n/(/\nzzfine\n"));

        Assert.Equal(
            ["line 3: '/(/' is no regular expression: Not enough )'s, at character 2.", "line 4: 'zzfine' is permitted in modbot.json, and what is permitted goes first.", "Nothing is changed: 2 of 3 cannot be used."],
            errors.ToString().Trim().ReplaceLineEndings("\n").Split('\n'));
        Assert.Empty(bed.Terms.Read(Some.Broadcaster).Blocked.Own);
        Assert.Empty(await bed.Log.ListAsync(Some.Broadcaster));
    }

    [Fact]
    public async Task AddAsync_SkippingBad_AddsTheRest()
    {
        Assert.Equal(0, await ImportAsync("qqone\n/(/\nqqtwo", skipsBad: true));

        Assert.Equal("pixelharbor: 2 blocked, 0 known already, 1 refused.", output.ToString().Trim());
        Assert.Equal(["qqone", "qqtwo"], bed.Terms.Read(Some.Broadcaster).Blocked.Own);
    }

    [Fact]
    public async Task AddAsync_TooMany_ChangesNothing()
    {
        Assert.Equal(0, await ImportAsync(string.Join('\n', Enumerable.Range(0, KnownTerms.Most).Select(i => $"qq{i:x}x"))));

        var e = await Assert.ThrowsAsync<ConfigException>(() => ImportAsync("qqlast"));

        Assert.Contains("more than 10,000 blocked terms", e.Message, StringComparison.Ordinal);
        Assert.Equal(KnownTerms.Most, bed.Terms.Read(Some.Broadcaster).Blocked.Own.Count);
    }

    [Fact]
    public async Task AddAsync_ExportOfAnotherChannel_IsTheSameList()
    {
        await ImportAsync("qqone\n\\#ad\n\"ICE\"\n/b.d/\n=1+1\nw*");
        var all = bed.Terms.Read(Some.Broadcaster).Blocked.All.ToArray();
        foreach (var format in Enum.GetValues<TermFormat>())
        {
            using var other = new CommandBed();
            var change = new TermListChange(other.Terms, new ChosenChannel(Some.Broadcaster, "pixelharbor"), TermKind.Blocked, output, errors);

            Assert.Equal(0, await change.AddAsync([.. TermFile.Read(TermFile.Write(all, format), format)], skipsBad: false, default));
            Assert.Equal(all, other.Terms.Read(Some.Broadcaster).Blocked.All);
        }
    }

    [Fact]
    public async Task RemoveAsync_SomeNotThere_NamesThemAndChangesNothing()
    {
        await ImportAsync("qqone\nqqtwo");

        Assert.Equal(2, await Change().RemoveAsync(["qqone", "zzrude", "qqnever"], default));

        Assert.Equal(["'zzrude' stands in modbot.json; take it out there.", "'qqnever' is not blocked.", "Nothing is changed."], errors.ToString().Trim().ReplaceLineEndings("\n").Split('\n'));
        Assert.Equal(2, bed.Terms.Read(Some.Broadcaster).Blocked.Own.Count);
    }

    [Fact]
    public async Task RemoveAsync_Own_TakesThemOff()
    {
        await ImportAsync("qqone\nqqtwo");

        Assert.Equal(0, await Change().RemoveAsync(["QQone"], default));

        Assert.Equal(["qqtwo"], bed.Terms.Read(Some.Broadcaster).Blocked.Own);
    }

    private Task<int> ImportAsync(string lines, bool skipsBad = false) => Change().AddAsync([.. TermFile.Read(lines, TermFormat.Lines)], skipsBad, default);

    private TermListChange Change() => new(bed.Terms, new ChosenChannel(Some.Broadcaster, "pixelharbor"), TermKind.Blocked, output, errors);
}
