using ModBot.Classification;

namespace ModBot.ModelKit.Tests;

public sealed class LevelCalibrationTests
{
    private static readonly Dictionary<Category, double> Budget = new() { [Category.Bullying] = 0.5, [Category.Swearing] = 0.1, [Category.Spam] = 0 };

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.004)]
    [InlineData(0.015)]
    public void Thresholds_Share_IsNearlyUsedAndNeverExceededTogether(double share)
    {
        var chat = Chat(20_000, 1);

        var thresholds = LevelCalibration.Thresholds([chat], Budget, share);

        Assert.InRange(Held(chat, thresholds), share * 0.8, share);
    }

    [Fact]
    public void Thresholds_ChannelsDiffer_HoldInTheRudest()
    {
        CategoryScores[] polite = Chat(20_000, 0.5f), rude = Chat(2_000, 1);

        var thresholds = LevelCalibration.Thresholds([polite, rude], Budget, 0.015);

        Assert.InRange(Held(rude, thresholds), 0.01, 0.015);
        Assert.True(Held(polite, thresholds) < 0.015);
    }

    [Fact]
    public void Thresholds_NoBudget_LeavesTheCategoryOut() =>
        Assert.DoesNotContain(Category.Spam, LevelCalibration.Thresholds([Chat(1000, 1)], Budget, 0.01).Keys);

    [Fact]
    public void Margins_ChannelsAlike_UseTheWholeShare() =>
        Assert.All(LevelMargins.Find([Chat(20_000, 1), Chat(20_000, 1), Chat(20_000, 1)], Budget), margin => Assert.InRange(margin, 0.95, 1));

    [Fact]
    public void Margins_OneChannelIsRuder_LeavesRoomForTheLikesOfIt()
    {
        CategoryScores[] calm = Chat(40_000, 0.999f), rude = Chat(40_000, 1.004f);

        var margins = LevelMargins.Find([calm, calm, rude], Budget);

        Assert.True(margins[^1] is > 0.4 and < 0.9, $"margin {margins[^1]}");
    }

    [Fact]
    public void Margins_OneChannel_SaysNothingOfOthers() => Assert.All(LevelMargins.Find([Chat(1000, 1)], Budget), margin => Assert.True(margin < 0.5));

    private static double Held(CategoryScores[] chat, Dictionary<Category, float> thresholds) =>
        chat.Count(scores => thresholds.Any(pair => scores[pair.Key] >= pair.Value)) / (double)chat.Length;

    private static CategoryScores[] Chat(int lines, float rudest)
    {
        var random = new Random(1);
        var chat = new CategoryScores[lines];
        for (var i = 0; i < lines; i++)
        {
            var rude = random.NextSingle() * rudest;
            chat[i][Category.Bullying] = rude;
            chat[i][Category.Swearing] = (rude + random.NextSingle()) / 2;
        }
        return chat;
    }
}
