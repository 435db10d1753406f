namespace ModBot.Sandbox.Irc;

/// <summary>One line from a client: tags, command, parameters (the last may contain spaces).</summary>
internal sealed record IrcLine(IReadOnlyDictionary<string, string> Tags, string Command, IReadOnlyList<string> Parameters)
{
    private static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>();

    public string this[int index] => index < Parameters.Count ? Parameters[index] : "";

    /// <summary>Null for an empty line.</summary>
    public static IrcLine? Parse(string line)
    {
        var rest = line.AsSpan().Trim();
        var tags = rest.StartsWith("@") ? ParseTags(TakeWord(ref rest)[1..]) : NoTags;
        if (rest.StartsWith(":"))
            TakeWord(ref rest);
        var command = TakeWord(ref rest).ToString().ToUpperInvariant();
        if (command.Length == 0)
            return null;

        var parameters = new List<string>();
        while (rest.Length > 0)
        {
            if (rest[0] == ':')
            {
                parameters.Add(rest[1..].ToString());
                break;
            }

            parameters.Add(TakeWord(ref rest).ToString());
        }

        return new IrcLine(tags, command, parameters);
    }

    private static ReadOnlySpan<char> TakeWord(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(' ');
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..].TrimStart(' ');
        return word;
    }

    private static Dictionary<string, string> ParseTags(ReadOnlySpan<char> text)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.ToString().Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            tags[equals < 0 ? part : part[..equals]] = equals < 0 ? "" : part[(equals + 1)..];
        }

        return tags;
    }
}
