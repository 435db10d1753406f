using ModBot.Host.Web.Layout;

namespace ModBot.Host.Web;

/// <summary>What streamers read on their way.</summary>
internal static class ConnectPage
{
    public static IResult Ask(string? bot, Uri start) => DeskPage.Of<AskStreamerPage>(StatusCodes.Status200OK, new { Bot = bot, Start = start.ToString() });

    /// <param name="isModerator">Null when it is unknown.</param>
    public static IResult Done(string login, string? bot, string mode, bool? isModerator) =>
        DeskPage.Of<StreamerConnectedPage>(StatusCodes.Status200OK, new { Login = login, Bot = bot, Mode = mode.ToLowerInvariant(), IsModerator = isModerator });
}
