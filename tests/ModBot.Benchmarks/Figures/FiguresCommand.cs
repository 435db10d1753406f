using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ModBot.Onnx;

namespace ModBot.Benchmarks.Figures;

/// <summary>
/// <c>figures</c>: the speed, the latency and the memory of the classify path on real chat. Each step runs in a process of its own that may use only so many cores, so that
/// neither the runtime's own threads nor an earlier step's leftovers change its figures.
/// </summary>
internal static class FiguresCommand
{
    /// <summary>Where the chat log is, when no option says it.</summary>
    private const string ChatVariable = "MODBOT_BENCHMARK_CHAT";

    private static readonly Dictionary<string, (int[] Cores, Action<Step, FigureTable> Measure)> Steps = new()
    {
        ["text"] = ([1], TextFigures.Measure),
        ["rules"] = ([1], RuleFigures.Measure),
        ["model"] = ([1, 2], ModelFigures.Measure),
        ["path"] = ([1, 2], PathFigures.Measure),
        ["arrivals"] = ([2], ArrivalFigures.Measure),
        ["service"] = ([2], ServiceFigures.Measure),
    };

    public static int Run(string[] args)
    {
        var chat = new Option<string>("--chat") { Description = $"Chat log (.jsonl, .jsonl.gz) or text file; default ${ChatVariable}, else the small committed sample", DefaultValueFactory = _ => Environment.GetEnvironmentVariable(ChatVariable) is { Length: > 0 } file ? file : ChatLines.SampleFile };
        var lines = new Option<int>("--lines") { Description = "At most so many lines of it", DefaultValueFactory = _ => 100_000 };
        var only = new Option<string[]>("--only") { Description = $"Of {string.Join(", ", Steps.Keys)}", DefaultValueFactory = _ => [.. Steps.Keys], AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong([.. Steps.Keys]);
        var cores = new Option<int[]>("--cores") { Description = "Instead of each step's own choice of cores", AllowMultipleArgumentsPerToken = true };
        var seconds = new Option<double>("--seconds") { Description = "About how long each case takes", DefaultValueFactory = _ => 5 };
        var threads = new Option<int[]>("--model-threads") { Description = "Model threads of the batcher to compare", DefaultValueFactory = _ => [1, 2], AllowMultipleArgumentsPerToken = true };
        var rates = new Option<int[]>("--rates") { Description = "Poisson arrivals, messages a second", DefaultValueFactory = _ => [100, 1_000, 5_000, 10_000], AllowMultipleArgumentsPerToken = true };
        var json = new Option<string>("--json") { Description = "Write the figures to this file as well" };
        var child = new Option<bool>("--child") { Hidden = true };
        var command = new RootCommand("Measures the classify path") { chat, lines, only, cores, seconds, threads, rates, json, child };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(child))
            {
                RunStep(parsed.GetRequiredValue(only)[0], new Step(
                    ChatLines.Read(parsed.GetRequiredValue(chat), parsed.GetRequiredValue(lines)), parsed.GetRequiredValue(cores)[0], TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)),
                    parsed.GetRequiredValue(threads), parsed.GetRequiredValue(rates)), parsed.GetRequiredValue(json));
                return;
            }
            var figures = new FigureTable();
            foreach (var step in parsed.GetRequiredValue(only))
            {
                foreach (var count in parsed.GetValue(cores) is { Length: > 0 } chosen ? chosen : Steps[step].Cores) figures.Add(RunChild(step, count, args));
            }
            figures.Print();
            if (parsed.GetValue(json) is { } file) figures.Write(file, Path.GetFileName(parsed.GetRequiredValue(chat)), ModelPackage.Load(Step.PackageFolder).Checksum);
        });
        return command.Parse(args).Invoke();
    }

    private static void RunStep(string name, Step step, string file)
    {
        var figures = new FigureTable();
        Steps[name].Measure(step, figures);
        figures.WriteStep(file);
    }

    /// <summary>The same command again with one step and so many cores; the last of an option given twice is not what the parser takes, so what is replaced is left out.</summary>
    private static FigureTable RunChild(string step, int cores, string[] args)
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
            string[] own = ["figures", .. Without(args, "--only", "--cores", "--json"), "--child", "--only", step, "--cores", cores.ToString(CultureInfo.InvariantCulture), "--json", file];
            foreach (var argument in own) start.ArgumentList.Add(argument);
            Console.Error.WriteLine($"{step}, {cores} of {Environment.ProcessorCount} cores ...");
            using var process = StartOn(cores, start);
            process.WaitForExit();
            return process.ExitCode == 0 ? FigureTable.ReadStep(file) : throw new InvalidOperationException($"Step {step} ended with {process.ExitCode}.");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A process inherits the cores of the thread that starts it, and with them the runtime's own idea of how many there are.</summary>
    private static Process StartOn(int cores, ProcessStartInfo start)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows()) return Process.Start(start)!;
        using var self = Process.GetCurrentProcess();
        var all = self.ProcessorAffinity;
        try
        {
            // The highest cores: what the system itself does is mostly on the first.
            nint chosen = 0;
            for (var (bit, left) = (8 * nint.Size - 1, cores); bit >= 0 && left > 0; bit--)
            {
                if ((all >> bit & 1) == 0) continue;
                chosen |= (nint)1 << bit;
                left--;
            }
            self.ProcessorAffinity = chosen;
            return Process.Start(start)!;
        }
        finally
        {
            self.ProcessorAffinity = all;
        }
    }

    private static List<string> Without(string[] args, params string[] options)
    {
        var kept = new List<string>();
        var skip = false;
        foreach (var argument in args)
        {
            if (argument.StartsWith("--", StringComparison.Ordinal)) skip = options.Contains(argument.Split('=')[0]);
            if (!skip) kept.Add(argument);
        }
        return kept;
    }
}
