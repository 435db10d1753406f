using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ModBot.Classification.Batching;

/// <summary>How messages are batched before the model. The defaults suit one big channel and a hundred small ones alike.</summary>
public sealed class BatcherOptions
{
    public const string Section = "Classifier";

    /// <summary>
    /// The most padded tokens (rows x longest row) of a batch. The model scores rows of like length together, so a long line among short ones costs little; larger batches save a little
    /// more, and make messages wait longer for their neighbours. 16 to 65,536; default 1,024.
    /// </summary>
    [Range(16, 65_536)]
    public int MaxBatchTokens { get; set; } = 1024;

    /// <summary>The most messages of a batch. 1 to 1,024; default 128.</summary>
    [Range(1, 1024)]
    public int MaxBatchRows { get; set; } = 128;

    /// <summary>Messages that may wait for the model. A message that finds the queue full is shed at once and judged by rules alone. 1 to 100,000; default 4,096.</summary>
    [Range(1, 100_000)]
    public int MaxQueuedMessages { get; set; } = 4096;

    /// <summary>
    /// How long a batch that could still grow waits for more, counted from its oldest message. While the model is busy the next batch forms by itself, so zero is
    /// best unless measured otherwise. 0 to 100 ms; default 0.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.100")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.Zero;

    /// <summary>
    /// Threads that score, each a batch of its own, with one copy of the model between them. Two score nearly twice as much as one on two cores, and never more slowly on one; more are for
    /// a host with cores to spare. 1 to 64; default 2.
    /// </summary>
    [Range(1, 64)]
    public int ModelThreads { get; set; } = 2;

    /// <summary>Distinct folded texts whose scores are remembered, so that copypasta and raids are scored once. 0 (off) to 1,000,000; default 16,384.</summary>
    [Range(0, 1_000_000)]
    public int RememberedTexts { get; set; } = 16_384;
}

[OptionsValidator]
public sealed partial class BatcherOptionsValidator : IValidateOptions<BatcherOptions>;
