using System.Threading.Channels;
using ModBot.Enforcement;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Commands;

/// <summary>
/// Hears commands in chat: prefix, look-up, role, run, reply, in that order. One at a time and in the order of arrival, so that "deny" and then "undo" stay in that order; chat itself never
/// waits for a command.
/// </summary>
internal sealed partial class ChatCommandHandler(CommandTable table, PolicyBook policies, IEnforcer enforcer, ILogger<ChatCommandHandler> logger, AppealCommand? appeals = null)
{
    private readonly Channel<ChatMessage> queue = Channel.CreateBounded<ChatMessage>(256);

    /// <summary>Takes a message that may be a command. When far too many wait, it is dropped and said so in the log.</summary>
    public void Offer(ChatMessage message)
    {
        if (appeals?.IsAppeal(message) == true ? !appeals.IsHeard(message) : !message.Text.StartsWith(policies.For(message.Broadcaster).Config.Commands.Prefix, StringComparison.OrdinalIgnoreCase)) return;
        if (!queue.Writer.TryWrite(message)) LogDropped(message.Id);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in queue.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                if (await AnswerAsync(message, cancellationToken) is { } reply) await ReplyAsync(message, reply, cancellationToken);
            }
            catch (HoldStoreUnavailableException)
            {
                await ReplyAsync(message, "The hold store is away just now; please try again in a moment.", cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One command that breaks must not end the hearing of others.
                LogFailed(message.Id, e);
                await ReplyAsync(message, "That went wrong; the log says why.", cancellationToken);
            }
        }
    }

    /// <summary>What to reply to a message that starts with the prefix, or to an appeal; or null.</summary>
    internal async Task<string?> AnswerAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        if (appeals?.IsAppeal(message) == true) return await appeals.AnswerAsync(message, cancellationToken);
        // A command is about what the channel has chosen, whatever its shield makes of that just now.
        var policy = policies.Current.For(message.Broadcaster);
        var config = policy.Config.Commands;
        var words = message.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || !words[0].Equals(config.Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        if (policy.Roles.Of(message.Chatter) is not { } role) return Refuse(config.Unauthorised, "That is for this channel's moderators.");
        var name = words.Length > 1 ? words[1] : "help";
        if (table.Find(name) is not { } command) return Refuse(config.Unknown, $"There is no such command; try {config.Prefix} help.");
        if (!role.Has(command.Needs)) return Refuse(config.Unauthorised, $"The role {role.Name} may not use {command.Name}.");
        LogCommand(command.Name, message.Chatter.Id, message.Broadcaster);
        return await command.Run(new CommandCall(command, message, role, policy, [.. words.Skip(2)]), cancellationToken);
    }

    private static string? Refuse(CommandRefusal how, string reply) => how == CommandRefusal.Reply ? reply : null;

    private async Task ReplyAsync(ChatMessage message, string reply, CancellationToken cancellationToken)
    {
        var result = await enforcer.SayAsync(message.Broadcaster, reply, message.Id, cancellationToken);
        if (result is not EnforcementResult.Done) LogUnanswered(message.Id, result.ToString());
    }

    [LoggerMessage(LogLevel.Information, "Command {Command} by {Chatter} in {Broadcaster}")]
    private partial void LogCommand(string command, ChatterId chatter, BroadcasterId broadcaster);

    [LoggerMessage(LogLevel.Warning, "Command in message {Message} dropped: too many commands are waiting")]
    private partial void LogDropped(MessageId message);

    [LoggerMessage(LogLevel.Warning, "The reply to the command in message {Message} could not be sent: {Result}")]
    private partial void LogUnanswered(MessageId message, string result);

    [LoggerMessage(LogLevel.Error, "Command in message {Message} failed")]
    private partial void LogFailed(MessageId message, Exception exception);
}
