using System.Text;
using AccordWatch.Model;

namespace AccordWatch.Acquire;

/// <summary>Reads a source once and keeps nothing.</summary>
/// <param name="fetcher">The way to the web.</param>
/// <param name="robots">What publishers ask of programs; heeded for pages, not for feeds, which are made for programs.</param>
/// <param name="parse">Makes entries of the bytes of a feed.</param>
public sealed class SourceReader(Fetcher fetcher, Robots robots, FeedParser parse)
{
    /// <summary>What <see cref="SourceReading.News.Format"/> says of a page.</summary>
    public const string PageFormat = "page";

    /// <summary>Whatever the network and the publisher do is an outcome; only the caller's cancellation is thrown.</summary>
    public async Task<SourceReading> ReadAsync(Source source, FetchConditions conditions, CancellationToken cancellationToken)
        => await fetcher.FetchAsync(source.Url, conditions with { AllowPrivate = source.AllowPrivate, Robots = source.Kind == SourceKind.Page ? robots : null }, cancellationToken) switch
        {
            Fetched.Body body when body.Hash == conditions.BodyHash => new SourceReading.Unchanged(SameAgain(body), 200),
            Fetched.Body body => await ReadAsync(source, body, cancellationToken),
            Fetched.Refused refused => new SourceReading.Failed(refused.Because, refused.Status, refused.RetryAfter, null),
            Fetched.Unchanged unchanged => new SourceReading.Unchanged(unchanged, 304),
            _ => throw new InvalidOperationException("An outcome of a fetch that this reader does not know."),
        };

    /// <summary>Reads what was fetched already.</summary>
    public async Task<SourceReading> ReadAsync(Source source, Fetched.Body body, CancellationToken cancellationToken)
    {
        try
        {
            var page = body.Page;
            // A page source whose address turns out to be a feed is read as the feed: nothing is as good.
            var feed = source.Kind == SourceKind.Feed || FormatOf(page) is not null ? parse(page.Body, page.ContentType, page.Url, page.ContentLanguage) : null;
            return feed is not null ? new SourceReading.News(Kept(source, feed), FormatOf(page) ?? "feed", body)
                : source.Kind == SourceKind.Feed ? Failed(body, $"not a feed (neither RSS, Atom, RDF nor JSON Feed){await HintAsync(page, cancellationToken)}")
                : await HeadlinesAsync(source, body, cancellationToken);
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Failed(body, $"could not be read: {mistake.Message}");
        }
    }

    private async Task<SourceReading> HeadlinesAsync(Source source, Fetched.Body body, CancellationToken cancellationToken)
    {
        if (!HtmlPage.Is(body.Page))
        {
            return Failed(body, $"not a web page ({body.Page.ContentType ?? "of unknown type"})");
        }

        if ((await robots.AskAsync(body.Page.Url, source.AllowPrivate, cancellationToken)).Objection is { } refusal)
        {
            return Failed(body, refusal);
        }

        if (source.LinkSelector is { } selector && !SourceList.IsSelector(selector))
        {
            return Failed(body, $"'{selector}' is not a CSS selector");
        }

        var listing = FeedBounds.Within(await PageListing.ReadAsync(body.Page, source, cancellationToken));
        return listing.Entries.Count > 0 ? new SourceReading.News(listing, PageFormat, body) : Failed(body, (source.LinkSelector, source.UrlPattern) switch
        {
            ({ } asked, null) => $"no link on the page fits the selector '{asked}'",
            (null, { } asked) => $"no link on the page fits the pattern '{asked}'",
            ({ } asked, { } also) => $"no link on the page fits the selector '{asked}' and the pattern '{also}'",
            _ => "no headlines were found on the page; name them with a selector or a pattern",
        });
    }

    private static async Task<string> HintAsync(Page page, CancellationToken cancellationToken)
    {
        if (!HtmlPage.Is(page))
        {
            return "";
        }

        return (await PageListing.FeedsOfAsync(page, cancellationToken)).Named is [var first, ..]
            ? $"; the page names the feed {first}"
            : "; it is a web page that names no feed: read it with 'kind: page'";
    }

    private static Fetched.Unchanged SameAgain(Fetched.Body body) => new() { ETag = body.ETag, LastModified = body.LastModified, FreshFor = body.FreshFor, MovedTo = body.MovedTo };

    private static Feed Kept(Source source, Feed feed) => source.UrlPattern is null ? feed : feed with
    {
        Entries = [.. UrlPattern.Keep(source.UrlPattern, feed.Entries, entry => Uri.TryCreate(entry.Link, UriKind.Absolute, out var url) ? url : null)],
    };

    private static SourceReading.Failed Failed(Fetched.Body body, string because) => new($"{body.Page.Url}: {because}", 200, null, body);

    /// <summary>By the look of its beginning; null when that is of no feed.</summary>
    private static string? FormatOf(Page page)
    {
        var head = Encoding.Latin1.GetString(page.Body.Span[..Math.Min(2048, page.Body.Length)]).Replace("\0", "", StringComparison.Ordinal);
        (string Mark, string Name)[] marks = [("<rdf:RDF", "RSS 1.0 (RDF)"), ("<rss", "RSS"), ("<feed", "Atom"), ("<atom:feed", "Atom"), ("jsonfeed.org", "JSON Feed"), ("<channel", "RSS")];
        var name = head.Contains("<html", StringComparison.OrdinalIgnoreCase) ? null : Array.Find(marks, mark => head.Contains(mark.Mark, StringComparison.OrdinalIgnoreCase)).Name;
        return name == "RSS" && (head.Contains("version=\"2.0", StringComparison.Ordinal) || head.Contains("version='2.0", StringComparison.Ordinal)) ? "RSS 2.0" : name;
    }
}
