using System.Diagnostics;
using ModBot.Classification;
using ModBot.Classification.Batching;

namespace ModBot.Benchmarks.Figures;

/// <summary>How fast the whole path goes when it always has work: chat as it comes (repeats are scored once), and with the memory of scores switched off, as if every line were new.</summary>
internal static class PathFigures
{
    /// <summary>Messages under way at a time: enough for full batches, far below what the queue takes.</summary>
    private const int Window = 512;

    public static void Measure(Step step, FigureTable figures) => MeasureAsync(step, figures).GetAwaiter().GetResult();

    private static async Task MeasureAsync(Step step, FigureTable figures)
    {
        foreach (var threads in step.ModelThreads)
        {
            await AddAsync("chat as it comes", new BatcherOptions { ModelThreads = threads });
            await AddAsync("every line scored", new BatcherOptions { ModelThreads = threads, RememberedTexts = 0 });

            async Task AddAsync(string what, BatcherOptions options)
            {
                await using var path = new ClassifyPath(step.Package, options);
                await RunAsync(path, step.Chat, TimeSpan.FromTicks(step.Time.Ticks / 4), 0);
                var bytes = GC.GetTotalAllocatedBytes(precise: true);
                var processor = Environment.CpuUsage.TotalTime;
                var start = Stopwatch.GetTimestamp();
                // Not the lines that the warm-up left in the memory of scores: those would be known already.
                var messages = await RunAsync(path, step.Chat, step.Time, step.Chat.Length / 2);
                var took = Stopwatch.GetElapsedTime(start);
                var of = $"{step.CoresName}, {threads} model thread{(threads == 1 ? "" : "s")}, {what}";
                figures.Add("path", of, "us/message", took.TotalMicroseconds / messages);
                figures.Add("path", of, "us of processor/message", (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / messages);
                figures.Add("path", of, "messages/s", messages / took.TotalSeconds);
                figures.Add("path", of, "bytes/message", (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / messages);
            }
        }
    }

    private static async Task<int> RunAsync(ClassifyPath path, string[] chat, TimeSpan time, int first)
    {
        var underWay = new Task<Assessment>[Window];
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var count = 0;
        while (count % 64 != 0 || Stopwatch.GetTimestamp() < end)
        {
            if (count >= Window && (await underWay[count % Window]).Status != ScoreStatus.Scored) throw new InvalidOperationException("A message was not scored.");
            underWay[count % Window] = path.ClassifyAsync(chat[(first + count) % chat.Length]);
            count++;
        }
        for (var i = 0; i < Math.Min(count, Window); i++) await underWay[i];
        return count;
    }
}
