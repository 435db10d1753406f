using System.Collections.Immutable;
using System.Numerics;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Splits;

/// <summary>
/// Remembers the short lines of a channel and joins what may belong together: letters that one or several chatters write one after another, and the short lines of one chatter.
/// Called in the order of arrival by one caller at a time, as rules are; only <see cref="TryTake"/> may be called by anybody.
/// </summary>
public sealed class LineJoiner
{
    private const int MaxLetters = 2;
    private const int MinSpelledLines = 3;

    /// <summary>Fewer are laughter or applause ("w", "ww", "gg").</summary>
    private const int MinDistinctLetters = 3;

    private const int MaxOwnLines = 4;
    private const int MaxOwnLength = 25;
    private const int MaxRemembered = 10_000;
    private const int MaxTaken = 256;

    private readonly ChatterMemory<RecentLines> memory = new(MaxRemembered);
    private readonly Lock gate = new();
    private readonly HashSet<MessageId> taken = [];
    private readonly Queue<MessageId> takenOrder = [];

    /// <summary>What the message may say together with those before it. Null for nearly every message, and nothing is allocated then.</summary>
    public IReadOnlyList<JoinedLines>? Join(ChatMessage message, NormalizedText text, TimeSpan window)
    {
        var letters = CountLetters(text.Folded, out var isTiny);
        if (letters == 0) return null;
        var channel = memory.Recall((message.Broadcaster, default), out _);
        var own = memory.Recall(message, out _);
        if (!isTiny) channel.Clear();
        if (text.Original.AsSpan().Trim().Length > MaxOwnLength)
        {
            own.Clear();
            return null;
        }
        var line = new Line(message, text, message.At, isTiny);
        own.Add(line, window);
        List<JoinedLines>? joined = null;
        if (isTiny)
        {
            channel.Add(line, window);
            AddSpelled(ref joined, own.Lines, ofSeveral: false);
            AddSpelled(ref joined, channel.Lines, ofSeveral: true);
        }
        AddOwn(ref joined, own.Lines);
        return joined;
    }

    /// <summary>Takes the lines for a hold, unless one of them is held already: what is held is never joined again. Thread-safe.</summary>
    public bool TryTake(MessageId message, ImmutableArray<HeldLine> earlier)
    {
        lock (gate)
        {
            if (taken.Contains(message) || earlier.Any(line => taken.Contains(line.Id))) return false;
            Take(message);
            foreach (var line in earlier) Take(line.Id);
            return true;
        }
    }

    private void Take(MessageId message)
    {
        if (takenOrder.Count >= MaxTaken) taken.Remove(takenOrder.Dequeue());
        taken.Add(message);
        takenOrder.Enqueue(message);
    }

    private bool IsTaken(MessageId message)
    {
        lock (gate) return taken.Contains(message);
    }

    /// <summary>A character of a script without spaces, and a Hangul syllable, is no mere letter: one or two of them are a word.</summary>
    private static int CountLetters(string folded, out bool isTiny)
    {
        var (letters, hasWords) = (0, false);
        foreach (var c in folded)
        {
            if (!char.IsLetter(c)) continue;
            letters++;
            hasWords |= Scripts.IsUnspaced(c) || Scripts.IsHangul(c);
        }
        isTiny = letters <= MaxLetters && !hasWords;
        return letters;
    }

    /// <summary>Every row of three tiny lines or more that ends with the last one: where a word begins, nobody knows.</summary>
    private void AddSpelled(ref List<JoinedLines>? joined, ReadOnlySpan<Line> lines, bool ofSeveral)
    {
        var (distinct, areSeveral) = (0u, false);
        for (var i = lines.Length - 1; i >= 0 && lines[i].IsTiny && !IsTaken(lines[i].Message.Id); i--)
        {
            foreach (var c in lines[i].Text.Folded)
            {
                if (char.IsLetter(c)) distinct |= 1u << (c & 31);
            }
            areSeveral |= lines[i].Message.Chatter.Id != lines[^1].Message.Chatter.Id;
            var count = lines.Length - i;
            if (count < MinSpelledLines || areSeveral != ofSeveral || BitOperations.PopCount(distinct) < MinDistinctLetters) continue;
            (joined ??= []).Add(Join(lines[i..], "", isSpelled: true));
        }
    }

    private void AddOwn(ref List<JoinedLines>? joined, ReadOnlySpan<Line> lines)
    {
        var count = 1;
        var areTiny = lines[^1].IsTiny;
        while (count < Math.Min(MaxOwnLines, lines.Length) && lines[^(count + 1)] is var earlier && !IsTaken(earlier.Message.Id))
        {
            areTiny &= earlier.IsTiny;
            count++;
        }
        if (count < 2 || areTiny || lines[^1].Text.Folded == lines[^2].Text.Folded) return;
        (joined ??= []).Add(Join(lines[^count..], " ", isSpelled: false));
    }

    private static JoinedLines Join(ReadOnlySpan<Line> lines, string separator, bool isSpelled)
    {
        var texts = new string[lines.Length];
        var earlier = ImmutableArray.CreateBuilder<HeldLine>(lines.Length - 1);
        for (var i = 0; i < lines.Length; i++)
        {
            texts[i] = isSpelled ? string.Concat(lines[i].Text.Folded.Where(char.IsLetter)) : lines[i].Text.Original;
            if (i < lines.Length - 1) earlier.Add(HeldLine.Of(lines[i].Message));
        }
        return new JoinedLines(TextNormalizer.Normalize(string.Join(separator, texts)), lines[^1].Message, earlier.DrainToImmutable(), isSpelled);
    }
}
