namespace ModBot.ModelKit;

/// <summary>A way to write a text so that people still read it and a filter may not.</summary>
internal enum SpellingAttack
{
    /// <summary>Digits and signs for letters: "1d10t".</summary>
    Leet,

    /// <summary>Letters of other scripts that look alike.</summary>
    Homoglyphs,

    /// <summary>Zero-width characters inside words.</summary>
    ZeroWidth,

    /// <summary>"i d i o t".</summary>
    SpacedLetters,

    /// <summary>"idiooot".</summary>
    Repeats,

    /// <summary>Two neighbouring letters change places.</summary>
    Swap,

    /// <summary>A letter inside the word is left out.</summary>
    Delete,

    /// <summary>A full stop, hyphen, star or the like inside the word.</summary>
    Punctuation,

    /// <summary>The word in two halves.</summary>
    Split,

    /// <summary>The word in two halves with an emote between.</summary>
    SplitByEmote,
}
