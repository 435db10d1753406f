using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ModBot.Host.Classify;
using ModBot.Host.Composition;

namespace ModBot.Host.Cli;

/// <summary><c>modbot classify</c>: scores of texts, without a chat.</summary>
internal static class ClassifyCommand
{
    private const int LinesPerBatch = 2048;

    public static Command Create()
    {
        var texts = new Argument<string[]>("text") { Description = "Texts to score. Without any, standard input is read, one message a line.", Arity = ArgumentArity.ZeroOrMore };
        var why = new Option<bool>("--why") { Description = "Also say which words drove the score, for texts that would be held." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line: text, scores, held_at, held_by, why." };
        var command = new Command("classify", """
            Scores texts in every category and says from which overall level (1 to 4) on a channel would hold them.

            modbot classify "have a nice day"
            modbot classify --json < messages.txt
            """)
        { texts, why, json };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildParts(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Quiet = true });
            var classifier = app.Services.GetRequiredService<TextClassifier>();
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            var lines = parsed.GetValue(texts) is { Length: > 0 } given ? given : ReadLines(Console.OpenStandardInput());
            foreach (var batch in lines.Chunk(LinesPerBatch))
            {
                foreach (var verdict in await classifier.ClassifyAsync(batch, parsed.GetValue(why), cancellationToken))
                {
                    // One caller never fills the queue, so this is a broken model.
                    if (verdict is null) throw new Onnx.ModelPackageException("The model could not score a text. `modbot doctor` checks the model package.");
                    await output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(verdict, TextVerdict.Json) : Describe(verdict));
                }
            }
            return 0;
        }));
        return command;
    }

    private static IEnumerable<string> ReadLines(Stream stream)
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static string Describe(TextVerdict verdict)
    {
        var held = verdict.HeldAt is { } level ? $"held from level {level} on ({string.Join(", ", verdict.HeldBy)})" : "not held";
        var scores = string.Join("  ", verdict.Scores.OrderByDescending(score => score.Value).Take(3).Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value:0.00}")));
        var words = verdict.Why is { Count: > 0 } why ? $"\n    because of: {string.Join(", ", why.OrderByDescending(word => word.Weight).Take(3).Select(word => verdict.Text.Substring(word.Start, word.Length)))}" : "";
        return $"{verdict.Text}\n    {held}; {scores}{words}";
    }
}
