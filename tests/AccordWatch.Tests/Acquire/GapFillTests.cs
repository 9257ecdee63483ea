using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

/// <summary>What came and went between two visits is read from the older pages of the feed (RFC 5005).</summary>
public sealed class GapFillTests : IDisposable
{
    private readonly Newsroom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("prev-archive")]
    [InlineData("next")]
    public async Task Older_pages_are_read_until_something_known_is_met(string relation)
    {
        await SeenBeforeAsync("a", "b");
        Feed("/feed", Older("/2", relation), "g", "h");
        Feed("/2", Older("/3", relation), "e", "f");
        Feed("/3", Older("/4", relation), "d", "c", "b");
        Feed("/4", "", "a");

        var report = await _room.VisitAsync(TimeSpan.FromHours(5));

        Assert.Equal((6, true, 4), (report.New, report.Filling!.IsFilled, report.Filling.Entries.Count));
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h"], Kept());
        Assert.DoesNotContain(_room.Web.Asked, asked => asked.Path == "/4");
        Assert.Equal((true, 4, "every entry was new; filled with 4 entries from 2 older pages"), Gap() is var gap ? (gap.IsFilled, gap.Recovered, gap.Note) : default);
        Assert.Equal((0, 1), (_room.State.OverlapsLost, _room.State.GapsFilled));
        Assert.Equal("1 source watched, none in trouble", new HealthTable(_room.Database).Line(Noon, _room.Clock.Now));
    }

    [Fact]
    public async Task A_long_time_without_answers_is_made_up_for_too()
    {
        await SeenBeforeAsync("a", "b");
        _room.Web.Tells("/feed", Told.Nothing(500));
        await _room.VisitAsync(TimeSpan.FromHours(1));
        Feed("/feed", Older("/2"), "d", "e");
        Feed("/2", "", "c", "b");

        await _room.VisitAsync(TimeSpan.FromHours(20));

        Assert.Equal(["down", "overlap_lost"], new HealthTable(_room.Database).Gaps(Noon).Where(gap => gap.IsFilled).Select(gap => gap.Cause).Order(StringComparer.Ordinal));
        Assert.Equal("1 source watched, none in trouble", new HealthTable(_room.Database).Line(Noon, _room.Clock.Now));
        Assert.Equal(1, _room.State.GapsFilled);
    }

    [Fact]
    public async Task Atom_names_its_archive_too()
    {
        await SeenBeforeAsync("a", "b");
        _room.Web.Tells("/feed", Atom("<link rel='prev-archive' href='2005/11'/>", "e", "d"));
        _room.Web.Tells("/2005/11", Atom("", "c", "b"));

        Assert.Equal(3, (await _room.VisitAsync(TimeSpan.FromHours(5))).New);
        Assert.True(Gap().IsFilled);
    }

    [Fact]
    public async Task A_JSON_Feed_calls_it_the_next_url()
    {
        static Told Json(string next, params string[] ids) => Told.Text($"{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Gazette\"{next},\"items\":[{string.Join(',', ids.Select(id => $"{{\"id\":\"{id}\",\"title\":\"Title {id}\"}}"))}]}}", "application/feed+json");
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Json("", "a", "b")));
        _room.Web.Tells("/feed", Json(",\"next_url\":\"/2\"", "e", "d"));
        _room.Web.Tells("/2", Json("", "c", "b"));

        Assert.Equal(3, (await _room.VisitAsync(TimeSpan.FromHours(5))).New);
        Assert.True(Gap().IsFilled);
    }

    [Fact]
    public async Task What_was_there_before_the_source_was_read_is_not_fetched_as_news()
    {
        await SeenBeforeAsync("a", "b");
        Feed("/feed", Older("/2"), "c", "d");
        _room.Web.Tells("/2", Rss(Item("b"), Item("never shown"), Item("old", Noon.AddDays(-40)), Item("x", Noon.AddHours(1)), Item("a", Noon.AddHours(1))));

        await _room.VisitAsync(TimeSpan.FromHours(5));

        Assert.Equal(["a", "b", "c", "d", "x"], Kept());
    }

    [Fact]
    public async Task Pages_that_are_older_than_the_gap_fill_it_although_nothing_on_them_is_known()
    {
        await SeenBeforeAsync("a", "b");
        Feed("/feed", Older("/2"), "c", "d");
        _room.Web.Tells("/2", RssWith(Older("/3"), Item("x", Noon.AddDays(-9)), Item("y", Noon.AddDays(-9)), Item("z", Noon.AddHours(2))));

        Assert.True((await _room.VisitAsync(TimeSpan.FromHours(5))).Filling!.IsFilled);
        Assert.Equal(["a", "b", "c", "d", "z"], Kept());
    }

    [Fact]
    public async Task An_entry_that_moves_to_the_next_page_meanwhile_is_kept_once()
    {
        await SeenBeforeAsync("a", "b");
        Feed("/feed", Older("/2"), "c", "d");
        Feed("/2", "", "d", "e", "b");

        Assert.Equal(3, (await _room.VisitAsync(TimeSpan.FromHours(5))).New);
        Assert.Equal(1, Gap().Recovered);
    }

    [Theory]
    [InlineData("/feed", 0)]
    [InlineData("/2", 1)]
    [InlineData("/moved", 1)]
    public async Task A_page_that_names_itself_or_one_before_is_not_read_twice(string next, int pages)
    {
        await SeenBeforeAsync("a", "b");
        Feed("/feed", Older(pages == 0 ? next : "/2"), "c", "d");
        Feed("/2", Older(next), "e", "f");
        _room.Web.Tells("/moved", Told.MovedTo("/2"));
        var before = _room.Web.Asked.Count;

        var report = await _room.VisitAsync(TimeSpan.FromHours(5));

        Assert.Equal((false, pages * 2), (report.Filling!.IsFilled, report.Filling.Entries.Count));
        Assert.InRange(_room.Web.Asked.Skip(before).Count(asked => asked.Path != "/robots.txt"), pages + 1, 4);
        Assert.False(Gap().IsFilled);
    }

    [Fact]
    public async Task A_chain_without_end_is_read_ten_pages_far()
    {
        await SeenBeforeAsync("a", "b");
        Feed("/feed", Older("/2"), "c", "d");
        foreach (var number in Enumerable.Range(2, 30))
        {
            Feed($"/{number}", Older($"/{number + 1}"), $"x{number}", $"y{number}");
        }

        var report = await _room.VisitAsync(TimeSpan.FromHours(5));

        Assert.Equal((10, 22), (report.Filling!.Pages, report.New));
        Assert.Equal((false, 20), (Gap().IsFilled, Gap().Recovered));
        Assert.Equal(1, _room.State.OverlapsLost);
        Assert.Equal(1, _room.Web.MostAtOnce);
    }

    [Theory]
    [InlineData("no page", "404")]
    [InlineData("<html><body>Login</body></html>", "not a feed")]
    [InlineData("private", "private")]
    [InlineData("robots", "robots.txt")]
    [InlineData("end", "end before")]
    public async Task A_gap_that_cannot_be_filled_says_why(string what, string because)
    {
        await SeenBeforeAsync("a", "b");
        Feed("/feed", Older(what == "private" ? "http://10.0.0.1/2" : "/2"), "c", "d");
        _room.Web.Tells("/2", what switch
        {
            "no page" => Told.Nothing(404),
            "end" or "robots" => Rss(Item("e")),
            _ => Told.Text(what),
        });
        _room.Web.Tells("/robots.txt", Told.Text(what == "robots" ? "User-agent: *\nDisallow: /2" : "", "text/plain"));

        var report = await _room.VisitAsync(TimeSpan.FromHours(5));

        Assert.Equal((VisitOutcome.Body, true, false), (report.Outcome, report.OverlapIsLost, report.Filling!.IsFilled));
        Assert.Contains(because, Gap().Note, StringComparison.Ordinal);
        Assert.StartsWith("1 source watched, none in trouble; incomplete: gazette", new HealthTable(_room.Database).Line(Noon, _room.Clock.Now), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/feed", "/feed?paged=2", "/feed?paged=3")]
    [InlineData("/?feed=rss2", "/?feed=rss2&paged=2", "/?feed=rss2&paged=3")]
    public async Task WordPress_has_older_pages_where_the_list_says_that_it_is_one(string first, string second, string third)
    {
        await _room.AddAsync(new Source { Name = "gazette", Url = Feed(first, "", "a", "b"), Paging = Paging.WordPress });
        await _room.VisitAsync();
        Feed(first, "", "g", "h");
        Feed(second, "", "e", "f");
        Feed(third, "", "c", "b");

        Assert.Equal(5, (await _room.VisitAsync(TimeSpan.FromHours(5))).New);
        Assert.True(Gap().IsFilled);
    }

    [Fact]
    public async Task Nobody_else_is_asked_for_pages_that_he_does_not_name()
    {
        await SeenBeforeAsync("a", "b");
        Feed("/feed", "", "c", "d");
        Feed("/feed?paged=2", "", "b");

        Assert.Null((await _room.VisitAsync(TimeSpan.FromHours(5))).Filling);
        Assert.Equal(["/feed", "/feed"], _room.Web.Asked.Select(asked => asked.Path));
    }

    [Fact]
    public async Task No_older_page_is_read_while_the_feed_shows_something_known_or_for_the_first_time()
    {
        await _room.FirstVisitAsync(Feed("/feed", Older("/2"), "a", "b"));
        Feed("/feed", Older("/2"), "b", "c");
        await _room.VisitAsync(TimeSpan.FromHours(5));

        Assert.Equal(["/feed", "/feed"], _room.Web.Asked.Select(asked => asked.Path));
    }

    private Task<VisitReport> SeenBeforeAsync(params string[] ids) => _room.FirstVisitAsync(Feed("/feed", "", ids));

    private Uri Feed(string path, string channel, params string[] ids) => _room.Web.Tells(path, RssWith(channel, [.. ids.Select(id => Item(id))]));

    private static string Older(string href, string relation = "next") => $"<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='{relation}' href='{href}'/>";

    private static Told Atom(string links, params string[] ids)
        => Told.Text($"<feed xmlns='http://www.w3.org/2005/Atom'><title>Gazette</title>{links}{string.Concat(ids.Select(id => $"<entry><id>{id}</id><title>Title {id}</title></entry>"))}</feed>", "application/atom+xml");

    private Gap Gap() => Assert.Single(new HealthTable(_room.Database).Gaps(Noon));

    private List<string?> Kept() => [.. _room.Sources.Waiting("gazette").Select(waiting => waiting.Entry.Id).Order(StringComparer.Ordinal)];
}
