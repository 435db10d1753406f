namespace ModBot.ModelKit.Tests;

/// <summary>A small functional suite in a folder of its own.</summary>
internal sealed class SuiteFolder : IDisposable
{
    public const string Classes = """
        {
          "derogation": { "is": "hate", "harmful": true, "labels": { "toxic": 1, "identity_hate": 1, "target": 1, "insult": null } },
          "advert": { "is": "adverts", "harmful": true, "measuredBy": "spam", "labels": { "spam": 1 } },
          "negated_hate": { "is": "hate denied", "harmful": false, "labels": { "toxic": 0.05 } }
        }
        """;

    public const string English = """
        {
          "language": "en",
          "lists": {
            "groups:religion": { "train": ["muslims", "jews"], "test": ["sikhs", "jains"] },
            "groups:gender": { "train": ["women"], "test": ["men"] },
            "slurs:gender": { "train": ["slur-a"], "test": ["slur-b"] },
            "vile": { "train": ["disgusting", "awful"], "test": ["revolting", "horrid"] },
            "games": ["tetris", "chess"]
          },
          "classes": {
            "derogation": { "train": ["[{groups} are {vile}]", "i say [{groups:gender} are {vile}] in {games}"], "test": ["so [{groups} are so {vile}] in {games}", "[get out, {slurs}]"] },
            "negated_hate": { "train": ["{groups} are not {vile}"], "test": ["nobody thinks {groups} are {vile}", "it is fine"] },
            "advert": { "train": ["[buy followers]"], "test": ["[cheap viewers]"] }
          }
        }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("modbot-suite");

    public SuiteFolder(string english = English, string classes = Classes)
    {
        Write("classes.json", classes);
        Write("en-all.json", english);
    }

    public DirectoryInfo Folder => folder;

    public FunctionalSuite Load() => FunctionalSuite.Load(folder);

    public void Write(string file, string text)
    {
        var path = Path.Combine(folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
