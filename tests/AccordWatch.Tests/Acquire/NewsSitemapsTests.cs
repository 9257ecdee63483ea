using System.IO.Compression;
using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

/// <summary>The second way to the articles of a page, and the alarm when the first one leads nowhere any more.</summary>
public sealed class NewsSitemapsTests : IDisposable
{
    private static readonly string[] Three = ["ground-station-opens-in-the-north", "balloon-lands-after-nine-days", "two-rockets-wait-for-better-weather"];

    private readonly Newsroom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task Articles_that_only_the_news_sitemap_names_are_told()
    {
        Names("/news-sitemap.xml");
        _room.Web.Tells("/news-sitemap.xml", Sitemap(Article("/news/kenya-and-norway-sign", Noon.AddHours(-2)), Article($"/news/{Three[0]}", Noon.AddHours(-3))));

        var report = await VisitPageAsync();

        Assert.Equal((VisitOutcome.Body, 4), (report.Outcome, report.New));
        var entry = Assert.Single(_room.Sources.Waiting("gazette"), waiting => waiting.Entry.Link == _room.Web.Url("/news/kenya-and-norway-sign").AbsoluteUri).Entry;
        Assert.Equal(("Kenya and Norway sign", Noon.AddHours(-2), "en"), (entry.Title, entry.Published, entry.Language));
    }

