using ModBot.Normalization;

namespace ModBot.ModelKit.Tests;

public sealed class SpellingAttacksTests
{
    private const string Text = "you are a stupid worthless idiot and everybody knows it";

    public static TheoryData<string> Attacks => [.. SpellingAttacks.All.Select(attack => attack.ToString())];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Apply_EveryAttack_ChangesTheTextAndTheSameStateGivesTheSame(string name)
    {
        var attacked = Apply(name, Text);

        Assert.NotEqual(Text, attacked);
        Assert.Equal(attacked, Apply(name, Text));
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Apply_NoWordChosen_LeavesTheTextAlone(string name) => Assert.Equal(Text, Apply(name, Text, share: 0));

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Apply_ShortWordsAndScriptsWithoutSpaces_StayAsTheyAre(string name) => Assert.Equal("a of 你是白痴 ไอ้โง่", Apply(name, "a of 你是白痴 ไอ้โง่"));

    /// <summary>What is put in goes between letters, so the word's own letters are all still there in their order.</summary>
    [Theory]
    [InlineData(SpellingAttack.ZeroWidth)]
    [InlineData(SpellingAttack.SpacedLetters)]
    [InlineData(SpellingAttack.Repeats)]
    [InlineData(SpellingAttack.Punctuation)]
    [InlineData(SpellingAttack.Split)]
    [InlineData(SpellingAttack.SplitByEmote)]
    internal void Apply_Insertion_KeepsEveryLetterInOrder(SpellingAttack attack) => Assert.True(IsWithin("worthless", SpellingAttacks.Apply(attack, "worthless", 1, new Random(1))));

    [Theory]
    [InlineData(SpellingAttack.Leet)]
    [InlineData(SpellingAttack.Homoglyphs)]
    internal void Apply_Substitution_KeepsLengthAndLettersThatHaveNoLookAlike(SpellingAttack attack)
    {
        var attacked = SpellingAttacks.Apply(attack, "worthless", 1, new Random(1));

        Assert.Equal("worthless".Length, attacked.Length);
        Assert.Equal(('w', 'r', 'l'), (attacked[0], attacked[2], attacked[5]));
    }

    [Fact]
    public void Apply_Swap_KeepsTheFirstLetterAndAllOthers()
    {
        var attacked = SpellingAttacks.Apply(SpellingAttack.Swap, "clown", 1, new Random(1));

        Assert.Equal('c', attacked[0]);
        Assert.Equal("clown".Order(), attacked.Order());
    }

    [Fact]
    public void Apply_Delete_TakesOneLetterFromInside()
    {
        var attacked = SpellingAttacks.Apply(SpellingAttack.Delete, "clown", 1, new Random(1));

        Assert.Equal(4, attacked.Length);
        Assert.Equal(('c', 'n'), (attacked[0], attacked[^1]));
        Assert.True(IsWithin(attacked, "clown"));
    }

    [Fact]
    public void Apply_ZeroWidth_IsUndoneByFolding() => AssertFoldsBack(SpellingAttack.ZeroWidth, Text);

    /// <summary>Words that keep a Latin letter, of letters whose look-alikes are Cyrillic, Greek or full-width; what of the rest is lost, the evaluation measures.</summary>
    [Fact]
    public void Apply_Homoglyphs_AreUndoneByFoldingInWordsThatStayPartlyLatin() => AssertFoldsBack(SpellingAttack.Homoglyphs, "feeble lads, real liars, large fat weasels");

    private static void AssertFoldsBack(SpellingAttack attack, string text)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            Assert.Equal(TextNormalizer.Normalize(text).Folded, TextNormalizer.Normalize(SpellingAttacks.Apply(attack, text, 1, new Random(seed))).Folded);
        }
    }

    private static string Apply(string name, string text, double share = 1) => SpellingAttacks.Apply(Enum.Parse<SpellingAttack>(name), text, share, new Random(3));

    private static bool IsWithin(string letters, string text)
    {
        var found = 0;
        foreach (var c in text)
        {
            if (found < letters.Length && c == letters[found]) found++;
        }
        return found == letters.Length;
    }
}
