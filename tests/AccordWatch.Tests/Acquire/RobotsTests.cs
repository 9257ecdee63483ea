using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

/// <summary>RFC 9309.</summary>
public sealed class RobotsTests : IDisposable
{
    private static readonly Source Gazette = new() { Name = "gazette", Url = new Uri("https://gazette.example/feed") };

    private readonly Newsroom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("User-agent: *\nDisallow: /", "/news/1", false)]
    [InlineData("User-agent: *\nDisallow:", "/news/1", true)]
    [InlineData("", "/news/1", true)]
    [InlineData("<html><body>Not found</body></html>", "/news/1", true)]
    [InlineData("Disallow: /", "/news/1", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: AccordWatch\nDisallow: /private", "/news/1", true)]
    [InlineData("User-agent: *\nAllow: /\n\nUser-agent: accordwatch/2.0\nDisallow: /", "/news/1", false)]
    [InlineData("User-agent: AccordWatcher\nDisallow: /", "/news/1", true)]
    [InlineData("User-agent: one\nUser-agent: AccordWatch\nDisallow: /news\nUser-agent: other\nAllow: /news", "/news/1", false)]
    [InlineData("User-agent: AccordWatch\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: AccordWatch\nDisallow: /c", "/c/1", false)]
    [InlineData("User-agent: one\nCrawl-delay: 5\nUser-agent: *\nDisallow: /", "/news/1", false)]
    [InlineData("User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/open/1", true)]
    [InlineData("User-agent: *\nAllow: /news\nDisallow: /news/closed", "/news/closed/1", false)]
    [InlineData("User-agent: *\nDisallow: /news\nAllow: /news", "/news/1", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x=1", true)]
    [InlineData("User-agent: *\nDisallow: /*/print", "/news/1/print", false)]
    [InlineData("User-agent: *\nDisallow: *print*", "/news/1/print", false)]
    [InlineData("User-agent: *\nDisallow: /news$", "/news", false)]
    [InlineData("User-agent: *\nDisallow: /news$", "/news/1", true)]
    [InlineData("User-agent: *\nDisallow: /*?", "/news?id=1", false)]
    [InlineData("User-agent: *\nDisallow: /News", "/news", true)]
    [InlineData("User-agent: *\nDisallow: /ünder", "/%C3%BCnder/1", false)]
    [InlineData("User-agent: *\nDisallow: /%7Euser", "/~user/1", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Fb", "/a/b", true)]
    [InlineData("\uFEFFUSER-AGENT : *  # all\rDISALLOW :/news # not this\r", "/news", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    public void The_longest_rule_of_our_group_decides(string file, string path, bool isAllowed)
        => Assert.Equal(isAllowed, RobotsFile.Parse(file).Forbids(new Uri($"https://gazette.example{path}")) is null);

    [Fact]
    public void A_hostile_pattern_takes_no_time()
    {
        var file = RobotsFile.Parse($"User-agent: *\nDisallow: {string.Concat(Enumerable.Repeat("*a", 5000))}b");

        Assert.Null(file.Forbids(new Uri($"https://gazette.example/{new string('a', 20_000)}")));
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(403, true)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task No_file_allows_everything_and_a_broken_server_nothing(int status, bool isAllowed)
    {
        _room.Web.Tells("/robots.txt", Told.Nothing(status));
        var url = _room.Web.Tells("/news/1", Told.Text("<p>Signed</p>"));

        Assert.Equal(isAllowed, await ArticleAsync(url) is Fetched.Body);
    }

    [Fact]
    public async Task The_file_is_asked_for_once_a_day()
    {
        _room.Web.Tells("/robots.txt", Told.Text("User-agent: *\nDisallow: /closed", "text/plain"));
        var url = _room.Web.Tells("/news/1", Told.Text("<p>Signed</p>"));
        await ArticleAsync(url);
        _room.Clock.Now += TimeSpan.FromHours(23);
        await ArticleAsync(url);
        Assert.Equal(1, FilesAsked());

        _room.Clock.Now += TimeSpan.FromHours(1);
        await ArticleAsync(url);

        Assert.Equal(2, FilesAsked());
    }

    [Fact]
    public async Task The_file_outlives_a_restart()
    {
        _room.Web.Tells("/robots.txt", Told.Text("User-agent: *\nDisallow: /closed", "text/plain"));
        await ArticleAsync(_room.Web.Url("/closed/1"));

        using var restarted = _room.Restarted();
        var refused = Assert.IsType<Fetched.Refused>(await restarted.Acquirer.FetchArticleAsync(Gazette, _room.Web.Url("/closed/1"), default));

        Assert.Contains("robots.txt does not allow it (Disallow: /closed)", refused.Because, StringComparison.Ordinal);
        Assert.Equal(1, FilesAsked());
    }

    [Fact]
    public async Task An_old_file_is_better_than_a_broken_server()
    {
        _room.Web.Tells("/robots.txt", Told.Text("User-agent: *\nDisallow: /closed", "text/plain"));
        var open = _room.Web.Tells("/news/1", Told.Text("<p>Signed</p>"));
        await ArticleAsync(open);
        _room.Web.Tells("/robots.txt", Told.Nothing(503));
        _room.Clock.Now += TimeSpan.FromDays(1);

        Assert.IsType<Fetched.Body>(await ArticleAsync(open));
        Assert.IsType<Fetched.Refused>(await ArticleAsync(_room.Web.Url("/closed/1")));
    }

    [Fact]
    public async Task A_feed_that_the_user_has_listed_is_read_whatever_the_file_says()
    {
        _room.Web.Tells("/robots.txt", Told.Text("User-agent: *\nDisallow: /", "text/plain"));

        var report = await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a"))));

        Assert.Equal((VisitOutcome.Body, 0), (report.Outcome, FilesAsked()));
    }

    [Fact]
    public async Task A_page_that_the_file_forbids_is_not_read_and_says_so()
    {
        _room.Web.Tells("/robots.txt", Told.Text("User-agent: *\nDisallow: /news", "text/plain"));

        var report = await _room.FirstVisitAsync(_room.Web.Tells("/news", Headlines("two-ministers-sign-a-launch-accord")), SourceKind.Page);

        Assert.Equal(VisitOutcome.Failed, report.Outcome);
        Assert.Contains("robots.txt does not allow it (Disallow: /news)", report.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_room.Web.Asked, asked => asked.Path == "/news");
    }

    [Fact]
    public async Task A_redirect_does_not_lead_around_the_file()
    {
        _room.Web.Tells("/robots.txt", Told.Text("User-agent: *\nDisallow: /closed", "text/plain"));
        _room.Web.Tells("/closed/1", Told.Text("<p>Signed</p>"));

        Assert.IsType<Fetched.Refused>(await ArticleAsync(_room.Web.Tells("/news/1", Told.MovedTo("/closed/1"))));
        Assert.DoesNotContain(_room.Web.Asked, asked => asked.Path == "/closed/1");
    }

    [Fact]
    public async Task The_file_itself_passes_the_guard()
    {
        _room.Web.Tells("/robots.txt", Told.MovedTo("http://10.0.0.1/robots.txt"));

        Assert.Contains("is a private or reserved address", (await _room.Robots.AskAsync(_room.Web.Url("/news/1"), [], default)).Objection, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("86400", 60.0)]
    [InlineData("-1", null)]
    [InlineData("soon", null)]
    public async Task A_pause_that_is_asked_for_is_kept_up_to_a_minute(string asked, double? seconds)
    {
        _room.Web.Tells("/robots.txt", Told.Text($"User-agent: *\nCrawl-delay: {asked}", "text/plain"));

        Assert.Equal(seconds, (await _room.Robots.AskAsync(_room.Web.Url("/news/1"), [], default)).CrawlDelay?.TotalSeconds);
    }

    private int FilesAsked() => _room.Web.Asked.Count(asked => asked.Path == "/robots.txt");

    private Task<Fetched> ArticleAsync(Uri url) => _room.Acquirer.FetchArticleAsync(Gazette, url, CancellationToken.None);
}
