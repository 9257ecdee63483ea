using System.Runtime.InteropServices;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>Reads an article down to its trace.</summary>
internal static class TraceReader
{
    private const int StemLength = 6;
    private const int GramLength = 4;
    private const int TermsFrom = 320;

    public static Trace Read(long id, Article article, DateTimeOffset at, StoryOptions options)
    {
        var title = Headline.Clean(PlainText.OneLine(article.Title), article.Source);
        var text = Headline.CleanText(Head(PlainText.OneLine(article.Text), options.WordsRead * 12));
        var (titleFolded, textFolded) = (Folding.Fold(title), Folding.Fold(text));
        var titleWords = WordsOf(titleFolded, options.WordsRead);
        var textWords = WordsOf(textFolded, options.WordsRead);
        var body = textWords.Count >= options.FewestShingles ? textWords : [.. titleWords, .. textWords];
        var figures = Figures.In($"{title}\n{text}");
        var spelled = new Dictionary<ulong, string>();
        return new Trace
        {
            Id = id,
            At = at,
            Dated = article.Published is not null,
            Source = article.Source,
            Language = article.Language ?? "",
            Title = Head(title.Length > 0 ? title : text, 80),
            Length = textWords.Count,
            Shingles = Shingles.Of(CollectionsMarshal.AsSpan(body.ConvertAll(word => word.Hash)), options.FewestShingles),
            Terms = TermsOf(titleWords, textWords),
            Grams = GramsOf(titleFolded),
            Anchors = Names.In(title, text, figures.Numbers, spelled),
            Spelled = spelled,
            Numbers = figures.Numbers,
            Days = figures.Days,
        };
    }

    private static string Head(string text, int length) => text.Length > length ? text[..length] : text;

    private static List<Token> WordsOf(string folded, int most)
    {
        var tokens = new List<Token>();
        foreach (var word in Words.Of(folded))
        {
            if (tokens.Count == most)
            {
                break;
            }

            var span = word.In(folded);
            var own = Words.IsOwnWord(span[0]);
            tokens.Add(new Token(Fingerprint.Of(span), Fingerprint.Of(span[..Math.Min(StemLength, span.Length)], 't'), Telling(span, own), own));
        }

        return tokens;
    }

    // Short words are mostly grammar; before a corpus has been read nothing else tells so.
    private static float Telling(ReadOnlySpan<char> word, bool own)
        => own || char.IsDigit(word[0]) ? 1 : word.Length switch { 1 => 0.1f, 2 => 0.25f, 3 => 0.4f, 4 => 0.75f, _ => 1 };

    private static Bag TermsOf(List<Token> title, List<Token> text)
    {
        var terms = new Dictionary<ulong, float>();
        Count(terms, title, 1.5f);
        Count(terms, text.Count > TermsFrom ? text[..TermsFrom] : text, 1);
        foreach (var token in title.Concat(text))
        {
            // Counted once each below; the weight is 1 + ln(frequency).
            if (!token.Own && terms.TryGetValue(token.Stem, out var count) && count > 0)
            {
                terms[token.Stem] = -Weight(count, token.Telling);
            }
        }

        foreach (var key in terms.Keys)
        {
            terms[key] = terms[key] < 0 ? -terms[key] : Weight(terms[key], 1);
        }

        return Bag.Of(terms);
    }

    private static float Weight(float count, float telling) => (float)((1 + Math.Log(Math.Max(1, count))) * telling);

    private static void Count(Dictionary<ulong, float> terms, List<Token> words, float weight)
    {
        for (var at = 0; at < words.Count; at++)
        {
            // In scripts without spaces two characters are more like a word than one.
            if (words[at].Own && at + 1 < words.Count && words[at + 1].Own)
            {
                Add(terms, Fingerprint.Join(words[at].Stem, words[at + 1].Stem), weight);
            }
            else if (!words[at].Own)
            {
                Add(terms, words[at].Stem, weight);
            }
        }
    }

    private static Bag GramsOf(string title)
    {
        var grams = new Dictionary<ulong, float>();
        foreach (var word in Words.Of(title))
        {
            var padded = $" {word.In(title)} ";
            if (Words.IsOwnWord(padded[1]))
            {
                Add(grams, Fingerprint.Of(title.AsSpan(word.Start, Math.Min(2, title.Length - word.Start)), 'g'), 1);
                continue;
            }

            var telling = Telling(word.In(title), false);
            for (var at = 0; at + Math.Min(GramLength, padded.Length) <= padded.Length; at++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(grams, Fingerprint.Of(padded.AsSpan(at, Math.Min(GramLength, padded.Length)), 'g'), out _) = telling;
            }
        }

        return Bag.Of(grams);
    }

    private static void Add(Dictionary<ulong, float> counts, ulong key, float weight)
        => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += weight;

    private readonly record struct Token(ulong Hash, ulong Stem, float Telling, bool Own);
}
