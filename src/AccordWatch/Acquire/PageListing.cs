using AccordWatch.Model;
using AccordWatch.Text;
using AngleSharp.Dom;

namespace AccordWatch.Acquire;

/// <summary>The feeds of a site, as its page names them and as many sites have them.</summary>
/// <param name="Named">By the page itself, in its order.</param>
/// <param name="Guessed">Addresses at which other sites keep theirs; most do not exist.</param>
public sealed record FeedAddresses(IReadOnlyList<Uri> Named, IReadOnlyList<Uri> Guessed);

/// <summary>A news page without a feed, read as if it were one: its headlines with their links.</summary>
public static class PageListing
{
    private const int LeastItems = 3;
    private static readonly string[] FeedTypes = ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "application/rdf+xml", "text/xml", "application/xml"];
    private static readonly string[] Usual = ["feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json"];

    /// <summary>Selector and pattern of the source are obeyed; without them the page's own list (JSON-LD) is believed, else its repeated blocks.</summary>
    /// <exception cref="InvalidDataException">The page cannot be read; the message says why.</exception>
    public static async Task<Feed> ReadAsync(Page page, Source source, CancellationToken cancellationToken)
    {
        using var document = await HtmlPage.ParseAsync(page, cancellationToken);
        var links = new PageLinks(document, page.Url);
        return new Feed
        {
            Title = string.IsNullOrWhiteSpace(document.Title) ? null : PlainText.OneLine(document.Title),
            Link = page.Url.AbsoluteUri,
            Language = document.DocumentElement?.GetAttribute("lang") is { Length: > 0 } language ? language.Trim() : null,
            Entries = EntriesOf(document, links, page.Url, source),
        };
    }

    /// <exception cref="InvalidDataException">The page cannot be read; the message says why.</exception>
    public static async Task<FeedAddresses> FeedsOfAsync(Page page, CancellationToken cancellationToken)
    {
        using var document = await HtmlPage.ParseAsync(page, cancellationToken);
        var linked = document.QuerySelectorAll("link[rel~='alternate' i][href]").Where(IsFeedLink).Select(link => HtmlPage.Resolve(document, link.GetAttribute("href")));
        var anchored = document.QuerySelectorAll("a[href]").Select(anchor => HtmlPage.Resolve(document, anchor.GetAttribute("href")))
            .Where(url => url is not null && LooksLikeFeed(url) && Site.Same(url, page.Url));
        List<Uri> named = [.. linked.Concat(anchored).OfType<Uri>().Distinct().OrderBy(IsOfComments).Take(20)];
        return new FeedAddresses(named, [.. Guesses(page.Url).Except(named)]);
    }

    private static IReadOnlyList<FeedEntry> EntriesOf(IDocument document, PageLinks links, Uri here, Source source)
    {
        if (source.LinkSelector is { } selector)
        {
            return links.Selected(selector, source.UrlPattern);
        }

        if (source.UrlPattern is { } pattern)
        {
            return links.Fitting(pattern);
        }

        var stated = PageItems.Of(document).Where(entry => links.IsArticle(new Uri(entry.Link!))).ToList();
        return stated.Count >= LeastItems ? [.. stated.Select(links.Complete)] : links.Found();
    }

    private static bool IsFeedLink(IElement link)
        => FeedTypes.Contains(link.GetAttribute("type")?.Split(';')[0].Trim().ToLowerInvariant())
            && link.GetAttribute("href")?.Contains("/wp-json/", StringComparison.OrdinalIgnoreCase) == false
            && link.GetAttribute("href")?.Contains("oembed", StringComparison.OrdinalIgnoreCase) == false;

    private static bool LooksLikeFeed(Uri url)
        => url.AbsolutePath.TrimEnd('/').Split('/')[^1].ToLowerInvariant() is var last
            && (last is "rss" or "feed" or "atom" or "feed.json" || last.EndsWith(".rss", StringComparison.Ordinal) || last.EndsWith(".atom", StringComparison.Ordinal)
                || last.EndsWith(".rdf", StringComparison.Ordinal) || last is "rss.xml" or "feed.xml" or "atom.xml" or "index.xml" or "news.xml");

    private static bool IsOfComments(Uri url) => url.AbsolutePath.Contains("comment", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Uri> Guesses(Uri here)
    {
        var folder = here.AbsolutePath.EndsWith('/') ? here.AbsolutePath : here.AbsolutePath.Split('/')[^1].Contains('.', StringComparison.Ordinal)
            ? here.AbsolutePath[..(here.AbsolutePath.LastIndexOf('/') + 1)]
            : $"{here.AbsolutePath}/";
        var root = new Uri(here, "/");
        return Usual.Select(name => new Uri(root, folder + name)).Concat(Usual.Select(name => new Uri(root, name))).Append(new Uri(root, "?feed=rss2")).Distinct();
    }
}
