using System.Globalization;
using System.IO.Compression;
using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Acquire;

public sealed class FetcherTests : IDisposable
{
    private static readonly AcquireOptions Plain = new() { HostSpacing = TimeSpan.Zero, AllowPrivate = ["127.0.0.0/8"], Contact = "desk@news.example", PublicUrl = new Uri("https://watch.example/") };

    private readonly Web _web = new();

    public void Dispose() => _web.Dispose();

    [Fact]
    public async Task A_page_comes_with_its_type_and_its_validators()
    {
        var url = _web.Tells("/feed", Told.Text("<rss/>", "application/rss+xml").With("Content-Type", "application/rss+xml").With("ETag", "W/\"7\"").With("Last-Modified", "yesterday"));

        var body = Assert.IsType<Fetched.Body>(await FetchAsync(url));

        Assert.Equal("<rss/>", TextOf(body));
        Assert.Equal(("application/rss+xml", "W/\"7\"", "yesterday"), (body.Page.ContentType, body.ETag, body.LastModified));
        Assert.Equal(url, body.Page.Url);
        Assert.Null(body.MovedTo);
    }

    [Fact]
    public async Task We_say_who_we_are()
    {
        await FetchAsync(_web.Tells("/", Told.Text("hello")));

        var asked = Assert.Single(_web.Asked).Headers;
        Assert.Matches(@"^AccordWatch/\d+\.\d+\.\d+ \(\+https://watch\.example/; desk@news\.example\)$", asked["User-Agent"]);
        Assert.StartsWith("application/atom+xml", asked["Accept"], StringComparison.Ordinal);
        Assert.False(asked.ContainsKey("Cookie"));
        Assert.False(asked.ContainsKey("Referer"));
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var url = _web.Tells("/feed", asked => asked.Headers.TryGetValue("If-None-Match", out var tag) && tag == "\"7\"" ? Told.Nothing(304) : Told.Text("new"));

        Assert.IsType<Fetched.Unchanged>(await FetchAsync(url, new FetchConditions { ETag = "\"7\"", LastModified = "Tue, 28 Sep 2021 10:00:00 GMT" }));
        Assert.IsType<Fetched.Body>(await FetchAsync(url, new FetchConditions { ETag = "\"6\"" }));

        Assert.Equal("Tue, 28 Sep 2021 10:00:00 GMT", _web.Asked[0].Headers["If-Modified-Since"]);
    }

