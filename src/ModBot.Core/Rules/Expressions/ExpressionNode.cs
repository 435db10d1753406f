namespace ModBot.Rules.Expressions;

/// <summary>A part of an expression.</summary>
internal abstract record ExpressionNode
{
    /// <summary>One character.</summary>
    public sealed record One(ExpressionSet Set) : ExpressionNode;

    /// <summary>A place, such as a word's border.</summary>
    public sealed record At(ExpressionPlace Place) : ExpressionNode;

    /// <summary>One after the other; none of them is the empty text.</summary>
    public sealed record All(IReadOnlyList<ExpressionNode> Parts) : ExpressionNode;

    /// <summary>One of several, the earlier the better.</summary>
    public sealed record Any(IReadOnlyList<ExpressionNode> Parts) : ExpressionNode;

    /// <param name="Most">Null for as often as it goes.</param>
    /// <param name="IsLazy">Whether fewer are better.</param>
    public sealed record Repeat(ExpressionNode Part, int Least, int? Most, bool IsLazy) : ExpressionNode;
}

/// <summary>What a place must be for an expression to go on there.</summary>
internal enum ExpressionPlace
{
    Start,
    End,
    EndOrLastLineBreak,
    WordBorder,
    NoWordBorder,
}
