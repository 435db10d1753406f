using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModBot.ModelKit;

/// <summary>The project's own sentences (<c>models/functional</c>), filled from templates. The same folder gives the same sentences.</summary>
internal sealed class FunctionalSuite
{
    public const string ClassesFile = "classes.json";

    /// <summary>Sentences from one template with open words.</summary>
    private const int TrainFills = 16;
    private const int TestFills = 3;

    private FunctionalSuite(IReadOnlyDictionary<string, FunctionalClass> classes, IReadOnlyList<FunctionalLanguage> files, IEnumerable<ProseSentence> prose) =>
        (Classes, Files, Prose) = (classes, files, [.. prose.Select(Whole)]);

    public IReadOnlyDictionary<string, FunctionalClass> Classes { get; }

    public IReadOnlyList<FunctionalLanguage> Files { get; }

    /// <summary>Sentences that are written out whole. They train and never test.</summary>
    public IReadOnlyList<FunctionalCase> Prose { get; }

    public static bool IsAt(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, ClassesFile));

    /// <exception cref="InvalidDataException">A file does not fit the format; the message says which and where.</exception>
    public static FunctionalSuite Load(DirectoryInfo folder)
    {
        if (!IsAt(folder)) throw new InvalidDataException($"{folder.FullName} holds no functional suite: it has no {ClassesFile}");
        var classes = ReadClasses(Path.Combine(folder.FullName, ClassesFile));
        var files = folder.EnumerateFiles("*-*.json").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => FunctionalLanguage.Read(file, classes)).ToList();
        return new FunctionalSuite(classes, files, ProseFile.In(folder).SelectMany(file => ProseFile.Read(file, classes)));
    }

    public IEnumerable<FunctionalCase> Cases(Half half) => Files.SelectMany(file => Cases(file, half));

    private static Dictionary<string, FunctionalClass> ReadClasses(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), FunctionalJson.Default.DictionaryStringFunctionalClass)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private IEnumerable<FunctionalCase> Cases(FunctionalLanguage file, Half half)
    {
        var filler = new TemplateFiller(file, half);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, templates) in file.Classes)
        {
            foreach (var template in templates.Of(half))
            {
                var fills = template.Contains('{', StringComparison.Ordinal) ? half == Half.Train ? TrainFills : TestFills : 1;
                for (var i = 0; i < fills; i++)
                {
                    var filled = filler.Fill(template);
                    if (!seen.Add(name + "\n" + filled.Text)) continue;
                    yield return new FunctionalCase(file.Language, name, template, filled.Text, filled.Group, filled.Targets, Labels(Classes[name], filled.Targets), filled.Meaning);
                }
            }
        }
    }

    private FunctionalCase Whole(ProseSentence sentence) =>
        new(sentence.Language, sentence.Class, sentence.Text, sentence.Text, Group: null, sentence.Targets, Labels(Classes[sentence.Class], sentence.Targets), []);

    private static Dictionary<string, float> Labels(FunctionalClass known, IReadOnlyCollection<string> targets)
    {
        const float harmless = 0.02f;
        var labels = ModelLabels.All.ToDictionary(label => label, _ => harmless);
        foreach (var (label, value) in known.Labels)
        {
            if (label == "target") SetTargets(labels, targets, value!.Value);
            else if (value is { } certain) labels[label] = certain;
            else labels.Remove(label);
        }
        return labels;
    }

    /// <summary>Whom it is about follows from the words drawn; where they do not say, it is unknown.</summary>
    private static void SetTargets(Dictionary<string, float> labels, IReadOnlyCollection<string> targets, float value)
    {
        foreach (var label in ModelLabels.Targets.Select(target => ModelLabels.TargetPrefix + target))
        {
            if (targets.Count == 0) labels.Remove(label);
            else if (targets.Contains(label[ModelLabels.TargetPrefix.Length..])) labels[label] = value;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, FunctionalClass>))]
internal sealed partial class FunctionalJson : JsonSerializerContext;
