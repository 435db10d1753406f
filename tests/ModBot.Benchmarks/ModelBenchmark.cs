using BenchmarkDotNet.Attributes;
using ModBot.Classification;
using ModBot.Normalization;
using ModBot.Onnx;

namespace ModBot.Benchmarks;

/// <summary>What does batching gain: the time of a message in batches of 1 to 128, with the model that ships?</summary>
[MemoryDiagnoser]
public class ModelBenchmark
{
    private readonly CategoryScores[] scores = new CategoryScores[128];
    private OnnxModel? model;
    private TokenizedText[] texts = [];

    [Params(1, 8, 32, 128)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var package = ModelPackage.Load(Path.Combine(AppContext.BaseDirectory, "models", "toxicity"));
        model = package.CreateModel();
        var tokenizer = package.CreateFeaturizer();
        texts = [.. Enumerable.Range(0, 128).Select(i => tokenizer.Tokenize(TextNormalizer.Normalize($"that was a close one, number {i}, well played everyone")))];
    }

    [GlobalCleanup]
    public void Cleanup() => model!.Dispose();

    [Benchmark]
    public void Score() => model!.Score(texts.AsSpan(0, Rows), scores);
}
