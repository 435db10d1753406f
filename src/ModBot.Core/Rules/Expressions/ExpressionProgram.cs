namespace ModBot.Rules.Expressions;

/// <summary>An expression as steps: a character and on, a place and on, a fork with the better way first, a jump, the end. Counted repeats are written out, so that the length says what a match can cost.</summary>
internal sealed class ExpressionProgram
{
    /// <summary>Every expression without counted repeats fits; a message of 500 characters then takes 500 times as many steps at most, which is a few milliseconds.</summary>
    public const int LongestProgram = 1000;

    private readonly List<ExpressionStep> steps = [];

    /// <exception cref="OverflowException">It is longer than <see cref="LongestProgram"/>.</exception>
    public static ExpressionStep[] Write(ExpressionNode node)
    {
        var program = new ExpressionProgram();
        program.Emit(node);
        program.Add(new ExpressionStep(ExpressionStepKind.Found));
        return [.. program.steps];
    }

    private void Emit(ExpressionNode node)
    {
        switch (node)
        {
            case ExpressionNode.One one:
                Add(new ExpressionStep(ExpressionStepKind.One, Set: one.Set));
                break;
            case ExpressionNode.At place:
                Add(new ExpressionStep(ExpressionStepKind.Place, Place: place.Place));
                break;
            case ExpressionNode.All all:
                foreach (var part in all.Parts) Emit(part);
                break;
            case ExpressionNode.Any any:
                EmitAny(any.Parts);
                break;
            case ExpressionNode.Repeat repeat:
                EmitRepeat(repeat);
                break;
        }
    }

    private void EmitAny(IReadOnlyList<ExpressionNode> parts)
    {
        var jumps = new List<int>();
        for (var i = 0; i < parts.Count - 1; i++)
        {
            var fork = Add(default);
            Emit(parts[i]);
            jumps.Add(Add(default));
            steps[fork] = Fork(fork + 1, steps.Count, isLazy: false);
        }
        Emit(parts[^1]);
        foreach (var jump in jumps) steps[jump] = new ExpressionStep(ExpressionStepKind.Jump, steps.Count);
    }

    private void EmitRepeat(ExpressionNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Least; i++)
        {
            var before = steps.Count;
            Emit(repeat.Part);
            // Nothing many times is nothing.
            if (steps.Count == before) return;
        }
        var forks = new List<int>();
        for (var i = repeat.Least; i < (repeat.Most ?? repeat.Least + 1); i++)
        {
            forks.Add(Add(default));
            Emit(repeat.Part);
            if (repeat.Most is null) Add(new ExpressionStep(ExpressionStepKind.Jump, forks[^1]));
        }
        foreach (var fork in forks) steps[fork] = Fork(fork + 1, steps.Count, repeat.IsLazy);
    }

    private static ExpressionStep Fork(int inside, int outside, bool isLazy) => isLazy ? new ExpressionStep(ExpressionStepKind.Fork, outside, inside) : new ExpressionStep(ExpressionStepKind.Fork, inside, outside);

    private int Add(ExpressionStep step)
    {
        if (steps.Count == LongestProgram) throw new OverflowException();
        steps.Add(step);
        return steps.Count - 1;
    }
}

/// <param name="Next">Where a jump goes, and a fork first.</param>
/// <param name="Other">Where a fork goes else.</param>
internal readonly record struct ExpressionStep(ExpressionStepKind Kind, int Next = 0, int Other = 0, ExpressionSet? Set = null, ExpressionPlace Place = default);

internal enum ExpressionStepKind
{
    One,
    Place,
    Fork,
    Jump,
    Found,
}
