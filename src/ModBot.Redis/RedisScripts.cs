namespace ModBot.Redis;

/// <summary>The Lua scripts, one per state change; the driver loads each once per server and calls it by its hash.</summary>
internal static class RedisScripts
{
    public static string Put { get; } = Load("put");

    public static string Replace { get; } = Load("replace");

    public static string Reserve { get; } = Load("reserve");

    public static string List { get; } = Load("list");

    public static string Lease { get; } = Load("lease");

    public static string Complete { get; } = Load("complete");

    public static string Chatter { get; } = Load("chatter");

    public static string Index { get; } = Load("index");

    public static string Purge { get; } = Load("purge");

    private static string Load(string name)
    {
        using var stream = typeof(RedisScripts).Assembly.GetManifestResourceStream($"ModBot.Scripts.{name}.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
