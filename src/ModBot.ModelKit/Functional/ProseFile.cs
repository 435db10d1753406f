using System.Text.RegularExpressions;

namespace ModBot.ModelKit;

/// <summary>Sentences to train on, written out whole: a file <c>prose/&lt;language&gt;-&lt;part&gt;.txt</c> with one a line, under headers such as <c>[derogation gender]</c>.</summary>
internal static partial class ProseFile
{
    private const string Folder = "prose";

    /// <summary>The files of a suite; a suite may have none.</summary>
    public static IEnumerable<FileInfo> In(DirectoryInfo suite)
    {
        var folder = new DirectoryInfo(Path.Combine(suite.FullName, Folder));
        return folder.Exists ? folder.EnumerateFiles("*-*.txt").OrderBy(file => file.Name, StringComparer.Ordinal) : [];
    }

    /// <exception cref="InvalidDataException">A line stands before any header, or a header names an unknown class or target; the message names file and line.</exception>
    public static IEnumerable<ProseSentence> Read(FileInfo file, IReadOnlyDictionary<string, FunctionalClass> classes)
    {
        var language = file.Name[..file.Name.IndexOf('-', StringComparison.Ordinal)];
        Header? header = null;
        var number = 0;
        foreach (var line in File.ReadLines(file.FullName).Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0) continue;
            if (HeaderLine().Match(line) is { Success: true } match)
            {
                header = new Header(match.Groups["class"].Value, match.Groups["target"].Captures.Select(target => target.Value).ToHashSet(StringComparer.Ordinal));
                if (!classes.ContainsKey(header.Class)) throw new InvalidDataException($"{file.FullName}:{number}: {FunctionalSuite.ClassesFile} has no class '{header.Class}'");
                if (header.Targets.FirstOrDefault(target => !ModelLabels.Targets.Contains(target)) is { } unknown) throw new InvalidDataException($"{file.FullName}:{number}: '{unknown}' is no target");
                continue;
            }
            if (header is null) throw new InvalidDataException($"{file.FullName}:{number}: a sentence before the first [class]");
            yield return new ProseSentence(language, header.Class, header.Targets, line);
        }
    }

    [GeneratedRegex(@"^\[(?<class>\w+)(?: (?<target>\w+))*\]$")]
    private static partial Regex HeaderLine();

    private sealed record Header(string Class, IReadOnlyCollection<string> Targets);
}

/// <summary>A sentence to train on, its class, and whom it is about.</summary>
internal sealed record ProseSentence(string Language, string Class, IReadOnlyCollection<string> Targets, string Text);