    [Fact]
    public async Task A_private_address_is_not_asked_unless_the_source_may()
    {
        var url = _web.Tells("/", Told.Text("intranet"));
        using var fetcher = new Fetcher(new AcquireOptions { HostSpacing = TimeSpan.Zero }, TimeProvider.System);

        var allowed = await fetcher.FetchAsync(url, new FetchConditions { AllowPrivate = ["127.0.0.1"] }, default);
        var refused = await fetcher.FetchAsync(url, FetchConditions.None, default);

        Assert.IsType<Fetched.Body>(allowed);
        Assert.Contains("private", Refused(refused).Because, StringComparison.Ordinal);
        Assert.Single(_web.Asked);
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_private_address_is_not_asked()
    {
        using var fetcher = new Fetcher(new AcquireOptions { HostSpacing = TimeSpan.Zero }, TimeProvider.System);

        var refused = Refused(await fetcher.FetchAsync(new Uri("http://localhost:8080/"), FetchConditions.None, default));

        Assert.Contains("is a private or reserved address", refused.Because, StringComparison.Ordinal);
        Assert.StartsWith("http://localhost:8080/: ", refused.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://10.0.0.1/", "10.0.0.1 is a private")]
    [InlineData("http://[fd00::1]/", "private")]
    [InlineData("file:///etc/passwd", "only http and https")]
    [InlineData("http://me:secret@example.org/", "password")]
    [InlineData("http://example.org:25/", "port 25")]
    public async Task A_redirect_passes_the_same_guard(string target, string because)
    {
        var refused = Refused(await FetchAsync(_web.Tells("/", Told.MovedTo(target))));

        Assert.Contains(because, refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http://me:secret@127.0.0.1/")]
    [InlineData("http://example.org:22/")]
    public async Task A_url_that_is_not_for_reading_is_refused_at_once(string url)
    {
        var refused = Refused(await FetchAsync(new Uri(url)));

        Assert.Null(refused.Status);
        Assert.DoesNotContain("secret", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Hostile", "H-021")]
    public async Task A_redirect_loop_ends()
    {
        var refused = Refused(await FetchAsync(_web.Tells("/", Told.MovedTo("/"))));

        Assert.Contains("more than 5 redirects", refused.Because, StringComparison.Ordinal);
        Assert.Equal(6, _web.Asked.Count);
    }

    [Theory]
    [InlineData(301, true)]
    [InlineData(308, true)]
    [InlineData(302, false)]
    [InlineData(307, false)]
    public async Task Only_a_move_for_good_is_told(int status, bool forGood)
    {
        var url = _web.Tells("/old", Told.MovedTo("new", status));
        var target = _web.Tells("/new", Told.Text("here"));

        var body = Assert.IsType<Fetched.Body>(await FetchAsync(url));

        Assert.Equal(target, body.Page.Url);
        Assert.Equal(forGood ? target : null, body.MovedTo);
    }

    [Fact]
    public async Task An_endless_body_is_cut_off()
    {
        var url = _web.Tells("/", new Told(200, new byte[64 * 1024]) { Endless = true });

        var refused = Refused(await FetchAsync(url, options: Plain with { MaxWireBytes = 500_000 }));

        Assert.Contains("500000", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_announces_too_much_is_not_read()
    {
        var url = _web.Tells("/", Told.Text("x").With("Content-Length", "99000000"));

        Assert.Contains("99000000", Refused(await FetchAsync(url)).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gzip_bomb_is_cut_off()
    {
        var url = _web.Tells("/", Coded("gzip", new byte[15_000_000]));

        Assert.Contains("100 times", Refused(await FetchAsync(url)).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_may_not_unpack_beyond_the_limit()
    {
        var url = _web.Tells("/", Coded("br", new byte[900_000]));

        Assert.Contains("larger than the limit", Refused(await FetchAsync(url, options: Plain with { MaxBodyBytes = 800_000 })).Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("bare deflate")]
    [InlineData("identity")]
    public async Task A_packed_body_is_unpacked(string coding)
        => Assert.Equal("Космос", TextOf(Assert.IsType<Fetched.Body>(await FetchAsync(_web.Tells("/", Coded(coding, Encoding.UTF8.GetBytes("Космос")))))));

    [Theory]
    [InlineData("gzip, gzip", "more than one content-coding")]
    [InlineData("zstd", "unknown content-coding")]
    [InlineData("gzip", "")]
    [InlineData("br", "")]
    public async Task A_body_that_cannot_be_unpacked_is_refused(string coding, string because)
    {
        var url = _web.Tells("/", new Told(200, "not packed at all, whatever the header says"u8.ToArray()) { Headers = { ["Content-Encoding"] = coding } });

        Assert.Contains(because, Refused(await FetchAsync(url)).Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(500)]
    public async Task An_error_is_told_with_its_url(int status)
    {
        var url = _web.Tells("/gone", Told.Nothing(status));

        var refused = Refused(await FetchAsync(url));

        Assert.Equal(status, refused.Status);
        Assert.StartsWith($"{url}: answered {status}", refused.Because, StringComparison.Ordinal);
        Assert.Null(refused.RetryAfter);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("9999999", 86400)]
    [InlineData("", 3600)]
    public async Task We_stay_away_as_long_as_we_are_asked_to_but_a_day_at_most(string header, int seconds)
    {
        var url = _web.Tells("/", header.Length == 0 ? Told.Nothing(429) : Told.Nothing(429).With("Retry-After", header));

        Assert.Equal(TimeSpan.FromSeconds(seconds), Refused(await FetchAsync(url)).RetryAfter);
    }

    [Fact]
    public async Task Retry_After_may_be_a_date()
    {
        var url = _web.Tells("/", Told.Nothing(503).With("Retry-After", DateTimeOffset.UtcNow.AddHours(2).ToString("R", CultureInfo.InvariantCulture)));

        Assert.InRange(Refused(await FetchAsync(url)).RetryAfter!.Value.TotalMinutes, 118, 121);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task An_empty_body_is_no_news(int status)
        => Assert.EndsWith("empty body", Refused(await FetchAsync(_web.Tells("/", Told.Nothing(status)))).Because, StringComparison.Ordinal);

    [Fact]
    public async Task A_body_that_breaks_off_is_refused()
        => Assert.Contains("broke off", Refused(await FetchAsync(_web.Tells("/", Told.Text("half").With("Content-Length", "100")))).Because, StringComparison.Ordinal);

    [Fact]
    public async Task A_body_that_stalls_is_given_up()
    {
        var url = _web.Tells("/", new Told(200, new byte[100]) { StallsAfter = 10 });

        var refused = Refused(await FetchAsync(url, options: Plain with { Timeout = TimeSpan.FromMilliseconds(150) }));

        Assert.Contains("no answer for", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_may_not_take_longer_than_its_time()
    {
        var url = _web.Tells("/", new Told(200, new byte[100]) { StallsAfter = 10 });

        var refused = Refused(await FetchAsync(url, options: Plain with { Total = TimeSpan.FromMilliseconds(150) }));

        Assert.Contains("not finished within", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_and_an_unknown_name_are_outcomes_not_exceptions()
    {
        var closed = new Web();
        var url = closed.Url("/");
        closed.Dispose();

        Assert.Contains("no connection", Refused(await FetchAsync(url)).Because, StringComparison.Ordinal);
        Assert.Contains("cannot be resolved", Refused(await FetchAsync(new Uri("http://no-such-host.invalid/"))).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_caller_may_break_off()
    {
        var url = _web.Tells("/", new Told(200, new byte[100]) { StallsAfter = 10 });
        using var patience = new CancellationTokenSource(100);
        using var fetcher = new Fetcher(Plain, TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.FetchAsync(url, FetchConditions.None, patience.Token));
    }

    [Fact]
    public async Task A_host_is_visited_one_at_a_time_and_with_a_pause()
    {
        var clock = new HandClock();
        var spacing = new HostSpacing(TimeSpan.FromSeconds(5), clock);

        var first = await spacing.EnterAsync("example.org", false, TimeSpan.Zero, default);
        var second = spacing.EnterAsync("EXAMPLE.org", false, TimeSpan.Zero, default);
        using var elsewhere = await spacing.EnterAsync("example.net", false, TimeSpan.Zero, default);
        Assert.False(second.IsCompleted);

        first.Dispose();
        await clock.AwaitedAsync();
        Assert.False(second.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(5));
        (await second).Dispose();
        (await spacing.EnterAsync("example.org", true, TimeSpan.Zero, default)).Dispose();
    }

    [Fact]
    public async Task A_host_that_asks_for_a_longer_pause_gets_it()
    {
        var clock = new HandClock();
        var spacing = new HostSpacing(TimeSpan.FromSeconds(5), clock);
        (await spacing.EnterAsync("example.org", false, TimeSpan.FromSeconds(9), default)).Dispose();

        var second = spacing.EnterAsync("example.org", false, TimeSpan.Zero, default);
        await clock.AwaitedAsync();

        Assert.Equal(TimeSpan.FromSeconds(9), clock.LastWait);
        clock.Advance(TimeSpan.FromSeconds(9));
        (await second).Dispose();
    }

    private static string TextOf(Fetched.Body body) => Encoding.UTF8.GetString(body.Page.Body.Span);

    private static Fetched.Refused Refused(Fetched fetched) => Assert.IsType<Fetched.Refused>(fetched);

    private static async Task<Fetched> FetchAsync(Uri url, FetchConditions? conditions = null, AcquireOptions? options = null)
    {
        using var fetcher = new Fetcher(options ?? Plain, TimeProvider.System);
        return await fetcher.FetchAsync(url, conditions ?? FetchConditions.None, default);
    }

    private static Told Coded(string coding, byte[] body)
    {
        var packed = new MemoryStream();
        using (Stream packer = coding switch
        {
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionLevel.Fastest, true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, true),
            "bare deflate" => new DeflateStream(packed, CompressionLevel.Fastest, true),
            _ => new BufferedStream(packed),
        })
        {
            packer.Write(body);
            packer.Flush();
            if (coding == "identity")
            {
                return new Told(200, packed.ToArray()) { Headers = { ["Content-Encoding"] = coding } };
            }
        }

        return new Told(200, packed.ToArray()) { Headers = { ["Content-Encoding"] = coding.Split(' ')[^1] } };
    }

    /// <summary>A clock that stands until it is turned.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly TaskCompletionSource _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private Action? _ring;

        public TimeSpan LastWait { get; private set; }

        public Task AwaitedAsync() => _awaited.Task;

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            LastWait = dueTime;
            _awaited.TrySetResult();
            return new Alarm();
        }

        public void Advance(TimeSpan by)
        {
            _now += by;
            _ring?.Invoke();
        }

        private sealed class Alarm : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
