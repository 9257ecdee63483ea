using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Model;

namespace AccordWatch.Tests.Acquire;

public sealed class PageListingTests
{
    private static readonly Uri Here = new("https://www.agency.example/news/");

    private const string Menu = """
        <header><a href="/">Home</a><nav><ul><li><a href="/missions/">Missions</a></li><li><a href="/about/">About the agency</a></li><li><a href="/contact/">Contact</a></li></ul></nav></header>
        """;

    private const string Foot = """
        <footer><ul><li><a href="/legal/terms-of-use-of-this-site/">Terms of use of this site</a></li><li><a href="/legal/b-c-d-e/">Accessibility statement of the agency</a></li>
        <li><a href="/legal/c-d-e-f/">Freedom of information requests</a></li></ul></footer>
        """;

    [Fact]
    public async Task Headlines_are_told_from_menus()
    {
        var feed = await ReadAsync($"""
            <html lang="en-GB"><head><title>News of the agency</title></head><body>{Menu}<main>
            <article><a href="/news/ground-station-opens-in-the-north/"><img alt="dish"></a><h3><a href="/news/ground-station-opens-in-the-north/">Ground station opens in the north</a></h3><time datetime="2026-02-27T09:00:00Z">27 Feb</time><a href="/tag/stations/">Stations</a></article>
            <article><h3><a href="/news/two-ministers-sign-a-launch-accord/#top">Two ministers sign a launch accord</a></h3><time datetime="2026-02-26">26 Feb</time><a href="/tag/law/">Law</a></article>
            <article><h3><a href="https://agency.example/news/balloon-lands-after-nine-days/">Balloon lands after nine days</a></h3><time>25 February 2026</time></article>
            <article><h3><a href="https://elsewhere.example/news/an-advertisement-for-something-else/">An advertisement for something else</a></h3></article>
            </main>{Foot}</body></html>
            """);

        Assert.Equal(["Ground station opens in the north", "Two ministers sign a launch accord", "Balloon lands after nine days"], feed.Entries.Select(entry => entry.Title));
        Assert.Equal(["https://www.agency.example/news/ground-station-opens-in-the-north/", "https://www.agency.example/news/two-ministers-sign-a-launch-accord/", "https://agency.example/news/balloon-lands-after-nine-days/"], feed.Entries.Select(entry => entry.Link));
        Assert.Equal([27, 26, 25], feed.Entries.Select(entry => entry.Published!.Value.Day));
        Assert.Equal(("News of the agency", "en-GB"), (feed.Title, feed.Language));
    }

    [Fact]
    public async Task A_bare_list_of_numbered_pages_is_enough()
    {
        var feed = await ReadAsync($"""
            <body>{Menu}<div class="list"><ul>
            <li><a href="c/n6841234/content.html">Lunar samples lent to six countries</a><span>2026-01-09</span></li>
            <li><a href="c/n6841235/content.html">Remote sensing data shared after flood</a></li>
            <li><a href="c/n6841236/content.html">Crew returns from the station</a></li></ul></div></body>
            """);

        Assert.Equal(3, feed.Entries.Count);
        Assert.Equal("https://www.agency.example/news/c/n6841234/content.html", feed.Entries[0].Link);
    }

    [Fact]
    public async Task The_title_is_the_longest_heading_of_a_card()
    {
        static string Card(string slug, string title) => $"<li><a href='/news/{slug}'><h5>Agency</h5><h3>{title}</h3><p>Teaser of some length that is no title.</p></a></li>";

        var feed = await ReadAsync($"<ul>{Card("a-b-c-d", "Crew returns from the station")}{Card("b-c-d-e", "Samples lent to six countries")}{Card("c-d-e-f", "Balloon lands after nine days")}</ul>");

        Assert.Equal(["Crew returns from the station", "Samples lent to six countries", "Balloon lands after nine days"], feed.Entries.Select(entry => entry.Title));
    }

    [Fact]
    public async Task Read_more_is_no_title()
    {
        static string Card(int number) => $"<div class=card><h4>Headline number {number} of the day</h4><p>Teaser.</p><a href='/news/{number}0000'>Read more</a></div>";

        var feed = await ReadAsync($"<body>{Menu}<section>{Card(1)}{Card(2)}{Card(3)}</section></body>", new Source { Name = "a", Url = Here, UrlPattern = "*/news/?0000" });
        Assert.Empty(feed.Entries);

        feed = await ReadAsync($"<body>{Menu}<section>{Card(1)}{Card(2)}{Card(3)}</section></body>", new Source { Name = "a", Url = Here, UrlPattern = "*/news/*0000" });
        Assert.Equal(["Headline number 1 of the day", "Headline number 2 of the day", "Headline number 3 of the day"], feed.Entries.Select(entry => entry.Title));
    }

    [Fact]
    public async Task The_date_may_stand_in_the_address()
    {
        var entry = (await ReadAsync("<a href='/2026/02/07/station'>Station</a>", new Source { Name = "a", Url = Here, UrlPattern = "*/2026/*" })).Entries[0];

        Assert.Equal((new DateTimeOffset(2026, 2, 7, 0, 0, 0, TimeSpan.Zero), true), (entry.Published!.Value, entry.ZoneUnknown));
    }

