using System.Collections.Concurrent;

namespace AccordWatch.Text;

/// <summary>A word folded, with what is left of it without its clitics. Words that are written alike share one, so that it can be a key by itself.</summary>
internal sealed class FoldedWord(string folded, string[] forms)
{
    public string Folded => folded;

    public string[] Forms => forms;
}

/// <summary>Folded words by how they are written. Few words make most of a text, so each is folded once.</summary>
internal static class FoldedWords
{
    // A vocabulary beyond this is begun anew, so that hostile texts cannot fill the memory.
    private const int Most = 100_000;

    private static readonly ConcurrentDictionary<string, FoldedWord> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, FoldedWord>.AlternateLookup<ReadOnlySpan<char>> BySpan = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static FoldedWord Of(ReadOnlySpan<char> word)
    {
        if (BySpan.TryGetValue(word, out var known))
        {
            return known;
        }

        var written = word.ToString();
        var folded = Folding.Fold(written);
        known = new FoldedWord(folded, [.. Clitics.FormsOf(folded)]);
        if (Known.Count >= Most)
        {
            Known.Clear();
        }

        Known[written] = known;
        return known;
    }
}
