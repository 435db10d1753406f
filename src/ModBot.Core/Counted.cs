namespace ModBot;

/// <summary>Numbers of things, in words.</summary>
public static class Counted
{
    /// <summary>E.g. <c>1 hold</c>, <c>12 holds</c>.</summary>
    public static string Of(long count, string one) => $"{count} {Noun(count, one)}";

    /// <summary>What so many of a thing are called; all that ModBot counts takes an s.</summary>
    public static string Noun(long count, string one) => count == 1 ? one : $"{one}s";
}
