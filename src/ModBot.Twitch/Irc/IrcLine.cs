using System.Buffers;
using System.Text;

namespace ModBot.Twitch.Irc;

/// <summary>One line of IRC with Twitch's tags, cut into parts in place: nothing is copied until somebody asks for a value.</summary>
internal readonly ref struct IrcLine
{
    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private readonly ReadOnlySpan<char> tags;

    private IrcLine(ReadOnlySpan<char> tags, ReadOnlySpan<char> prefix, ReadOnlySpan<char> command, ReadOnlySpan<char> target, ReadOnlySpan<char> text)
    {
        this.tags = tags;
        Prefix = prefix;
        Command = command;
        Target = target;
        Text = text;
    }

    /// <summary>Who sent it, as <c>login!login@host</c> or a server's name; empty when the line does not say.</summary>
    public ReadOnlySpan<char> Prefix { get; }

    /// <summary>A word in capitals, or three digits.</summary>
    public ReadOnlySpan<char> Command { get; }

    /// <summary>The first parameter: mostly a channel with its <c>#</c>.</summary>
    public ReadOnlySpan<char> Target { get; }

    /// <summary>What follows it, spaces included.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>The login in <see cref="Prefix"/>.</summary>
    public ReadOnlySpan<char> Login => Prefix.IndexOf('!') is > 0 and var end ? Prefix[..end] : default;

    /// <summary>The channel's login, without its <c>#</c>; empty when the line is about none.</summary>
    public ReadOnlySpan<char> Channel => Target is ['#', .. var login] ? login : default;

    /// <returns>False for what is not a line of IRC.</returns>
    public static bool TryParse(ReadOnlySpan<char> line, out IrcLine parsed)
    {
        parsed = default;
        var rest = line;
        if (!TryTake('@', ref rest, out var tags) || !TryTake(':', ref rest, out var prefix)) return false;
        var command = Word(ref rest);
        if (command.IsEmpty || command.ContainsAnyExcept(Capitals)) return false;
        var target = rest is [':', ..] ? default : Word(ref rest);
        parsed = new IrcLine(tags, prefix, command, target, rest is [':', .. var text] ? text : rest);
        return true;
    }

    /// <summary>A tag's value as it stands in the line; empty when it is not there.</summary>
    public ReadOnlySpan<char> Tag(ReadOnlySpan<char> name)
    {
        var rest = tags;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf(';');
            var tag = end < 0 ? rest : rest[..end];
            if (tag.Length > name.Length && tag[name.Length] == '=' && tag.StartsWith(name)) return tag[(name.Length + 1)..];
            rest = end < 0 ? default : rest[(end + 1)..];
        }
        return default;
    }

    /// <summary>A tag's value as its sender meant it; null when it is empty or not there.</summary>
    public string? TagText(ReadOnlySpan<char> name) => Tag(name) is { IsEmpty: false } value ? Unescape(value) : null;

    private static bool TryTake(char mark, scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> part)
    {
        part = default;
        if (rest.IsEmpty || rest[0] != mark) return true;
        rest = rest[1..];
        part = Word(ref rest);
        return !part.IsEmpty;
    }

    private static ReadOnlySpan<char> Word(scoped ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(' ');
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[end..].TrimStart(' ');
        return word;
    }

    private static string Unescape(ReadOnlySpan<char> value)
    {
        if (!value.Contains('\\')) return value.ToString();
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\')
            {
                text.Append(value[i]);
                continue;
            }
            // A backslash at the end means nothing, and before any other letter that letter.
            if (++i == value.Length) break;
            text.Append(value[i] switch { 's' => ' ', ':' => ';', 'r' => '\r', 'n' => '\n', var other => other });
        }
        return text.ToString();
    }
}
