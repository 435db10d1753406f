using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ModBot.Sqlite;

/// <summary>The embedded store: one file, nothing to install.</summary>
public sealed class SqliteStoreOptions
{
    public const string Section = "Sqlite";

    /// <summary>
    /// The database file; a relative path starts at the folder <c>Data</c>, and missing folders are made. Keep it on a local disk: SQLite's
    /// write-ahead log does not work on network drives. Default <c>modbot.db</c>.
    /// </summary>
    [Required]
    public string Path { get; set; } = "modbot.db";

    /// <summary>
    /// Whether every commit waits for the disk. False (the default): a crash or <c>kill -9</c> of ModBot loses nothing; when the whole machine loses power,
    /// the last moments may be missing, never damaged. True: not even those, for a slower disk-bound write each.
    /// </summary>
    public bool SurvivePowerLoss { get; set; }

    /// <summary>How long a write waits for another process that has the file, before it fails. From 0.1 s to a minute; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LockMaxWait { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>;
