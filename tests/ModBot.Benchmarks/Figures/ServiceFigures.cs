using System.Diagnostics;
using ModBot.Classification;
using ModBot.Classification.Batching;
using ModBot.Normalization;
using ModBot.Onnx;

namespace ModBot.Benchmarks.Figures;

/// <summary>How soon a started process can score, and the memory that it holds once it has scored a lot. The parts of the service that score and explain, without its web server.</summary>
internal static class ServiceFigures
{
    public static void Measure(Step step, FigureTable figures) => MeasureAsync(step, figures).GetAwaiter().GetResult();

    private static async Task MeasureAsync(Step step, FigureTable figures)
    {
        var start = Stopwatch.GetTimestamp();
        var package = step.Package;
        figures.Add("service", "package", "read and verified, ms", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        await using var path = new ClassifyPath(package, new BatcherOptions());
        figures.Add("service", "package", "ready to score, ms", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        await path.ClassifyAsync("hello");
        figures.Add("service", "package", "first message scored, ms", Stopwatch.GetElapsedTime(start).TotalMilliseconds);

        using var forExplaining = package.CreateModel();
        _ = new Explainer(package.CreateFeaturizer(), forExplaining).Explain(TextNormalizer.Normalize(string.Join(' ', step.Chat.Take(100))), Category.Bullying);
        var end = Stopwatch.GetTimestamp() + (long)(step.Time.TotalSeconds * Stopwatch.Frequency);
        for (var at = 0; Stopwatch.GetTimestamp() < end; at += 512)
        {
            await Task.WhenAll(Enumerable.Range(at, 512).Select(i => path.ClassifyAsync(step.Chat[i % step.Chat.Length])));
        }
        using var self = Process.GetCurrentProcess();
        // The texts to score are the benchmark's own and not the service's.
        var own = step.Chat.Sum(text => 22.0 + 8 + 2 * text.Length);
        figures.Add("service", "memory", "resident, MB", (self.WorkingSet64 - own) / 1e6);
        figures.Add("service", "memory", "of it managed, MB", (GC.GetTotalMemory(forceFullCollection: false) - own) / 1e6);
        figures.Add("service", "memory", "largest ever, MB", (self.PeakWorkingSet64 - own) / 1e6);
    }
}
