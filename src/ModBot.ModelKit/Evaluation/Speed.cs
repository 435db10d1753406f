using System.Runtime.InteropServices;

namespace ModBot.ModelKit;

/// <summary>How fast texts are scored here and now.</summary>
internal static class Speed
{
    private const int Lines = 20_000;
    private const string ProcessorFile = "/proc/cpuinfo";

    public static SpeedResult Measure(FileInfo chat, LabelScorer scorer)
    {
        var lines = DataFolder.Read(chat).Take(Lines).Select(line => line.Text).ToList();
        var started = TimeProvider.System.GetTimestamp();
        scorer.Score(lines);
        return new SpeedResult(lines.Count, Math.Round(lines.Count / TimeProvider.System.GetElapsedTime(started).TotalSeconds), Machine());
    }

    public static string Machine()
    {
        var model = File.Exists(ProcessorFile) ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return $"{model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores";
    }
}
