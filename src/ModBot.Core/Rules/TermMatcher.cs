using ModBot.Messages;
using ModBot.Normalization;

namespace ModBot.Rules;

/// <summary>
/// Blocked and permitted terms, matched on the folded text so that spelling tricks do not matter, and found again in the original. A permitted term beats a blocked one where it covers it: "sex*"
/// blocked and "sextet" permitted lets sextets play.
/// </summary>
public sealed class TermMatcher
{
    private readonly TermList blocked;
    private readonly TermList permitted;

    private TermMatcher(TermList blocked, TermList permitted) => (this.blocked, this.permitted) = (blocked, permitted);

    /// <summary>Compiles terms as people wrote them (<see cref="TermPattern"/>).</summary>
    public static TermMatcher Compile(IEnumerable<string> blocked, IEnumerable<string> permitted) => new(new TermList(blocked), new TermList(permitted));

    /// <summary>The place in the original text of the first blocked term that no permitted term covers.</summary>
    public TextSpan? Find(NormalizedText text) => Find(text, out _);

    /// <summary>As <see cref="Find(NormalizedText)"/>, with the expressions that did not come to an end and were taken as no match.</summary>
    internal TextSpan? Find(NormalizedText text, out UnfinishedTerms unfinished)
    {
        var search = new Search(text, permitted, null, null);
        unfinished = default;
        blocked.Visit(text, ref search, static (TextSpan place, ref Search search) =>
        {
            if (search.IsPermitted(place)) return false;
            search = search with { Found = place };
            return true;
        }, ref unfinished);
        unfinished = new UnfinishedTerms(unfinished.Count + search.Unfinished.Count, unfinished.New + search.Unfinished.New);
        return search.Found;
    }

    /// <param name="Reach">For each place in the original, up to where permitted terms that begin there or before reach; worked out at the first blocked term.</param>
    private record struct Search(NormalizedText Text, TermList Permitted, int[]? Reach, TextSpan? Found)
    {
        private UnfinishedTerms unfinished;

        /// <summary>Those among permitted terms.</summary>
        public readonly UnfinishedTerms Unfinished => unfinished;

        public bool IsPermitted(TextSpan place)
        {
            if (Permitted.IsEmpty) return false;
            Reach ??= ReachOf(Permitted, Text, ref unfinished);
            return Reach[place.Start] >= place.End;
        }

        private static int[] ReachOf(TermList permitted, NormalizedText text, ref UnfinishedTerms unfinished)
        {
            var reach = new int[text.Original.Length + 1];
            permitted.Visit(text, ref reach, static (TextSpan place, ref int[] reach) =>
            {
                reach[place.Start] = Math.Max(reach[place.Start], place.End);
                return false;
            }, ref unfinished);
            for (var i = 1; i < reach.Length; i++) reach[i] = Math.Max(reach[i], reach[i - 1]);
            return reach;
        }
    }
}
