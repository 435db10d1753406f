namespace ModBot.Feedback;

/// <summary>A share with its uncertainty.</summary>
/// <param name="Low">Lower end of the 95 % Wilson score interval.</param>
/// <param name="High">Upper end of it.</param>
public readonly record struct Proportion(double Value, double Low, double High)
{
    /// <summary>Wilson's interval (E. B. Wilson, 1927), which holds for few cases and for shares near 0 and 1, where the usual one does not.</summary>
    public static Proportion Of(int hits, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        const double z = 1.959964;
        var p = (double)hits / total;
        var centre = (p + (z * z / (2 * total))) / (1 + (z * z / total));
        var half = z / (1 + (z * z / total)) * Math.Sqrt((p * (1 - p) / total) + (z * z / (4.0 * total * total)));
        return new Proportion(p, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
