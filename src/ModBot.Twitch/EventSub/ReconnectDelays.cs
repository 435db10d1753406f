using System.Collections;

namespace ModBot.Twitch.EventSub;

/// <summary>How long to wait before each attempt: as data, so that it can be read off.</summary>
internal sealed class ReconnectDelays(IEnumerable<TimeSpan> delays) : IEnumerable<TimeSpan>
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>Doubling from a second to <paramref name="longest"/> and then that for ever; each shortened by up to half, so that bots do not return as a herd.</summary>
    /// <param name="random">0 to 1.</param>
    public static ReconnectDelays Endless(TimeSpan longest, Func<double> random)
    {
        return new ReconnectDelays(Sequence());

        IEnumerable<TimeSpan> Sequence()
        {
            for (var delay = First; ; delay = delay * 2 < longest ? delay * 2 : longest) yield return delay * (1 - random() / 2);
        }
    }

    public IEnumerator<TimeSpan> GetEnumerator() => delays.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
