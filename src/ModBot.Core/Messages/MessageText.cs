using System.Collections.Frozen;

namespace ModBot.Messages;

/// <summary>The text of a message as rules and the classifier should read it.</summary>
public static class MessageText
{
    /// <summary>The text with emotes and cheermotes blanked out, place for place: their names are pictures to readers, not words. Allocates only when there are any.</summary>
    /// <param name="others">Names of emotes that Twitch does not know (7TV, BTTV, FFZ), as they are written; each word that is one of them is blanked out too.</param>
    public static string WithoutEmotes(ChatMessage message, FrozenSet<string> others)
    {
        if (!HasEmote(message, others)) return message.Text;
        return string.Create(message.Text.Length, (message, others), static (text, source) =>
        {
            source.message.Text.CopyTo(text);
            foreach (var fragment in source.message.Fragments)
            {
                if (fragment.Kind != FragmentKind.Mention) text.Slice(fragment.Start, fragment.Length).Fill(' ');
            }
            foreach (var word in new Words(source.message.Text))
            {
                if (IsOneOf(source.others, source.message.Text.AsSpan(word.Start, word.Length))) text.Slice(word.Start, word.Length).Fill(' ');
            }
        });
    }

    /// <summary>Whether a word is an emote's name, letter by letter.</summary>
    public static bool IsOneOf(FrozenSet<string> emotes, ReadOnlySpan<char> word) => emotes.Count > 0 && emotes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static bool HasEmote(ChatMessage message, FrozenSet<string> others)
    {
        foreach (var fragment in message.Fragments)
        {
            if (fragment.Kind != FragmentKind.Mention) return true;
        }
        if (others.Count == 0) return false;
        foreach (var word in new Words(message.Text))
        {
            if (IsOneOf(others, message.Text.AsSpan(word.Start, word.Length))) return true;
        }
        return false;
    }
}
