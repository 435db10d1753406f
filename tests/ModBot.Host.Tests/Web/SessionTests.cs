using System.Net;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Web;

/// <summary>How long a session stands. With a bed of their own, because they put its clock forward.</summary>
public sealed class SessionTests(DeskBed bed) : IClassFixture<DeskBed>
{
    [Fact]
    public async Task Session_ModeratorIsNoneAnyMore_EndsWithinAMinute()
    {
        bed.Sandbox.Chat.SetRole(DefaultWorld.Channel, DefaultWorld.Subscriber, ChatRole.Moderator);
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Subscriber);
        await browser.ReadAsync("/desk/pixelharbor");
        bed.Sandbox.Chat.SetRole(DefaultWorld.Channel, DefaultWorld.Subscriber, ChatRole.Subscriber);
        bed.Skip(TimeSpan.FromMinutes(1));
        await browser.ReadAsync("/desk/pixelharbor", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Session_GrantWithdrawnAtTwitch_EndsWithinAMinute()
    {
        using var browser = await bed.BrowserOfAsync(DeskBed.OtherChannel);
        await browser.ReadAsync("/desk/coralbyte");
        bed.Sandbox.Faults.Disconnect(DeskBed.OtherChannel);
        bed.Skip(TimeSpan.FromMinutes(1));
        await browser.ReadAsync("/desk/coralbyte", HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Session_TokenExpired_IsRenewedUnseen()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Channel);
        bed.Sandbox.Faults.ExpireTokens(DefaultWorld.Channel);
        bed.Skip(TimeSpan.FromMinutes(61));
        await browser.ReadAsync("/desk/pixelharbor");
    }

    [Fact]
    public async Task Session_TwitchSilent_GoesOnForAWhile()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        bed.Sandbox.Faults.FailHelix(1_000, 503, "/moderation/channels");
        try
        {
            bed.Skip(TimeSpan.FromMinutes(2));
            await browser.ReadAsync("/desk");
            bed.Skip(TimeSpan.FromMinutes(9));
            await browser.ReadAsync("/desk", HttpStatusCode.Redirect);
        }
        finally
        {
            bed.Sandbox.Faults.FailHelix(0, 503);
        }
    }
}
