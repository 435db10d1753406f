using System.Text.Json.Serialization;
using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>
/// The name of a hold in chat commands: three letters or more, without vowels (no accidental words) and without letters or digits that look alike.
/// Codes of neighbouring holds differ in every letter, so that a slip of the finger rarely names another open hold.
/// </summary>
[JsonConverter(typeof(IdJsonConverter<ShortCode>))]
public readonly record struct ShortCode(string Value) : IId<ShortCode>
{
    private const string Alphabet = "bcdfghjkmnpqrstvwxz";

    /// <summary>Neighbours are far apart: a stride near the golden section of 19^3 that shares no factor with 19.</summary>
    private const long Stride = 4241;

    public static ShortCode Create(string value) => new(value.ToLowerInvariant());

    /// <summary>The code of a channel's n-th hold (n from 1). One-to-one within each length: 6,859 codes of three letters, then 130,321 of four, and so on.</summary>
    public static ShortCode FromSequence(long sequence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        var index = sequence - 1;
        var size = (long)Alphabet.Length * Alphabet.Length * Alphabet.Length;
        var length = 3;
        while (index >= size)
        {
            index -= size;
            size *= Alphabet.Length;
            length++;
        }
        var scattered = (long)((Int128)index * Stride % size);
        return new ShortCode(string.Create(length, scattered, static (letters, value) =>
        {
            for (var i = letters.Length - 1; i >= 0; i--)
            {
                letters[i] = Alphabet[(int)(value % Alphabet.Length)];
                value /= Alphabet.Length;
            }
        }));
    }

    public override string ToString() => Value;
}
