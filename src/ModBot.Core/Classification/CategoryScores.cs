using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace ModBot.Classification;

/// <summary>One probability in [0, 1] per <see cref="Category"/>, held in place so that scoring a message allocates nothing.</summary>
[InlineArray(Categories.Count)]
[JsonConverter(typeof(CategoryScoresConverter))]
public struct CategoryScores : IEquatable<CategoryScores>
{
    private float first;

    public float this[Category category]
    {
        readonly get => this[(int)category];
        set => this[(int)category] = value;
    }

    public static bool operator ==(CategoryScores left, CategoryScores right) => left.Equals(right);

    public static bool operator !=(CategoryScores left, CategoryScores right) => !left.Equals(right);

    public readonly bool Equals(CategoryScores other) => ((ReadOnlySpan<float>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is CategoryScores other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[Categories.Count - 1]);
}
