using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Core.Tests.Policy;

public sealed class RoleBookTests
{
    [Theory]
    [InlineData(Badges.Broadcaster, "broadcaster")]
    [InlineData(Badges.LeadModerator, "lead")]
    [InlineData(Badges.Moderator, "moderator")]
    [InlineData(Badges.Vip | Badges.Subscriber, null)]
    public void Of_Badges_GiveTheRole(Badges badges, string? expected) => Assert.Equal(expected, RoleOf(badges, new ModerationConfig()));

    [Fact]
    public void Of_Member_GoesBeforeBadges() => Assert.Equal("trial", RoleOf(Badges.Moderator, Member("trial")));

    [Fact]
    public void Of_MemberWithoutRole_HasNoneWhateverTheBadges() => Assert.Null(RoleOf(Badges.Moderator, Member(RoleBook.None)));

    [Fact]
    public void Of_Broadcaster_CannotBeDemoted() => Assert.Equal("broadcaster", RoleOf(Badges.Broadcaster, Member(RoleBook.None)));

    [Fact]
    public void Create_ChangedBuiltInRole_KeepsWhatIsNotSaid()
    {
        var config = new ModerationConfig { Roles = new Dictionary<string, RoleConfig> { ["moderator"] = new() { MaxTimeout = TimeSpan.FromMinutes(5) } } };

        var role = RoleBook.Create(config).Of(Some.Chatter(badges: Badges.Moderator))!;

        Assert.Equal(TimeSpan.FromMinutes(5), role.MaxTimeout);
        Assert.True(role.Has(Permissions.Approve | Permissions.Ban));
        Assert.False(role.Has(Permissions.Roles));
    }

    private static ModerationConfig Member(string role) => new() { Members = new Dictionary<string, string> { ["810000007"] = role } };

    private static string? RoleOf(Badges badges, ModerationConfig config) => RoleBook.Create(config).Of(Some.Chatter(badges: badges))?.Name;
}
