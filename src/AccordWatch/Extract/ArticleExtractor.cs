using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Extract;

/// <summary>Articles of web pages, with the feed's own words behind them.</summary>
public static class ArticleExtractor
{
    // Fewer letters are a label, not a text.
    private const int FewestLetters = 80;

    // What lists of other pages are told by: how many links as long as a headline, how much text in links for one letter outside, how little text.
    private const int FewestTeasers = 12;
    private const int TeaserTitle = 20;
    private const double LinksOfList = 4;
    private const int LongestListText = 500;

    // A locked page with more text than this is taken to show it all.
    private const int TeaserLetters = 1500;

    // Longer than the longest reports of any newsroom.
    private const int LongestText = 500_000;

    // For parsing and walking; the slowest news pages take a tenth of it.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>Never throws for what a page contains.</summary>
    /// <param name="page">As fetched.</param>
    /// <param name="entry">The feed's entry that named the page; its words serve when the page gives no article or less text.</param>
    /// <param name="language">ISO 639-1 code that is expected when neither text nor page can tell.</param>
    /// <param name="rule">Of the page's site; what it does not find is read as without it.</param>
    public static Extraction Extract(Page page, FeedEntry? entry = null, string? language = null, SiteRule? rule = null)
    {
        using var budget = new CancellationTokenSource(Budget);
        try
        {
            var (document, because) = PageDocument.Read(page, budget.Token);
            if (document is null)
            {
                return FromFeed(entry, page.Url, page.FetchedAt, language) ?? new Extraction.NotAnArticle(because);
            }

            using (document)
            {
                var ruled = rule is null ? null : new RuledPage(document, rule, budget.Token);
                return Of(page, new PageWalk(document, budget.Token), ruled, entry, language);
            }
        }
        catch (OperationCanceledException)
        {
            return FromFeed(entry, page.Url, page.FetchedAt, language)
                ?? new Extraction.NotAnArticle($"the page could not be read within {Budget.TotalSeconds:0} s");
        }
    }

    private static Extraction Of(Page page, PageWalk walk, RuledPage? ruled, FeedEntry? entry, string? language)
    {
        var data = new JsonLd(walk.Scripts, $"{walk.Title} {walk.Meta("og:title")} {string.Join(' ', walk.Headlines.Select(one => one.Text))}");
        var title = ruled is { Title.Length: > 0 } ? ruled.Title : Titles.Of(walk, data);
        if (ruled is null)
        {
            var text = TextOf(walk, data, title);
            return Choose(page, walk, data, ArticleOf(page, walk, data, title, text, entry, language), false, entry, language);
        }

        var told = Bounded(ruled.Text(title));
        var isTold = Letters(told) >= FewestLetters;
        var date = ruled.Date(walk, page.Url, page.FetchedAt);
        var article = ArticleOf(page, walk, data, title, isTold ? told : TextOf(walk, data, title), entry, language);
        article = article with { Published = date ?? article.Published, Authors = ruled.Authors is { Count: > 0 } authors ? authors : article.Authors };
        return Choose(page, walk, data, article, isTold, entry, language) with { Rule = ruled.Use(isTold, date is not null) };
    }

    // The page's text or the feed's; a text that a rule found may be the shorter one, since what it dropped is often in the feed.
    private static Extraction Choose(Page page, PageWalk walk, JsonLd data, Article article, bool isRuled, FeedEntry? entry, string? language)
    {
        var text = article.Text;
        if (FromFeed(entry, page.Url, page.FetchedAt, language) is Extraction.Found { Article: var fed } && Letters(fed.Text) > (isRuled ? 2 : 1) * Letters(text))
        {
            // What the page says of itself stays true; only its text was not to be had.
            var headline = article.Title.Length > 0 ? article.Title : fed.Title;
            var spoken = fed.Language ?? article.Language;
            return new Extraction.Found(article with { Text = fed.Text, Title = headline, Language = spoken, Origin = TextOrigin.Feed });
        }

        return Letters(text) < FewestLetters ? new Extraction.NotAnArticle("no article text on the page", article with { Text = "" })
            : !isRuled && IsList(walk, data, text) ? new Extraction.NotAnArticle("a list of other pages", article with { Text = "" })
            : new Extraction.Found(article);
    }

