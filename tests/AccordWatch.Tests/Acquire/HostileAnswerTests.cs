using System.Globalization;
using System.IO.Compression;
using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

/// <summary>Answers that want to fill the memory, hold the line or confuse. Refused means: a reason, a failure of the source, nothing kept, and the next source is read.</summary>
public sealed class HostileAnswerTests : IDisposable
{
    private readonly Newsroom _room = new(Plain with { Timeout = TimeSpan.FromSeconds(2.5), MaxBodyBytes = 4_000_000, MaxWireBytes = 2_000_000 });

    public void Dispose() => _room.Dispose();

    [Theory]
    [Trait("Hostile", "H-031"), Trait("Hostile", "H-032"), Trait("Hostile", "H-033")]
    [InlineData("gzip", "unpacks to more than 100 times its size")]
    [InlineData("br", "unpacks to more than 100 times its size")]
    [InlineData("deflate", "unpacks to more than 100 times its size")]
    public async Task A_bomb_is_not_unpacked(string coding, string because) => await AssertRefusedAsync(Packed(coding, new byte[40_000_000]), because);

    [Theory]
    [Trait("Hostile", "H-033")]
    [InlineData("gzip, gzip", "more than one content-coding")]
    [InlineData("gzip", "unsupported compression method")]
    [InlineData("br", "")]
    [InlineData("zstd", "unknown content-coding")]
    [InlineData("x-unheard-of", "unknown content-coding")]
    public async Task A_coding_that_does_not_fit_the_bytes_is_refused(string coding, string because)
        => await AssertRefusedAsync(Rss(Item("a")).With("Content-Encoding", coding), because);

    [Fact]
    [Trait("Hostile", "H-034")]
    public async Task A_body_that_dribbles_is_given_up() => await AssertRefusedAsync(Rss(Item("a")) with { StallsAfter = 1 }, "no answer for 2.5 s");

    [Fact]
    [Trait("Hostile", "H-035")]
    public async Task Headers_that_never_end_are_given_up()
        => await AssertRefusedAsync(Told.Raw("HTTP/1.1 200 OK\r\nX-A: b\r\n") with { StallsAfter = 20 }, "no answer for 2.5 s");

    [Fact]
    [Trait("Hostile", "H-036")]
    public async Task Headers_of_a_megabyte_are_refused() => await AssertRefusedAsync(Rss(Item("a")).With("X-Long", new string('x', 1_000_000)), "larger than 64 KB");

