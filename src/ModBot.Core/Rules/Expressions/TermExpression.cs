using System.Buffers;
using ModBot.Messages;

namespace ModBot.Rules.Expressions;

/// <summary>
/// A regular expression that is matched by following all its ways at once, so that a match costs at most length of the text times length of the program, whoever wrote it. .NET's own engine for
/// linear time builds automata whose states grow without bound under counted repeats, and looks at its time limit only in between. Finds what .NET finds. Thread-safe.
/// </summary>
internal sealed class TermExpression
{
    private const int Ascii = 128;
    private static readonly ExpressionSet Word = ExpressionSet.OfClass(@"\w");
    private readonly ExpressionStep[] steps;

    /// <summary>For each character of ASCII, then for all others, then for the end of the text: the steps at which a match there can begin.</summary>
    private readonly int[][] starts = new int[Ascii + 2][];

    /// <summary>What every match begins with, where that is in ASCII: most texts have none of it.</summary>
    private readonly SearchValues<char>? first;

    private TermExpression(ExpressionStep[] steps)
    {
        this.steps = steps;
        var reached = Reached();
        for (var c = 0; c < Ascii; c++) starts[c] = Array.FindAll(reached, step => steps[step].Set?.Contains((char)c) ?? true);
        starts[Ascii] = Array.FindAll(reached, step => steps[step].Set is not { IsAscii: true });
        starts[Ascii + 1] = Array.FindAll(reached, step => steps[step].Set is null);
        if (starts[Ascii].Length == 0) first = SearchValues.Create([.. Enumerable.Range(0, Ascii).Where(c => starts[c].Length > 0).Select(c => (char)c)]);
    }

    /// <exception cref="NotSupportedException">It has something that needs going back.</exception>
    /// <exception cref="OverflowException">Its repeats make it too large.</exception>
    public static TermExpression Create(string pattern) => new(ExpressionProgram.Write(ExpressionParser.Parse(pattern)));

    /// <summary>The first match from a place on, or null; also where <paramref name="budget"/>, the steps that may still be taken, is used up before it is known, and then it is below zero.</summary>
    public TextSpan? Find(string text, int from, ref int budget)
    {
        from = NextStart(text, from);
        if (from == text.Length && first is not null) return null;
        Span<int> memory = stackalloc int[steps.Length * 6];
        var length = steps.Length;
        var walk = new Walk(steps, text, memory[..length], memory.Slice(length, length));
        var now = new Ways(memory.Slice(length * 2, length), memory.Slice(length * 3, length));
        var next = new Ways(memory.Slice(length * 4, length), memory.Slice(length * 5, length));
        TextSpan? found = null;
        for (var at = from; at <= text.Length; at++)
        {
            if (found is null)
            {
                if (now.Count == 0) at = NextStart(text, at);
                foreach (var start in starts[at == text.Length ? Ascii + 1 : Math.Min((int)text[at], Ascii)]) walk.Follow(ref now, start, at, at, ref budget);
            }
            else if (now.Count == 0) break;
            for (var i = 0; i < now.Count; i++)
            {
                var (step, start) = (now.Steps[i], now.From[i]);
                if (steps[step].Kind == ExpressionStepKind.Found)
                {
                    // Ways behind this one are worse.
                    found = new TextSpan(start, at - start);
                    break;
                }
                if (at < text.Length && steps[step].Set!.Contains(text[at])) walk.Follow(ref next, step + 1, at + 1, start, ref budget);
            }
            budget -= now.Count + 1;
            if (budget < 0) return null;
            var empty = now with { Count = 0 };
            now = next;
            next = empty;
        }
        return found;
    }

    private int NextStart(string text, int from)
    {
        if (first is null || from >= text.Length) return from;
        var next = text.AsSpan(from).IndexOfAny(first);
        return next < 0 ? text.Length : from + next;
    }

    /// <summary>Where a match can begin without looking at the text, the better first.</summary>
    private int[] Reached()
    {
        var (reached, seen, open) = (new List<int>(), new HashSet<int>(), new Stack<int>([0]));
        while (open.TryPop(out var step))
        {
            if (!seen.Add(step)) continue;
            switch (steps[step].Kind)
            {
                case ExpressionStepKind.Jump:
                    open.Push(steps[step].Next);
                    break;
                case ExpressionStepKind.Fork:
                    open.Push(steps[step].Other);
                    open.Push(steps[step].Next);
                    break;
                default:
                    reached.Add(step);
                    break;
            }
        }
        return [.. reached];
    }

    /// <summary>The ways that are followed, the better first: at which step each is, and where in the text it began.</summary>
    private ref struct Ways(Span<int> steps, Span<int> from)
    {
        public int Count;

        public readonly Span<int> Steps { get; } = steps;

        public readonly Span<int> From { get; } = from;
    }

    /// <param name="seen">For each step, one more than the last place in the text at which it was reached: a second way to it is worse.</param>
    private readonly ref struct Walk(ExpressionStep[] steps, string text, Span<int> seen, Span<int> open)
    {
        private readonly Span<int> seen = seen;
        private readonly Span<int> open = open;

        /// <summary>Adds all steps that wait for a character, or end, and are reached from this one.</summary>
        public void Follow(ref Ways ways, int step, int at, int from, ref int budget)
        {
            var count = 0;
            while (true)
            {
                budget--;
                if (seen[step] <= at)
                {
                    seen[step] = at + 1;
                    ref readonly var next = ref steps[step];
                    switch (next.Kind)
                    {
                        case ExpressionStepKind.Jump:
                            step = next.Next;
                            continue;
                        case ExpressionStepKind.Fork:
                            open[count++] = next.Other;
                            step = next.Next;
                            continue;
                        case ExpressionStepKind.Place when Is(next.Place, at):
                            step++;
                            continue;
                        case ExpressionStepKind.One or ExpressionStepKind.Found:
                            ways.Steps[ways.Count] = step;
                            ways.From[ways.Count++] = from;
                            break;
                    }
                }
                if (count == 0) return;
                step = open[--count];
            }
        }

        private bool Is(ExpressionPlace place, int at) => place switch
        {
            ExpressionPlace.Start => at == 0,
            ExpressionPlace.End => at == text.Length,
            ExpressionPlace.EndOrLastLineBreak => at == text.Length || (at == text.Length - 1 && text[at] == '\n'),
            _ => (IsWord(at - 1) != IsWord(at)) == (place == ExpressionPlace.WordBorder),
        };

        /// <summary>As .NET has it: with the joiners, which are in no \w.</summary>
        private bool IsWord(int at) => (uint)at < (uint)text.Length && (Word.Contains(text[at]) || text[at] is '\u200c' or '\u200d');
    }
}
