using ModBot.Classification;
using ModBot.Policy;

namespace ModBot.Core.Tests.Policy;

public sealed class RoleTests
{
    private static readonly Role Moderator = RoleBook.BuiltIn.Single(role => role.Name == "moderator");

    [Fact]
    public void Covers_BuiltInRoles_EachCoversThoseAfterIt()
    {
        for (var one = 0; one < RoleBook.BuiltIn.Length; one++)
        {
            for (var other = one; other < RoleBook.BuiltIn.Length; other++) Assert.True(RoleBook.BuiltIn[one].Covers(RoleBook.BuiltIn[other]), $"{RoleBook.BuiltIn[one].Name} over {RoleBook.BuiltIn[other].Name}");
        }
        Assert.False(RoleBook.BuiltIn[2].Covers(RoleBook.BuiltIn[1]));
    }

    [Fact]
    public void Covers_AnyWiderReach_IsFalse()
    {
        Assert.False(Moderator.Covers(Moderator with { Permissions = Moderator.Permissions | Permissions.Roles }));
        Assert.False((Moderator with { MaxTimeout = TimeSpan.FromHours(1) }).Covers(Moderator));
        Assert.False((Moderator with { Clearance = [Category.Swearing] }).Covers(Moderator));
        Assert.False(Moderator.Covers(Moderator with { ActsPerMinute = null }));
        Assert.False(Moderator.Covers(Moderator with { ActsPerMinute = 61 }));
        Assert.True((Moderator with { Clearance = [Category.Swearing, Category.Bullying] }).Covers(Moderator with { Clearance = [Category.Swearing] }));
    }
}
