using Microsoft.Extensions.Logging;

namespace ModBot.Rules;

/// <summary>Terms that the channel blocks.</summary>
public sealed partial class BlockedTermRule(TermMetrics? metrics, ILogger<BlockedTermRule>? logger) : IRule
{
    /// <summary>The <see cref="RuleHit.Rule"/> of its hits.</summary>
    public const string RuleName = "terms";

    /// <summary>One that tells nobody of terms that are too costly.</summary>
    public BlockedTermRule()
        : this(null, null)
    {
    }

    public string Name => RuleName;

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Terms;
        if (!settings.Scope.Covers(input.Message.Chatter)) return null;
        var found = settings.Matcher.Find(input.Text, out var unfinished);
        if (unfinished.Count > 0) Tell(unfinished);
        if (found is not { } place) return null;
        return new RuleHit(Name, settings.Scope.Verdict, "a blocked term", place);
    }

    private void Tell(UnfinishedTerms unfinished)
    {
        metrics?.GaveUp(unfinished.Count);
        if (unfinished.New > 0 && logger is not null) LogGaveUp(logger, unfinished.New);
    }

    [LoggerMessage(LogLevel.Warning, "{Terms} regular expressions among the terms were too costly for a message and were taken as no match there; simpler ones would be safer. Said once for each")]
    private static partial void LogGaveUp(ILogger logger, int terms);
}
