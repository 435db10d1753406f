using System.Globalization;

namespace ModBot.Rules.Expressions;

/// <summary>Reads the part of .NET's regular expressions that needs no going back. The caller lets .NET check the grammar first, so only what is meant is asked here.</summary>
internal ref struct ExpressionParser(string pattern)
{
    private int at;

    private readonly bool IsEnd => at == pattern.Length;

    /// <exception cref="NotSupportedException">Something in it needs going back, or is rare.</exception>
    public static ExpressionNode Parse(string pattern)
    {
        var parser = new ExpressionParser(pattern);
        var node = parser.Alternatives();
        return parser.IsEnd ? node : throw new NotSupportedException();
    }

    private ExpressionNode Alternatives()
    {
        var parts = new List<ExpressionNode> { Sequence() };
        while (TryTake('|')) parts.Add(Sequence());
        return parts is [var only] ? only : new ExpressionNode.Any(parts);
    }

    private ExpressionNode Sequence()
    {
        var parts = new List<ExpressionNode>();
        while (!IsEnd && pattern[at] is not ('|' or ')')) parts.Add(Quantified(Atom()));
        return parts is [var only] ? only : new ExpressionNode.All(parts);
    }

    private ExpressionNode Quantified(ExpressionNode part)
    {
        if (TryTake('*')) return Repeat(part, 0, null);
        if (TryTake('+')) return Repeat(part, 1, null);
        if (TryTake('?')) return Repeat(part, 0, 1);
        var start = at;
        if (TryTake('{') && TryNumber(out var least))
        {
            int? most = least;
            if (TryTake(',')) most = TryNumber(out var number) ? number : null;
            if (TryTake('}')) return Repeat(part, least, most);
        }
        at = start;
        return part;
    }

    private ExpressionNode.Repeat Repeat(ExpressionNode part, int least, int? most) => new(part, least, most, TryTake('?'));

    private bool TryNumber(out int number)
    {
        var start = at;
        while (!IsEnd && char.IsAsciiDigit(pattern[at])) at++;
        return int.TryParse(pattern.AsSpan(start, at - start), CultureInfo.InvariantCulture, out number);
    }

    private ExpressionNode Atom() => pattern[at++] switch
    {
        '(' => Group(),
        '[' => new ExpressionNode.One(Class()),
        '.' => new ExpressionNode.One(ExpressionSet.Dot()),
        '^' => new ExpressionNode.At(ExpressionPlace.Start),
        '$' => new ExpressionNode.At(ExpressionPlace.EndOrLastLineBreak),
        '\\' => Escape(),
        var c => new ExpressionNode.One(ExpressionSet.Of(c)),
    };

    private ExpressionNode Group()
    {
        if (TryTake('?'))
        {
            if (TryTake('<') || TryTake('\'')) SkipName();
            // Case is folded away, a message has one line and nobody reads the groups, so these options change nothing.
            else
            {
                while (!IsEnd && pattern[at] is 'i' or 'm' or 's' or 'n') at++;
                if (TryTake(')')) return new ExpressionNode.All([]);
                if (!TryTake(':')) throw new NotSupportedException();
            }
        }
        var inner = Alternatives();
        return TryTake(')') ? inner : throw new NotSupportedException();
    }

    private void SkipName()
    {
        var start = at;
        while (!IsEnd && (char.IsLetterOrDigit(pattern[at]) || pattern[at] == '_')) at++;
        if (at == start || !TryTake('>') && !TryTake('\'')) throw new NotSupportedException();
    }

    private ExpressionNode Escape()
    {
        ExpressionPlace? place = pattern[at] switch
        {
            'A' => ExpressionPlace.Start,
            'z' => ExpressionPlace.End,
            'Z' => ExpressionPlace.EndOrLastLineBreak,
            'b' => ExpressionPlace.WordBorder,
            'B' => ExpressionPlace.NoWordBorder,
            _ => null,
        };
        if (place is { } known)
        {
            at++;
            return new ExpressionNode.At(known);
        }
        return new ExpressionNode.One(TryClassEscape(out var escape) ? ExpressionSet.OfClass(escape) : ExpressionSet.Of(EscapedCharacter()));
    }

    /// <summary>\d, \w, \s, \p{...} and their opposites, behind the backslash.</summary>
    private bool TryClassEscape(out string escape)
    {
        var length = pattern[at] switch
        {
            'd' or 'D' or 'w' or 'W' or 's' or 'S' => 1,
            'p' or 'P' => pattern.IndexOf('}', at) + 1 - at,
            _ => 0,
        };
        escape = $"\\{pattern.AsSpan(at, length)}";
        at += length;
        return length > 0;
    }

    private char EscapedCharacter()
    {
        var c = pattern[at++];
        return c switch
        {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\f',
            'v' => '\v',
            'a' => '\a',
            'e' => '\e',
            'x' => Hexadecimal(2),
            'u' => Hexadecimal(4),
            // The rest of the letters and the digits are back-references, octal numbers and control keys.
            _ when char.IsAsciiLetterOrDigit(c) => throw new NotSupportedException(),
            _ => c,
        };
    }

    private char Hexadecimal(int digits)
    {
        at += digits;
        return (char)int.Parse(pattern.AsSpan(at - digits, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>Behind the bracket: [a-z_], [^\s], [a-z-[aeiou]].</summary>
    private ExpressionSet Class()
    {
        var set = new ExpressionSet();
        var isNegated = TryTake('^');
        ExpressionSet? removed = null;
        for (var isFirst = true; isFirst || pattern[at] != ']'; isFirst = false)
        {
            if (pattern[at] == '[' && pattern[at + 1] == ':') throw new NotSupportedException();
            if (pattern[at] == '\\')
            {
                at++;
                if (TryClassEscape(out var escape))
                {
                    set.AddClass(escape);
                    continue;
                }
                at--;
            }
            if (!isFirst && pattern[at] == '-' && pattern[at + 1] == '[')
            {
                at += 2;
                removed = Class();
                break;
            }
            var first = ClassCharacter();
            var isRange = pattern[at] == '-' && pattern[at + 1] is not (']' or '[');
            if (isRange) at++;
            set.Add(first, isRange ? ClassCharacter() : first);
        }
        at++;
        if (isNegated) set.Negate();
        if (removed is not null) set.Remove(removed);
        return set;
    }

    private char ClassCharacter()
    {
        if (!TryTake('\\')) return pattern[at++];
        return TryTake('b') ? '\b' : EscapedCharacter();
    }

    private bool TryTake(char c)
    {
        if (IsEnd || pattern[at] != c) return false;
        at++;
        return true;
    }
}
