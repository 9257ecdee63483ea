using System.Globalization;
using System.Text;
using System.Text.Json;
using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;
using Dapper;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

/// <summary>Entries that want to fill the database, to pass for others, to stay on top for ever, or to lead a reader somewhere else.</summary>
public sealed class HostileEntryTests : IDisposable
{
    private readonly Newsroom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [Trait("Hostile", "H-061")]
    [InlineData("<rss version='2.0'><channel>", "<item><guid>{0}</guid></item>", "</channel></rss>")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry><id>{0}</id></entry>", "</feed>")]
    [InlineData("<rss version='2.0'><channel>", "<item><guid>{0}</guid></itm>", "</channel></rss>")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[", "{\"id\":\"{0}\"},", "]}")]
    public async Task Of_a_hundred_thousand_entries_the_first_are_kept_and_the_rest_is_told(string head, string entry, string tail)
    {
        var text = new StringBuilder(head);
        for (var one = 0; one < 100_000; one++)
        {
            text.Append(entry.Replace("{0}", one.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        Bounded.Read(text.Append(tail).ToString());
        var report = await _room.FirstVisitAsync(_room.Web.Tells("/feed", Told.Text(text.ToString(), "application/octet-stream")));

        Assert.Equal((VisitOutcome.Body, FeedBounds.Entries), (report.Outcome, report.New));
        Assert.Equal("the first 5000 of 100000 entries are read", report.LeftOut);
        Assert.Equal(report.LeftOut, ReasonOfVisit());
    }

    [Theory]
    [Trait("Hostile", "H-062")]
    [InlineData(50_000_000, "50000")]
    [InlineData(15_000_000, "15000")]
    public async Task Content_beyond_the_size_of_a_body_is_not_fetched(int length, string because)
    {
        var report = await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss($"<item><guid>1</guid><description>{new string('x', length)}</description></item>")));

        Assert.Equal((VisitOutcome.Failed, 0), (report.Outcome, report.New));
        Assert.Contains(because, report.Reason, StringComparison.Ordinal);
        Assert.Contains("more than the limit of 10000000", report.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Hostile", "H-062")]
    [InlineData("<description>{0}</description>", "summary")]
    [InlineData("<description>x</description><content:encoded>{0}</content:encoded>", "content")]
    [InlineData("<description>&lt;p&gt;{0}</description>", "summary")]
    public async Task Content_of_nine_megabytes_is_cut_and_says_so(string element, string field)
    {
        var entry = await CutAsync(element, 9_000_000, field);

        Assert.Equal(FeedBounds.Text, (entry.Content ?? entry.Summary)!.Length);
    }

    [Theory]
    [Trait("Hostile", "H-063")]
    [InlineData("<title>{0}</title>", "title")]
    [InlineData("<title><![CDATA[<b>{0}</b>]]></title>", "title")]
    [InlineData("<title>x</title><author>{0}</author>", "authors")]
    [InlineData("<title>x</title><category>{0}</category>", "categories")]
    [InlineData("<title>x</title><link>https://a.example/{0}</link>", "link")]
    [InlineData("<title>x</title><enclosure url='https://a.example/{0}'/>", "enclosures")]
    [InlineData("<title>x</title><dc:language>{0}</dc:language>", "language")]
    public async Task A_title_of_nine_megabytes_is_cut_and_says_so(string element, string field)
    {
        var entry = await CutAsync(element, 9_000_000, field);

        Assert.True(JsonSerializer.Serialize(entry).Length < 3_000);
        Assert.True(entry.Title!.Length <= FeedBounds.Title);
    }

    [Fact]
    [Trait("Hostile", "H-063")]
    public void A_character_is_not_cut_in_two()
    {
        var title = Bounded.Read($"<rss version='2.0'><channel><item><title>{new string('x', FeedBounds.Title - 1)}🚀🚀</title></item></channel></rss>")!.Entries[0].Title!;

        Assert.Equal(new string('x', FeedBounds.Title - 1), title);
    }

    [Theory]
    [Trait("Hostile", "H-064")]
    [InlineData("<guid>same</guid><title>{0}</title>", 100)]
    [InlineData("<guid>same</guid><title>{0}</title><link>https://a.example/{0}</link>", 100)]
    [InlineData("<guid>same</guid><title>{0}</title><link>https://a.example/</link>", 100)]
    [InlineData("<guid>same</guid><title>same</title><link>https://a.example/</link>", 1)]
    [InlineData("<guid> </guid><title>{0}</title>", 100)]
    public async Task Entries_under_one_guid_are_told_apart_by_what_else_they_have(string inside, int entries)
    {
        var url = _room.Web.Tells("/feed", Rss([.. Enumerable.Range(0, 100).Select(one => $"<item>{inside.Replace("{0}", $"n{one}", StringComparison.Ordinal)}</item>")]));

        Assert.Equal(entries, (await _room.FirstVisitAsync(url)).New);
        Assert.Equal(0, (await AgainAsync()).New);
    }

    [Theory]
    [Trait("Hostile", "H-065")]
    [InlineData("<guid>{0}</guid><title>Signed</title><link>https://a.example/1</link>")]
    [InlineData("<guid>https://a.example/?{0}</guid><title>Signed</title><link>https://a.example/1?utm_source={0}</link>")]
    public async Task A_new_guid_at_every_visit_is_no_news(string inside)
    {
        await _room.FirstVisitAsync(Feed(0));
        for (var visit = 1; visit < 10; visit++)
        {
            Feed(visit);
            Assert.Equal(0, (await AgainAsync()).New);
        }

        Uri Feed(int visit) => _room.Web.Tells("/feed", Rss($"<item>{inside.Replace("{0}", $"{visit}", StringComparison.Ordinal)}</item>"));
    }

    [Fact]
    [Trait("Hostile", "H-066")]
    public async Task A_guid_of_another_source_takes_nothing_from_it()
    {
        await _room.AddAsync(new Source { Name = "herald", Url = _room.Web.Tells("/herald", Rss(Item("https://a.example/1", title: "True"))) });
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("https://a.example/1", title: "False"))));

        await _room.Acquirer.VisitAsync(_room.Sources.All().Single(state => state.Source.Name == "herald"), default);

        Assert.Equal("True", Assert.Single(_room.Sources.Waiting("herald")).Entry.Title);
        Assert.Equal("False", Assert.Single(_room.Sources.Waiting("gazette")).Entry.Title);
    }

    [Theory]
    [Trait("Hostile", "H-067")]
    [InlineData(1_000_000)]
    [InlineData(2_001)]
    [InlineData(501)]
    public async Task Guids_that_differ_at_their_end_only_are_two_however_long(int length)
    {
        var url = _room.Web.Tells("/feed", Rss(Item($"{new string('x', length)}a"), Item($"{new string('x', length)}b")));

        Assert.Equal(2, (await _room.FirstVisitAsync(url)).New);
        Assert.Equal(0, (await AgainAsync()).New);
        Assert.All(_room.Sources.Waiting("gazette"), waiting => Assert.True(waiting.Entry.Id!.Length <= FeedBounds.Id));
    }

    [Theory]
    [Trait("Hostile", "H-068")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("Fri, 31 Dec 9998 23:59:59 -1200")]
    [InlineData("2038-01-19T03:14:08Z")]
    [InlineData("2026-05-01T12:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2026-03-02T99:99:99Z")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("yesterday")]
    public async Task An_impossible_date_counts_as_first_seen_now(string date)
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Dated("a", "Sun, 01 Mar 2026 10:00:00 GMT"))));
        _room.Web.Tells("/feed", Rss(Dated("b", date), Dated("a", "Sun, 01 Mar 2026 10:00:00 GMT")));

        Assert.Equal(1, (await AgainAsync()).New);
        Assert.Null(_room.Sources.Waiting("gazette").Single(waiting => waiting.Entry.Id == "b").Entry.Published);
    }

    [Theory]
    [Trait("Hostile", "H-068")]
    [InlineData("Sun, 01 Mar 2026 10:00:00 +99:99", "2026-03-01T10:00:00Z")]
    [InlineData("Sun, 01 Mar 2026 10:00:00 +9999", "2026-03-01T10:00:00Z")]
    [InlineData("вс, 01 марта 2026 10:00:00 +0000", "2026-03-01T10:00:00Z")]
    [InlineData("dim., 01 mars 2026 10:00:00 GMT", "2026-03-01T10:00:00Z")]
    [InlineData("2026-03-03T02:00:00+14:00", "2026-03-02T12:00:00Z")]
    public async Task An_odd_date_is_read(string date, string instant)
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Dated("a", date))));

        var published = Assert.Single(_room.Sources.Waiting("gazette")).Entry.Published;

        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), published);
    }

    [Theory]
    [Trait("Hostile", "H-069")]
    [InlineData("javascript:alert(1)//")]
    [InlineData("data:text/html,")]
    [InlineData("file:///etc/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/")]
    [InlineData("http://localhost/")]
    [InlineData("//127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[")]
    public void A_base_that_leads_elsewhere_is_passed_over(string address)
    {
        foreach (var feed in (string[])[
            $"<rss version='2.0' xml:base='{address}'><channel><item><guid>1</guid><link>story</link></item></channel></rss>",
            $"<rss version='2.0'><channel><item xml:base='{address}'><guid>1</guid><link>story</link></item></channel></rss>",
            $"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{address}'><entry><id>1</id><link href='story'/></entry></feed>"])
        {
            Assert.Equal("https://gazette.example/story", Assert.Single(Bounded.Read(feed)!.Entries).Link);
        }
    }

    [Theory]
    [Trait("Hostile", "H-069")]
    [InlineData("javascript:alert(1)//")]
    [InlineData("data:text/html,")]
    [InlineData("http://10.0.0.1/")]
    public async Task A_base_of_a_page_that_leads_elsewhere_is_passed_over(string address)
    {
        string[] slugs = ["two-ministers-sign-a-launch-accord", "ground-station-opens-in-the-north", "balloon-lands-after-nine-days"];
        var page = Encoding.UTF8.GetString(Headlines(slugs).Body).Replace("<body>", $"<head><base href=\"{address}\"></head><body>", StringComparison.Ordinal);

        await _room.FirstVisitAsync(_room.Web.Tells("/news", Told.Text(page)), SourceKind.Page);

        Assert.All(_room.Sources.Waiting("gazette"), waiting => Assert.StartsWith(_room.Web.Url("/news/").AbsoluteUri, waiting.Entry.Link, StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Hostile", "H-070")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("&#9;javascript:alert(1)")]
    [InlineData("java&#10;script:alert(1)")]
    [InlineData("&#1;javascript:alert(1)")]
    [InlineData("javascript&amp;colon;alert(1)")]
    [InlineData("data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("vbscript:msgbox(1)")]
    [InlineData("javascript://youtube.com/%0Aalert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://a.example/x")]
    [InlineData("blob:https://a.example/1")]
    [InlineData("view-source:https://a.example/")]
    public void A_link_that_is_none_of_the_web_is_dropped(string link)
    {
        var json = JsonSerializer.Serialize(System.Net.WebUtility.HtmlDecode(link));
        foreach (var feed in (string[])[
            $"<rss version='2.0'><channel><link>{link}</link><item><guid isPermaLink='true'>{link}</guid><link>{link}</link><enclosure url='{link}'/></item></channel></rss>",
            $"<feed xmlns='http://www.w3.org/2005/Atom'><link href='{link}'/><entry><id>{link}</id><link href='{link}'/><link rel='enclosure' href='{link}'/><content src='{link}'/></entry></feed>",
            $"<rss version='2.0'><channel><item><guid>1<link>{link}</link></item></channel></rss>",
            $"{{\"version\":\"https://jsonfeed.org/version/1.1\",\"home_page_url\":{json},\"items\":[{{\"id\":\"1\",\"url\":{json},\"external_url\":{json},\"attachments\":[{{\"url\":{json}}}]}}]}}"])
        {
            var read = Bounded.Read(feed)!;
            string?[] links = [read.Link, read.Entries[0].Link, .. read.Entries[0].Enclosures];

            Assert.All(links.OfType<string>(), one => Assert.StartsWith("https://gazette.example/", one, StringComparison.Ordinal));
        }
    }

    [Theory]
    [Trait("Hostile", "H-072")]
    [InlineData("[", 10_000, "\"items\":{0}")]
    [InlineData("{\"a\":", 10_000, "\"items\":[{\"id\":\"1\"}],\"x\":{0}")]
    [InlineData("[", 5_000_000, "\"items\":[{\"id\":\"1\"}],\"x\":{0}")]
    [InlineData("{\"items\":[", 100_000, "\"items\":{0}")]
    public void JSON_of_great_depth_is_not_followed(string again, int times, string inside)
    {
        var feed = Bounded.Read($"{{\"version\":\"https://jsonfeed.org/version/1.1\",{inside.Replace("{0}", new StringBuilder().Insert(0, again, times).ToString(), StringComparison.Ordinal)}");

        Assert.True(feed is null || feed.Problem is not null);
    }

    [Theory]
    [Trait("Hostile", "H-072")]
    [InlineData("\"items\":[{\"id\":1e400,\"title\":\"Signed\"}]", "1e400", "Signed")]
    [InlineData("\"items\":[{\"id\":-0,\"title\":\"Signed\"}]", "-0", "Signed")]
    [InlineData("\"items\":[{\"id\":\"1\",\"id\":\"2\",\"title\":\"Other\",\"title\":\"Signed\"}]", "2", "Signed")]
    [InlineData("\"items\":[],\"items\":[{\"id\":\"1\",\"title\":\"Signed\"}]", "1", "Signed")]
    [InlineData("\"items\":[{\"id\":\"1\",\"title\":{\"a\":1},\"content_text\":\"Signed\"}]", "1", "Signed")]
    [InlineData("\"items\":[{\"id\":\"1\",\"title\":\"Signed\",\"tags\":\"x\",\"authors\":{},\"attachments\":[1,null,[]]}]", "1", "Signed")]
    [InlineData("\"items\":[{\"id\":\"1\",\"title\":\"Signed\",\"__proto__\":{\"id\":\"2\"}}]", "1", "Signed")]
    public void Odd_JSON_is_read_as_far_as_it_goes(string inside, string id, string title)
    {
        var entry = Assert.Single(Bounded.Read($"{{\"version\":\"https://jsonfeed.org/version/1.1\",{inside}}}")!.Entries);

        Assert.Equal((id, title), (entry.Id, entry.Title));
    }

    [Theory]
    [Trait("Hostile", "H-072")]
    [InlineData("\"items\":null")]
    [InlineData("\"items\":{\"0\":{\"id\":\"1\"}}")]
    [InlineData("\"items\":[null,1,\"x\",[]]")]
    [InlineData("\"items\":\"x\"")]
    public void JSON_of_the_wrong_shape_is_no_exception(string inside)
        => Assert.All(Bounded.Read($"{{\"version\":\"https://jsonfeed.org/version/1.1\",{inside}}}")!.Entries, entry => Assert.Null(entry.Id));

    [Theory]
    [Trait("Hostile", "H-073")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='/feed'/><entry><id>1</id><title>Signed</title></entry></feed>")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:fh='http://purl.org/syndication/history/1.0'><fh:archive/><link rel='prev-archive' href='/feed'/><entry><id>1</id><title>Signed</title></entry></feed>")]
    [InlineData("<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><atom:link rel='next' href='/feed'/><atom:link rel='hub' href='/feed'/><atom:link rel='self' href='/feed'/><item><guid>1</guid><title>Signed</title></item></channel></rss>")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"next_url\":\"/feed\",\"hubs\":[{\"type\":\"WebSub\",\"url\":\"/feed\"}],\"items\":[{\"id\":\"1\",\"title\":\"Signed\"}]}")]
    public async Task A_feed_that_continues_in_itself_ends(string feed)
    {
        var report = await _room.FirstVisitAsync(_room.Web.Tells("/feed", Told.Text(feed, "application/octet-stream")));

        Assert.Equal((VisitOutcome.Body, 1), (report.Outcome, report.New));
        Assert.InRange(_room.Web.Asked.Count, 1, 5);
    }

    private static string Dated(string id, string date) => $"<item><guid isPermaLink=\"false\">{id}</guid><title>Title {id}</title><pubDate>{date}</pubDate></item>";

    private async Task<FeedEntry> CutAsync(string element, int length, string field)
    {
        var report = await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss($"<item><guid>1</guid>{element.Replace("{0}", new string('x', length), StringComparison.Ordinal)}</item>", Item("2"))));

        Assert.Equal((VisitOutcome.Body, 2), (report.Outcome, report.New));
        Assert.Equal($"1 entries are larger than they may be and were shortened ({field})", report.LeftOut);
        Assert.Equal(report.LeftOut, ReasonOfVisit());
        var entry = _room.Sources.Waiting("gazette").Single(waiting => waiting.Entry.Id == "1").Entry;
        Assert.Equal(field, entry.Shortened);
        return entry;
    }

    private Task<VisitReport> AgainAsync() => _room.VisitAsync(TimeSpan.FromHours(1));

    private string? ReasonOfVisit()
    {
        using var connection = _room.Database.Read();
        return connection.QuerySingle<string?>("SELECT reason FROM visit");
    }
}
