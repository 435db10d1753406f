namespace ModBot.Sandbox.Chat;

/// <summary>An emote that the sandbox knows; <c>OwnerId</c> "0" is a global one.</summary>
public sealed record Emote(string Id, string Name, string OwnerId, string SetId);

/// <summary>A piece of a message: plain text, an emote, or a mention of a known user.</summary>
public sealed record ChatFragment(string Text, Emote? Emote = null, SandboxUser? Mention = null)
{
    public string Type => Emote is not null ? "emote" : Mention is not null ? "mention" : "text";
}
