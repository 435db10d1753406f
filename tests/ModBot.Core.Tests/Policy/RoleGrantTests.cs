using ModBot.Policy;

namespace ModBot.Core.Tests.Policy;

public sealed class RoleGrantTests
{
    private static readonly RoleBook Roles = RoleBook.Create(new ModerationConfig
    {
        Roles = new Dictionary<string, RoleConfig> { ["host"] = new() { Permissions = [Permissions.View, Permissions.Roles, Permissions.Stats], MaxTimeout = TimeSpan.Zero } },
    });

    [Theory]
    [InlineData("lead", null, "moderator", null)]
    [InlineData("lead", "moderator", "none", null)]
    [InlineData("lead", "trial", null, null)]
    [InlineData("lead", null, "broadcaster", "There is one broadcaster, and Twitch says who.")]
    [InlineData("lead", null, "king", "There is no role king; roles are broadcaster, host, lead, moderator, observer, trial, none.")]
    [InlineData("host", null, "observer", null)]
    [InlineData("host", null, "trial", "The role trial may more than yours, host; somebody who has it can give it.")]
    [InlineData("host", "moderator", "none", "newhand has the role moderator, which may more than yours, host.")]
    [InlineData("host", "moderator", null, "newhand has the role moderator, which may more than yours, host.")]
    public void ProblemOf_Giver_IsWhatReachesBeyondThem(string giver, string? before, string? role, string? problem) =>
        Assert.Equal(problem, RoleGrant.ProblemOf(Roles.Find(giver)!, Roles, "newhand", before, role));
}
