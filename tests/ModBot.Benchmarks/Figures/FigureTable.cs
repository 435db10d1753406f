using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ModBot.Benchmarks.Figures;

/// <summary>Measured values by group, case and measure, such as <c>path</c>, <c>1 core</c>, <c>us/message</c>. Printed as one table a group; written as one JSON file.</summary>
internal sealed class FigureTable
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public SortedDictionary<string, Dictionary<string, Dictionary<string, double>>> Groups { get; init; } = [];

    public void Add(string group, string of, string measure, double value)
    {
        if (!Groups.TryGetValue(group, out var cases)) Groups[group] = cases = [];
        if (!cases.TryGetValue(of, out var measures)) cases[of] = measures = [];
        measures[measure] = Math.Round(value, 3);
    }

    public void Add(FigureTable other)
    {
        foreach (var (group, cases) in other.Groups)
        {
            foreach (var (of, measures) in cases)
            {
                foreach (var (measure, value) in measures) Add(group, of, measure, value);
            }
        }
    }

    public void Print()
    {
        foreach (var (group, cases) in Groups)
        {
            string[] measures = [.. cases.Values.SelectMany(values => values.Keys).Distinct()];
            Console.WriteLine();
            Console.WriteLine($"| {group} | {string.Join(" | ", measures)} |");
            Console.WriteLine($"|---{string.Concat(measures.Select(_ => "|---:"))}|");
            foreach (var (of, values) in cases)
            {
                Console.WriteLine($"| {of} | {string.Join(" | ", measures.Select(measure => Text(values, measure)))} |");
            }
        }
    }

    /// <summary>For one step, to be read back by the process that started it.</summary>
    public void WriteStep(string file) => File.WriteAllText(file, JsonSerializer.Serialize(Groups, Json));

    public static FigureTable ReadStep(string file) => new() { Groups = JsonSerializer.Deserialize<SortedDictionary<string, Dictionary<string, Dictionary<string, double>>>>(File.ReadAllText(file))! };

    /// <summary>As tables that <c>modelkit card</c> reads, with what one must know to judge them: where, when, on which texts and with which model they were measured.</summary>
    public void Write(string file, string chat, string modelChecksum)
    {
        var measured = $"{MachineName()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {DateTime.UtcNow:yyyy-MM-dd}; {chat}; model {modelChecksum[..12]}";
        var tables = Groups.Select(group =>
        {
            string[] measures = [.. group.Value.Values.SelectMany(values => values.Keys).Distinct()];
            return new
            {
                title = group.Key,
                command = "dotnet run -c Release --project tests/ModBot.Benchmarks -- figures --chat " + chat,
                machine = measured,
                columns = measures.Prepend("case"),
                rows = group.Value.Select(row => measures.Select(measure => Text(row.Value, measure)).Prepend(row.Key)),
            };
        });
        File.WriteAllText(file, JsonSerializer.Serialize(tables, Json) + "\n");
    }

    private static string Text(Dictionary<string, double> values, string measure) => values.TryGetValue(measure, out var value) ? value.ToString("#,0.###", CultureInfo.InvariantCulture) : "";

    /// <summary>The processor's name where the system tells it, else its architecture.</summary>
    private static string MachineName()
    {
        const string cpuInfo = "/proc/cpuinfo";
        var name = File.Exists(cpuInfo) ? File.ReadLines(cpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return name is null ? $"{RuntimeInformation.OSArchitecture}" : name[(name.IndexOf(':') + 1)..].Trim();
    }
}
