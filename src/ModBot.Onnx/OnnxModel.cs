using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using ModBot.Classification;

namespace ModBot.Onnx;

/// <summary>
/// The network of a model package. Thread-safe: callers share its weights, and each one's batch runs on its own thread. Dispose it after the last batch.
/// </summary>
public sealed class OnnxModel : IModel, IDisposable
{
    private static readonly string[] Input = ["features"];
    private static readonly string[] Output = ["scores"];

    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly CategoryMap map;
    private readonly int width;

    internal OnnxModel(byte[] network, FeatureParameters parameters, CategoryMap map, int labelCount, int intraOpThreads = 1)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = intraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        session = new InferenceSession(network, options);
        this.map = map;
        width = parameters.FeaturesPerWord;
        LabelCount = labelCount;
        // A network that does not fit its labels must fail here, not at the first message.
        Score([new TokenizedText([1, .. new int[width - 1]], 1)], new CategoryScores[1]);
    }

    /// <summary>How many labels the network scores.</summary>
    public int LabelCount { get; }

    public void Score(ReadOnlySpan<TokenizedText> batch, Span<CategoryScores> scores)
    {
        if (batch.IsEmpty) return;
        var labels = ArrayPool<float>.Shared.Rent(batch.Length * LabelCount);
        ScoreLabels(batch, labels);
        for (var row = 0; row < batch.Length; row++) scores[row] = map.Combine(labels.AsSpan(row * LabelCount, LabelCount));
        ArrayPool<float>.Shared.Return(labels);
    }

    /// <summary>The network's own label scores, row by row: what evaluation measures, before labels become categories.</summary>
    public void ScoreLabels(ReadOnlySpan<TokenizedText> batch, Span<float> labels)
    {
        if (batch.IsEmpty) return;
        var order = ArrayPool<int>.Shared.Rent(batch.Length);
        var ends = ArrayPool<int>.Shared.Rent(batch.Length);
        var runs = LikeLengths.Cut(batch, order, ends);
        for (int run = 0, begin = 0; run < runs; begin = ends[run++]) Run(batch, order.AsSpan(begin, ends[run] - begin), labels);
        ArrayPool<int>.Shared.Return(order);
        ArrayPool<int>.Shared.Return(ends);
    }

    public void Dispose()
    {
        runOptions.Dispose();
        session.Dispose();
    }

    /// <summary>Scores the rows at <paramref name="places"/>, of which the first is the longest, into their places.</summary>
    private void Run(ReadOnlySpan<TokenizedText> batch, ReadOnlySpan<int> places, Span<float> labels)
    {
        var longest = Math.Max(1, batch[places[0]].Length);
        var size = places.Length * longest * width;
        var input = ArrayPool<int>.Shared.Rent(size);
        for (var row = 0; row < places.Length; row++)
        {
            var padded = input.AsSpan(row * longest * width, longest * width);
            var features = batch[places[row]].Features;
            features.CopyTo(padded);
            padded[features.Length..].Clear();
        }
        using (var tensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input.AsMemory(0, size), [places.Length, longest, width]))
        using (var outputs = session.Run(runOptions, Input, [tensor], Output))
        {
            var scores = outputs[0].GetTensorDataAsSpan<float>();
            if (scores.Length != places.Length * LabelCount) throw new ModelPackageException($"The network gives {scores.Length / places.Length} scores to a message, but labels.json names {LabelCount} labels.");
            for (var row = 0; row < places.Length; row++) scores.Slice(row * LabelCount, LabelCount).CopyTo(labels[(places[row] * LabelCount)..]);
        }
        ArrayPool<int>.Shared.Return(input);
    }
}
