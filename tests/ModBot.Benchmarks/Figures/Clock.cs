using System.Diagnostics;

namespace ModBot.Benchmarks.Figures;

/// <summary>One measurement: what each turn took and allocated.</summary>
internal readonly record struct Clocked(double MicrosecondsEach, double BytesEach);

/// <summary>Runs something over and over. The first rounds are for the compiler: they do not count.</summary>
internal static class Clock
{
    private const int LeastRounds = 3;

    /// <summary>Rounds of <paramref name="turns"/> turns on this thread until the time is over; the median round is what counts, so that another program's turn on the core does not.</summary>
    public static Clocked Repeat<T>(TimeSpan time, int turns, Func<int, T> act)
    {
        T? kept = default;
        var rounds = new List<Clocked>();
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        for (var round = 0; round < LeastRounds + 1 || Stopwatch.GetTimestamp() < end; round++)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < turns; i++) kept = act(i);
            var took = Stopwatch.GetElapsedTime(start);
            if (round > 0) rounds.Add(new Clocked(took.TotalMicroseconds / turns, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / turns));
        }
        GC.KeepAlive(kept);
        return rounds.OrderBy(round => round.MicrosecondsEach).ElementAt(rounds.Count / 2);
    }
}
