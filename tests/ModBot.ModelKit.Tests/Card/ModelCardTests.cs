using System.Text.Json;
using ModBot.Classification;
using ModBot.Onnx;
using ModBot.Testing;

namespace ModBot.ModelKit.Tests;

public sealed class ModelCardTests
{
    private static readonly ModelPackage Package = ModelPackage.Load(Path.Combine(Repository.Root, "models", "toxicity"));

    private static readonly EvaluationReport Bare = new("1.0.0", Package.Checksum, [new SetResult("open", "set_a", "en", 10, new Dictionary<string, double> { ["toxic"] = 0.91 })], null,
        [new ChannelResult("channel_x", 1000, [0.01, 0.1, 0.4, 1.5], Categories.All.ToDictionary(category => category.Key(), _ => 0.1))], new SpeedResult(20_000, 21_000, "a machine"));

    private static readonly EvaluationReport Full = Bare with
    {
        Pooled = new PooledResult(36_000, 0.931, 0.832, new Dictionary<string, double> { ["0.4"] = 0.655, ["1.5"] = 0.853 }, 0.04),
        Calibration = Calibration.Measure([0.1f, 0.9f], [false, true]),
        Languages = new LanguageTable([new LanguageResult("en", 271_637, 0.9, [new LanguageSet("eval-only", "set_b", "identity_hate", 50, 0.9)]), new LanguageResult("it", 0, 0.7, [])], 0.9, 0.7),
        Functional = new FunctionalResult([new FunctionalRow("derogation", "en", true, true, 9, 0.8, 0.7, null), new FunctionalRow("politics", "en", false, false, 9, 0.95, 1, 0.88)],
            [new FunctionalSummary("all", 18, new FunctionalMeans(0.81, 0.82, 0.83, "derogation", 0.8, 0), new FunctionalMeans(0.7, 0.7, 1, "derogation", 0.7, 0))]),
        Explanations = new ExplanationResult(7, 0.8, 0.6, 0.69, 0.85, [new ExplanationRow("derogation", 7, 0.69, 0.85)], []),
        Fairness = new FairnessResult([new TargetBias("all", "race", true, new BiasMetrics(5, 5, 0.951, 0.94, 0.93))], [], [new SwapSpread("all", true, 3, 0.2, 0.5, 0.1)],
            [new HeldRow(HeldRow.Together, "all", 100, 1.5, 1.7)], [new HeldRow(HeldRow.Together, "all", 50, 0, 2)]),
        Robustness = new RobustnessResult(0.004, 0.5, [new AttackRow("none", new AttackFigures(10, 0.93, 0.65, 0), null), new AttackRow("Leet", new AttackFigures(10, 0.92, 0.612, 3.8), null)]),
    };

    [Theory]
    [InlineData("Headline", "| recall when 0.4 % of unseen chat is held | 0.655 |")]
    [InlineData("Levels", "| channel_x | 1,000 | 0.010 % | 0.100 % | 0.400 % | 1.500 % |")]
    [InlineData("Categories", "`race_ethnicity_or_religion`")]
    [InlineData("Languages", "over the others: 0.700")]
    [InlineData("Test splits of the training sets (`open/`)", "| set_a | en | 10 | toxic=0.910 |")]
    [InlineData("Functional suite", "| derogation | hateful | 9 | 80 / 70 | 80 / 70 |")]
    [InlineData("Fairness", "| suite, all languages | race | 5 | 5 | 0.951 | 0.940 | 0.930 |")]
    [InlineData("Robustness to spelling", "| Leet | 0.920 | 0.612 | 3.8 | - | - | - |")]
    [InlineData("Calibration", "| 0.867 | 1 | 0.900 | 1.000 |")]
    [InlineData("Explanations", "F1 0.690")]
    [InlineData("Speed", "21,000 messages/s")]
    [InlineData("Training data and licences", "| own_set | en | somebody/something | MIT |")]
    [InlineData("Intended use", "human moderator")]
    [InlineData("Limits", "Leet: 3.8 points")]
    [InlineData("How to retrain and measure again", "--attack all")]
    public void Write_FullReport_HasTheSectionWithItsFigures(string section, string figure) => Assert.Contains(figure, Section(Write(Full), section), StringComparison.Ordinal);

    [Theory]
    [InlineData("Headline")]
    [InlineData("Levels")]
    [InlineData("Categories")]
    [InlineData("Languages")]
    [InlineData("Functional suite")]
    [InlineData("Fairness")]
    [InlineData("Robustness to spelling")]
    [InlineData("Calibration")]
    [InlineData("Explanations")]
    [InlineData("Speed")]
    public void Write_SectionWithTables_NamesItsCommand(string section) => Assert.Contains("`modelkit evaluate DATA/open", Section(Write(Full), section), StringComparison.Ordinal);

    [Theory]
    [InlineData("Headline")]
    [InlineData("Languages")]
    [InlineData("Functional suite")]
    [InlineData("Fairness")]
    [InlineData("Robustness to spelling")]
    [InlineData("Calibration")]
    [InlineData("Explanations")]
    public void Write_NotMeasured_LeavesTheSectionOut(string section) => Assert.DoesNotContain($"## {section}\n", Write(Bare), StringComparison.Ordinal);

    [Fact]
    public void Write_Package_NamesItsChecksum() => Assert.Contains(Package.Checksum, Write(Bare), StringComparison.Ordinal);

    [Fact]
    public void Write_Benchmarks_AreShownWithTheirCommand()
    {
        var card = Write(Full, new BenchmarkTable("Peers", "bench peers", "two cores", ["peer", "AUC"], [["fastText", "0.9"]]));

        Assert.Contains("### Peers\n\n`bench peers`; two cores\n\n| peer | AUC |\n|---|---|\n| fastText | 0.9 |", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_WrittenAndRead_GivesTheSameCard()
    {
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(Full, EvaluationJson.Default.EvaluationReport), EvaluationJson.Default.EvaluationReport)!;

        Assert.Equal(Write(Full), Write(read));
    }

    private static string Write(EvaluationReport report, params BenchmarkTable[] benchmarks) =>
        ModelCard.Write(new CardInput(Package, report, [new Source("own_set", "en", "somebody/something", "MIT")], benchmarks));

    private static string Section(string card, string title) => card.Split("\n## ").Single(section => section.StartsWith(title + "\n", StringComparison.Ordinal));
}