    // A page that does not call itself an article, with much more text in links than outside of them.
    private static bool IsList(PageWalk walk, JsonLd data, string text)
        => !data.HasArticle && walk.Meta("article:published_time", "article:published") is null
        && walk.Meta("og:type")?.StartsWith("article", StringComparison.OrdinalIgnoreCase) != true
        && Letters(text) < LongestListText && walk.Root.Scraps > LinksOfList * walk.Root.Prose
        && walk.Passages.Count(passage => passage.LinkShare > 0.8 && passage.Letters >= TeaserTitle && !passage.Region.IsForeign) >= FewestTeasers;

    /// <summary>The article as far as the feed itself tells it.</summary>
    public static Extraction FromEntry(FeedEntry entry, Uri url, DateTimeOffset fetchedAt, string? language)
        => FromFeed(entry, url, fetchedAt, language) ?? new Extraction.NotAnArticle("the feed carries no text");

    /// <summary>The same, and without a text the headline alone.</summary>
    public static Extraction FromHeadline(FeedEntry entry, Uri url, DateTimeOffset fetchedAt, string? language)
        => FromFeed(entry, url, fetchedAt, language) ?? (string.IsNullOrWhiteSpace(entry.Title)
            ? new Extraction.NotAnArticle("the feed carries neither text nor headline")
            : new Extraction.Found(Told(entry, "", url, fetchedAt, language)));

    private static Extraction? FromFeed(FeedEntry? entry, Uri url, DateTimeOffset fetchedAt, string? language)
    {
        if (entry is null)
        {
            return null;
        }

        var content = FeedWords.Of(entry.Content);
        var summary = FeedWords.Of(entry.Summary);
        var text = Bounded(content.Length >= summary.Length ? content : summary);
        return text.Length == 0 ? null : new Extraction.Found(Told(entry, text, url, fetchedAt, language));
    }

    private static Article Told(FeedEntry entry, string text, Uri url, DateTimeOffset fetchedAt, string? language) => new()
    {
        Url = url,
        CanonicalUrl = CanonicalUrl.Of(url),
        Title = entry.Title ?? "",
        Text = text,
        Published = entry.Published,
        Language = Languages.Of($"{entry.Title}\n{text}", entry.Language, language),
        Authors = entry.Authors,
        Origin = TextOrigin.Feed,
        FetchedAt = fetchedAt,
    };

    private static Article ArticleOf(Page page, PageWalk walk, JsonLd data, string title, string text, FeedEntry? entry, string? language)
    {
        var authors = Authors.Of(walk, data);
        title = title.Length > 0 ? title : entry?.Title ?? "";
        return new Article
        {
            Url = page.Url,
            CanonicalUrl = Address.Of(page.Url, walk.Canonical),
            Title = title,
            Text = text,
            Published = Dates.Of(walk, data, title, page.Url, entry?.Published, page.FetchedAt),
            Language = Languages.Of($"{title}\n{text}", walk.Language, entry?.Language ?? language),
            Authors = authors.Count > 0 ? authors : entry?.Authors ?? [],
            Paywalled = Letters(text) < TeaserLetters && (data.Locked || walk.Meta("article:content_tier") is "locked" or "metered"),
            FetchedAt = page.FetchedAt,
        };
    }

    private static string TextOf(PageWalk walk, JsonLd data, string title)
    {
        var seen = string.Join("\n\n", Body.In(walk, title));
        // JSON-LD is often cut or without its paragraphs; it serves when the page itself shows much less.
        var told = FeedWords.Of(data.Text);
        return Bounded(Letters(told) > 300 && Letters(seen) < 0.5 * Letters(told) ? told : seen);
    }

    private static string Bounded(string text) => text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];

    private static int Letters(string text) => text.Sum(character => character > '\u2E80' ? 3 : char.IsLetterOrDigit(character) ? 1 : 0);
}
