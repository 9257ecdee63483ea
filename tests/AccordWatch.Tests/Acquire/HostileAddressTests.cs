using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

/// <summary>Addresses and redirects that want to reach what is not theirs. Refused means: a reason, a failure of the source, nothing kept.</summary>
public sealed class HostileAddressTests : IDisposable
{
    // 127.0.0.1 may be read, the rest of loopback may not.
    private readonly Newsroom _room = new(Plain with { AllowPrivate = ["127.0.0.1"] });

    public void Dispose() => _room.Dispose();

    [Theory]
    [Trait("Hostile", "H-001"), Trait("Hostile", "H-002"), Trait("Hostile", "H-003"), Trait("Hostile", "H-004")]
    [Trait("Hostile", "H-005"), Trait("Hostile", "H-006"), Trait("Hostile", "H-007"), Trait("Hostile", "H-008")]
    [Trait("Hostile", "H-009"), Trait("Hostile", "H-010"), Trait("Hostile", "H-011"), Trait("Hostile", "H-012")]
    [Trait("Hostile", "H-013"), Trait("Hostile", "H-014"), Trait("Hostile", "H-015"), Trait("Hostile", "H-016")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://0/")]
    public async Task A_private_address_is_refused_however_it_is_written(string url)
    {
        using var room = new Newsroom(Plain with { AllowPrivate = [] });

        await AssertRefusedAsync(room, new Uri(url), "is a private or reserved address");
    }

    // Some resolvers know it, others do not.
    [Fact]
    [Trait("Hostile", "H-002")]
    public async Task Localhost_with_a_dot_is_refused()
    {
        using var room = new Newsroom(Plain with { AllowPrivate = [] });

        await AssertRefusedAsync(room, new Uri("http://localhost./"), "");
    }

    [Theory]
    [Trait("Hostile", "H-023"), Trait("Hostile", "H-024")]
    [InlineData("http://evil@169.254.169.254/", "user name or password")]
    [InlineData("http://169.254.169.254%2f@evil.example/", "user name or password")]
    [InlineData("http://host.example:22/", "port 22")]
    [InlineData("http://host.example:25/", "port 25")]
    [InlineData("http://host.example:6379/", "port 6379")]
    public async Task A_login_and_an_odd_port_are_refused(string url, string because) => await AssertRefusedAsync(_room, new Uri(url), because);

    [Theory]
    [Trait("Hostile", "H-019"), Trait("Hostile", "H-020"), Trait("Hostile", "H-022")]
    [InlineData("http://127.0.0.2/", "127.0.0.2 is a private")]
    [InlineData("http://10.0.0.1/", "10.0.0.1 is a private")]
    [InlineData("//10.0.0.1/feed", "10.0.0.1 is a private")]
    [InlineData("file:///etc/passwd", "only http and https")]
    [InlineData("gopher://127.0.0.1/", "only http and https")]
    [InlineData("data:text/html,hello", "only http and https")]
    [InlineData("ftp://127.0.0.1/", "only http and https")]
    [InlineData("javascript:alert(1)", "only http and https")]
    [InlineData("http://me:secret@127.0.0.1/", "user name or password")]
    [InlineData("", "without an address to go to")]
    [InlineData("http://[", "without an address to go to")]
    public async Task A_redirect_leads_nowhere_else(string location, string because)
    {
        await AssertRefusedAsync(_room, _room.Web.Tells("/feed", Told.MovedTo(location)), because);

        Assert.Single(_room.Web.Asked);
    }

    [Fact]
    [Trait("Hostile", "H-022")]
    public async Task A_redirect_may_be_relative()
    {
        _room.Web.Tells("/a/new", Rss(Item("a")));

        Assert.Equal(VisitOutcome.Body, (await _room.FirstVisitAsync(_room.Web.Tells("/a/feed", Told.MovedTo("new")))).Outcome);
    }

    [Fact]
    [Trait("Hostile", "H-022")]
    public async Task An_address_of_64_KB_is_refused()
        => await AssertRefusedAsync(_room, _room.Web.Tells("/feed", Told.MovedTo($"/{new string('x', 65_536)}")), "larger than 64 KB");

    [Fact]
    [Trait("Hostile", "H-022")]
    public async Task A_line_break_in_an_address_is_the_end_of_it()
    {
        _room.Web.Tells("/new", Rss(Item("a")));
        var url = _room.Web.Tells("/feed", Told.Raw("HTTP/1.1 302 Found\r\nLocation: /new\r\nX-Evil: /other\r\nContent-Length: 0\r\n\r\n"));

        Assert.Equal(VisitOutcome.Body, (await _room.FirstVisitAsync(url)).Outcome);
        Assert.Equal(["/feed", "/new"], _room.Web.Asked.Select(asked => asked.Path));
    }

    [Fact]
    [Trait("Hostile", "H-021")]
    public async Task Sixty_redirects_end_after_five()
    {
        for (var hop = 0; hop < 60; hop++)
        {
            _room.Web.Tells($"/{hop}", Told.MovedTo($"/{hop + 1}"));
        }

        await AssertRefusedAsync(_room, _room.Web.Url("/0"), "more than 5 redirects");
        Assert.Equal(6, _room.Web.Asked.Count);
    }

    [Fact]
    [Trait("Hostile", "H-027")]
    public async Task A_proxy_of_the_environment_is_not_used()
    {
        var before = Environment.GetEnvironmentVariable("HTTP_PROXY");
        Environment.SetEnvironmentVariable("HTTP_PROXY", "http://127.0.0.2:9/");
        try
        {
            using var room = new Newsroom();
            Assert.Equal(VisitOutcome.Body, (await room.FirstVisitAsync(room.Web.Tells("/feed", Rss(Item("a"))))).Outcome);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HTTP_PROXY", before);
        }
    }

    [Fact]
    [Trait("Hostile", "H-028")]
    public async Task What_a_page_points_to_is_not_followed()
    {
        const string evil = "http://10.0.0.1/";
        var page = $"""
            <html><head><meta http-equiv="refresh" content="0;url={evil}"><link rel="canonical" href="{evil}"><link rel="alternate" type="application/rss+xml" href="{evil}feed">
            <link rel="icon" href="{evil}favicon.ico"><base href="{evil}"><script>location = "{evil}"</script></head><body><main>
            <article><h3><a href="{_room.Web.Url("/news/two-ministers-sign-a-launch-accord")}">Two ministers sign a launch accord</a></h3><img src="{evil}a.png"><iframe src="{evil}"></iframe></article></main></body></html>
            """;

        await _room.FirstVisitAsync(_room.Web.Tells("/news", Told.Text(page)), SourceKind.Page);

        Assert.Equal(["/robots.txt", "/news"], _room.Web.Asked.Select(asked => asked.Path));
        Assert.All(_room.Sources.Waiting("gazette"), waiting => Assert.DoesNotContain("10.0.0.1", waiting.Entry.Link, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Hostile", "H-028")]
    public async Task An_article_or_an_enclosure_at_a_private_address_is_not_fetched()
    {
        var source = new Source { Name = "gazette", Url = _room.Web.Url("/feed") };

        Assert.Contains("private", Assert.IsType<Fetched.Refused>(await _room.Acquirer.FetchArticleAsync(source, new Uri("http://10.0.0.1/a.mp3"), default)).Because, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Hostile", "H-029"), Trait("Hostile", "H-030")]
    public async Task Neither_cookies_nor_a_login_travel()
    {
        var url = _room.Web.Tells("/feed", Told.MovedTo("/new").With("Set-Cookie", "id=1; Path=/").With("WWW-Authenticate", "Basic"));
        _room.Web.Tells("/new", Rss(Item("a")).With("Set-Cookie", "id=2"));
        await _room.FirstVisitAsync(url);

        await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.All(_room.Web.Asked, asked => Assert.DoesNotContain(asked.Headers.Keys, name => name is "Cookie" or "Authorization" or "Referer"));
    }

    private static async Task AssertRefusedAsync(Newsroom room, Uri url, string because)
    {
        var report = await room.FirstVisitAsync(url);

        Assert.Equal((VisitOutcome.Failed, 0), (report.Outcome, report.New));
        Assert.Contains(because, report.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", report.Reason, StringComparison.Ordinal);
        Assert.Equal((1, report.Reason), (room.State.Failures, room.State.LastReason));
        Assert.Empty(room.Sources.Waiting("gazette"));
    }
}
