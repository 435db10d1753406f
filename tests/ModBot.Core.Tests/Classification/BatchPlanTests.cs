using ModBot.Classification.Batching;

namespace ModBot.Core.Tests.Classification;

public sealed class BatchPlanTests
{
    [Theory]
    [InlineData(100, 10, new[] { 10, 10, 10 }, 3)] // 3 x 10 fits
    [InlineData(100, 2, new[] { 10, 10, 10 }, 2)] // rows are limited
    [InlineData(100, 10, new[] { 30, 30, 30, 30 }, 3)] // 4 x 30 is too much
    [InlineData(100, 10, new[] { 5, 5, 40 }, 2)] // one long row would pad all others
    [InlineData(100, 10, new[] { 500, 1 }, 1)] // the first always fits, and then nothing else does
    [InlineData(100, 10, new[] { 0, 0, 0 }, 3)] // empty messages cost nothing but their row
    [InlineData(100, 10, new[] { 50, 50 }, 2)] // exactly the budget
    public void TryAdd_LengthsInOrder_TakesWhatFits(int maxTokens, int maxRows, int[] lengths, int expectedRows)
    {
        var plan = new BatchPlan(maxTokens, maxRows);

        var taken = lengths.TakeWhile(length => plan.TryAdd(length)).Count();

        Assert.Equal(expectedRows, taken);
        Assert.Equal(expectedRows, plan.Rows);
    }

    [Fact]
    public void TryAdd_Refused_LeavesThePlanAsItWas()
    {
        var plan = new BatchPlan(100, 10);
        plan.TryAdd(20);

        Assert.False(plan.TryAdd(90));

        Assert.Equal((1, 20), (plan.Rows, plan.LongestRow));
    }

    [Fact]
    public void TryAdd_LengthsNearTheLargestInteger_DoesNotOverflow()
    {
        var plan = new BatchPlan(65_536, 1024);
        plan.TryAdd(int.MaxValue);

        Assert.False(plan.TryAdd(int.MaxValue));
    }
}