    [Fact]
    [Trait("Hostile", "H-037")]
    public async Task A_hundred_thousand_early_hints_are_refused()
        => await AssertRefusedAsync(Told.Raw(string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 100_000))), "");

    [Theory]
    [Trait("Hostile", "H-038"), Trait("Hostile", "H-040")]
    [InlineData("Content-Length: 5000", "the answer broke off")]
    [InlineData("Content-Length: -1", "is no length of a body")]
    [InlineData("Content-Length: 10\r\nContent-Length: 20", "is no length of a body")]
    [InlineData("Content-Length: 10000000000", "more than the limit of 2000000")]
    [InlineData("Transfer-Encoding: chunked", "")]
    public async Task A_length_that_is_wrong_is_refused(string header, string because)
        => await AssertRefusedAsync(Told.Raw($"HTTP/1.1 200 OK\r\n{header}\r\n\r\n{Encoding.UTF8.GetString(Rss(Item("a")).Body)}"), because);

    [Theory]
    [Trait("Hostile", "H-039")]
    [InlineData("FFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n")]
    [InlineData("-5\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3;\u0001=\r\nabcd\r\n0\r\n\r\n")]
    [InlineData("3\r\nabc\r\n")]
    public async Task A_chunk_that_is_wrong_is_refused(string chunks) => await AssertRefusedAsync(Told.Raw($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"), "");

    [Theory]
    [Trait("Hostile", "H-041")]
    [InlineData("<rss><channel><item><guid>a</guid></item></channel></rss>")]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("\u0015\u0003\u0001\u0000\u0002\u0002\u0046")]
    [InlineData("")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    public async Task What_is_not_HTTP_is_refused(string bytes) => await AssertRefusedAsync(Told.Raw(bytes), "");

    [Theory]
    [Trait("Hostile", "H-043")]
    [InlineData("9999999999", 1440)]
    [InlineData("-5", 60)]
    [InlineData("Thu, 01 Jan 2099 00:00:00 GMT", 1440)]
    public async Task A_wish_to_stay_away_for_ever_is_heeded_for_a_day(string after, double minutes)
        => Assert.Equal(minutes, _room.WaitAfter(await _room.FirstVisitAsync(_room.Web.Tells("/feed", Told.Nothing(429).With("Retry-After", after)))), 0.1);

    [Fact]
    [Trait("Hostile", "H-044")]
    public async Task Only_the_source_that_was_told_to_wait_waits()
    {
        await _room.AddAsync(new Source { Name = "herald", Url = _room.Web.Tells("/herald", Rss(Item("b"))) });
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Told.Nothing(429).With("Retry-After", "86400")));

        Assert.Equal("herald", Assert.Single(_room.Sources.Due(Noon.AddHours(1))).Source.Name);
    }

    [Theory]
    [Trait("Hostile", "H-045")]
    [InlineData(2_000)]
    [InlineData(60_000)]
    public async Task A_validator_without_measure_is_not_kept(int length)
    {
        var report = await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a")).With("ETag", $"\"{new string('x', length)}\"")));

        Assert.Equal((VisitOutcome.Body, (string?)null), (report.Outcome, _room.State.ETag));
    }

    [Theory]
    [Trait("Hostile", "H-046")]
    [InlineData("image/png", "\u0089PNG\r\n\u001A\n")]
    [InlineData("video/mp4", "\0\0\0 ftypisom")]
    [InlineData("application/zip", "PK\u0003\u0004")]
    [InlineData("application/pdf", "%PDF-1.7")]
    public async Task Another_kind_of_file_is_not_a_feed(string type, string bytes)
        => await AssertRefusedAsync(new Told(200, Encoding.Latin1.GetBytes(bytes)) { Headers = { ["Content-Type"] = type } }, "not a feed");

    [Fact]
    [Trait("Hostile", "H-046")]
    public async Task A_feed_is_a_feed_whatever_its_type_says()
        => Assert.Equal(VisitOutcome.Body, (await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a")).With("Content-Type", "image/png")))).Outcome);

    [Fact]
    [Trait("Hostile", "H-047")]
    public async Task One_host_is_never_asked_twice_at_the_same_time()
    {
        var url = _room.Web.Tells("/0", Told.MovedTo("/1"));
        for (var hop = 1; hop < 5; hop++)
        {
            _room.Web.Tells(string.Create(CultureInfo.InvariantCulture, $"/{hop}"), Told.MovedTo(string.Create(CultureInfo.InvariantCulture, $"/{hop + 1}")));
        }

        _room.Web.Tells("/5", Rss(Item("a")));
        var source = new Source { Name = "gazette", Url = url };

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _room.Acquirer.FetchArticleAsync(source, url, default)));

        Assert.Equal(1, _room.Web.MostAtOnce);
    }

    [Fact]
    [Trait("Hostile", "H-048")]
    public async Task A_server_that_hangs_up_for_ever_is_asked_once_a_day()
    {
        await _room.AddAsync(_room.Web.Tells("/feed", Told.Raw("H")));
        VisitReport report;
        do
        {
            report = await _room.VisitAsync(TimeSpan.FromDays(1));
        }
        while (report.Failures < 20);

        Assert.InRange(_room.WaitAfter(report), 0.9 * 1440, 1.1 * 1440);
        Assert.Single(new AccordWatch.Store.HealthTable(_room.Database).Open());
    }

    private async Task AssertRefusedAsync(Told told, string because)
    {
        var report = await _room.FirstVisitAsync(_room.Web.Tells("/feed", told));

        Assert.Equal((VisitOutcome.Failed, 0), (report.Outcome, report.New));
        Assert.Contains(because, report.Reason, StringComparison.Ordinal);
        Assert.Empty(_room.Sources.Waiting("gazette"));
        _room.Web.Tells("/feed", Rss(Item("healthy")));
        Assert.Equal(1, (await _room.VisitAsync(TimeSpan.FromHours(1))).New);
    }

    private static Told Packed(string coding, byte[] body)
    {
        var packed = new MemoryStream();
        using (Stream packer = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, true),
            _ => new ZLibStream(packed, CompressionLevel.Fastest, true),
        })
        {
            packer.Write(body);
        }

        return new Told(200, packed.ToArray()) { Headers = { ["Content-Encoding"] = coding } };
    }
}