    [Fact]
    public async Task A_selector_overrules_everything_and_a_pattern_narrows_it()
    {
        const string page = "<div class=x><a href='/a/1'>One</a></div><h2 class=x><a href='/b/2'>Two</a></h2><a href='/b/3'>Three</a>";

        Assert.Equal(["One", "Two"], (await ReadAsync(page, new Source { Name = "a", Url = Here, LinkSelector = ".x" })).Entries.Select(entry => entry.Title));
        Assert.Equal(["Two"], (await ReadAsync(page, new Source { Name = "a", Url = Here, LinkSelector = ".x", UrlPattern = "*/b/*" })).Entries.Select(entry => entry.Title));
    }

    [Fact]
    public async Task The_list_that_a_page_states_for_machines_is_believed()
    {
        var feed = await ReadAsync("""
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"BreadcrumbList","itemListElement":[{"item":"https://www.agency.example/x"}]},
            {"@type":"CollectionPage","mainEntity":{"@type":"ItemList","itemListElement":[
              {"@type":"ListItem","position":1,"url":"https://www.agency.example/n/1","name":"One &amp; all"},
              {"@type":"ListItem","item":{"@type":"NewsArticle","@id":"https://www.agency.example/n/2","headline":"Two","datePublished":"2026-02-01T10:00:00+01:00"}},
              {"@type":"ListItem","url":"/n/3"}]}}]}</script>
            <script type="application/ld+json">{ broken</script>
            <p><a href="/n/3">Three as the page shows it</a></p>
            """);

        Assert.Equal(["One & all", "Two", "Three as the page shows it"], feed.Entries.Select(entry => entry.Title));
        Assert.Equal(9, feed.Entries[1].Published!.Value.UtcDateTime.Hour);
    }

    [Fact]
    public async Task A_page_nested_thousands_deep_is_read()
        => Assert.Single((await ReadAsync(string.Concat(Enumerable.Repeat("<div>", 2000)) + "<a href='/n/1'>x</a>", new Source { Name = "a", Url = Here, UrlPattern = "*/n/*" })).Entries);

    [Fact]
    public async Task A_page_that_needs_too_long_is_given_up()
    {
        var mistake = await Assert.ThrowsAsync<InvalidDataException>(() => HtmlPage.ParseAsync(PageOf(string.Concat(Enumerable.Repeat("<div>", 200_000))), TimeSpan.FromMilliseconds(200), CancellationToken.None));

        Assert.Contains("could not be read within", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_letters_of_the_page_are_read_by_its_charset()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding(1251).GetBytes("<html><body><a href='/n/1'>Подписано соглашение</a></body></html>");

        var feed = await PageListing.ReadAsync(new Page(Here, bytes, "text/html; charset=windows-1251", default), new Source { Name = "a", Url = Here, UrlPattern = "*/n/*" }, default);

        Assert.Equal("Подписано соглашение", feed.Entries[0].Title);
    }

    [Fact]
    public async Task Feeds_are_found_by_name_and_guessed_by_custom()
    {
        var page = PageOf("""
            <head><link rel="alternate" type="application/rss+xml" href="/comments/feed/"><link rel="Alternate" type="application/atom+xml" href="/atom">
            <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1"><link rel="alternate" hreflang="es" href="/es/"></head><body><a href="/press/rss.xml">RSS</a></body>
            """);

        var feeds = await PageListing.FeedsOfAsync(page, default);

        Assert.Equal(["/atom", "/press/rss.xml", "/comments/feed/"], feeds.Named.Select(url => url.AbsolutePath));
        Assert.Contains(new Uri("https://www.agency.example/news/feed"), feeds.Guessed);
        Assert.Contains(new Uri("https://www.agency.example/rss.xml"), feeds.Guessed);
    }

    [Theory]
    [InlineData("*/news/*", "https://a.example/news/1", true)]
    [InlineData("*/news/*", "https://a.example/NEWS/1", true)]
    [InlineData("*/news/*", "https://a.example/newsroom/1", false)]
    [InlineData("*.html", "https://a.example/x.html?y", false)]
    [InlineData("https://a.example/*/*", "https://b.example/1/2", false)]
    [InlineData("*ab*ba*", "https://x.example/aba", false)]
    [InlineData("news", "https://a.example/news/1", true)]
    [InlineData("*/новости/*", "https://a.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1", true)]
    public void A_pattern_is_words_and_asterisks(string pattern, string url, bool fits) => Assert.Equal(fits, UrlPattern.Fits(pattern, new Uri(url)));

    [Theory]
    [InlineData("https://www.bbc.co.uk/a", "https://feeds.bbc.co.uk/b", true)]
    [InlineData("https://a.co.uk/", "https://b.co.uk/", false)]
    [InlineData("https://news.agency.example/", "https://agency.example/", true)]
    [InlineData("https://agency.gob.mx/", "https://other.gob.mx/", false)]
    [InlineData("http://127.0.0.1:80/", "http://127.0.0.1:81/", false)]
    public void A_site_is_what_its_owner_registered(string a, string b, bool same) => Assert.Equal(same, Site.Same(new Uri(a), new Uri(b)));

    private static Page PageOf(string html) => new(Here, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", default);

    private static Task<Feed> ReadAsync(string html, Source? source = null)
        => PageListing.ReadAsync(PageOf(html), source ?? new Source { Name = "agency", Url = Here, Kind = SourceKind.Page }, CancellationToken.None);
}
