using System.Text;

namespace ModBot.Twitch.Irc;

/// <summary>
/// Cuts what comes into lines. A frame may hold many, and a line may come in several frames, split even inside a character. Add a frame, then take lines until there are no more.
/// </summary>
internal sealed class IrcLines
{
    /// <summary>Twitch allows 8,191 bytes of tags and 512 of the rest; a client that is sent more than this is not talking to Twitch.</summary>
    public const int LongestLine = 64 * 1024;

    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private char[] buffer = new char[4 * 1024];
    private int start;
    private int end;
    private bool isSkipping;

    /// <summary>Lines that were longer than <see cref="LongestLine"/> and were thrown away.</summary>
    public int TooLong { get; private set; }

    public void Add(ReadOnlySpan<byte> frame)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end > LongestLine)
        {
            TooLong += isSkipping ? 0 : 1;
            (end, isSkipping) = (0, true);
        }
        var most = end + Encoding.UTF8.GetMaxCharCount(frame.Length);
        if (most > buffer.Length) Array.Resize(ref buffer, Math.Max(most, buffer.Length * 2));
        end += decoder.GetChars(frame, buffer.AsSpan(end), flush: false);
    }

    /// <summary>The next whole line, without its end; it is valid until the next <see cref="Add"/>. Empty lines are left out.</summary>
    public bool TryNext(out ReadOnlySpan<char> line)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf('\n');
            line = length < 0 ? default : buffer.AsSpan(start, length).TrimEnd('\r');
            if (length < 0) return false;
            start += length + 1;
            // The rest of a line whose beginning was thrown away.
            if (isSkipping) isSkipping = false;
            else if (!line.IsEmpty) return true;
        }
    }
}
