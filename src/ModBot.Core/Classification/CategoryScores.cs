using System.Runtime.CompilerServices;

namespace ModBot.Classification;

/// <summary>One probability in [0, 1] per <see cref="Category"/>, held in place so that scoring a message allocates nothing.</summary>
[InlineArray(Categories.Count)]
public struct CategoryScores
{
    private float first;

    public float this[Category category]
    {
        readonly get => this[(int)category];
        set => this[(int)category] = value;
    }
}
