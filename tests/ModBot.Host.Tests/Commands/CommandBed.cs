using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Host.Configuration;
using ModBot.Host.Tests.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Host.Tests.Commands;

/// <summary>The commands of the queue over a store in memory and a config folder of the test's own, with the channel "pixelharbor".</summary>
internal sealed class CommandBed : IDisposable
{
    public static readonly Chatter Moderator = Some.Chatter("quietlantern", Badges.Moderator, "810000003");
    public static readonly Chatter Other = Some.Chatter("slowcomet", Badges.Moderator, "810000005");
    public static readonly Chatter Lead = Some.Chatter("stormledger", Badges.LeadModerator, "810000009");

    private readonly TestMeters meters = new();
    private readonly PolicyReloadWorker reload;
    private readonly ChatCommandHandler handler;

    /// <param name="moderation">The section Moderation of modbot.json.</param>
    public CommandBed(string moderation = "{}")
    {
        Write(moderation);
        var settings = new ChannelSettings(Options.Create(new ModBotOptions { Data = Path.Combine(Folder.Path, "data") }), Log, Time);
        var channels = new ChannelDirectory();
        channels.Add("pixelharbor", Some.Broadcaster);
        var loader = new PolicyLoader(new ConfigFolder(Folder.Path), settings, channels, SomePolicy.Thresholds);
        Policies = new PolicyBook(loader.Load());
        reload = new PolicyReloadWorker(loader, Policies, Time, NullLogger<PolicyReloadWorker>.Instance);
        Desk = new ReviewDesk(Store, Policies, new OutboxSignal(), new HoldMetrics(meters), Time);
        Terms = new ChannelTerms(settings, new ConfigFolder(Folder.Path), channels);
        ICommandGroup[] groups =
        [
            new QueueCommands(Desk, new HoldViewer(Desk, Store, Policies, Time), Time), new ClaimCommands(Desk, Time), new DecisionCommands(Desk, new BulkReview(Desk, Store), new TermApproval(Desk, Policies, Terms, reload), Time), new TermCommands(Terms, reload), new ReportCommands(Store, Time),
            new RecordCommands(Desk, new Lookup(), Time),
        ];
        handler = new ChatCommandHandler(new CommandTable(groups), Policies, new RecordingEnforcer(), NullLogger<ChatCommandHandler>.Instance);
    }

    public TestFolder Folder { get; } = new();

    public ManualTimeProvider Time { get; } = new(Some.Instant);

    public InMemoryHoldStore Store { get; } = new();

    public InMemorySettingLog Log { get; } = new();

    public PolicyBook Policies { get; }

    public ReviewDesk Desk { get; }

    public ChannelTerms Terms { get; }

    /// <summary>Puts another section Moderation in force.</summary>
    public void Configure(string moderation)
    {
        Write(moderation);
        reload.ReloadNow();
    }

    public Task<string?> AskAsync(string command, Chatter? who = null) => handler.AnswerAsync(Some.Message($"!mod {command}", who ?? Moderator), default);

    public Task<Hold> AddAsync() => AddAsync(Some.Hold());

    public async Task<Hold> AddAsync(Hold hold) => (await Store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;

    /// <summary>A hold as the rule of blocked terms makes it, under the policy in force.</summary>
    public Task<Hold> HoldForTermAsync(string text)
    {
        var hit = new BlockedTermRule().Evaluate(new RuleInput(Some.Message(text), ModBot.Normalization.TextNormalizer.Normalize(text), Policies.For(Some.Broadcaster).Rules))!;
        var hold = Some.Hold(Some.Message(text));
        return AddAsync(hold with { Decision = hold.Decision with { Reasons = [new Reason { Source = hit.Rule, Verdict = hit.Verdict, Text = hit.Text, Span = hit.Span }] } });
    }

    /// <summary>Whether the rule of blocked terms holds it now.</summary>
    public bool IsBlocked(string text) =>
        new BlockedTermRule().Evaluate(new RuleInput(Some.Message(text), ModBot.Normalization.TextNormalizer.Normalize(text), Policies.For(Some.Broadcaster).Rules)) is not null;

    public async Task<Hold> FindAsync(Hold hold) => (await Store.FindAsync(hold.Broadcaster, hold.Id, default))!;

    public void Dispose()
    {
        reload.Dispose();
        meters.Dispose();
        Folder.Dispose();
    }

    private void Write(string moderation) => Folder.Write("modbot.json", $$"""{ "Moderation": {{moderation}} }""");

    private sealed class Lookup : IChatterLookup
    {
        public Task<ChatterId?> FindAsync(string login, CancellationToken cancellationToken) =>
            Task.FromResult<ChatterId?>(login switch { "gravelgoblin" => Some.Chatter().Id, "newhand" => new ChatterId("42"), _ => null });
    }
}
