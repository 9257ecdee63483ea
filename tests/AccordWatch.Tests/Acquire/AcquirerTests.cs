using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Acquire;

public sealed class AcquirerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly AcquireOptions Options = new() { HostSpacing = TimeSpan.Zero, AllowPrivate = ["127.0.0.0/8"], MaxWireBytes = 200_000, Timeout = TimeSpan.FromSeconds(5) };

    private readonly TemporaryFolder _folder = new();
    private readonly Web _web = new();
    private readonly HandClock _clock = new(Noon);
    private readonly Fetcher _fetcher = new(Options, TimeProvider.System);
    private Database _database = null!;
    private SourceTable _sources = null!;
    private Acquirer _acquirer = null!;

    public async Task InitializeAsync()
    {
        _database = new Database(_folder.File("watch.db"));
        await Migrator.MigrateAsync(_database, TimeProvider.System, CancellationToken.None);
        _sources = new SourceTable(_database);
        _acquirer = new Acquirer(_fetcher, new Robots(_fetcher, null, Options, _clock), _sources, Options, _clock);
    }

    public Task DisposeAsync()
    {
        _fetcher.Dispose();
        _database.Dispose();
        _web.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_first_visit_tells_the_week_and_keeps_the_rest()
    {
        var report = await VisitAsync(_web.Tells("/feed", Rss(Item("old", "Mon, 01 Feb 2026 10:00:00 GMT"), Item("fresh", "Sun, 01 Mar 2026 10:00:00 GMT"))));

        Assert.Equal((VisitOutcome.Body, 2, 2, (string?)null), (report.Outcome, report.Seen, report.New, report.Reason));
        Assert.Equal("fresh", Assert.Single(_sources.Waiting("gazette")).Entry.Id);
    }

    [Fact]
    public async Task A_second_visit_without_change_costs_nothing_and_brings_nothing()
    {
        var url = _web.Tells("/feed", asked => asked.Headers.ContainsKey("If-None-Match") ? Told.Nothing(304) : Rss(Item("a")).With("ETag", "\"1\""));

        await VisitAsync(url);
        var second = await VisitAgainAsync();

        Assert.Equal((VisitOutcome.Unchanged, 0, 0), (second.Outcome, second.Seen, second.New));
        Assert.Equal("\"1\"", _web.Asked[1].Headers["If-None-Match"]);
    }

    [Fact]
    public async Task Once_a_day_everything_is_asked_for_anew()
    {
        var url = _web.Tells("/feed", Rss(Item("a")).With("ETag", "\"1\""));
        await VisitAsync(url);

        _clock.Now += TimeSpan.FromHours(24);
        await VisitAgainAsync();

        Assert.False(_web.Asked[1].Headers.ContainsKey("If-None-Match"));
    }

    [Fact]
    public async Task A_page_gives_only_new_links_on_the_second_visit()
    {
        var url = _web.Tells("/news", Told.Text(List("ground-station-opens-in-the-north", "balloon-lands-after-nine-days", "two-rockets-wait-for-better-weather")));
        var first = await VisitAsync(url, SourceKind.Page);
        _web.Tells("/news", Told.Text(List("two-ministers-sign-a-launch-accord", "ground-station-opens-in-the-north", "balloon-lands-after-nine-days")));

        var second = await VisitAgainAsync();

        Assert.Equal((3, 3), (first.Seen, first.New));
        Assert.Equal((3, 1), (second.Seen, second.New));
        Assert.Equal(_web.Url("/news/two-ministers-sign-a-launch-accord").AbsoluteUri, _sources.Waiting("gazette")[^1].Entry.Link);
    }

    [Fact]
    public async Task A_page_that_turns_out_to_be_a_feed_is_read_as_one()
        => Assert.Equal((VisitOutcome.Body, 1), await VisitAsync(_web.Tells("/", Rss(Item("a"))), SourceKind.Page) is var report ? (report.Outcome, report.New) : default);

    [Fact]
    public async Task The_pattern_of_a_source_narrows_its_feed()
    {
        var url = _web.Tells("/feed", Rss("<item><link>https://a.example/space/1</link></item>", "<item><link>https://a.example/sport/2</link></item>"));
        await _sources.AddAsync(new Source { Name = "gazette", Url = url, UrlPattern = "*/space/*" }, Noon, CancellationToken.None);

        Assert.Equal(1, (await VisitAgainAsync()).Seen);
    }

    [Fact]
    public async Task A_feed_with_one_broken_item_gives_the_others()
    {
        var report = await VisitAsync(_web.Tells("/feed", Told.Text($"<rss><channel>{Item("a")}<item><guid>b</guid><title>B & co</titel></item>{Item("c")}</channel></rss>")));

        Assert.Equal(VisitOutcome.Body, report.Outcome);
        Assert.Contains("not well-formed", report.Reason, StringComparison.Ordinal);
        Assert.Contains(_sources.Waiting("gazette"), waiting => waiting.Entry.Id == "a");
        Assert.Contains(_sources.Waiting("gazette"), waiting => waiting.Entry.Id == "c");
    }

    [Fact]
    public async Task A_page_instead_of_a_feed_names_the_feed_to_take()
    {
        var report = await VisitAsync(_web.Tells("/", Told.Text("<html><head><link rel=alternate type='application/rss+xml' href='/the-feed'></head><body>Hi</body></html>").With("ETag", "\"html\"")));

        Assert.Equal(VisitOutcome.Failed, report.Outcome);
        Assert.Contains("not a feed", report.Reason, StringComparison.Ordinal);
        Assert.Contains($"the page names the feed {_web.Url("/the-feed")}", report.Reason, StringComparison.Ordinal);
        Assert.Null(State().ETag);
    }

    [Theory]
    [InlineData("plain words", "text/plain", "not a feed")]
    [InlineData("<html><body>Hi</body></html>", "text/html", "kind: page")]
    [InlineData("", "application/rss+xml", "empty body")]
    public async Task What_is_no_feed_is_told(string text, string type, string because) => await AssertFailsAsync(_web.Tells("/", Told.Text(text, type)), SourceKind.Feed, because);

    [Theory]
    [InlineData("%PDF-1.7 binary", "application/pdf", "not a web page (application/pdf)")]
    [InlineData("just words", "text/plain", "not a web page")]
    [InlineData("<html><body><p>Nothing to see</p></body></html>", "text/html", "no headlines")]
    [InlineData("", "text/html", "empty body")]
    public async Task What_is_no_page_of_headlines_is_told(string text, string type, string because) => await AssertFailsAsync(_web.Tells("/", Told.Text(text, type)), SourceKind.Page, because);

    [Fact]
    public async Task A_missing_page_is_told() => await AssertFailsAsync(_web.Url("/nowhere"), SourceKind.Feed, "answered 404");

    [Fact]
    public async Task A_redirect_loop_is_told() => await AssertFailsAsync(_web.Tells("/", Told.MovedTo("/")), SourceKind.Feed, "more than 5 redirects");

    [Fact]
    public async Task A_body_that_never_ends_is_told() => await AssertFailsAsync(_web.Tells("/", new Told(200, new byte[64 * 1024]) { Endless = true }), SourceKind.Feed, "200000");

    [Fact]
    public async Task A_private_address_is_told() => await AssertFailsAsync(new Uri("http://10.0.0.1/feed"), SourceKind.Feed, "allow_private");

    [Fact]
    public async Task A_source_that_fails_is_visited_less_and_less_but_never_given_up()
    {
        var waits = new List<double>();
        await AddAsync(_web.Url("/nowhere"), SourceKind.Feed);
        for (var failure = 0; failure < 10; failure++)
        {
            var report = await VisitAgainAsync();
            waits.Add(Math.Round((report.NextVisitAt - _clock.Now).TotalMinutes / Jitter, 0));
            Assert.Equal(failure + 1, report.Failures);
        }

        Assert.Equal([5, 15, 30, 60, 180, 360, 720, 1440, 1440, 1440], waits);
    }

    [Fact]
    public async Task We_come_back_no_sooner_than_we_are_asked_to()
    {
        var report = await VisitAsync(_web.Tells("/feed", Told.Nothing(503).With("Retry-After", "7200")));

        Assert.Equal(Noon.AddHours(2), report.NextVisitAt);
    }

    [Fact]
    public async Task News_brings_us_back_sooner_and_silence_later()
    {
        var url = _web.Tells("/feed", Rss(Item("a")));
        var start = Minutes(await VisitAsync(url));
        var silent = Minutes(await VisitAgainAsync());
        var moreSilent = Minutes(await VisitAgainAsync());
        _web.Tells("/feed", Rss(Item("b")));
        var news = Minutes(await VisitAgainAsync());

        Assert.Equal(30, start / Jitter, 0.01);
        Assert.True(start < silent && silent < moreSilent && news < silent, $"{start} {silent} {moreSilent} {news}");
    }

    [Fact]
    public async Task The_wishes_of_user_and_publisher_are_floors()
    {
        var patient = await VisitAsync(_web.Tells("/feed", Told.Text($"<rss><channel><ttl>180</ttl>{Item("a")}</channel></rss>")));
        var rare = await VisitAsync(_web.Url("/feed"), name: "rare", every: TimeSpan.FromHours(12));

        Assert.Equal(180, Minutes(patient));
        Assert.Equal(720, Minutes(rare));
    }

    [Fact]
    public async Task An_article_is_fetched_with_the_rights_of_its_source()
    {
        using var fetcher = new Fetcher(new AcquireOptions { HostSpacing = TimeSpan.Zero }, TimeProvider.System);
        var acquirer = new Acquirer(fetcher, new Robots(fetcher, null, Options, _clock), _sources, Options, _clock);
        var url = _web.Tells("/article", Told.Text("<p>Signed</p>"));

        Assert.IsType<Fetched.Refused>(await acquirer.FetchArticleAsync(new Source { Name = "a", Url = url }, url, default));
        Assert.IsType<Fetched.Body>(await acquirer.FetchArticleAsync(new Source { Name = "a", Url = url, AllowPrivate = ["127.0.0.1"] }, url, default));
    }

    // The source is always called gazette: its share of the tenth is fixed.
    private static double Jitter => Pace.AfterFailure(new SourceState { Source = new Source { Name = "gazette", Url = new Uri("https://x.example/") } }, null) / TimeSpan.FromMinutes(5);

    private double Minutes(VisitReport report) => (report.NextVisitAt - _clock.Now).TotalMinutes;

    private SourceState State(string name = "gazette") => _sources.All().Single(state => state.Source.Name == name);

    private async Task AssertFailsAsync(Uri url, SourceKind kind, string because)
    {
        var report = await VisitAsync(url, kind);

        Assert.Equal(VisitOutcome.Failed, report.Outcome);
        Assert.Contains(because, report.Reason, StringComparison.Ordinal);
        Assert.StartsWith(url.AbsoluteUri, report.Reason, StringComparison.Ordinal);
        Assert.Equal((1, report.Reason), (State().Failures, State().LastReason));
        Assert.True(report.NextVisitAt > Noon);
    }

    private Task AddAsync(Uri url, SourceKind kind, string name = "gazette", TimeSpan? every = null)
        => _sources.AddAsync(new Source { Name = name, Url = url, Kind = kind, Every = every }, Noon, CancellationToken.None);

    private async Task<VisitReport> VisitAsync(Uri url, SourceKind kind = SourceKind.Feed, string name = "gazette", TimeSpan? every = null)
    {
        await AddAsync(url, kind, name, every);
        return await _acquirer.VisitAsync(State(name), CancellationToken.None);
    }

    private Task<VisitReport> VisitAgainAsync() => _acquirer.VisitAsync(State(), CancellationToken.None);

    private static Told Rss(params string[] items) => Told.Text($"<?xml version='1.0'?><rss version=\"2.0\"><channel><title>Gazette</title>{string.Concat(items)}</channel></rss>", "application/rss+xml");

    private static string Item(string id, string? date = null) => $"<item><guid isPermaLink=\"false\">{id}</guid><title>Title {id}</title>{(date is null ? "" : $"<pubDate>{date}</pubDate>")}</item>";

    private static string List(params string[] slugs)
        => $"<html><body><main>{string.Concat(slugs.Select(slug => $"<article><h3><a href='/news/{slug}'>{slug.Replace('-', ' ')}</a></h3></article>"))}</main></body></html>";
}
