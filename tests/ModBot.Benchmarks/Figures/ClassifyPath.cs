using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Classification.Batching;
using ModBot.Normalization;
using ModBot.Onnx;
using ModBot.Testing;

namespace ModBot.Benchmarks.Figures;

/// <summary>The path of the service from a text to its scores: normalise, memory of scores, featurise, batcher, network, categories.</summary>
internal sealed class ClassifyPath : IAsyncDisposable
{
    private readonly TestMeters meters = new();
    private readonly OnnxModel model;
    private readonly Batcher batcher;
    private readonly BatchedClassifier classifier;

    public ClassifyPath(ModelPackage package, BatcherOptions options)
    {
        model = package.CreateModel();
        var metrics = new ClassifierMetrics(meters);
        batcher = new Batcher(model, Options.Create(options), metrics, TimeProvider.System, NullLogger<Batcher>.Instance);
        classifier = new BatchedClassifier(package.CreateFeaturizer(), batcher, Options.Create(options), metrics);
    }

    public TestMeters Meters => meters;

    public Task<Assessment> ClassifyAsync(string text) => classifier.ClassifyAsync(TextNormalizer.Normalize(text), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await batcher.DisposeAsync();
        model.Dispose();
        meters.Dispose();
    }
}
