using System.IO.Compression;
using System.Xml;
using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>What the news sitemaps of a site showed.</summary>
/// <param name="Entries">Articles of the section that the page stands for, with their dates.</param>
/// <param name="Known">Every sitemap that was read, for the next visit; kept only with the entries.</param>
public sealed record SitemapReading(IReadOnlyList<FeedEntry> Entries, IReadOnlyList<KnownSitemap> Known)
{
    public static SitemapReading None { get; } = new([], []);
}

/// <summary>
/// The news sitemaps that the robots.txt of a site names (sitemaps.org, Google's news:news): a second way to the articles of a page. They list the articles of
/// two days with title and date, also where a page builds its list with scripts.
/// </summary>
public sealed class NewsSitemaps(Fetcher fetcher, Robots robots, AcquireOptions options)
{
    private const int MostFetches = 4;
    private const int MostEntries = 1000;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly string[] NewsWords = ["news", "notici", "nouvelle", "actual", "notizi", "nachricht", "novost", "press", "prensa"];

    /// <param name="source">A page.</param>
    /// <param name="known">From the last visit.</param>
    /// <param name="now">When the visit began.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public async Task<SitemapReading> ReadAsync(Source source, IReadOnlyList<KnownSitemap> known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entries = new List<FeedEntry>();
        var after = known.Where(one => !IsDue(one, now)).ToList();
        var queue = await CandidatesAsync(source, known, now, cancellationToken);
        for (var fetches = 0; queue.Count > 0 && fetches < MostFetches; fetches++)
        {
            var asked = queue[0];
            queue.RemoveAt(0);
            var conditions = new FetchConditions { AllowPrivate = source.AllowPrivate, Robots = robots, ETag = asked.ETag, LastModified = asked.LastModified };
            switch (await fetcher.FetchAsync(new Uri(asked.Url), conditions, cancellationToken))
            {
                case Fetched.Body body:
                    var (articles, children) = Read(body.Page, source.Url);
                    entries.AddRange(articles.Where(entry => IsWanted(new Uri(entry.Link!), source)));
                    queue.InsertRange(0, Ordered(children).Where(url => after.TrueForAll(one => one.Url != url)).Select(url => new KnownSitemap(url)));
                    after.Add(new KnownSitemap(asked.Url) { IsNews = articles.Count > 0, ETag = body.ETag, LastModified = body.LastModified, AskedAt = now });
                    break;
                case Fetched.Refused { Status: not null and < 500 }:
                    // What is not there is looked for again in a week.
                    after.Add(new KnownSitemap(asked.Url) { AskedAt = now });
                    break;
                case Fetched.Unchanged:
                    after.Add(asked with { AskedAt = now });
                    break;
                default:
                    after.AddRange(asked.IsNews ? [asked] : []);
                    break;
            }
        }

        return new SitemapReading([.. entries.DistinctBy(entry => entry.Link).Take(MostEntries)], after);
    }

    /// <summary>News sitemaps of before first, then those that robots.txt names and that are not known yet.</summary>
    private async Task<List<KnownSitemap>> CandidatesAsync(Source source, IReadOnlyList<KnownSitemap> known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var named = (await robots.AskAsync(source.Url, source.AllowPrivate, cancellationToken)).Sitemaps
            .Select(text => Uri.TryCreate(source.Url, text, out var url) && Site.Same(url, source.Url) ? url.AbsoluteUri : null).OfType<string>();
        var fresh = Ordered(named).Where(url => known.All(one => one.Url != url)).Select(url => new KnownSitemap(url));
        return [.. known.Where(one => IsDue(one, now)).OrderByDescending(one => one.IsNews), .. fresh];
    }

    private static bool IsDue(KnownSitemap sitemap, DateTimeOffset now) => sitemap.IsNews || now - sitemap.AskedAt >= Week;

    private static IEnumerable<string> Ordered(IEnumerable<string> urls)
        => urls.Distinct().OrderByDescending(url => Array.Exists(NewsWords, word => url.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private (IReadOnlyList<FeedEntry> Articles, IReadOnlyList<string> Children) Read(Page page, Uri site)
    {
        var root = MarkupOf(page);
        return root?.Local switch
        {
            "urlset" => ([.. root.Children.Where(url => url.Local == "url").Select(url => EntryOf(url, site)).OfType<FeedEntry>()], []),
            "sitemapindex" => ([], [.. root.Children.Where(one => one.Local == "sitemap")
                .OrderByDescending(one => DateReader.Read(ChildOf(one, "lastmod")?.Text)?.Instant ?? DateTimeOffset.MinValue)
                .Select(one => UrlOf(one, site)?.AbsoluteUri).OfType<string>()]),
            _ => ([], []),
        };
    }

    private Markup? MarkupOf(Page page)
    {
        try
        {
            var body = Unpacked(page.Body);
            var text = FeedText.Of(body.Span, page.ContentType);
            var start = text.IndexOf('<', StringComparison.Ordinal);
            return start < 0 ? null : StrictXml.Read(new StringReader(text[start..]));
        }
        catch (Exception mistake) when (mistake is XmlException or InvalidDataException)
        {
            return null;
        }
    }

    // Sitemaps are often files that are packed themselves (sitemap.xml.gz), not packed for the way.
    private ReadOnlyMemory<byte> Unpacked(ReadOnlyMemory<byte> body)
    {
        if (body.Length < 2 || body.Span[0] != 0x1F || body.Span[1] != 0x8B)
        {
            return body;
        }

        using var packed = new GZipStream(new MemoryStream(body.ToArray(), false), CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        var piece = new byte[16 * 1024];
        int read;
        while ((read = packed.Read(piece)) > 0)
        {
            unpacked.Write(piece, 0, read);
            if (unpacked.Length > options.MaxBodyBytes)
            {
                throw new InvalidDataException("too large");
            }
        }

        return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
    }

    private static FeedEntry? EntryOf(Markup url, Uri site)
    {
        if (ChildOf(url, "news") is not { } news || UrlOf(url, site) is not { } link)
        {
            return null;
        }

        var published = DateReader.Read(ChildOf(news, "publication_date")?.Text);
        return new FeedEntry
        {
            Link = link.AbsoluteUri,
            Title = ChildOf(news, "title")?.Text is { Length: > 0 } title ? PlainText.OneLine(title) : null,
            Published = published?.Instant,
            ZoneUnknown = published is { ZoneKnown: false },
            Language = ChildOf(news, "publication") is { } publication && ChildOf(publication, "language")?.Text is { Length: > 0 } language ? language : null,
        };
    }

    private static Uri? UrlOf(Markup owner, Uri site)
        => Uri.TryCreate(ChildOf(owner, "loc")?.Text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && Site.Same(url, site) ? url : null;

    private static Markup? ChildOf(Markup owner, string local) => owner.Children.FirstOrDefault(child => child.Local == local);

    // A sitemap is of the whole site, the page of one section: what fits the pattern counts, without one what lies below the page.
    private static bool IsWanted(Uri url, Source source)
    {
        if (source.UrlPattern is { } pattern)
        {
            return UrlPattern.Fits(pattern, url);
        }

        var path = source.Url.AbsolutePath;
        var isFile = path.Split('/')[^1].Contains('.', StringComparison.Ordinal);
        var section = (isFile ? path[..path.LastIndexOf('/')] : path).TrimEnd('/') + "/";
        return url.AbsolutePath.StartsWith(section, StringComparison.OrdinalIgnoreCase) && url.AbsolutePath.Length > section.Length;
    }
}
