using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Invariants;

/// <summary>A random evening: a channel's config, and what viewers, moderators, Twitch and bad luck do. Every number is one step, so that a failing play shrinks to the few that matter.</summary>
internal sealed record Play(int Channel, int[] Steps)
{
    private const int StepKinds = 22;
    private const int Crash = StepKinds - 1;

    private static readonly string[] Phrases = ["hello there friends", "you are all zzrude people", "look at bad.example now", "buy cheap viewers on bad.example", "WHY IS EVERYBODY SHOUTING IN HERE TONIGHT", "k", "good game well played", "nobody wants you here at all"];

    private static readonly Verdict[] Verdicts = [Verdict.Observe, Verdict.Hold, Verdict.Delete, Verdict.Warn, Verdict.Timeout, Verdict.Ban];

    /// <summary>What a failure prints, and what runs it again.</summary>
    public override string ToString() => $"new Play({Channel}, [{string.Join(", ", Steps)}])";

    public ModerationConfig Config()
    {
        var random = new Random(Channel);
        return new ModerationConfig
        {
            Mode = (ChannelMode)random.Next(3),
            Level = random.Next(1, 5),
            Levels = new Dictionary<string, int> { [Category.Swearing.Key()] = random.Next(5) },
            Enforce = new EnforceConfig { Level = random.Next(1, 5), Verdict = Verdicts[random.Next(2, Verdicts.Length)] },
            Rules = new RulesConfig
            {
                Terms = new TermRuleConfig { Verdict = Verdicts[random.Next(Verdicts.Length)], Blocked = ["zzrude"] },
                Links = new LinkRuleConfig { Verdict = Verdicts[random.Next(Verdicts.Length)], Exempt = random.Next(2) == 0 ? [ExemptRole.Vip] : [] },
                Caps = new CapsRuleConfig { MinLetters = 20 },
            },
            Raids = new RaidsConfig { Limit = 4 },
            Holds = new HoldsConfig
            {
                Order = (HoldOrder)random.Next(3),
                WhenLapsed = (LapseAction)random.Next(3),
                Lapses = new Dictionary<string, LapseConfig> { [Category.Swearing.Key()] = new() { WhenLapsed = (LapseAction)random.Next(3), ExpireAfter = TimeSpan.FromMinutes(random.Next(1, 60)) } },
            },
            Roles = new Dictionary<string, RoleConfig>
            {
                ["moderator"] = new() { MaxTimeout = TimeSpan.FromHours(1), ActsPerMinute = 4 },
                ["trial"] = new() { Categories = random.Next(2) == 0 ? [] : [Category.Swearing.Key()] },
                ["specialist"] = new() { Permissions = [Permissions.View, Permissions.Approve, Permissions.Deny, Permissions.Warn], Categories = [Category.Swearing.Key()] },
            },
            Members = new Dictionary<string, string> { ["5"] = "trial", ["6"] = "observer", ["7"] = "specialist" },
            Ladder = new LadderConfig { Enabled = random.Next(2) == 0, DecayAfter = TimeSpan.FromHours(1), BanWithoutModerator = random.Next(4) == 0 },
        };
    }

    /// <param name="world">Where it happens.</param>
    /// <param name="isCalm">Without bad luck and races, so that everything happens in one order only.</param>
    public async Task RunAsync(World world, bool isCalm)
    {
        foreach (var step in Steps) await StepAsync(world, new Random(step), isCalm);
        await world.SettleAsync();
    }

    /// <summary>The same evening without a crash.</summary>
    public Play WithoutRestarts() => this with { Steps = [.. Steps.Where(step => !IsRestart(step))] };

    private static bool IsRestart(int step)
    {
        var random = new Random(step);
        random.Next(4000);
        return random.Next(StepKinds) == Crash;
    }

