namespace ModBot.Messages;

/// <summary>The text of a message as rules and the classifier should read it.</summary>
public static class MessageText
{
    /// <summary>The text with emotes and cheermotes blanked out, place for place: their names are pictures to readers, not words. Allocates only when there are any.</summary>
    public static string WithoutEmotes(ChatMessage message)
    {
        if (!message.Fragments.Any(fragment => fragment.Kind != FragmentKind.Mention)) return message.Text;
        return string.Create(message.Text.Length, message, static (text, source) =>
        {
            source.Text.CopyTo(text);
            foreach (var fragment in source.Fragments)
            {
                if (fragment.Kind != FragmentKind.Mention) text.Slice(fragment.Start, fragment.Length).Fill(' ');
            }
        });
    }
}
