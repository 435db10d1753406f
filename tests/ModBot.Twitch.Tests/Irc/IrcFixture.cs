using System.Text.Json;

namespace ModBot.Twitch.Tests.Irc;

/// <summary>Lines as Twitch documents them.</summary>
internal static class IrcFixture
{
    private static readonly Dictionary<string, string[]> Lines =
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "Irc", "irc.lines.json")))!;

    public static IEnumerable<string> All => Lines.Where(entry => entry.Key != "client_connect").SelectMany(entry => entry.Value);

    public static string[] Of(string kind) => Lines[kind];
}
