using System.Collections.Concurrent;
using AccordWatch.Text;

namespace AccordWatch.Knowledge;

/// <summary>A phrase found in a text: the words from <paramref name="First"/> to before <paramref name="End"/>.</summary>
/// <param name="Of">What the phrase stands for.</param>
/// <param name="First">Index of its first word.</param>
/// <param name="End">Exclusive.</param>
public readonly record struct Hit<T>(T Of, int First, int End)
{
    public int Length => End - First;

    public bool Overlaps<TOther>(Hit<TOther> other) => First < other.End && other.First < End;
}

/// <summary>Choice among hits.</summary>
public static class Hits
{
    // No text has as many words or hits.
    private const int PlaceBits = 24;

    /// <summary>Of overlapping hits the longest, of equally long ones the first.</summary>
    public static IReadOnlyList<Hit<T>> Longest<T>(IEnumerable<Hit<T>> hits)
    {
        // Length, first word and place in one number: few hits overlap, and most of the work would be sorting them.
        var all = hits.ToList();
        var order = new long[all.Count];
        var end = 0;
        for (var at = 0; at < order.Length; at++)
        {
            order[at] = ((long)(short.MaxValue - all[at].Length) << 48) | ((long)all[at].First << PlaceBits) | (uint)at;
            end = Math.Max(end, all[at].End);
        }

        Array.Sort(order);
        var (kept, taken) = (new List<Hit<T>>(), new bool[end]);
        foreach (var place in order)
        {
            var hit = all[(int)(place & ((1 << PlaceBits) - 1))];
            var words = taken.AsSpan(hit.First, hit.Length);
            if (!words.Contains(true))
            {
                words.Fill(true);
                kept.Add(hit);
            }
        }

        kept.Sort((one, other) => one.First.CompareTo(other.First));
        return kept;
    }
}

/// <summary>
/// Finds phrases made of words and <c>*</c>: at the end of a word <c>*</c> stands for any ending, alone for up to three words. A word in capitals
/// matches only capitals, so that US is not us; behind <c>=</c> the accents of a word count, and its capitals where it has them; apart from that neither
/// case nor accents matter, nor clitics: accord finds l'accord.
/// </summary>
public sealed class PhraseBook<T>
{
    private const int KeyLength = 3;
    private const int MostSkipped = 3;
    private const int MostKnown = 100_000;

    private readonly Dictionary<string, List<Phrase>> _byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Phrase>> _byStem = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<FoldedWord, Phrase[]> _candidates = [];

    /// <exception cref="FormatException">The phrase has no word to begin with.</exception>
    public void Add(string text, T of)
    {
        var parts = PartsOf(text);
        if (parts.Count == 0 || parts[0].Skips)
        {
            throw new FormatException($"'{text}' has no word to begin with");
        }

        var phrase = new Phrase([.. parts], of);
        var first = parts[0];
        var (index, key) = first.IsStem ? (_byStem, first.Folded[..Math.Min(KeyLength, first.Folded.Length)]) : (_byWord, first.Folded);
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = [];
        }

        list.Add(phrase);
        _candidates.Clear();
    }

    /// <summary>Every phrase of the text, in order of its first word, overlaps included.</summary>
    public IEnumerable<Hit<T>> In(Reading reading)
    {
        var hits = new List<Hit<T>>();
        var words = reading.FoldedWords;
        for (var at = 0; at < words.Length; at++)
        {
            foreach (var phrase in CandidatesAt(words[at]))
            {
                if (EndOf(phrase.Parts, 0, reading, at) is var end and > 0)
                {
                    hits.Add(new Hit<T>(phrase.Of, at, end));
                }
            }
        }

        return hits;
    }

    // Few words make most of a text: what may begin with each is looked up once.
    private Phrase[] CandidatesAt(FoldedWord word)
    {
        if (!_candidates.TryGetValue(word, out var known))
        {
            // Of phrases over the same words the one with more letters comes first.
            known = [.. word.Forms.SelectMany(Candidates).Distinct().OrderByDescending(phrase => phrase.Letters)];
            if (_candidates.Count >= MostKnown)
            {
                _candidates.Clear();
            }

            _candidates[word] = known;
        }

        return known;
    }

    private IEnumerable<Phrase> Candidates(string folded)
    {
        var exact = _byWord.GetValueOrDefault(folded) ?? [];
        return exact.Concat(Enumerable.Range(1, Math.Min(KeyLength, folded.Length)).SelectMany(length => _byStem.GetValueOrDefault(folded[..length]) ?? []));
    }

    // 0 when the phrase does not stand here.
    private static int EndOf(Part[] parts, int part, Reading reading, int at)
    {
        if (part == parts.Length)
        {
            return at;
        }

        if (parts[part].Skips)
        {
            for (var skipped = 0; skipped <= MostSkipped; skipped++)
            {
                if (EndOf(parts, part + 1, reading, at + skipped) is var end and > 0)
                {
                    return end;
                }
            }

            return 0;
        }

        return at < reading.FoldedWords.Length && parts[part].Is(reading, at) ? EndOf(parts, part + 1, reading, at + 1) : 0;
    }

    private static List<Part> PartsOf(string phrase)
    {
        var parts = new List<Part>();
        foreach (var piece in phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (piece == "*")
            {
                parts.Add(new Part("", "", false, true) { AsWritten = "" });
            }
            else
            {
                parts.AddRange(WordsOf(piece));
            }
        }

        return parts;
    }

    private static IEnumerable<Part> WordsOf(string piece)
    {
        var words = Words.Of(piece).ToList();
        foreach (var word in words)
        {
            var raw = piece.Substring(word.Start, word.Length);
            // Korean particles follow their word without a space.
            var isStem = (word == words[^1] && piece[^1] == '*') || raw[^1] is >= '\uAC00' and <= '\uD7A3';
            yield return new Part(Clitics.WithoutArticle(Folding.Fold(raw)), IsCapitals(raw) ? raw : "", isStem, false) { AsWritten = piece[0] == '=' ? raw.Normalize() : "" };
        }
    }

    private static bool IsCapitals(string raw) => raw.All(letter => !char.IsLower(letter)) && raw.Any(char.IsUpper);

    private sealed record Phrase(Part[] Parts, T Of)
    {
        public int Letters { get; } = Parts.Sum(part => part.Folded.Length);
    }

    private sealed record Part(string Folded, string Capitals, bool IsStem, bool Skips)
    {
        public required string AsWritten { get; init; }

        public bool Is(Reading reading, int at)
            => IsAnyForm(reading.FoldedWords[at].Forms)
                && (Capitals.Length == 0 || reading.Words[at].In(reading.Text).Contains(Capitals, StringComparison.Ordinal))
                && (AsWritten.Length == 0 || IsWritten(reading.Words[at].In(reading.Text).ToString().Normalize()));

        private bool IsAnyForm(string[] forms)
        {
            foreach (var form in forms)
            {
                if (IsForm(form))
                {
                    return true;
                }
            }

            return false;
        }

        private bool IsForm(string word) => IsStem ? word.StartsWith(Folded, StringComparison.Ordinal) : word == Folded;

        private bool IsWritten(string word) => Begins(word) || Begins(word.ToLowerInvariant());

        private bool Begins(string word) => IsStem ? word.StartsWith(AsWritten, StringComparison.Ordinal) : word == AsWritten;
    }
}
