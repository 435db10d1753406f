using ModBot.Holds;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Policy;

namespace ModBot.Host.Api.Review;

/// <summary>A hold where many are looked back at.</summary>
/// <param name="Source">The category or rule that it is counted under.</param>
/// <param name="State">open, approved, denied or expired.</param>
/// <param name="Content">What was said and by whom; null without the scope holds:read and the permission view, and where the sender was forgotten.</param>
internal sealed record HoldReference(string Id, string Code, string Source, string State, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, ContentView? Content)
{
    /// <summary>How this caller sees holds.</summary>
    public static Func<Hold, HoldReference> For(ApiCaller caller)
    {
        var withContent = caller.Has(ApiScope.ReadHolds) && caller.Role!.Has(Permissions.View);
        return hold => new HoldReference(
            hold.Id.Value, hold.Code.Value, hold.Source, HoldView.Word(hold.State), hold.CreatedAt, hold.EndedAt, withContent && !hold.IsErased ? ContentView.Of(hold) : null);
    }
}
