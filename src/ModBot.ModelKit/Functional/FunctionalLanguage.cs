using System.Text.Json;

namespace ModBot.ModelKit;

/// <summary>One file of the suite: a language's lists and its templates per class.</summary>
internal sealed record FunctionalLanguage(string File, string Language, ILookup<string, WordList> Lists, IReadOnlyDictionary<string, Halves> Classes)
{
    /// <exception cref="InvalidDataException">The file does not fit its format or <c>classes.json</c>; the message names the file and the place.</exception>
    public static FunctionalLanguage Read(FileInfo file, IReadOnlyDictionary<string, FunctionalClass> classes)
    {
        try
        {
            using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(file.FullName));
            var root = json.RootElement;
            var lists = root.GetProperty("lists").EnumerateObject()
                .SelectMany(list => Names(list.Name).Select(name => (Name: name, List: WordList.Parse(list.Name, list.Value))))
                .ToLookup(pair => pair.Name, pair => pair.List);
            var templates = root.GetProperty("classes").EnumerateObject()
                .ToDictionary(entry => entry.Name, entry => Halves.Parse($"class '{entry.Name}'", entry.Value, "must be an object with train and test"));
            if (templates.Keys.FirstOrDefault(name => !classes.ContainsKey(name)) is { } unknown) throw new InvalidDataException($"classes.json has no class '{unknown}'");
            return new FunctionalLanguage(Path.GetFileNameWithoutExtension(file.Name), root.GetProperty("language").GetString()!, lists, templates);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{file.FullName}: {e.Message}", e);
        }
    }

    /// <summary>"groups:race" answers to its full name and to "groups".</summary>
    private static IEnumerable<string> Names(string name) =>
        name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? [name, name[..colon]] : [name];
}
