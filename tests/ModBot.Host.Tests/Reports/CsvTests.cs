using ModBot.Holds;
using ModBot.Host.Reports;
using ModBot.Messages;
using ModBot.Testing;

namespace ModBot.Host.Tests.Reports;

public sealed class CsvTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1", "'+1")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\uff1d1", "'\uff1d1")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("'=1", "''=1")] // told apart from a guarded one
    [InlineData("'tis", "'tis")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Line_TextOfSomebody_IsNoFormulaAndStaysOneField(string? text, string expected) => Assert.Equal($"x,{expected}", Csv.Line("x", text));

    [Fact]
    public void Line_AuditRow_HasAsManyFieldsAsItsHeader()
    {
        var hold = Some.Hold(Some.Message("=evil")) with { Code = new ShortCode("bcd") };
        var row = AuditRow.Of("pixelharbor", hold, new HistoryEntry(2, Some.Instant, Some.Moderator, HistoryAction.Proposed, "Ban", RulingVerb.Deny), texts: true);

        Assert.Equal("2026-09-03T18:00:00.0000000Z,pixelharbor,hold,Proposed,quietlantern,810000003,person,bcd,bullying,Deny: Ban,,,gravelgoblin,'=evil", AuditFile.Line(row, texts: true));
        Assert.Equal(AuditFile.Header(texts: true).Split(',').Length, AuditFile.Line(row, texts: true).Split(',').Length);
        Assert.Equal(AuditFile.Header(texts: false).Split(',').Length, AuditFile.Line(row, texts: false).Split(',').Length);
    }

    [Fact]
    public void Of_TakenOver_SaysFromWhom()
    {
        var taken = new HistoryEntry(3, Some.Instant, Some.Moderator, HistoryAction.TakenOver, From: Some.OtherModerator);

        Assert.Equal("from slowcomet", AuditRow.Of("pixelharbor", Some.Hold(), taken, texts: false).Detail);
    }

    [Fact]
    public void Of_WithoutTexts_HasNeitherTextNorSender()
    {
        var row = AuditRow.Of("pixelharbor", Some.Hold(Some.Message("rude")), new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Held), texts: false);

        Assert.Equal((null, null, "machine"), (row.Text, row.Sender, row.ByKind));
    }
}
