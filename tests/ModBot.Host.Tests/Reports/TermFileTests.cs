using FsCheck;
using FsCheck.Fluent;
using ModBot.Host.Reports;
using ModBot.Rules;

namespace ModBot.Host.Tests.Reports;

public sealed class TermFileTests
{
    private static readonly string[] Nasty = [.. "ab \"'#\\~/*,;=+-@()[]{}|.?\u00e9\u0430\u6b7b\u200b\u2028\uff1d".Select(sign => sign.ToString()), "\ud83d\ude02"];

    private static readonly Arbitrary<string[]> Lists =
        Gen.Elements(Nasty).ArrayOf().Select(signs => string.Concat(signs).Trim()).Where(IsTerm).ArrayOf().Select(terms => terms.Distinct(TermPattern.Comparer).ToArray()).ToArbitrary();

    [Theory]
    [InlineData(0)] // lines
    [InlineData(1)] // csv
    [InlineData(2)] // json
    public void Read_WhatWasWritten_IsTheSameList(int format) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Lists, terms =>
        {
            var read = TermFile.Read(TermFile.Write(terms, (TermFormat)format), (TermFormat)format).ToArray();

            Assert.All(read, line => Assert.Null(line.Problem));
            Assert.Equal(terms, read.Select(line => line.Term));
        }));

    [Theory]
    [InlineData(0)] // lines
    [InlineData(1)] // csv
    [InlineData(2)] // json
    public void Read_AnyText_ThrowsNothing(int format) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Gen.Elements([.. Nasty, "\r\n", "\n", "\""]).ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            foreach (var line in TermFile.Read(text, (TermFormat)format)) Assert.True(line.Term is null == line.Problem is not null);
        }));

    [Fact]
    public void Read_PlainListOfOthers_TakesTermsAndLeavesComments()
    {
        var lines = TermFile.Read("\uFEFF# our list\r\nspam*\r\n\r\n  two words  \r\n~/(\\d{3}[-.])?\\d{4}/\r\n~/bad/i\r\n\\#ad\r\nspam*", TermFormat.Lines);

        Assert.Equal(["spam*", "two words", "/(\\d{3}[-.])?\\d{4}/", "/bad/", "#ad", "spam*"], lines.Select(line => line.Term));
        Assert.Equal(["line 2", "line 4", "line 5", "line 6", "line 7", "line 8"], lines.Select(line => line.Place));
    }

    [Fact]
    public void Read_Csv_SaysWhichLineIsWrong()
    {
        var lines = TermFile.Read("Term\nspam\na,b\n\n\"x, \"\"y\"\"\"\n'=1+1\n\"open\nend", TermFormat.Csv).ToArray();

        Assert.Equal(["spam", null, "x, \"y\"", "=1+1", null], lines.Select(line => line.Term));
        Assert.Equal(["line 2", "line 3", "line 5", "line 6", "line 7"], lines.Select(line => line.Place));
        Assert.Equal("there are 2 columns; a term with a comma stands in double quotes", lines[1].Problem);
        Assert.Equal("a quote is opened and never closed", lines[4].Problem);
    }

    [Theory]
    [InlineData("""["a", 1, "b"]""", "item 2", "it is no text")]
    [InlineData("""{"a": 1}""", "the file", "it is no JSON array of texts")]
    [InlineData("[\n\"a\" \"b\"]", "the file", "it is no JSON: line 2, column 5")]
    public void Read_Json_SaysWhatIsWrong(string text, string place, string problem)
    {
        var line = Assert.Single(TermFile.Read(text, TermFormat.Json), line => line.Problem is not null);

        Assert.Equal((place, problem), (line.Place, line.Problem));
    }

    [Fact]
    public void Write_Csv_HasNoFormula()
    {
        Assert.Equal("term\n'=1+1\n''=1\n'@here\nplain\n", TermFile.Write(["=1+1", "'=1", "@here", "plain"], TermFormat.Csv));
    }

    [Theory]
    [InlineData("a.csv", "Csv")]
    [InlineData("a.JSON", "Json")]
    [InlineData("a.txt", "Lines")]
    [InlineData("-", "Lines")]
    public void FormatOf_File_GoesByItsName(string file, string expected) => Assert.Equal(expected, TermFile.FormatOf(file).ToString());

    private static bool IsTerm(string text) => TermPattern.ProblemOfNew(text) is null;
}
