using System.Diagnostics.Metrics;

namespace ModBot.Rules;

/// <summary>What terms cost, as instruments of the meter <c>modbot.terms</c>.</summary>
public sealed class TermMetrics
{
    private readonly Counter<long> unfinished;

    public TermMetrics(IMeterFactory meters) =>
        unfinished = meters.Create("modbot.terms").CreateCounter<long>("modbot.terms.unfinished", "{term}", "Regular expressions that were too costly for a message and were taken as no match there.");

    internal void GaveUp(int terms) => unfinished.Add(terms);
}