    private static async Task StepAsync(World world, Random random, bool isCalm)
    {
        world.Time.Advance(TimeSpan.FromMilliseconds(random.Next(4000)));
        switch (random.Next(StepKinds))
        {
            case < 7:
                await world.SayAsync(Pick(random, World.Viewers), Pick(random, Phrases), Pick(random, Categories.All), random.NextSingle(), isHeldByTwitch: random.Next(8) == 0);
                break;
            case 7:
                await RaidAsync(world, random);
                break;
            case 8 when world.Outcomes.Count > 0:
                await world.SayAgainAsync(Pick(random, world.Outcomes));
                break;
            case < 12 when await AnyHoldAsync(world, random) is { } hold:
                await world.ActAsync(Pick(random, World.Staff), hold, random.Next(4) == 0 ? null : ARuling(random));
                break;
            case 12:
                await WorkAsync(world, random, isCalm);
                break;
            case 13 when await AnyHoldAsync(world, random) is { } hold:
                await ChangeMindAsync(world, random, hold, isCalm);
                break;
            case 14 when !isCalm && await AnyHoldAsync(world, random) is { } hold:
                await world.RaceAsync(hold, [.. Enumerable.Range(0, 4).Select(_ => (Pick(random, World.Staff), ARuling(random)))]);
                break;
            case 15:
                await world.Desk.ClaimNextAsync(Pick(random, World.Staff), Some.Broadcaster, default);
                break;
            case 16:
                await RunOutboxAsync(world, random, isCalm);
                break;
            case 17:
                world.Time.Advance(TimeSpan.FromMinutes(random.Next(45)));
                await world.Desk.ExpireDueAsync(Some.Broadcaster, default);
                break;
            case 18 when await AnyHoldAsync(world, random) is { } hold:
                await HappenOnTwitchAsync(world, random, hold);
                break;
            case 19 when await AnyHoldAsync(world, random) is { } hold:
                await ShareAsync(world, Pick(random, World.Staff), hold, random.Next(3));
                break;
            case 20:
                await world.ActOnAllAsync(Pick(random, World.Staff), Pick(random, World.Viewers[..5]), ARuling(random));
                break;
            case Crash:
                await world.RestartAsync();
                break;
        }
    }

    /// <summary>One moderator goes through what is open, fast.</summary>
    private static async Task WorkAsync(World world, Random random, bool isCalm)
    {
        var moderator = World.Staff[random.Next(2, 4)];
        foreach (var hold in (await world.HoldsAsync()).Where(hold => hold.IsOpen).Take(random.Next(2, 9)))
        {
            await world.ActAsync(moderator, hold, ARuling(random));
            if (random.Next(3) == 0) await RunOutboxAsync(world, random, isCalm);
        }
    }

    private static Task<ReviewResult> ShareAsync(World world, Chatter who, Hold hold, int how) => how switch
    {
        0 => world.Desk.TakeAsync(who, hold.Broadcaster, hold.Id, default),
        1 => world.Desk.ReleaseAsync(who, hold.Broadcaster, hold.Id, default),
        _ => world.Desk.NoteAsync(who, hold.Broadcaster, hold.Id, "have a look", default),
    };

    /// <summary>Decide, undo, and perhaps decide again, with the outbox somewhere in between.</summary>
    private static async Task ChangeMindAsync(World world, Random random, Hold hold, bool isCalm)
    {
        for (var i = 0; i < 4; i++)
        {
            await world.ActAsync(World.Staff[random.Next(3)], hold, i % 2 == 0 ? ARuling(random) : null);
            if (random.Next(2) == 0) await RunOutboxAsync(world, random, isCalm);
        }
    }

    private static Task RunOutboxAsync(World world, Random random, bool isCalm)
    {
        if (!isCalm) world.Twitch.FailNext(random.Next(3));
        return world.RunOutboxAsync();
    }

    /// <summary>An ordinary while with the regulars, then one message from many who are new.</summary>
    private static async Task RaidAsync(World world, Random random)
    {
        for (var i = 0; i < 100; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(4));
            await world.SayAsync(World.Viewers[i % 5], "hello there friends", null, 0);
        }
        var raiders = random.Next(3, 12);
        for (var i = 0; i < raiders; i++) await world.SayAsync(World.Viewers[i + random.Next(5, 25)], "come and join our wonderful hideout everybody", null, 0);
    }

    private static async Task HappenOnTwitchAsync(World world, Random random, Hold hold)
    {
        var by = new Actor(new ChatterId("77"), "onTwitch");
        ChatEvent happened = random.Next(3) switch
        {
            0 when hold.Kind == HoldKind.Twitch => new ChatEvent.TwitchHoldClosed(hold.Broadcaster, hold.Message.Id, TwitchHoldOutcome.Lapsed, null),
            1 => new ChatEvent.ModeratorActed(hold.Broadcaster, by, ModeratorAction.Untimeout, hold.Message.Chatter, null),
            _ => new ChatEvent.ModeratorActed(hold.Broadcaster, by, ModeratorAction.Clear, null, null),
        };
        if (happened is ChatEvent.ModeratorActed { Action: ModeratorAction.Untimeout }) await world.Twitch.UnbanAsync(hold.Broadcaster, hold.Message.Chatter.Id, default);
        await world.ApplyAsync(happened);
    }

    private static async Task<Hold?> AnyHoldAsync(World world, Random random) => await world.HoldsAsync() is { Count: > 0 } holds ? Pick(random, [.. holds.TakeLast(12)]) : null;

    private static Ruling ARuling(Random random)
    {
        if (random.Next(2) == 0) return Ruling.Approve;
        return new Ruling(RulingVerb.Deny, random.Next(5) switch
        {
            0 => new Sanction(SanctionKind.Warn),
            1 => new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(random.Next(1, 200))),
            2 => new Sanction(SanctionKind.Ban),
            _ => null,
        })
        { SkipsLadder = random.Next(4) == 0 };
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
