using ModBot.Appeals;
using ModBot.Enforcement;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Commands;

/// <summary>The one command that is for viewers: asking for another look at a denial.</summary>
internal sealed class AppealCommand(AppealIntake appeals, PolicyBook policies, TimeProvider time)
{
    private const int PerMinute = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SpeechLimit limit = new(Pause, PerMinute);

    /// <summary>Whether the message is an appeal.</summary>
    public bool IsAppeal(ChatMessage message)
    {
        if (policies.For(message.Broadcaster).Config.Appeals is not { Enabled: true, Command: var command }) return false;
        var text = message.Text.AsSpan().TrimStart();
        return text.StartsWith(command, StringComparison.OrdinalIgnoreCase) && (text.Length == command.Length || char.IsWhiteSpace(text[command.Length]));
    }

    /// <summary>Whether it is heard at all: anybody can type it, and moderators' commands must not wait behind it.</summary>
    public bool IsHeard(ChatMessage message) => limit.TryTake(message.Broadcaster, message.Chatter.Id, time.GetUtcNow());

    /// <summary>Takes the appeal, and says what came of it.</summary>
    public async Task<string> AnswerAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        var text = message.Text.AsSpan().TrimStart()[policies.For(message.Broadcaster).Config.Appeals.Command.Length..].Trim().ToString();
        return await appeals.AppealAsync(message, text, cancellationToken) switch
        {
            AppealAnswer.Opened => "Your appeal is noted; a moderator will have a look at it.",
            AppealAnswer.IsOpenAlready => "You have asked already; a moderator will have a look at it.",
            AppealAnswer.WasDecided => "A moderator has had another look at it already, and decided.",
            AppealAnswer.NotDecidedYet => "Your message still waits for a moderator.",
            _ => "Nothing of yours was denied here lately.",
        };
    }
}
