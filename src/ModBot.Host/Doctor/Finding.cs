namespace ModBot.Host.Doctor;

/// <summary>One thing that was looked at.</summary>
internal sealed record Finding(Grade Grade, string About, string Text)
{
    public override string ToString() => $"{Grade switch { Grade.Good => "ok  ", Grade.Warning => "note", _ => "BAD " }}  {About}: {Text}";
}

/// <summary>How it was found.</summary>
internal enum Grade
{
    Good,

    /// <summary>The bot runs, but somebody should know.</summary>
    Warning,

    /// <summary>The bot could not run.</summary>
    Bad,
}
