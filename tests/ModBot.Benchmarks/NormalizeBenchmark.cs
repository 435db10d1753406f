using BenchmarkDotNet.Attributes;
using ModBot.Normalization;

namespace ModBot.Benchmarks;

/// <summary>What does folding cost: for plain text, which most of chat is, and for text full of tricks?</summary>
[MemoryDiagnoser]
public class NormalizeBenchmark
{
    private readonly string plain = "good evening everyone, how was the raid?";
    private readonly string tricks = "G\u200BOOD 3v3ning ev\u0435ryone, h o w was the r@iiiiid?";
    private readonly string mixed = string.Concat(Enumerable.Repeat("Привет всем, how are you? ", 20))[..500];

    [Benchmark(Baseline = true)]
    public NormalizedText Plain() => TextNormalizer.Normalize(plain);

    [Benchmark]
    public NormalizedText Tricks() => TextNormalizer.Normalize(tricks);

    [Benchmark]
    public NormalizedText FiveHundredCharacters() => TextNormalizer.Normalize(mixed);
}
