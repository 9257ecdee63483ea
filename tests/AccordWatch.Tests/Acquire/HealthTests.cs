using AccordWatch.Store;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

/// <summary>What may have been missed, and which sources are in trouble.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly Newsroom _room = new();
    private readonly HealthTable _health;

    public HealthTests() => _health = new HealthTable(_room.Database);

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task A_feed_that_shows_only_new_entries_may_have_lost_some()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a"), Item("b"), Item("c"))));
        _room.Web.Tells("/feed", Rss(Item("d"), Item("e"), Item("f")));

        var report = await _room.VisitAsync(TimeSpan.FromHours(5));

        Assert.True(report.OverlapIsLost);
        Assert.Equal(("overlap_lost", Noon, Noon.AddHours(5)), Assert.Single(Gaps()) is var gap ? (gap.Cause, gap.FromAt, gap.ToAt!.Value) : default);
        Assert.Equal(1, _room.State.OverlapsLost);
    }

    [Fact]
    public async Task A_feed_that_still_shows_something_known_has_lost_nothing()
        => await AssertNothingLostAsync([Item("a"), Item("b"), Item("c")], [Item("c"), Item("d"), Item("e")]);

    [Fact]
    public async Task A_feed_that_was_tidied_up_has_lost_nothing()
        => await AssertNothingLostAsync([Item("a"), Item("b"), Item("c")], [Item("d"), Item("e")]);

    [Fact]
    public async Task A_feed_of_one_entry_never_overlaps()
        => await AssertNothingLostAsync([Item("a")], [Item("b")]);

    [Fact]
    public async Task Old_entries_under_new_guids_are_no_gap()
        => await AssertNothingLostAsync([Item("a", Noon.AddDays(-9)), Item("b", Noon.AddDays(-8))], [Item("x", Noon.AddDays(-9)), Item("y", Noon.AddDays(-8))]);

    [Fact]
    public async Task A_time_without_answers_is_one_gap_that_ends_with_the_first_answer()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a"))));
        _room.Web.Tells("/feed", Told.Nothing(500));
        await _room.VisitAsync(TimeSpan.FromHours(1));
        await _room.VisitAsync(TimeSpan.FromHours(1));
        Assert.Equal(("down", Noon, (DateTimeOffset?)null), Assert.Single(Gaps()) is var open ? (open.Cause, open.FromAt, open.ToAt) : default);

        _room.Web.Tells("/feed", Rss(Item("a")));
        await _room.VisitAsync(TimeSpan.FromHours(1));
        await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.Equal(Noon.AddHours(3), Assert.Single(Gaps()).ToAt);
    }

    [Fact]
    public async Task A_feed_that_is_empty_all_of_a_sudden_is_a_gap_and_no_success()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a"), Item("b"))));
        _room.Web.Tells("/feed", Rss());
        await _room.VisitAsync(TimeSpan.FromHours(1));
        Assert.Equal(("empty", "it showed 2 entries before and shows none now"), Assert.Single(Gaps()) is var open ? (open.Cause, open.Note) : default);

        _room.Web.Tells("/feed", Rss(Item("a"), Item("c")));
        await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.Equal(Noon.AddHours(2), Assert.Single(Gaps()).ToAt);
    }

    [Fact]
    public async Task Three_failures_in_six_hours_are_a_trouble_that_is_told_once_and_ends_once()
    {
        await _room.AddAsync(_room.Web.Url("/feed"));
        Assert.Empty((await _room.VisitAsync()).Incidents);
        Assert.Empty((await _room.VisitAsync(TimeSpan.FromHours(1))).Incidents);
        Assert.Empty((await _room.VisitAsync(TimeSpan.FromHours(1))).Incidents);

        var opened = Assert.Single((await _room.VisitAsync(TimeSpan.FromHours(4))).Incidents);
        Assert.Empty((await _room.VisitAsync(TimeSpan.FromHours(4))).Incidents);
        _room.Web.Tells("/feed", Rss(Item("a")));
        var closed = Assert.Single((await _room.VisitAsync(TimeSpan.FromHours(1))).Incidents);
        Assert.Empty((await _room.VisitAsync(TimeSpan.FromHours(1))).Incidents);

        Assert.Equal(("failing", false, true), (opened.Kind, opened.IsOver, closed.IsOver));
        Assert.StartsWith("4 failures since 2026-03-02 12:00 UTC: ", opened.Reason, StringComparison.Ordinal);
        Assert.Empty(_health.Open());
    }

    [Fact]
    public async Task A_page_that_shows_nothing_of_what_it_used_to_show_is_a_trouble()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/news", Headlines("two-ministers-sign-an-accord", "three-agencies-meet-in-lima")), Model.SourceKind.Page);
        _room.Web.Tells("/news", Told.Text("<html><body><p>Welcome to our new site.</p></body></html>"));
        await _room.VisitAsync(TimeSpan.FromHours(1));
        await _room.VisitAsync(TimeSpan.FromHours(3));

        var trouble = Assert.Single((await _room.VisitAsync(TimeSpan.FromHours(3))).Incidents);

        Assert.Equal("failing", trouble.Kind);
        Assert.Contains("it showed 2 entries before, so its form has probably changed", trouble.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hiccup_is_no_trouble()
    {
        await _room.AddAsync(_room.Web.Url("/feed"));
        await _room.VisitAsync();
        var second = await _room.VisitAsync(TimeSpan.FromHours(20));

        Assert.Empty(second.Incidents);
        Assert.Empty(_health.Open());
    }

    [Fact]
    public async Task A_source_that_is_gone_is_a_trouble_at_once()
    {
        var report = await _room.FirstVisitAsync(_room.Web.Tells("/feed", Told.Nothing(410)));

        Assert.Equal("gone", Assert.Single(report.Incidents).Kind);
        Assert.Equal("gone", Assert.Single(_health.Open()).Kind);
    }

    [Fact]
    public async Task A_trouble_that_lasts_is_brought_back_to_mind_every_week()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Told.Nothing(410)));

        Assert.Empty(await _health.RemindAsync(Noon.AddDays(6), default));
        Assert.Single(await _health.RemindAsync(Noon.AddDays(7), default));
        Assert.Empty(await _health.RemindAsync(Noon.AddDays(8), default));
        Assert.Single(await _health.RemindAsync(Noon.AddDays(14), default));
    }

    [Fact]
    public async Task The_rhythm_of_a_source_is_learned()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Every(TimeSpan.FromHours(5), Noon, 10))));

        Assert.Equal((TimeSpan.FromHours(5), Noon), (_room.State.Rhythm!.Value, _room.State.LastEntryAt!.Value));
    }

    [Fact]
    public async Task Few_entries_have_no_rhythm_and_never_fall_silent()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Every(TimeSpan.FromHours(5), Noon, 4))));
        await _room.VisitAsync(TimeSpan.FromDays(100));

        Assert.Null(_room.State.Rhythm);
        Assert.Empty(_health.Open());
    }

    [Theory]
    [InlineData(5, 71, false)]
    [InlineData(5, 73, true)]
    [InlineData(48, 140, false)]
    [InlineData(48, 145, true)]
    public async Task Silence_is_an_alarm_after_three_times_the_rhythm_and_three_days(int rhythm, int silence, bool isAlarm)
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Every(TimeSpan.FromHours(rhythm), Noon, 10))));

        var report = await _room.VisitAsync(TimeSpan.FromHours(silence));

        Assert.Equal(isAlarm ? ["silent"] : [], report.Incidents.Select(incident => incident.Kind));
        Assert.Equal(isAlarm, _room.State.Silence is not null);
    }

    [Fact]
    public async Task The_silence_ends_with_the_next_entry()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Every(TimeSpan.FromHours(5), Noon, 10))));
        await _room.VisitAsync(TimeSpan.FromDays(4));
        Assert.Equal("no new entry since 2026-03-02 12:00 UTC; one every 5 h is usual", _room.State.Silence);
        _room.Web.Tells("/feed", Rss([Item("news", Noon.AddDays(4)), .. Every(TimeSpan.FromHours(5), Noon, 9)]));

        Assert.True(Assert.Single((await _room.VisitAsync(TimeSpan.FromHours(1))).Incidents).IsOver);
        Assert.Null(_room.State.Silence);
    }

    [Fact]
    public async Task A_date_in_the_future_does_not_hide_the_silence()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss([Item("future", Noon.AddYears(5)), .. Every(TimeSpan.FromHours(5), Noon.AddHours(-1), 10)])));

        await _room.VisitAsync(TimeSpan.FromDays(4));

        Assert.NotNull(_room.State.Silence);
    }

    [Fact]
    public async Task One_line_says_how_complete_the_watch_is()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a"), Item("b"))));
        await _room.AddAsync(new Model.Source { Name = "herald", Url = _room.Web.Url("/herald") });
        Assert.Equal("2 sources watched, none in trouble", _health.Line(Noon.AddDays(-1), Noon));

        _room.Web.Tells("/feed", Rss(Item("c"), Item("d")));
        await _room.VisitAsync(TimeSpan.FromHours(1));
        _room.Web.Tells("/feed", Told.Nothing(410));
        await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.Equal(
            "2 sources watched, 1 in trouble; gone: gazette (since 2026-03-02); incomplete: gazette (2026-03-02 to 2026-03-02)",
            _health.Line(Noon.AddDays(-1), _room.Clock.Now));
    }

    [Fact]
    public async Task A_source_that_is_not_watched_any_more_is_nobodys_trouble()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Told.Nothing(410)));

        await _room.Sources.RemoveAsync("gazette", default);

        Assert.Empty(_health.Open());
        Assert.Empty(Gaps());
        Assert.Empty(await _health.RemindAsync(Noon.AddDays(30), default));
    }

    private async Task AssertNothingLostAsync(string[] before, string[] after)
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(before)));
        _room.Web.Tells("/feed", Rss(after));

        Assert.False((await _room.VisitAsync(TimeSpan.FromHours(5))).OverlapIsLost);
        Assert.Empty(Gaps());
    }

    private IReadOnlyList<Gap> Gaps() => _health.Gaps(Noon.AddDays(-1));

    private static string[] Every(TimeSpan rhythm, DateTimeOffset last, int count) => [.. Enumerable.Range(0, count).Select(number => Item($"every{number}", last - (rhythm * number)))];
}
