using System.Text.RegularExpressions;
using AccordWatch.Text;

namespace AccordWatch.Extract;

/// <summary>When an article was published; never when it was changed.</summary>
internal static partial class Dates
{
    private static readonly string[] Names =
    [
        "article:published_time", "og:published_time", "og:article:published_time", "article:published", "published_time", "datePublished", "publish-date",
        "publish_date", "published-date", "publishdate",
        "publication_date", "publicationdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created",
        "dc.date.created", "dc.date", "dcterms.date", "cXenseParse:recs:publishtime",
        "pubdate", "bt:pubdate", "article.published", "vr:published_time", "cre_date", "originalpublicationdate", "article_date_original",
        "rnews:datePublished", "citation_publication_date",
        "citation_date", "dateCreated", "created", "date", "pub_date", "firstpublishedtime", "iso-8601-publish-date", "release_date", "time",
    ];

    /// <summary>The date that page or address state for machines.</summary>
    public static DateTimeOffset? Stated(PageWalk walk, JsonLd data, Uri url, DateTimeOffset now)
        => Plausible(data.Published, now) ?? InMeta(walk, now)
            ?? First(walk, stamp => stamp.Property is "datePublished", now) ?? Plausible(data.Created, now) ?? InAddress(url, now)
            ?? First(walk, stamp => stamp.Property is "time" or "dateCreated", now);

    /// <summary>The date that readers see: near the headline, else the first on the page.</summary>
    public static DateTimeOffset? Seen(PageWalk walk, string title, DateTimeOffset now)
    {
        if (First(walk, stamp => stamp.Property is null, now) is { } marked)
        {
            return marked;
        }

        var plain = Titles.Squeezed(title);
        var at = walk.Headlines.FirstOrDefault(one => Titles.Squeezed(one.Text) == plain).Order;
        return walk.Passages.Skip(Math.Max(0, at - 4)).Take(16).Concat(walk.Passages.Where(passage => passage.Letters < 120))
            .Select(passage => Plausible(In(passage.Text), now)).FirstOrDefault(date => date is not null);
    }

    /// <summary>The words of the first date in a text; null when there is none.</summary>
    public static string? In(string text)
        => DateForm().Match(text[..Math.Min(text.Length, 400)]) is { Success: true } match ? match.Groups["date"].Value : null;

    private static DateTimeOffset? InMeta(PageWalk walk, DateTimeOffset now)
    {
        foreach (var name in Names)
        {
            foreach (var value in walk.Metas(name))
            {
                if (Plausible(value, now) is { } date)
                {
                    return date;
                }
            }
        }

        return null;
    }

    private static DateTimeOffset? First(PageWalk walk, Func<(string Text, string? Property, int Order), bool> that, DateTimeOffset now)
        => walk.Stamps.Where(that).Select(stamp => Plausible(stamp.Text, now) ?? Plausible(In(stamp.Text), now)).FirstOrDefault(date => date is not null);

    private static DateTimeOffset? InAddress(Uri url, DateTimeOffset now)
        => AddressForm().Match(url.AbsolutePath) is { Success: true } match
            ? Plausible($"{match.Groups["y"]}-{match.Groups["m"].Value.PadLeft(2, '0')}-{match.Groups["d"].Value.PadLeft(2, '0')}", now) : null;

    // Nothing was on the web before 1990, and nothing is published after it was read.
    private static DateTimeOffset? Plausible(string? text, DateTimeOffset now)
        => text is not null && DateReader.Read(text.Trim()) is { } read && read.Instant.Year >= 1990 && read.Instant <= now.AddDays(1) ? read.Instant : null;

    [GeneratedRegex(
        @"(?:^|[^\p{L}\p{N}])(?<date>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}|\d{1,2}-\d{1,2}-\d{4}|"
        + @"\d{4}[./]\d{1,2}[./]\d{1,2}|\d{1,2}(?:st|nd|rd|th|er|º)?\.?\s(?:de\s|of\s)?\p{L}{3,12}\.?,?\s(?:de\s|del\s)?\d{4}|"
        + @"\p{L}{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DateForm();

    [GeneratedRegex(
        @"[/_-](?<y>(?:19|20)\d{2})(?:[/_-](?<m>0?[1-9]|1[0-2])[/_-](?<d>0?[1-9]|[12]\d|3[01])|(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01]))(?:\D|$)",
        RegexOptions.NonBacktracking)]
    private static partial Regex AddressForm();
}
