using System.Globalization;
using System.Text;

namespace ModBot.ModelKit;

/// <summary>Writes the card's Markdown.</summary>
internal sealed class CardText
{
    private const string Evaluate = "modelkit evaluate DATA/open DATA/eval-only --chat DATA/chatlogs/validation";

    private readonly StringBuilder text = new();

    public override string ToString() => text.ToString();

    public void Section(string title) => Line().Line($"## {title}").Line();

    public void Subsection(string title) => Line().Line($"### {title}").Line();

    public CardText Line(FormattableString line) => Line(line.ToString(CultureInfo.InvariantCulture));

    public CardText Line(string line = "")
    {
        text.Append(line).Append('\n');
        return this;
    }

    /// <summary>Names the command that a section's tables come from.</summary>
    /// <param name="options">What it needs besides the data folders.</param>
    public CardText Command(string options = "") => Line().Line($"`{$"{Evaluate} {options}".TrimEnd()}`");

    /// <summary>A table after an empty line.</summary>
    public void Table(IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        var names = columns.ToList();
        Line().Line($"| {string.Join(" | ", names)} |").Line("|" + string.Concat(Enumerable.Repeat("---|", names.Count)));
        foreach (var row in rows) Line($"| {string.Join(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |");
    }

    /// <summary>A share or an AUC; a dash where it is unknown.</summary>
    public static string Of(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Of a value that is percent already.</summary>
    public static string Percent(double value, string format = "0.000") => value.ToString(format, CultureInfo.InvariantCulture) + " %";

    public static string Signed(double? value) => value?.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture) ?? "-";
}
