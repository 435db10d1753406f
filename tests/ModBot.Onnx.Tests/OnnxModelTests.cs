using ModBot.Classification;

namespace ModBot.Onnx.Tests;

public sealed class OnnxModelTests : IDisposable
{
    private static readonly string[] Texts =
    [
        "hello chat", "you are a worthless idiot and nobody likes you", "", "gg", "\uD800", new('a', 500), string.Join(' ', Enumerable.Range(0, 120).Select(i => $"w{i}")), "你们好",
    ];

    private readonly OnnxModel model = Package.Shipped.CreateModel();

    public void Dispose() => model.Dispose();

    [Fact]
    public void Score_Batch_EqualsOneByOne()
    {
        var together = Package.Score(model, Texts);

        for (var i = 0; i < Texts.Length; i++)
        {
            var alone = Package.Score(model, Texts[i])[0];
            foreach (var category in Categories.All) Assert.Equal(alone[category], together[i][category], 1e-4f);
        }
    }

    [Fact]
    public void Score_ManyThreads_EqualsOneByOne()
    {
        var expected = Package.Score(model, Texts);

        Parallel.For(0, 64, i =>
        {
            var scores = Package.Score(model, [.. Texts[(i % Texts.Length)..], .. Texts[..(i % Texts.Length)]]);
            for (var j = 0; j < Texts.Length; j++)
            {
                foreach (var category in Categories.All) Assert.Equal(expected[(i + j) % Texts.Length][category], scores[j][category], 1e-3f);
            }
        });
    }

    [Fact]
    public void Score_AnyText_IsAProbability() =>
        Assert.All(Package.Score(model, Texts), scores => Assert.All(Categories.All, category => Assert.InRange(scores[category], 0, 1)));

    [Fact]
    public void Score_EmptyBatch_DoesNothing() => model.Score([], []);

    [Theory]
    [InlineData(Category.Bullying, "you are a worthless idiot and nobody likes you", "you are a true hero and everybody likes you")]
    [InlineData(Category.RaceEthnicityOrReligion, "all muslims are vermin and should be deported", "all muslims are welcome and deserve respect")]
    [InlineData(Category.SexualitySexOrGender, "gay people are disgusting", "gay people are welcome here")]
    [InlineData(Category.Misogyny, "women belong in the kitchen", "women are not inferior")]
    [InlineData(Category.Aggression, "i will find you and kill you", "see you in the lobby")]
    [InlineData(Category.Swearing, "holy fucking shit", "holy moly")]
    [InlineData(Category.Bullying, "y0u are a w0rthless 1diot and n0body likes y0u", "wow what a great stream today")]
    public void Score_HarmfulText_IsAboveItsHarmlessTwin(Category category, string harmful, string harmless)
    {
        var scores = Package.Score(model, harmful, harmless);

        Assert.True(scores[0][category] > scores[1][category] + 0.05f, $"{scores[0][category]} is not above {scores[1][category]}");
    }

    [Fact]
    public void ScoreLabels_OneRow_GivesOneScoreALabel()
    {
        var labels = new float[model.LabelCount];

        model.ScoreLabels([Package.Tokens("hello")], labels);

        Assert.Equal(Package.Shipped.Labels.Length, labels.Length);
        Assert.All(labels, score => Assert.InRange(score, 0, 1));
    }
}
