using System.Buffers;
using ModBot.Classification;

namespace ModBot.Onnx;

/// <summary>
/// Cuts a batch into runs of texts of like length. The network computes over every word of the padded run, and most chat lines are short: one line of forty words among
/// fifteen of three would make fifteen times the work of each. A run of its own costs as much as a few words, so the cheapest cut is neither one run nor a run for each length.
/// </summary>
internal static class LikeLengths
{
    /// <summary>What a run costs before its first word, in quarters of a word: measured with the network that ships, 45 us for a run and 8.5 us for a word on one core.</summary>
    private const int RunCost = 20;

    /// <summary>What a row costs besides its words.</summary>
    private const int RowCost = 1;

    private const int WordCost = 4;

    /// <summary>More rows in a run save nothing that can be measured.</summary>
    private const int MaxRows = 64;

    /// <summary>Bounds the memory of a run; a single row may have more.</summary>
    private const int MaxWords = 2048;

    /// <summary>
    /// Writes the places of the batch's rows into <paramref name="order"/>, longest row first, and the end of each run in that order into <paramref name="ends"/>. Returns how many runs
    /// there are.
    /// </summary>
    public static int Cut(ReadOnlySpan<TokenizedText> batch, Span<int> order, Span<int> ends)
    {
        var rows = batch.Length;
        var lengths = ArrayPool<int>.Shared.Rent(rows);
        for (var i = 0; i < rows; i++) (order[i], lengths[i]) = (i, -batch[i].Length);
        lengths.AsSpan(0, rows).Sort(order[..rows]);
        var runs = Cut(lengths.AsSpan(0, rows), ends);
        ArrayPool<int>.Shared.Return(lengths);
        return runs;
    }

    /// <summary>The cheapest cut of the first rows, for every number of them: the last run of it begins where the cheapest cut of the rows before it ends.</summary>
    private static int Cut(ReadOnlySpan<int> negativeLengths, Span<int> ends)
    {
        var rows = negativeLengths.Length;
        var costs = ArrayPool<long>.Shared.Rent(rows + 1);
        var begins = ArrayPool<int>.Shared.Rent(rows + 1);
        costs[0] = 0;
        for (var end = 1; end <= rows; end++)
        {
            costs[end] = long.MaxValue;
            for (var begin = end - 1; begin >= 0 && end - begin <= MaxRows; begin--)
            {
                var (count, longest) = (end - begin, -negativeLengths[begin]);
                if (count > 1 && count * longest > MaxWords) break;
                var cost = costs[begin] + RunCost + count * (RowCost + longest * WordCost);
                if (cost < costs[end]) (costs[end], begins[end]) = (cost, begin);
            }
        }

        var runs = 0;
        for (var end = rows; end > 0; end = begins[end]) ends[runs++] = end;
        ends[..runs].Reverse();
        ArrayPool<long>.Shared.Return(costs);
        ArrayPool<int>.Shared.Return(begins);
        return runs;
    }
}
