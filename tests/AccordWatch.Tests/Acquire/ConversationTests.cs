using AccordWatch.Acquire;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

/// <summary>What publishers say beside their news: when to come back, what has not changed, where they have moved, that they are gone.</summary>
public sealed class ConversationTests : IDisposable
{
    private readonly Newsroom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("max-age=7200", 120)]
    [InlineData("public, max-age=10800", 180)]
    [InlineData("max-age=99999999", 1440)]
    public async Task We_come_back_when_the_answer_is_not_fresh_any_more(string control, double minutes)
        => Assert.Equal(minutes, _room.WaitAfter(await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a")).With("Cache-Control", control)))), 0.1);

    [Theory]
    [InlineData("no-cache, max-age=7200")]
    [InlineData("no-store, max-age=7200")]
    [InlineData("max-age=0")]
    [InlineData("max-age=soon")]
    public async Task What_must_not_be_kept_does_not_keep_us_away(string control)
        => Assert.InRange(_room.WaitAfter(await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a")).With("Cache-Control", control)))), 26, 34);

    [Fact]
    public async Task The_age_of_an_answer_is_taken_from_its_lifetime()
        => Assert.Equal(60, _room.WaitAfter(await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a")).With("Cache-Control", "max-age=7200").With("Age", "3600")))), 0.1);

    [Fact]
    public async Task An_answer_may_say_when_it_expires()
    {
        var url = _room.Web.Tells("/feed", Rss(Item("a")).With("Date", "Mon, 02 Mar 2026 12:00:00 GMT").With("Expires", "Mon, 02 Mar 2026 15:00:00 GMT"));

        Assert.Equal(180, _room.WaitAfter(await _room.FirstVisitAsync(url)), 0.1);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task An_answer_that_has_expired_does_not_keep_us_away(string expires)
        => Assert.InRange(_room.WaitAfter(await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a")).With("Expires", expires)))), 26, 34);

    [Fact]
    public async Task The_longest_of_the_wishes_counts()
    {
        var url = _room.Web.Tells("/feed", RssWith("<ttl>60</ttl>", Item("a")).With("Cache-Control", "max-age=7200"));

        Assert.Equal(120, _room.WaitAfter(await _room.FirstVisitAsync(url)), 0.1);
    }

    [Fact]
    public async Task An_answer_without_a_body_may_say_it_too()
    {
        var url = _room.Web.Tells("/feed", asked => asked.Headers.ContainsKey("If-None-Match") ? Told.Nothing(304).With("Cache-Control", "max-age=18000").With("ETag", "\"2\"") : Rss(Item("a")).With("ETag", "\"1\""));
        await _room.FirstVisitAsync(url);

        Assert.Equal(300, _room.WaitAfter(await _room.VisitAsync(TimeSpan.FromMinutes(30))), 0.1);
        Assert.Equal("\"2\"", _room.State.ETag);
    }

    [Theory]
    [InlineData(429, "7200", 120)]
    [InlineData(503, "7200", 120)]
    [InlineData(429, null, 60)]
    [InlineData(503, "9999999999", 1440)]
    [InlineData(429, "9999999999", 1440)]
    [InlineData(503, "Thu, 01 Jan 2099 00:00:00 GMT", 1440)]
    public async Task Who_asks_us_to_stay_away_is_obeyed_for_a_day_at_most(int status, string? after, double minutes)
    {
        var answer = after is null ? Told.Nothing(status) : Told.Nothing(status).With("Retry-After", after);

        Assert.Equal(minutes, _room.WaitAfter(await _room.FirstVisitAsync(_room.Web.Tells("/feed", answer))), 0.1);
    }

    [Fact]
    public async Task The_same_bytes_are_not_read_again()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a"))));

        var again = await _room.VisitAsync(TimeSpan.FromHours(1));
        _room.Web.Tells("/feed", Rss(Item("a"), Item("b")));
        var other = await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.Equal((VisitOutcome.Unchanged, 0), (again.Outcome, again.Seen));
        Assert.Equal((VisitOutcome.Body, 1), (other.Outcome, other.New));
    }

    [Fact]
    public async Task The_same_bytes_are_read_again_when_the_settings_of_the_source_have_changed()
    {
        var url = _room.Web.Tells("/feed", Rss(Item("a", link: "https://a.example/space/1"), Item("b", link: "https://a.example/sport/2")).With("ETag", "\"1\""));
        await _room.AddAsync(new Model.Source { Name = "gazette", Url = url, UrlPattern = "*/space/*" });
        await _room.VisitAsync();

        await _room.AddAsync(new Model.Source { Name = "gazette", Url = url });

        Assert.Equal((2, 1), await _room.VisitAsync(TimeSpan.FromHours(1)) is var report ? (report.Seen, report.New) : default);
        Assert.False(_room.Web.Asked[1].Headers.ContainsKey("If-None-Match"));
    }

    [Fact]
    public async Task A_move_for_good_is_believed_when_it_is_said_again_on_another_day()
    {
        var url = _room.Web.Tells("/feed", Told.MovedTo("/new", 301));
        var target = _room.Web.Tells("/new", Rss(Item("a")));
        var first = await _room.FirstVisitAsync(url);
        var sameDay = await _room.VisitAsync(TimeSpan.FromHours(1));
        Assert.Equal((false, false, (Uri?)null), (first.IsMoved, sameDay.IsMoved, _room.State.MovedTo));

        var nextDay = await _room.VisitAsync(TimeSpan.FromHours(23));
        await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.True(nextDay.IsMoved);
        Assert.Equal(target, _room.State.MovedTo);
        Assert.Equal(["/feed", "/new", "/feed", "/new", "/feed", "/new", "/new"], _room.Web.Asked.Select(asked => asked.Path));
    }

    [Fact]
    public async Task A_move_that_is_taken_back_or_goes_elsewhere_is_not_believed()
    {
        var url = _room.Web.Tells("/feed", Told.MovedTo("/maintenance", 301));
        _room.Web.Tells("/maintenance", Rss(Item("a")));
        await _room.FirstVisitAsync(url);
        _room.Web.Tells("/feed", Rss(Item("a")));
        await _room.VisitAsync(TimeSpan.FromDays(1));
        _room.Web.Tells("/feed", Told.MovedTo("/maintenance", 301));

        Assert.False((await _room.VisitAsync(TimeSpan.FromDays(1))).IsMoved);
        Assert.Null(_room.State.MovedTo);
    }

    [Fact]
    public async Task A_new_address_that_fails_gives_way_to_the_old_one()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Told.MovedTo("/new", 308)));
        _room.Web.Tells("/new", Rss(Item("a")));
        await _room.VisitAsync();
        await _room.VisitAsync(TimeSpan.FromDays(1));
        _room.Web.Tells("/new", Told.Nothing(404));
        _room.Web.Tells("/feed", Rss(Item("b")));

        for (var failure = 0; failure < 3; failure++)
        {
            Assert.Equal(VisitOutcome.Failed, (await _room.VisitAsync(TimeSpan.FromHours(1))).Outcome);
        }

        Assert.Equal(1, (await _room.VisitAsync(TimeSpan.FromHours(1))).New);
    }

    [Fact]
    public async Task A_source_that_is_gone_for_good_is_told_and_left_in_peace_until_somebody_asks_again()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a"))));
        _room.Web.Tells("/feed", Told.Nothing(410));

        var gone = await _room.VisitAsync(TimeSpan.FromHours(1));
        Assert.True(gone.IsGone);
        Assert.Contains("gone for good", gone.Reason, StringComparison.Ordinal);
        Assert.Empty(_room.Sources.Due(_room.Clock.Now.AddYears(1)));

        _room.Web.Tells("/feed", Rss(Item("b")));
        await _room.VisitAsync(TimeSpan.FromDays(3));
        Assert.Single(_room.Sources.Due(_room.Clock.Now.AddDays(2)));
    }

    [Fact]
    public async Task A_gone_source_is_visited_again_when_its_address_is_changed()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Told.Nothing(410)));

        await _room.AddAsync(_room.Web.Tells("/other", Rss(Item("a"))));

        Assert.Single(_room.Sources.Due(_room.Clock.Now));
    }

    [Fact]
    public async Task A_server_that_calls_everything_unchanged_is_found_out_within_a_day()
    {
        var url = _room.Web.Tells("/feed", Rss(Item("a")).With("ETag", "\"1\""));
        await _room.FirstVisitAsync(url);
        _room.Web.Tells("/feed", asked => asked.Headers.ContainsKey("If-None-Match") ? Told.Nothing(304) : Rss(Item("a"), Item("b")).With("ETag", "\"1\""));

        Assert.Equal(0, (await _room.VisitAsync(TimeSpan.FromHours(23))).New);
        Assert.Equal(1, (await _room.VisitAsync(TimeSpan.FromHours(1))).New);
    }

    [Fact]
    public async Task After_a_restart_nothing_is_visited_before_its_time()
    {
        Model.Source[] list = [new() { Name = "gazette", Url = _room.Web.Tells("/feed", Rss(Item("a"))) }, new() { Name = "herald", Url = _room.Web.Url("/nowhere") }];
        await _room.Sources.SyncAsync(list, Noon, default);
        foreach (var state in _room.Sources.Due(Noon))
        {
            await _room.Acquirer.VisitAsync(state, default);
        }

        using var restarted = _room.Restarted();
        await restarted.Sources.SyncAsync(list, Noon.AddMinutes(1), default);

        Assert.Empty(restarted.Sources.Due(Noon.AddMinutes(1)));
        Assert.Equal(["herald"], restarted.Sources.Due(Noon.AddMinutes(6)).Select(state => state.Source.Name));
        Assert.Equal(["gazette", "herald"], restarted.Sources.Due(Noon.AddMinutes(34)).Select(state => state.Source.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"\u0001\"")]
    [InlineData(null)]
    public async Task A_validator_that_cannot_be_sent_back_is_not_kept(string? tag)
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a")).With("ETag", tag ?? $"\"{new string('x', 20_000)}\"")));

        Assert.Null(_room.State.ETag);
    }
}
