using System.Diagnostics;
using System.Diagnostics.Metrics;
using ModBot.Classification;
using ModBot.Classification.Batching;

namespace ModBot.Benchmarks.Figures;

/// <summary>
/// How long a message waits for its scores when messages arrive by chance (Poisson) at a rate. Latency counts from when the message was due, not from when the generator came round to it,
/// so a stall is charged to every message that it held up. The generator wakes about once a millisecond, which is part of each figure.
/// </summary>
internal static class ArrivalFigures
{
    public static void Measure(Step step, FigureTable figures) => MeasureAsync(step, figures).GetAwaiter().GetResult();

    private static async Task MeasureAsync(Step step, FigureTable figures)
    {
        foreach (var rate in step.Rates)
        {
            foreach (var threads in step.ModelThreads)
            {
                await using var path = new ClassifyPath(step.Package, new BatcherOptions { ModelThreads = threads });
                await Task.WhenAll(step.Chat.Take(2000).Select(path.ClassifyAsync));
                using var batches = new BatchSizes(path);
                var run = new Arrivals(path, step.Chat, rate, (int)(rate * step.Time.TotalSeconds));
                run.Send();
                await run.Done;
                Add(figures, $"{rate:N0}/s, {step.CoresName}, {threads} model thread{(threads == 1 ? "" : "s")}", run, batches);
            }
        }
    }

    private static void Add(FigureTable figures, string of, Arrivals run, BatchSizes batches)
    {
        var latencies = run.SortedMilliseconds();
        foreach (var (name, quantile) in new[] { ("p50 ms", 0.5), ("p99 ms", 0.99), ("p99.9 ms", 0.999) }) figures.Add("arrivals", of, name, latencies[(int)(quantile * (latencies.Length - 1))]);
        figures.Add("arrivals", of, "messages", latencies.Length);
        figures.Add("arrivals", of, "shed", run.Shed);
        figures.Add("arrivals", of, "mean batch", batches.Mean);
        figures.Add("arrivals", of, "largest batch", batches.Largest);
    }

    /// <summary>One run of arrivals, and when each was answered.</summary>
    private sealed class Arrivals(ClassifyPath path, string[] chat, int rate, int count)
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly long[] took = new long[count];
        private int answered;
        private int shed;

        public Task Done => done.Task;

        public int Shed => shed;

        public void Send()
        {
            var random = new Random(1);
            var start = Stopwatch.GetTimestamp();
            var due = 0.0;
            for (var i = 0; i < count; i++)
            {
                due -= Math.Log(1 - random.NextDouble()) / rate;
                var at = start + (long)(due * Stopwatch.Frequency);
                while (Stopwatch.GetTimestamp() < at) Thread.Sleep(1);
                _ = AnswerAsync(i, at);
            }
        }

        public double[] SortedMilliseconds() => [.. took.Select(ticks => 1000.0 * ticks / Stopwatch.Frequency).Order()];

        private async Task AnswerAsync(int number, long due)
        {
            // The lines of the warm-up are known already.
            var assessment = await path.ClassifyAsync(chat[(2000 + number) % chat.Length]).ConfigureAwait(false);
            took[number] = Stopwatch.GetTimestamp() - due;
            if (assessment.Status == ScoreStatus.Shed) Interlocked.Increment(ref shed);
            if (Interlocked.Increment(ref answered) == count) done.SetResult();
        }
    }

    /// <summary>Listens to what the batcher says of its batches.</summary>
    private sealed class BatchSizes : IDisposable
    {
        private readonly MeterListener listener = new();
        private long batches;
        private long rows;
        private int largest;

        public BatchSizes(ClassifyPath path)
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "modbot.classifier.batch.size" && instrument.Meter.Scope == path.Meters) self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<int>((_, size, _, _) =>
            {
                Interlocked.Increment(ref batches);
                Interlocked.Add(ref rows, size);
                largest = Math.Max(largest, size);
            });
            listener.Start();
        }

        public double Mean => batches == 0 ? 0 : (double)rows / batches;

        public int Largest => largest;

        public void Dispose() => listener.Dispose();
    }
}
