namespace ModBot.Holds;

/// <summary>What one moderator leaves for the others with a hold. Kept in its history alone, and never repeated in chat.</summary>
public static class HoldNote
{
    /// <summary>As long as a chat message may be.</summary>
    public const int MaxLength = 500;

    /// <summary>Reads a note as it was typed, with its spaces and line breaks made single spaces; false where nothing is left or too much.</summary>
    public static bool TryRead(string text, out string note)
    {
        note = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return note.Length is > 0 and <= MaxLength;
    }

    /// <summary>How many notes a history has.</summary>
    public static int Count(IEnumerable<HistoryEntry> history) => history.Count(entry => entry is { Action: HistoryAction.Noted, Detail: not null });
}
