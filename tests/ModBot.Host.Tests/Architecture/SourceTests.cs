using System.Text.RegularExpressions;
using ModBot.Testing;

namespace ModBot.Host.Tests.Architecture;

/// <summary>What the compiler does not hold: no wall clock outside <c>TimeProvider</c>, stages of Core look only back, programs are answered without pages, and files stay readable.</summary>
public sealed partial class SourceTests
{
    /// <summary>The folders of Core in the order of the flow.</summary>
    private static readonly string[] Stages = ["Messages", "Normalization", "Rules", "Classification", "Policy", "Context", "Enforcement", "Holds", "Appeals", "Review", "Feedback", "Explaining", "Tuning"];

    [Fact]
    public void Sources_TakeTheTime_FromTheTimeProviderOnly()
    {
        var found = Files("src").Where(file => WallClock().IsMatch(WithoutComments(file))).Select(Relative);

        Assert.Empty(found);
    }

    [Fact]
    public void StagesOfCore_Use_OnlyEarlierStages()
    {
        var core = Path.Combine(Repository.Root, "src", "ModBot.Core");
        var found =
            from stage in Stages
            from file in Directory.EnumerateFiles(Path.Combine(core, stage), "*.cs", SearchOption.AllDirectories)
            from later in Stages.SkipWhile(name => name != stage).Skip(1)
            where Regex.IsMatch(WithoutComments(file), $@"using ModBot\.{later};|(?<![\w.""])(ModBot\.)?{later}\.[A-Z]")
            select $"{Relative(file)} uses {later}";

        Assert.Empty(found);
    }

    [Fact]
    public void Api_UsesNothing_OfThePages()
    {
        var found = Files(Path.Combine("src", "ModBot.Host", "Api")).Where(file => WithoutComments(file).Contains("ModBot.Host.Web", StringComparison.Ordinal)).Select(Relative);

        Assert.Empty(found);
    }

    [Fact]
    public void Files_Are_AtMostThreeHundredLines()
    {
        var found = Files("src").Where(file => File.ReadLines(file).Count() > 300).Select(Relative);

        Assert.Empty(found);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("node_modules", StringComparison.Ordinal));

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file);

    private static string WithoutComments(string file) => string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|\bStopwatch\b|Thread\.Sleep|Task\.Delay\((TimeSpan\.\w+\([^()]*\)|\w+|\d+)(, \w*[tT]oken\w*)?\)|new CancellationTokenSource\((TimeSpan\.\w+\([^()]*\)|\d+)\)")]
    private static partial Regex WallClock();
}
