using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>Lays the words of one headline beside those of another: the same word with another ending, or another word of the same stem, is half a match and more.</summary>
internal static class Alignment
{
    private const int FewestLetters = 3;

    // Endings that grammar changes.
    private const int Ending = 2;

    /// <summary>Share of the words of each headline that the other has in some form, as a mean; long words count more, as they do in a bag.</summary>
    public static float Of(string one, string other)
    {
        var (words, others) = (WordsOf(one), WordsOf(other));
        return words.Count == 0 || others.Count == 0 ? 0 : (Share(words, others) + Share(others, words)) / 2;
    }

    private static List<string> WordsOf(string headline)
    {
        var words = new List<string>();
        foreach (var word in Words.Of(headline))
        {
            if (Folding.Fold(headline.Substring(word.Start, word.Length)) is { Length: > 0 } folded && !words.Contains(folded))
            {
                words.Add(folded);
            }
        }

        return words;
    }

    private static float Share(List<string> words, List<string> others)
    {
        var (all, there) = (0f, 0f);
        foreach (var word in words)
        {
            var (weight, best) = (WordForm.TellingOf(word, Words.IsOwnWord(word[0])), 0f);
            foreach (var other in others)
            {
                best = Math.Max(best, Likeness(word, other));
            }

            all += weight;
            there += weight * best;
        }

        return there / all;
    }

    /// <summary>1 for the same word, 0 where not even three letters begin alike.</summary>
    private static float Likeness(string one, string other)
    {
        var common = one.AsSpan().CommonPrefixLength(other);
        var (shorter, longer) = one.Length < other.Length ? (one.Length, other.Length) : (other.Length, one.Length);
        return common == longer ? 1
            : common < FewestLetters ? 0
            : Math.Min(1, (float)common / Math.Max(FewestLetters, shorter - Ending)) * (1 + ((float)common / longer)) / 2;
    }
}
