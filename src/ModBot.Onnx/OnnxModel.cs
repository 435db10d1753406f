using Microsoft.ML.OnnxRuntime;
using ModBot.Classification;

namespace ModBot.Onnx;

/// <summary>
/// The network of a model package. Called by one thread at a time: it fills one input buffer of its own, and ONNX Runtime runs on the
/// calling thread. Dispose it after the last batch.
/// </summary>
public sealed class OnnxModel : IModel, IDisposable
{
    private const string Input = "features";
    private const string Output = "scores";

    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly CategoryMap map;
    private readonly int width;
    private int[] input = [];
    private float[] output = [];

    internal OnnxModel(byte[] network, FeatureParameters parameters, CategoryMap map, int labelCount)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
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
        var size = batch.Length * LabelCount;
        if (output.Length < size) output = new float[size];
        var labels = output.AsSpan(0, size);
        Run(batch, labels);
        for (var row = 0; row < batch.Length; row++) scores[row] = map.Combine(labels.Slice(row * LabelCount, LabelCount));
    }

    /// <summary>The network's own label scores, row by row: what evaluation measures, before labels become categories.</summary>
    public void ScoreLabels(ReadOnlySpan<TokenizedText> batch, Span<float> labels)
    {
        if (batch.IsEmpty) return;
        Run(batch, labels);
    }

    public void Dispose()
    {
        runOptions.Dispose();
        session.Dispose();
    }

    private void Run(ReadOnlySpan<TokenizedText> batch, Span<float> labels)
    {
        var longest = 1;
        foreach (var row in batch) longest = Math.Max(longest, row.Length);
        var size = batch.Length * longest * width;
        if (input.Length < size) input = new int[size];
        input.AsSpan(0, size).Clear();
        for (var row = 0; row < batch.Length; row++)
        {
            batch[row].Features.CopyTo(input.AsSpan(row * longest * width));
        }
        using var tensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input.AsMemory(0, size), [batch.Length, longest, width]);
        using var outputs = session.Run(runOptions, [Input], [tensor], [Output]);
        var scores = outputs[0].GetTensorDataAsSpan<float>();
        if (scores.Length != labels.Length) throw new ModelPackageException($"The network gives {scores.Length / batch.Length} scores to a message, but labels.json names {LabelCount} labels.");
        scores.CopyTo(labels);
    }
}
