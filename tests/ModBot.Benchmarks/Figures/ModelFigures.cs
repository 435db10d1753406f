using System.Diagnostics;
using ModBot.Classification;
using ModBot.Normalization;

namespace ModBot.Benchmarks.Figures;

/// <summary>What the network costs a message in batches of chat lines as they come, and what a second core is best used for: a session on two threads, or two threads inside a session.</summary>
internal static class ModelFigures
{
    private static readonly int[] BatchSizes = [1, 8, 32, 128];

    public static void Measure(Step step, FigureTable figures)
    {
        var featurizer = step.Package.CreateFeaturizer();
        TokenizedText[] texts = [.. step.Chat.Take(8192).Select(text => featurizer.Tokenize(TextNormalizer.Normalize(text)))];
        foreach (var size in BatchSizes)
        {
            Add($"{step.CoresName}, batch {size}", callers: step.Cores, intraOpThreads: 1);
            if (step.Cores > 1) Add($"{step.CoresName}, batch {size}, inside the session", callers: 1, intraOpThreads: step.Cores);

            void Add(string of, int callers, int intraOpThreads)
            {
                var (microseconds, processor, bytes) = Score(step, texts, size, callers, intraOpThreads);
                figures.Add("model", of, "us/message", microseconds);
                figures.Add("model", of, "us of processor/message", processor);
                figures.Add("model", of, "messages/s", 1e6 / microseconds);
                figures.Add("model", of, "bytes/batch", bytes);
            }
        }
    }

    private static (double Microseconds, double Processor, double BytesABatch) Score(Step step, TokenizedText[] texts, int size, int callers, int intraOpThreads)
    {
        using var model = step.Package.CreateModel(intraOpThreads);
        var scored = 0L;
        var batches = 0L;
        var end = 0L;
        var allocated = 0L;
        var threads = Enumerable.Range(0, callers).Select(number => new Thread(() =>
        {
            var scores = new CategoryScores[size];
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var at = number * texts.Length / callers;
            while (Stopwatch.GetTimestamp() < Volatile.Read(ref end))
            {
                if (at + size > texts.Length) at = 0;
                model.Score(texts.AsSpan(at, size), scores);
                at += size;
                Interlocked.Add(ref scored, size);
                Interlocked.Increment(ref batches);
            }
            Interlocked.Add(ref allocated, GC.GetAllocatedBytesForCurrentThread() - bytes);
        })).ToArray();
        var warmUp = new CategoryScores[size];
        for (var round = 0; round < 16; round++) model.Score(texts.AsSpan(round * size % (texts.Length - size + 1), size), warmUp);
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        Volatile.Write(ref end, start + (long)(step.Time.TotalSeconds * Stopwatch.Frequency));
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        var took = Stopwatch.GetElapsedTime(start);
        return (took.TotalMicroseconds / scored, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / scored, (double)allocated / batches);
    }
}
