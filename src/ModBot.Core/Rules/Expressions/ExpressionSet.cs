using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ModBot.Rules.Expressions;

/// <summary>The characters that stand at one place of an expression, whatever their case. One bit each, so a look costs the same however the set was written.</summary>
internal sealed class ExpressionSet
{
    private const int AllBits = 1 << 16;

    /// <summary>\w, \p{IsCyrillic} and their like, by name; .NET knows about 200.</summary>
    private static readonly ConcurrentDictionary<string, ulong[]> Named = new(StringComparer.Ordinal);

    private ulong[] bits = new ulong[2];
    private bool isNegated;

    /// <summary>Whether it certainly has nothing beyond ASCII.</summary>
    public bool IsAscii => bits.Length == 2 && !isNegated;

    public bool Contains(char c) => (c >> 6 < bits.Length && (bits[c >> 6] >> c & 1) != 0) != isNegated;

    public static ExpressionSet Of(char c)
    {
        var set = new ExpressionSet();
        set.Add(c, c);
        return set;
    }

    /// <summary>The set of a class escape such as <c>\w</c> or <c>\p{L}</c>.</summary>
    public static ExpressionSet OfClass(string escape) => new() { bits = BitsOf(escape) };

    /// <summary>Any but a line's end, as a dot stands for.</summary>
    public static ExpressionSet Dot()
    {
        var set = Of('\n');
        set.Negate();
        return set;
    }

    public void Add(char first, char last)
    {
        for (int c = first; c <= last; c++)
        {
            Set((char)c);
            Set(char.ToLowerInvariant((char)c));
            Set(char.ToUpperInvariant((char)c));
        }
    }

    public void AddClass(string escape)
    {
        var other = BitsOf(escape);
        Widen();
        for (var i = 0; i < bits.Length; i++) bits[i] |= other[i];
    }

    public void Negate() => isNegated = !isNegated;

    public void Remove(ExpressionSet other)
    {
        var left = new ulong[AllBits / 64];
        for (var c = 0; c < AllBits; c++)
        {
            if (Contains((char)c) && !other.Contains((char)c)) left[c >> 6] |= 1UL << c;
        }
        (bits, isNegated) = (left, false);
    }

    private void Set(char c)
    {
        if (c >> 6 >= bits.Length) Widen();
        bits[c >> 6] |= 1UL << c;
    }

    private void Widen() => Array.Resize(ref bits, AllBits / 64);

    private static ulong[] BitsOf(string escape) => Named.GetOrAdd(escape, static escape =>
    {
        var all = string.Create(AllBits, 0, static (span, _) =>
        {
            for (var c = 0; c < span.Length; c++) span[c] = (char)c;
        });
        var bits = new ulong[AllBits / 64];
        foreach (var match in Regex.EnumerateMatches(all, escape, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)) bits[match.Index >> 6] |= 1UL << match.Index;
        return bits;
    });
}
