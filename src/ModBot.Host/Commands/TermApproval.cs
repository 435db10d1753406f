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
    public async Task<TermApproved> ApproveAsync(Chatter moderator, Hold hold, string? reason, long? expectedVersion, SettingSource source, CancellationToken cancellationToken)
    {
        var config = book.For(hold.Broadcaster).Config;
        if (desk.RoleOf(hold.Broadcaster, moderator)?.Has(Permissions.Terms) != true) return new(new ReviewResult.Forbidden($"needs the permission {Permissions.Terms}; a plain approval lets only this message pass"));
        if (!TermPermit.IsHeldForTerm(hold.Decision)) return new(new ReviewResult.Refused($"held for {hold.Source} and not for a blocked term, so there is none to permit"));
        if (TermPermit.For(hold.Decision, hold.Message.Text, config.Rules.Terms) is not { } term) return new(new ReviewResult.Refused($"its term cannot be permitted as it stands there; {config.Commands.Prefix} term permit takes one that you write"));
        var result = await desk.ResolveAsync(moderator, hold.Broadcaster, hold.Id, Ruling.Approve with { PermitsTerm = true, Reason = reason }, expectedVersion, cancellationToken);
        if (result is not ReviewResult.Done) return new(result);
        try
        {
            await terms.AddAsync(hold.Broadcaster, TermKind.Permitted, [term], source, cancellationToken);
        }
        catch (ConfigException e)
        {
            return new(result, $"{hold.Code} approved, but its term is not permitted. {e.Message}");
        }
        return new(result, policies.Apply($"{hold.Code} approved, and its term is permitted from now on."), IsPermitted: true);
    }
}

/// <summary>What came of approving a hold with its term.</summary>
/// <param name="Says">What there is to say of it beyond the usual words.</param>
/// <param name="IsPermitted">The term is permitted now.</param>
internal sealed record TermApproved(ReviewResult Result, string? Says = null, bool IsPermitted = false);
