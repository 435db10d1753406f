using System.Globalization;
using System.Text;

namespace ModBot.Normalization;

/// <summary>Characters that show nothing: people put them inside words, and chat clients append them to get past Twitch's duplicate check.</summary>
internal static class InvisibleCharacters
{
    public static bool Contains(Rune rune) => rune.Value switch
    {
        < 0x80 => rune.Value is < 0x20 and not (>= 0x09 and <= 0x0D) or 0x7F,
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 or 0xFFFC or 0xFFFD => true,
        // A noncharacter, at which Normalize throws.
        0xFFFE => true,
        >= 0x180B and <= 0x180F => true,
        >= 0xFE00 and <= 0xFE0F => true,
        // Tags and variation selectors supplement, the unassigned ones between them included: U+E0000 is what chat clients append.
        >= 0xE0000 and <= 0xE0FFF => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control && !Rune.IsWhiteSpace(rune),
    };
}
