using ModBot.Onnx;

namespace ModBot.Benchmarks.Figures;

/// <summary>What one step measures with.</summary>
/// <param name="Chat">The texts, in order.</param>
/// <param name="Cores">How many cores this process may use.</param>
/// <param name="Time">About how long each single case may take.</param>
/// <param name="ModelThreads">Model threads of the batcher to compare.</param>
/// <param name="Rates">Messages a second to try.</param>
internal sealed record Step(string[] Chat, int Cores, TimeSpan Time, int[] ModelThreads, int[] Rates)
{
    public static string PackageFolder { get; } = Path.Combine(AppContext.BaseDirectory, "models", "toxicity");

    public ModelPackage Package => field ??= ModelPackage.Load(PackageFolder);

    public string CoresName => Cores == 1 ? "1 core" : $"{Cores} cores";
}
