namespace ModBot.Messages;

/// <summary>The words of a text, which are what stands between white space. Walks it without allocating.</summary>
public ref struct Words(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int next;

    public TextSpan Current { get; private set; }

    public readonly Words GetEnumerator() => this;

    public bool MoveNext()
    {
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        if (next == text.Length) return false;
        var start = next;
        while (next < text.Length && !char.IsWhiteSpace(text[next])) next++;
        Current = new TextSpan(start, next - start);
        return true;
    }
}
