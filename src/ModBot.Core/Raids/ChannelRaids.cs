using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;

namespace ModBot.Raids;

/// <summary>What is remembered of one channel.</summary>
internal sealed class ChannelRaids
{
    private const int MaxWaves = 64;
    private const int MaxRaids = 16;

    /// <summary>How long the fate of a raid's card goes on after its last message.</summary>
    private static readonly TimeSpan RaidMemory = TimeSpan.FromMinutes(10);

    private readonly List<RaidWave> waves = [];
    private readonly List<Raid> raids = [];

    public RaidSighting? See(ChatMessage message, NormalizedText text, Heard heard, RaidsConfig config)
    {
        var at = message.At;
        // A badge was earned before.
        if (heard.IsLearning || message.Chatter.Badges != Badges.None) return null;
        var isNew = at - heard.FirstAt <= config.Window;
        if (!isNew && raids.Count == 0 || SimHash.Of(text) is not { } hash) return null;
        if (FindRaid(hash, at) is not { } raid) return isNew ? Gather(hash, message, at, config) : null;
        if (heard.FirstAt < raid.Since) return null;
        raid.LastAt = at;
        raid.Size++;
        return new RaidSighting(raid, []);
    }

    private Raid? FindRaid(ulong hash, DateTimeOffset at)
    {
        if (raids.Count == 0) return null;
        raids.RemoveAll(raid => raid.IsOver || at - raid.LastAt > RaidMemory);
        return raids.Find(raid => SimHash.AreAlike(raid.Hash, hash));
    }

    private RaidSighting? Gather(ulong hash, ChatMessage message, DateTimeOffset at, RaidsConfig config)
    {
        waves.RemoveAll(wave => at - wave.LastAt > config.Window);
        if (waves.Find(wave => SimHash.AreAlike(wave.Hash, hash)) is not { } wave)
        {
            if (waves.Count >= MaxWaves) waves.RemoveAt(0);
            waves.Add(wave = new RaidWave(hash));
        }
        if (wave.Add(message, at, config.Window) < config.Limit) return null;
        waves.Remove(wave);
        if (raids.Count >= MaxRaids) raids.RemoveAt(0);
        var earlier = wave.Earlier;
        var raid = new Raid(wave.Hash, wave.FirstAt - config.Window, at, earlier.Length + 1);
        raids.Add(raid);
        return new RaidSighting(raid, earlier);
    }
}
