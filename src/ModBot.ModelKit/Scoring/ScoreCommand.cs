using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary><c>modelkit score</c>: texts in, a line of scores a text out, for comparisons and for looking at single texts.</summary>
internal static class ScoreCommand
{
    private const int Chunk = 20_000;
    private const int WarmUp = 1_000;

    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "JSON lines with a text each (*.jsonl or *.jsonl.gz)", Arity = ArgumentArity.OneOrMore };
        var package = PackageOption.Create();
        var output = new Option<FileInfo>("--output", "-o") { Description = "Where the scores go, in the order of the texts", DefaultValueFactory = _ => new FileInfo("scores.jsonl") };
        var command = new Command("score", "Score texts on one thread") { files, package, output };
        command.SetAction(parsed =>
        {
            using var scorer = new LabelScorer(ModelPackage.Load(parsed.GetRequiredValue(package).FullName));
            using var writer = parsed.GetRequiredValue(output).CreateText();
            var speed = Score(scorer, parsed.GetRequiredValue(files).SelectMany(DataFolder.Read).Select(line => line.Text), writer);
            // Read by scripts: one line, whatever the width of the terminal.
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scorer.Package.Version} {scorer.Package.Checksum}: {speed.Lines} texts, {speed.MessagesPerSecond:0} messages/s of one core's time"));
        });
        return command;
    }

    /// <returns>
    /// The speed from text to scores in processor time, which is one core's whatever else the machine does; reading and writing are not
    /// counted, and the first texts are scored once before, to warm up.
    /// </returns>
    internal static SpeedResult Score(LabelScorer scorer, IEnumerable<string> texts, TextWriter writer)
    {
        var lines = 0;
        var used = TimeSpan.Zero;
        foreach (var chunk in texts.Chunk(Chunk))
        {
            if (lines == 0) scorer.Score(chunk[..Math.Min(WarmUp, chunk.Length)]);
            var before = Environment.CpuUsage.TotalTime;
            var scores = scorer.Score(chunk);
            used += Environment.CpuUsage.TotalTime - before;
            lines += chunk.Length;
            foreach (var labels in scores) writer.WriteLine(JsonSerializer.Serialize(Line(scorer, labels), ScoreJson.Default.ScoredText));
        }
        return new SpeedResult(lines, lines == 0 ? 0 : lines / used.TotalSeconds, Speed.Machine());
    }

    private static ScoredText Line(LabelScorer scorer, float[] labels) =>
        new(scorer.Headline(labels), scorer.Package.Labels.Zip(labels).ToDictionary(pair => pair.First, pair => pair.Second));
}

/// <param name="Headline">How hateful or abusive as such; see <see cref="LabelScorer.Headline"/>.</param>
internal sealed record ScoredText(float Headline, IReadOnlyDictionary<string, float> Labels);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScoredText))]
internal sealed partial class ScoreJson : JsonSerializerContext;
