using ModBot.Host.Web.Access;
using ModBot.Policy;

namespace ModBot.Host.Web.Layout;

/// <summary>A section of the desk, as the navigation of a channel shows it.</summary>
/// <param name="Key">What a page says to be it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Path">Below the channel's address; empty for the queue.</param>
/// <param name="Needs">What a role must have for it to be shown. The page checks it again.</param>
public sealed record DeskSection(string Key, string Title, string Path, Permissions Needs)
{
    public string AddressIn(DeskChannel channel) => $"/desk/{channel.Login}{Path}";
}

/// <summary>The sections there are, in their order.</summary>
public static class DeskSections
{
    private static readonly DeskSection[] All =
    [
        new("queue", "Queue", "", Permissions.View),
        new("review", "Review", "/review", Permissions.Stats),
        new("settings", "Settings", "/settings", Permissions.View),
    ];

    public static IEnumerable<DeskSection> Of(DeskChannel channel) => All.Where(section => channel.May(section.Needs));
}
