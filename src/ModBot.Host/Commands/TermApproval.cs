using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Commands;

/// <summary>Approves a hold and permits the blocked term in it, whatever the surface; where the term cannot be permitted, nothing happens.</summary>
internal sealed class TermApproval(ReviewDesk desk, PolicyBook book, ChannelTerms terms, PolicyReloadWorker policies)
{
    /// <returns>What came of it, and what there is to say about it beyond the usual words.</returns>
    public async Task<(ReviewResult Result, string? Says)> ApproveAsync(Chatter moderator, Hold hold, long? expectedVersion, SettingSource source, CancellationToken cancellationToken)
    {
        var config = book.For(hold.Broadcaster).Config;
        if (desk.RoleOf(hold.Broadcaster, moderator)?.Has(Permissions.Terms) != true) return No(new ReviewResult.Forbidden($"needs the permission {Permissions.Terms}"), $"{hold.Code}: needs the permission {Permissions.Terms}; a plain approval lets only this message pass.");
        if (!TermPermit.IsHeldForTerm(hold.Decision)) return No(new ReviewResult.Refused("no term"), $"{hold.Code} is held for {hold.Source} and not for a blocked term, so there is none to permit.");
        if (TermPermit.For(hold.Decision, hold.Message.Text, config.Rules.Terms) is not { } term) return No(new ReviewResult.Refused("no such term"), $"{hold.Code}: its term cannot be permitted as it stands there; {config.Commands.Prefix} term permit takes one that you write.");
        var result = await desk.ResolveAsync(moderator, hold.Broadcaster, hold.Id, Ruling.Approve with { PermitsTerm = true }, expectedVersion, cancellationToken);
        if (result is not ReviewResult.Done) return (result, null);
        try
        {
            await terms.AddAsync(hold.Broadcaster, TermKind.Permitted, [term], source, cancellationToken);
        }
        catch (ConfigException e)
        {
            return (result, $"{hold.Code} approved, but its term is not permitted. {e.Message}");
        }
        return (result, policies.Apply($"{hold.Code} approved, and its term is permitted from now on."));
    }

    private static (ReviewResult, string?) No(ReviewResult result, string says) => (result, says);
}
