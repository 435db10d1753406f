using System.Text;
using System.Text.Json;
using ModBot.Normalization;

namespace ModBot.Core.Tests.Normalization;

public sealed class TextNormalizerTests
{
    public static TheoryData<string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string>();
        var path = Path.Combine(AppContext.BaseDirectory, "Normalization", "Cases", "normalizer.json");
        foreach (var item in JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray())
        {
            data.Add(Unescaped(item.GetProperty("input")), item.GetProperty("expected").GetString()!, item.GetProperty("why").GetString()!);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Normalize_Case_FoldsAsExpected(string input, string expected, string why)
    {
        Assert.True(expected == TextNormalizer.Normalize(input).Folded, $"{why}: '{TextNormalizer.Normalize(input).Folded}' instead of '{expected}'");
    }

    [Fact]
    public void Icu_CompatibilityForms_AreNormalised()
    {
        Assert.Equal("abc", "ａｂｃ".Normalize(NormalizationForm.FormKC));
    }

    [Fact]
    public void ToOriginal_FoldedWord_IsTheSpellingThatWasSent()
    {
        var text = TextNormalizer.Normalize("you b1tch, f u c k   off");

        Assert.Equal("you bitch, fuck off", text.Folded);
        Assert.Equal("b1tch", Original(text, "bitch"));
        Assert.Equal("f u c k", Original(text, "fuck"));
    }

    [Fact]
    public void ToOriginal_InvisibleCharactersInside_AreInTheSpan()
    {
        var text = TextNormalizer.Normalize("oh fu\u200Bck you");

        Assert.Equal("fu\u200Bck", Original(text, "fuck"));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(1_000_000)]
    public void Normalize_LongInput_Folds(int length)
    {
        Assert.Equal("aa", TextNormalizer.Normalize(new string('A', length)).Folded);
        Assert.Equal("a", TextNormalizer.Normalize("a" + new string('\u0301', length)).Folded);
        Assert.Equal("", TextNormalizer.Normalize(new string('\uD800', length)).Folded);
    }

    [Fact]
    public void Normalize_EveryCharacter_Folds()
    {
        for (var c = 0; c <= char.MaxValue; c++) Assert.NotNull(TextNormalizer.Normalize($"a{(char)c} {(char)c}\u0301").Folded);
    }

    [Fact]
    public void Normalize_TextThatFoldsToItself_IsNotCopied()
    {
        var text = "gg, 2-0 next";

        Assert.Same(text, TextNormalizer.Normalize(text).Folded);
    }

    [Theory]
    [InlineData("you b1tch, f u c k   off")]
    [InlineData("Привет всем, как дела? 😂 ок")]
    [InlineData("สวัสดีครับ 你好吗 한국어")]
    public void Normalize_Again_AllocatesOnlyWhatItReturns(string text)
    {
        var result = 64 + 2 * TextNormalizer.Normalize(text).Folded.Length;

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) TextNormalizer.Normalize(text);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * result + 1000);
    }

    /// <summary>JSON cannot hold an unpaired surrogate, and the reader refuses one: take the escapes ourselves.</summary>
    private static string Unescaped(JsonElement element)
    {
        var raw = element.GetRawText()[1..^1];
        var text = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\') text.Append(raw[i]);
            else if (raw[i + 1] == 'u') { text.Append((char)Convert.ToUInt16(raw.Substring(i + 2, 4), 16)); i += 5; }
            else text.Append(raw[++i] switch { 'n' => '\n', 't' => '\t', var c => c });
        }
        return text.ToString();
    }

    private static string Original(NormalizedText text, string folded)
    {
        var span = text.ToOriginal(text.Folded.IndexOf(folded, StringComparison.Ordinal), folded.Length);
        return text.Original.Substring(span.Start, span.Length);
    }
}
