using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Pages;

/// <summary>One change for the chat page: <c>reset</c>, <c>message</c> (new or changed), <c>gone</c> or <c>notice</c>.</summary>
internal sealed record PageEvent(string Type)
{
    public PageMessage? Message { get; init; }

    public IReadOnlyList<string> Ids { get; init; } = [];

    public string Text { get; init; } = "";
}

/// <summary>A message as the page shows it.</summary>
internal sealed record PageMessage(
    string Id, string Login, string Name, string Color, string Role, string Status, string At, bool IsAction,
    IReadOnlyList<PageFragment> Fragments, string? ChangedBy, string? HeldFor, string? ReplyTo)
{
    public static PageMessage Of(ChatMessage message) => new(
        message.Id,
        message.Chatter.Login,
        message.Chatter.DisplayName,
        message.Chatter.Color,
        NameOf(message.Role),
        message.Status.ToString().ToLowerInvariant(),
        message.SentAt.ToString("O"),
        message.Text.StartsWith('\u0001'),
        [.. message.Fragments.Select(fragment => new PageFragment(fragment.Type, fragment.Text))],
        message.ChangedBy?.DisplayName,
        message.HeldFor is { } held ? $"{held.Category}, level {held.Level}" : null,
        message.ReplyTo?.Chatter.DisplayName);

    public static string NameOf(ChatRole role) => role switch
    {
        ChatRole.Broadcaster => "broadcaster",
        ChatRole.LeadModerator => "lead moderator",
        ChatRole.Moderator => "moderator",
        ChatRole.Vip => "VIP",
        ChatRole.Subscriber => "subscriber",
        _ => "viewer",
    };
}

internal sealed record PageFragment(string Type, string Text);
