using System.Globalization;
using System.Text.RegularExpressions;
using AccordWatch.Model;
using AccordWatch.Text;
using AngleSharp.Dom;

namespace AccordWatch.Acquire;

/// <summary>
/// The links of one page. Headlines stand in repeated blocks, are a sentence long, and lead deeper into the same site; menus repeat too, but are short.
/// </summary>
internal sealed partial class PageLinks
{
    private const int MostAnchors = 5000;
    private const int LongestTitle = 300;
    private const string Margins = "nav, footer, aside, form, [role='navigation'], [role='contentinfo']";
    private const string Headings = "h1, h2, h3, h4, h5, h6";

    private static readonly HashSet<string> NoArticle = new(StringComparer.OrdinalIgnoreCase)
    {
        "tag", "tags", "category", "categories", "author", "authors", "page", "search", "login", "signin", "register", "subscribe", "about", "about-us", "contact", "contacts", "contact-us",
        "privacy", "privacy-policy", "terms", "cookies", "sitemap", "account", "cart", "share", "user", "users", "feed", "rss", "etiqueta", "categoria", "contacto", "buscar", "autor",
        "impressum", "datenschutz", "kontakt", "mentions-legales", "recherche", "contato", "cerca",
    };

    private static readonly string[] NoPages = [".pdf", ".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".zip", ".mp3", ".mp4", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".css", ".js", ".xml", ".rss", ".ics"];

    private readonly IDocument _document;
    private readonly Uri _here;
    private readonly string _canonicalHere;
    private readonly List<Anchor> _anchors;

    public PageLinks(IDocument document, Uri here)
    {
        _document = document;
        _here = here;
        _canonicalHere = CanonicalUrl.Of(here).AbsoluteUri;
        _anchors = [.. document.QuerySelectorAll("a[href]").Take(MostAnchors).Select(AnchorOf).OfType<Anchor>()];
        BlankEmptyWords();
    }

    /// <summary>Whether the address can be one of an article of this site; a list that itself lies under /about/ has its articles there too.</summary>
    public bool IsArticle(Uri url)
        => Site.Same(url, _here)
            && CanonicalUrl.Of(url) is { AbsolutePath: not "/" } canonical && canonical.AbsoluteUri != _canonicalHere
            && !NoPages.Contains(Path.GetExtension(url.AbsolutePath).ToLowerInvariant())
            && !SegmentsOf(url).Any(segment => NoArticle.Contains(segment) && !SegmentsOf(_here).Contains(segment, StringComparer.OrdinalIgnoreCase));

    /// <summary>Links at, around or inside the elements that the selector names.</summary>
    public IReadOnlyList<FeedEntry> Selected(string selector, string? pattern)
    {
        var elements = _document.QuerySelectorAll(selector);
        var chosen = elements.Select(element => element.LocalName == "a" ? element : element.QuerySelector("a[href]") ?? element.Closest("a[href]")).OfType<IElement>().ToHashSet();
        return EntriesOf(UrlPattern.Keep(pattern, _anchors.Where(anchor => chosen.Contains(anchor.Element)), anchor => anchor.Url));
    }

    /// <summary>Links whose address fits the pattern.</summary>
    public IReadOnlyList<FeedEntry> Fitting(string pattern)
        => EntriesOf(UrlPattern.Keep(pattern, _anchors.Where(anchor => Site.Same(anchor.Url, _here) && anchor.Key != _canonicalHere), anchor => anchor.Url));

    /// <summary>Links that stand, read and lead like headlines.</summary>
    public IReadOnlyList<FeedEntry> Found()
    {
        var plausible = _anchors.Where(anchor => IsArticle(anchor.Url) && !IsMarginal(anchor.Element)).ToList();
        var blocks = BlocksOf(plausible);
        var furnished = blocks.Values.Distinct().ToDictionary(block => block, block => (Heading: block.QuerySelector(Headings) is null ? 0 : 2, Time: block.QuerySelector("time") is null ? 0 : 2));
        var scored = plausible.Where(anchor => anchor.Text.Length > 0).Select(anchor => (Anchor: anchor, Score: ScoreOf(anchor, furnished[blocks[anchor.Element]]), Shape: ShapeOf(anchor.Element))).ToList();
        var groups = scored.GroupBy(one => one.Shape, StringComparer.Ordinal).Where(group => group.DistinctBy(one => one.Anchor.Key).Count() >= 3)
            .Select(group => (Mean: group.Average(one => one.Score), Members: group.ToList())).ToList();
        var best = groups.Count == 0 ? 0 : groups.Max(group => group.Mean);
        var headlines = groups.Where(group => group.Mean >= 4 && group.Mean >= best - 3).SelectMany(group => group.Members.Where(one => one.Score >= 3))
            .Concat(scored.Where(one => one.Score >= 7)).Select(one => one.Anchor.Key).ToHashSet(StringComparer.Ordinal);
        return EntriesOf(plausible.Where(anchor => headlines.Contains(anchor.Key)));
    }

    /// <summary>The entry with the title and the date that its link shows on the page, where it has none.</summary>
    public FeedEntry Complete(FeedEntry entry)
    {
        var key = CanonicalUrl.Of(new Uri(entry.Link!)).AbsoluteUri;
        var shown = EntriesOf(_anchors.Where(anchor => anchor.Key == key)).FirstOrDefault();
        return entry.Published is null && shown?.Published is not null
            ? entry with { Title = entry.Title ?? shown.Title, Published = shown.Published, ZoneUnknown = shown.ZoneUnknown }
            : entry with { Title = entry.Title ?? shown?.Title };
    }

    private Anchor? AnchorOf(IElement element)
        => HtmlPage.Resolve(_document, element.GetAttribute("href")) is { } url ? new Anchor(element, url, CanonicalUrl.Of(url).AbsoluteUri, PlainText.OneLine(element.TextContent)) : null;

    // "Read more" under every teaser is no title.
    private void BlankEmptyWords()
    {
        var repeated = _anchors.GroupBy(anchor => anchor.Text, StringComparer.OrdinalIgnoreCase).Where(group => group.DistinctBy(anchor => anchor.Key).Count() >= 3)
            .Select(group => group.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < _anchors.Count; at++)
        {
            _anchors[at] = repeated.Contains(_anchors[at].Text) ? _anchors[at] with { Text = "" } : _anchors[at];
        }
    }

    private static List<FeedEntry> EntriesOf(IEnumerable<Anchor> chosen)
    {
        var anchors = chosen.ToList();
        var blocks = BlocksOf(anchors);
        return [.. anchors.GroupBy(anchor => anchor.Key, StringComparer.Ordinal).Select(group => EntryOf([.. group], blocks))];
    }

    private static FeedEntry EntryOf(List<Anchor> anchors, Dictionary<IElement, IElement> blocks)
    {
        var stated = anchors.Select(anchor => blocks[anchor.Element]).Distinct().Select(DateIn).FirstOrDefault(date => date is not null);
        var inPath = stated is null ? DateInPath(anchors[0].Url) : null;
        return new FeedEntry
        {
            Link = anchors[0].Url.AbsoluteUri,
            Title = TitleOf(anchors, blocks),
            Published = stated?.Instant ?? inPath,
            ZoneUnknown = stated is { ZoneKnown: false } || inPath is not null,
        };
    }

    private static string? TitleOf(List<Anchor> anchors, Dictionary<IElement, IElement> blocks)
    {
        // A card may head the publisher's name above the title.
        var headings = anchors.SelectMany(anchor => anchor.Element.QuerySelectorAll(Headings).Append(anchor.Element.Closest(Headings))).OfType<IElement>()
            .Select(heading => PlainText.OneLine(heading.TextContent)).OrderByDescending(text => text.Length <= LongestTitle ? text.Length : 0);
        var texts = anchors.Select(anchor => anchor.Text).OrderByDescending(text => text.Length);
        var around = anchors.Select(anchor => blocks[anchor.Element]).Distinct().Select(block => block.QuerySelector(Headings)).OfType<IElement>().Select(heading => PlainText.OneLine(heading.TextContent));
        var labels = anchors.Select(anchor => anchor.Element.GetAttribute("title") ?? anchor.Element.GetAttribute("aria-label") ?? anchor.Element.QuerySelector("img[alt]")?.GetAttribute("alt") ?? "");
        var title = headings.Concat(around).Concat(texts).Concat(labels).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        return title is { Length: > LongestTitle } && title.LastIndexOf(' ', LongestTitle) is var cut ? title[..(cut > 0 ? cut : LongestTitle)] : title;
    }

    private static ReadDate? DateIn(IElement block)
        => block.QuerySelectorAll("time, [itemprop='datePublished']").Take(3)
            .Select(time => DateReader.Read(time.GetAttribute("datetime") ?? time.GetAttribute("content") ?? time.TextContent)).FirstOrDefault(date => date is not null);

    private static DateTimeOffset? DateInPath(Uri url)
        => DayInPath().Match(url.AbsolutePath) is { Success: true } day
            && DateTimeOffset.TryParseExact($"{day.Groups[1].Value}-{int.Parse(day.Groups[2].Value, CultureInfo.InvariantCulture):00}-{int.Parse(day.Groups[3].Value, CultureInfo.InvariantCulture):00}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    /// <summary>For each anchor the largest element around it that holds no other article's link: its card, its row, its paragraph.</summary>
    private static Dictionary<IElement, IElement> BlocksOf(IReadOnlyList<Anchor> anchors)
    {
        var owners = new Dictionary<IElement, string?>();
        foreach (var anchor in anchors)
        {
            for (var at = anchor.Element.ParentElement; at is not null && !(owners.TryGetValue(at, out var owner) && owner is null); at = at.ParentElement)
            {
                owners[at] = owners.TryGetValue(at, out owner) && owner != anchor.Key ? null : anchor.Key;
            }
        }

        var blocks = new Dictionary<IElement, IElement>();
        foreach (var anchor in anchors)
        {
            var block = anchor.Element;
            while (block.ParentElement is { LocalName: not ("body" or "html") } parent && owners[parent] is not null)
            {
                block = parent;
            }

            blocks[anchor.Element] = block;
        }

        return blocks;
    }

    private int ScoreOf(Anchor anchor, (int Heading, int Time) block)
    {
        var segments = SegmentsOf(anchor.Url);
        var last = segments.Length == 0 ? "" : segments[^1];
        var score = LengthOf(anchor.Text) switch { < 3 => -1, 3 => 1, <= 60 => 2, _ => 0 };
        score += anchor.Element.Closest(Headings) is not null ? 2 : block.Heading;
        score += DateInPath(anchor.Url) is not null ? 2 : block.Time;
        score += last.Count(letter => letter is '-' or '_') >= 3 ? 2 : LongNumber().IsMatch(anchor.Url.PathAndQuery) ? 1 : 0;
        score += segments.Length > SegmentsOf(_here).Length ? 1 : 0;
        return score + (anchor.Element.Closest("article, li, tr") is not null ? 1 : 0);
    }

    private static string[] SegmentsOf(Uri url) => url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);

    // In scripts without spaces two characters make about one word.
    private static int LengthOf(string text) => text.Count(char.IsWhiteSpace) + 1 + (text.Count(Words.IsOwnWord) / 2);

    private static bool IsMarginal(IElement element)
        => element.Closest(Margins) is not null || (element.Closest("header") is { } header && header.Closest("article, main, li, section") is null);

    /// <summary>Tags and first classes from the anchor upwards: alike for the rows of one list, unlike for a menu.</summary>
    private static string ShapeOf(IElement element)
    {
        var path = new List<string>();
        for (var at = element; at is not null && path.Count < 8; at = at.ParentElement)
        {
            path.Add($"{at.LocalName}.{at.ClassList.FirstOrDefault(name => !name.Any(char.IsAsciiDigit) && name is not ("first" or "last" or "odd" or "even" or "active"))}");
        }

        return string.Join('>', path);
    }

    [GeneratedRegex(@"[/_-](20\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?:\D|$)")]
    private static partial Regex DayInPath();

    [GeneratedRegex(@"\d{5}")]
    private static partial Regex LongNumber();

    private sealed record Anchor(IElement Element, Uri Url, string Key, string Text);
}
