namespace ModBot.ModelKit;

/// <summary>Measures of scores against truth.</summary>
internal static class Metrics
{
    /// <summary>The chance that a positive scores above a negative, ties counting half; null when one of the two is missing.</summary>
    public static double? Auc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> truth)
    {
        var order = new int[scores.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var keys = scores.ToArray();
        Array.Sort(keys, order);
        double rankSum = 0;
        long positives = 0;
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end < order.Length && keys[end] == keys[start]) end++;
            var rank = (start + 1 + end) / 2.0;
            for (var i = start; i < end; i++)
            {
                if (!truth[order[i]]) continue;
                rankSum += rank;
                positives++;
            }
            start = end;
        }
        var negatives = scores.Length - positives;
        if (positives == 0 || negatives == 0) return null;
        return (rankSum - positives * (positives + 1) / 2.0) / (positives * (double)negatives);
    }

    /// <inheritdoc cref="Auc(ReadOnlySpan{float}, ReadOnlySpan{bool})"/>
    public static double? Auc(IEnumerable<(float Score, bool Truth)> rows)
    {
        var known = rows.ToArray();
        return Auc(known.Select(row => row.Score).ToArray(), known.Select(row => row.Truth).ToArray());
    }

    /// <summary>F1 of "score at or above threshold".</summary>
    public static double F1(ReadOnlySpan<float> scores, ReadOnlySpan<bool> truth, float threshold)
    {
        int hits = 0, held = 0, positives = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (truth[i]) positives++;
            if (scores[i] < threshold) continue;
            held++;
            if (truth[i]) hits++;
        }
        return held + positives == 0 ? 0 : 2.0 * hits / (held + positives);
    }

    public static double Recall(ReadOnlySpan<float> scores, ReadOnlySpan<bool> truth, float threshold)
    {
        int hits = 0, positives = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (!truth[i]) continue;
            positives++;
            if (scores[i] >= threshold) hits++;
        }
        return positives == 0 ? 0 : (double)hits / positives;
    }

    /// <summary>The lowest threshold at which at most <paramref name="share"/> of the scores are held.</summary>
    public static float ThresholdForShare(float[] sortedDescending, double share)
    {
        var allowed = (int)(sortedDescending.Length * share);
        if (allowed >= sortedDescending.Length) return sortedDescending[^1];
        return MathF.BitIncrement(sortedDescending[allowed]);
    }
}
