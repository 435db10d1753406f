namespace ModBot.ModelKit.Tests;

public sealed class BiasMetricsTests
{
    [Fact]
    public void Measure_ByHand_IsEachAucOfItsOwnPairs()
    {
        BiasRow[] rows =
        [
            new(0.9f, Truth: true, InGroup: true), new(0.3f, Truth: true, InGroup: true),
            new(0.8f, Truth: false, InGroup: true), new(0.1f, Truth: false, InGroup: true),
            new(0.7f, Truth: true, InGroup: false), new(0.95f, Truth: true, InGroup: false),
            new(0.2f, Truth: false, InGroup: false),
        ];

        var bias = BiasMetrics.Measure(rows);

        Assert.Equal((2, 2), (bias.Positives, bias.Negatives));
        // {0.9, 0.3} over {0.8, 0.1}: three of four pairs.
        Assert.Equal(0.75, bias.Subgroup);
        // Background {0.7, 0.95} over the group's {0.8, 0.1}: three of four.
        Assert.Equal(0.75, bias.Bpsn);
        // The group's {0.9, 0.3} over the background's {0.2}: both.
        Assert.Equal(1, bias.Bnsp);
    }

    [Fact]
    public void Measure_NoHarmlessTextOfTheGroup_IsUnknownWhereItWouldBeNeeded()
    {
        var bias = BiasMetrics.Measure([new(0.9f, Truth: true, InGroup: true), new(0.1f, Truth: false, InGroup: false)]);

        Assert.Null(bias.Subgroup);
        Assert.Null(bias.Bpsn);
        Assert.Equal(1, bias.Bnsp);
    }
}
