using System.Globalization;
using System.Text;

namespace AccordWatch.Benchmarks.Peers;

/// <summary>Feeds of invented articles of about 1 KB each; the same seed gives the same words.</summary>
internal sealed class InventedNews
{
    private const int Vocabulary = 4000;
    private const int WordsEach = 130;

    private static readonly string[] Common =
        "the of and to in a is that for it with was on as by be at from this have are has not which but will were been they their an or its would who after said he she we about into than between new".Split(' ');

    private static readonly string[] Topical =
        "agency minister signed memorandum station orbit satellite launch programme partners committee lunar treaty government election market company river council storm harvest bridge museum team season court school".Split(' ');

    private static readonly string[] Beginnings = "bar cor del fen gar hol jun kel lor mar nor pel quin ros sel tor ven wil yar zan".Split(' ');
    private static readonly string[] Ends = "den ford ing ler mont ner ock per rick sby ton ula vick well y ary iso ent ove uth".Split(' ');

    private readonly Random _random;
    private readonly string[] _words;

    /// <param name="seed">Of all that is drawn.</param>
    public InventedNews(int seed)
    {
        _random = new Random(seed);
        _words = [.. Topical, .. Enumerable.Range(0, Vocabulary).Select(_ => Drawn(Beginnings) + Drawn(Ends) + (_random.Next(3) == 0 ? Drawn(Ends) : ""))];
    }

    /// <summary>An RSS 2.0 feed.</summary>
    /// <param name="number">Of the feed.</param>
    /// <param name="items">How many.</param>
    /// <param name="newest">When the first item was published.</param>
    /// <param name="apart">Time between two items.</param>
    /// <param name="link">Address of the article of that number.</param>
    public string Feed(int number, int items, DateTimeOffset newest, TimeSpan apart, Func<int, Uri> link)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>");
        text.Append(CultureInfo.InvariantCulture, $"<title>Gazette {number}</title><link>{link(0)}</link><description>{Sentence(8)}</description><language>en</language>\n");
        for (var item = 0; item < items; item++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                <item><title>{Sentence(9)}</title><link>{link(item)}</link><guid isPermaLink="false">{number}-{item}</guid><dc:creator>{Name()}</dc:creator>
                <pubDate>{(newest - (item * apart)).UtcDateTime:R}</pubDate><category>{Drawn(Topical)}</category>
                <description>&lt;p&gt;{Passage()}&lt;/p&gt;</description></item>

                """);
        }

        return text.Append("</channel></rss>").ToString();
    }

    private string Passage()
    {
        var text = new StringBuilder();
        for (var words = 0; words < WordsEach;)
        {
            var length = _random.Next(10, 24);
            text.Append(Sentence(length)).Append(". ");
            words += length;
        }

        return text.ToString().TrimEnd();
    }

    // Few words are frequent and many are rare.
    private string Sentence(int words)
    {
        var sentence = string.Join(' ', Enumerable.Range(0, words).Select(_ => _random.Next(5) < 2 ? Drawn(Common) : _words[(int)(_words.Length * Math.Pow(_random.NextDouble(), 3))]));
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }

    private string Name() => string.Join(' ', Enumerable.Range(0, 2).Select(_ => Drawn(Beginnings) + Drawn(Ends)).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private string Drawn(string[] words) => words[_random.Next(words.Length)];
}
