using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>Walls of emotes and emoji.</summary>
public sealed class EmoteFloodRule : IRule
{
    public string Name => "emotes";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.EmoteFlood;
        if (input.Message.Text.Length < settings.Limit || !settings.Scope.Covers(input.Message.Chatter)) return null;
        var count = CountOf(input.Message, input.Settings.Emotes);
        if (count < settings.Limit) return null;
        return new RuleHit(Name, settings.Scope.Verdict, $"{count} emotes in one message", Value: count, Threshold: settings.Limit);
    }

    private static int CountOf(ChatMessage message, System.Collections.Frozen.FrozenSet<string> others)
    {
        var count = System.Text.Ascii.IsValid(message.Text) ? 0 : Emoji.Count(message.Text);
        foreach (var fragment in message.Fragments)
        {
            if (fragment.Kind == FragmentKind.Emote) count++;
        }
        if (others.Count == 0) return count;
        foreach (var word in new Words(message.Text))
        {
            if (MessageText.IsOneOf(others, message.Text.AsSpan(word.Start, word.Length))) count++;
        }
        return count;
    }
}
