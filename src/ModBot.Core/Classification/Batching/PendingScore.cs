namespace ModBot.Classification.Batching;

/// <summary>A message that waits for its scores. Continuations must not run on the model's thread.</summary>
/// <param name="tokenizer">Gets the text back when the model has read it.</param>
internal sealed class PendingScore(TokenizedText text, ITokenizer tokenizer, long queuedAt) : TaskCompletionSource<Assessment>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public TokenizedText Text => text;

    public long QueuedAt => queuedAt;

    /// <summary>The end of it: the text goes back to its tokenizer, and the callers go on.</summary>
    public void Complete(Assessment assessment)
    {
        tokenizer.Return(text);
        SetResult(assessment);
    }
}
