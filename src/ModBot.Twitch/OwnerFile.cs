namespace ModBot.Twitch;

/// <summary>
/// A small file that several processes share: read whole, replaced in one step so that a crash leaves the old file or the new one, readable by its owner only.
/// Whoever reads in order to write holds the lock.
/// </summary>
public sealed class OwnerFile(string path, TimeProvider clock)
{
    private static readonly TimeSpan LockPollEvery = TimeSpan.FromMilliseconds(50);

    // Longer than one exchange with Twitch may take while somebody else holds the lock.
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(75);

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Changes when the file does; empty when there is none.</summary>
    public string Fingerprint
    {
        get
        {
            var file = new FileInfo(Path);
            return file.Exists ? $"{file.LastWriteTimeUtc.Ticks}:{file.Length}" : "";
        }
    }

    /// <returns>Null when there is no file.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(Path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Call with the lock held.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var draft = Path + ".new";
        File.Delete(draft);
        await using (var stream = new FileStream(draft, OwnerOnly(new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous })))
        {
            await stream.WriteAsync(content, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, Path, overwrite: true);
    }

    /// <summary>Keeps every other process, and every other caller in this one, out until it is disposed.</summary>
    /// <exception cref="IOException">Somebody held it for too long, or the folder cannot be written to.</exception>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var since = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(Path + ".lock", OwnerOnly(new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None }));
            }
            catch (IOException e) when (IsHeld(e) && clock.GetElapsedTime(since) < LockLimit)
            {
                await Task.Delay(LockPollEvery, clock, cancellationToken);
            }
        }
    }

    // Sharing and lock violation of Windows; EWOULDBLOCK of Linux and of macOS. Everything else, such as a read-only disk, stays as it is.
    private static bool IsHeld(IOException e) => e.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;

    private static FileStreamOptions OwnerOnly(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