    [Fact]
    public async Task Articles_of_before_the_week_are_the_baseline_of_the_first_visit()
    {
        Names("/news-sitemap.xml");
        _room.Web.Tells("/news-sitemap.xml", Sitemap(Article("/news/old-news-of-last-month", Noon.AddDays(-20))));

        await VisitPageAsync();

        Assert.DoesNotContain(_room.Sources.Waiting("gazette"), waiting => waiting.Entry.Link!.Contains("old-news", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_section_of_the_page_counts()
    {
        Names("/news-sitemap.xml");
        _room.Web.Tells("/news-sitemap.xml", Sitemap(Article("/sport/cup-final-ends-without-goals", Noon), Article("/newsletter/1", Noon), Article("/news/kenya-and-norway-sign", Noon)));

        Assert.Equal(4, (await VisitPageAsync()).New);
    }

    [Fact]
    public async Task The_pattern_of_the_source_counts_before_its_section()
    {
        Names("/news-sitemap.xml");
        _room.Web.Tells("/news-sitemap.xml", Sitemap(Article("/2026/space/kenya-and-norway-sign", Noon), Article("/2026/sport/cup", Noon)));
        var url = _room.Web.Tells("/news", Headlines(Three));
        await _room.AddAsync(new Source { Name = "gazette", Url = url, Kind = SourceKind.Page, UrlPattern = "*/space/*" });

        Assert.Equal(1, (await _room.VisitAsync()).New);
    }

    [Fact]
    public async Task A_page_that_shows_the_same_for_ever_does_not_hide_its_sitemap()
    {
        Names("/news-sitemap.xml");
        _room.Web.Tells("/news-sitemap.xml", Sitemap(Article("/news/one-of-yesterday", Noon)));
        await VisitPageAsync();
        _room.Web.Tells("/news-sitemap.xml", Sitemap(Article("/news/two-of-today", Noon), Article("/news/one-of-yesterday", Noon)));

        Assert.Equal((VisitOutcome.Unchanged, 1), await _room.VisitAsync(TimeSpan.FromHours(1)) is var report ? (report.Outcome, report.New) : default);
    }

    [Fact]
    public async Task A_sitemap_is_asked_whether_it_has_changed()
    {
        Names("/news-sitemap.xml");
        _room.Web.Tells("/news-sitemap.xml", asked => asked.Headers.ContainsKey("If-None-Match") ? Told.Nothing(304) : Sitemap(Article("/news/one-of-yesterday", Noon)).With("ETag", "\"s\""));
        await VisitPageAsync();

        await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.Equal("\"s\"", _room.Web.Asked.Last(asked => asked.Path == "/news-sitemap.xml").Headers["If-None-Match"]);
    }

    [Fact]
    public async Task An_index_leads_to_the_news_and_the_rest_is_left_alone_for_a_week()
    {
        Names("/sitemap.xml");
        _room.Web.Tells("/sitemap.xml", Told.Text($"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{string.Concat(((string[])["/pages.xml", "/shop.xml", "/sitemap-noticias.xml"]).Select(path => $"<sitemap><loc>{_room.Web.Url(path)}</loc></sitemap>"))}</sitemapindex>", "application/xml"));
        _room.Web.Tells("/pages.xml", Told.Text($"<urlset><url><loc>{_room.Web.Url("/news/about-this-newspaper")}</loc></url></urlset>", "application/xml"));
        _room.Web.Tells("/sitemap-noticias.xml", Packed(Sitemap(Article("/news/kenya-and-norway-sign", Noon))));

        Assert.Equal(4, (await VisitPageAsync()).New);
        var asked = _room.Web.Asked.Count;
        await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.Equal(["/news", "/sitemap-noticias.xml"], _room.Web.Asked.Skip(asked).Select(one => one.Path));
    }

    [Theory]
    [InlineData("<urlset><url><loc>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><urlset>&a;</urlset>")]
    [InlineData("not a sitemap")]
    [InlineData("<urlset><url><loc>javascript:alert(1)</loc><news><title>x</title></news></url></urlset>")]
    [InlineData("<urlset><url><loc>https://elsewhere.example/news/1</loc><news><title>x</title></news></url></urlset>")]
    public async Task A_sitemap_that_is_none_or_leads_elsewhere_adds_nothing(string text)
    {
        Names("/news-sitemap.xml");
        _room.Web.Tells("/news-sitemap.xml", Told.Text(text, "application/xml"));

        Assert.Equal((VisitOutcome.Body, 3), await VisitPageAsync() is var report ? (report.Outcome, report.New) : default);
    }

    [Fact]
    public async Task A_sitemap_on_another_site_is_not_asked_for()
    {
        _room.Web.Tells("/robots.txt", Told.Text("Sitemap: http://10.0.0.1/news.xml\nSitemap: https://elsewhere.example/news.xml", "text/plain"));

        Assert.Equal(VisitOutcome.Body, (await VisitPageAsync()).Outcome);
        Assert.Equal(["/robots.txt", "/news"], _room.Web.Asked.Select(asked => asked.Path));
    }

    [Fact]
    public async Task A_page_that_used_to_show_headlines_and_shows_none_is_an_alarm_and_its_sitemap_is_read_all_the_same()
    {
        Names("/news-sitemap.xml");
        _room.Web.Tells("/news-sitemap.xml", Sitemap(Article("/news/one-of-yesterday", Noon)));
        await VisitPageAsync();
        _room.Web.Tells("/news", Told.Text("<html><body><div id=app></div></body></html>"));
        _room.Web.Tells("/news-sitemap.xml", Sitemap(Article("/news/two-of-today", Noon)));

        var report = await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.Equal((VisitOutcome.Failed, 1), (report.Outcome, report.New));
        Assert.Contains("no headlines were found on the page", report.Reason, StringComparison.Ordinal);
        Assert.Contains("it showed 3 entries before, so its form has probably changed", report.Reason, StringComparison.Ordinal);
    }

    private Task<VisitReport> VisitPageAsync() => _room.FirstVisitAsync(_room.Web.Tells("/news", Headlines(Three)), SourceKind.Page);

    private void Names(string path) => _room.Web.Tells("/robots.txt", Told.Text($"User-agent: *\nDisallow: /search\n\nSitemap: {_room.Web.Url(path)}\n", "text/plain"));

    private static Told Sitemap(params string[] articles)
        => Told.Text($"<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>{string.Concat(articles)}</urlset>", "application/xml");

    private string Article(string path, DateTimeOffset published)
    {
        var title = path.Split('/')[^1].Replace('-', ' ').Replace("kenya and norway", "Kenya and Norway", StringComparison.Ordinal);
        return $"<url><loc>{_room.Web.Url(path)}</loc><news:news><news:publication><news:name>Gazette</news:name><news:language>en</news:language></news:publication><news:publication_date>{published:yyyy-MM-dd'T'HH:mm:ssK}</news:publication_date><news:title>{title}</news:title></news:news></url>";
    }

    private static Told Packed(Told told)
    {
        var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest, true))
        {
            packer.Write(told.Body);
        }

        return new Told(200, packed.ToArray()) { Headers = { ["Content-Type"] = "application/gzip" } };
    }
}
