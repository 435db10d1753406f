using ModBot.Classification;
using ModBot.Holds;
using ModBot.Host.Web.Access;
using ModBot.Policy;

namespace ModBot.Host.Web.Settings;

/// <summary>What lies around the score from which a category holds, out of what the channel held.</summary>
internal sealed class LevelExamples(IHoldStore store, PolicyBook policies, TimeProvider time)
{
    private const int Most = 10;

    /// <summary>The holds whose scores are nearest to the level's threshold, the highest score first.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="category">The category.</param>
    /// <param name="level">1 to 4; null for what is in force, or the strictest where the category is off.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ExamplesView> ReadAsync(DeskChannel channel, Category category, int? level, CancellationToken cancellationToken)
    {
        var policy = policies.Current.For(channel.Id);
        var threshold = level is { } asked ? policy.Thresholds.For(category, asked) : policy.HoldFrom[category];
        if (!float.IsFinite(threshold)) threshold = policy.Thresholds.For(category, LevelThresholds.MaxLevel);
        // The farthest in front, so that it is the one to make room.
        var nearest = new PriorityQueue<(Hold Hold, float Score), float>();
        await foreach (var hold in store.ReadSinceAsync(channel.Id, time.GetUtcNow() - TimeSpan.FromDays(SettingsReader.Days), cancellationToken))
        {
            if (hold.Decision.Scores is not { } scores || hold.Appeal is not null || hold.IsErased) continue;
            nearest.Enqueue((hold, scores[category]), -Math.Abs(scores[category] - threshold));
            if (nearest.Count > Most) nearest.Dequeue();
        }
        return new ExamplesView(category, threshold, [.. nearest.UnorderedItems.Select(item => item.Element).OrderByDescending(one => one.Score).Select(one => new Example(one.Hold.Code.Value, one.Hold.Message.Text, one.Score, one.Score >= threshold, one.Hold.State))]);
    }
}

/// <summary>Examples around a threshold.</summary>
public sealed record ExamplesView(Category Category, float Threshold, IReadOnlyList<Example> Examples);

/// <summary>One message that was held.</summary>
/// <param name="IsHeld">This category holds it at that threshold.</param>
public sealed record Example(string Code, string Text, float Score, bool IsHeld, HoldState State);
