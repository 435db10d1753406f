namespace ModBot.Sandbox.Chat;

/// <summary>How posting a message ended.</summary>
public abstract record PostResult
{
    private PostResult()
    {
    }

    /// <summary>It is in chat.</summary>
    public sealed record Posted(ChatMessage Message) : PostResult;

    /// <summary>AutoMod holds it until a moderator decides.</summary>
    public sealed record Held(ChatMessage Message) : PostResult;

    /// <summary>Twitch refused it; <c>Code</c> is a <c>drop_reason</c> code.</summary>
    public sealed record Dropped(string Code, string Reason) : PostResult;
}
