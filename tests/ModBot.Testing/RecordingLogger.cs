using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ModBot.Testing;

/// <summary>Keeps every log line of every level as a record; one for all categories.</summary>
public sealed class RecordingLogger : ILoggerProvider, ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<LogEntry> entries = new();

    public IReadOnlyList<LogEntry> Entries => [.. entries];

    public ILogger CreateLogger(string categoryName) => this;

    /// <summary>This logger, as a class asks for it.</summary>
    public ILogger<T> For<T>() => new Logger<T>(this);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Everything is recorded here.");

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        entries.Enqueue(new LogEntry(logLevel, eventId.Name ?? "", formatter(state, exception), exception));

    public void Dispose()
    {
    }
}

/// <summary>One log line.</summary>
public sealed record LogEntry(LogLevel Level, string Name, string Message, Exception? Exception);
