using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>
/// Finds any number of words in a text in one walk over it (Aho and Corasick, 1975). Nodes are numbered level by level, so that a node's children stand side by side, sorted, and a few flat arrays
/// hold it all. Immutable and thread-safe; a search allocates nothing.
/// </summary>
public sealed class TermAutomaton
{
    private const int None = -1;

    private readonly string[] terms;
    private readonly char[] labels;
    private readonly int[] firstChild;
    private readonly int[] fallback;
    private readonly int[] termAt;

    /// <summary>The next shorter ending that is a term as well.</summary>
    private readonly int[] shorter;

    /// <summary>Most characters of a text begin no term: the root's answers for ASCII without a search.</summary>
    private readonly int[] fromRoot = new int[128];

    /// <param name="terms">Distinct texts, sorted by ordinal value, none of them empty. A match names its term by the index here.</param>
    public TermAutomaton(string[] terms)
    {
        this.terms = terms;
        var (nodeLabels, children, termOf) = (new List<char> { '\0' }, new List<int>(), new List<int>());
        var ranges = new Queue<(int From, int To, int Depth)>([(0, terms.Length, 0)]);
        while (ranges.TryDequeue(out var range))
        {
            var (from, to, depth) = range;
            children.Add(nodeLabels.Count);
            termOf.Add(from < to && terms[from].Length == depth ? from++ : None);
            while (from < to)
            {
                var (start, label) = (from, terms[from][depth]);
                while (from < to && terms[from][depth] == label) from++;
                nodeLabels.Add(label);
                ranges.Enqueue((start, from, depth + 1));
            }
        }
        children.Add(nodeLabels.Count);
        (labels, firstChild, termAt) = ([.. nodeLabels], [.. children], [.. termOf]);
        for (var c = '\0'; c < fromRoot.Length; c++) fromRoot[c] = Math.Max(Child(0, c), 0);
        fallback = new int[labels.Length];
        shorter = new int[labels.Length];
        fallback[0] = shorter[0] = None;
        for (var node = 0; node < labels.Length; node++) LinkChildren(node);
    }

    public int Count => terms.Length;

    /// <summary>Every place of every term, in the order in which they end.</summary>
    public Matches Find(ReadOnlySpan<char> text) => new(this, text);

    private void LinkChildren(int node)
    {
        for (var child = firstChild[node]; child < firstChild[node + 1]; child++)
        {
            fallback[child] = node == 0 ? 0 : Next(fallback[node], labels[child]);
            shorter[child] = termAt[fallback[child]] != None ? fallback[child] : shorter[fallback[child]];
        }
    }

    private int Next(int node, char c)
    {
        while (node != 0)
        {
            if (Child(node, c) is var child and not None) return child;
            node = fallback[node];
        }
        return c < fromRoot.Length ? fromRoot[c] : Math.Max(Child(0, c), 0);
    }

    private int Child(int node, char c)
    {
        var start = firstChild[node];
        var at = labels.AsSpan(start, firstChild[node + 1] - start).BinarySearch(c);
        return at < 0 ? None : start + at;
    }

    /// <summary>A walk over a text.</summary>
    public ref struct Matches
    {
        private readonly TermAutomaton automaton;
        private readonly ReadOnlySpan<char> text;
        private int position;
        private int node;
        private int found = None;

        internal Matches(TermAutomaton automaton, ReadOnlySpan<char> text)
        {
            this.automaton = automaton;
            this.text = text;
        }

        /// <summary>The term by its index, and where it stands.</summary>
        public readonly (int Term, TextSpan Span) Current
        {
            get
            {
                var term = automaton.termAt[found];
                var length = automaton.terms[term].Length;
                return (term, new TextSpan(position - length, length));
            }
        }

        public readonly Matches GetEnumerator() => this;

        public bool MoveNext()
        {
            if (found != None) found = automaton.shorter[found];
            while (found == None)
            {
                if (position == text.Length || automaton.terms.Length == 0) return false;
                node = automaton.Next(node, text[position++]);
                found = automaton.termAt[node] != None ? node : automaton.shorter[node];
            }
            return true;
        }
    }
}
