using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

/// <summary>When publishers ask to be read: skipHours and skipDays of RSS 2.0, and the Syndication module of RSS 1.0. It is noon of a Monday.</summary>
public sealed class TimetableTests : IDisposable
{
    private readonly Newsroom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("<skipHours><hour>12</hour></skipHours>", "2026-03-02 13:00")]
    [InlineData("<skipHours><hour>12</hour><hour>13</hour><hour> 14 </hour></skipHours>", "2026-03-02 15:00")]
    [InlineData("<skipDays><day>Monday</day></skipDays>", "2026-03-03 00:00")]
    [InlineData("<skipDays><day>monday</day></skipDays><skipHours><hour>0</hour></skipHours>", "2026-03-03 01:00")]
    [InlineData("<skipDays><day>Monday</day></skipDays><skipHours><hour>24</hour></skipHours>", "2026-03-03 01:00")]
    [InlineData("<skipDays><day>Monday</day><day>Tuesday</day><day>Wednesday</day></skipDays>", "2026-03-03 12:00")]
    public async Task A_visit_in_an_hour_that_is_to_be_skipped_moves_to_the_next_that_is_not_a_day_at_most(string wish, string next)
        => Assert.Equal(next, At(await _room.FirstVisitAsync(_room.Web.Tells("/feed", RssWith(wish, Item("a"))))));

    [Theory]
    [InlineData("<skipHours><hour>3</hour></skipHours>")]
    [InlineData("<skipHours><hour>25</hour><hour>-12</hour><hour>noon</hour></skipHours>")]
    [InlineData("<skipHours>12</skipHours>")]
    [InlineData("<skipDays><day>Sunday</day><day>1</day><day>Mon.</day></skipDays>")]
    [InlineData("<skipDays><day>Monday</day><day>Tuesday</day><day>Wednesday</day><day>Thursday</day><day>Friday</day><day>Saturday</day><day>Sunday</day></skipDays>")]
    public async Task Other_hours_and_what_is_no_hour_change_nothing(string wish)
        => Assert.InRange(_room.WaitAfter(await _room.FirstVisitAsync(_room.Web.Tells("/feed", RssWith(wish, Item("a"))))), 26, 34);

    [Fact]
    public async Task Who_skips_every_hour_is_read_all_the_same()
    {
        var all = $"<skipHours>{string.Concat(Enumerable.Range(1, 24).Select(hour => $"<hour>{hour}</hour>"))}</skipHours>";

        Assert.InRange(_room.WaitAfter(await _room.FirstVisitAsync(_room.Web.Tells("/feed", RssWith(all, Item("a"))))), 26, 34);
    }

    [Theory]
    [InlineData("<sy:updatePeriod>hourly</sy:updatePeriod>", 60)]
    [InlineData("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 360)]
    [InlineData("<sy:updateFrequency>12</sy:updateFrequency>", 120)]
    [InlineData("<sy:updatePeriod>weekly</sy:updatePeriod>", 1440)]
    [InlineData("<sy:updatePeriod>hourly</sy:updatePeriod><ttl>90</ttl>", 90)]
    [InlineData("<sy:updatePeriod>daily</sy:updatePeriod><ttl>90</ttl>", 1440)]
    [InlineData("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateBase>2025-12-31T18:30:00+00:00</sy:updateBase>", 390)]
    [InlineData("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateBase>2027-01-01T18:30+01:00</sy:updateBase>", 330)]
    [InlineData("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateBase>long ago</sy:updateBase>", 1440)]
    public async Task We_come_back_when_the_publisher_publishes_again(string wish, double minutes)
        => Assert.Equal(minutes, _room.WaitAfter(await _room.FirstVisitAsync(_room.Web.Tells("/feed", Syndicated(wish)))), 0.1);

    [Theory]
    [InlineData("<sy:updatePeriod>always</sy:updatePeriod>")]
    [InlineData("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>")]
    [InlineData("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>60</sy:updateFrequency>")]
    [InlineData("<sy:updateBase>2025-12-31T18:30:00Z</sy:updateBase>")]
    public async Task A_rhythm_that_is_none_or_quicker_than_ours_changes_nothing(string wish)
        => Assert.InRange(_room.WaitAfter(await _room.FirstVisitAsync(_room.Web.Tells("/feed", Syndicated(wish)))), 26, 34);

    [Fact]
    public void The_module_is_read_in_the_format_it_was_made_for()
    {
        var feed = FeedReader.Read(Encoding.UTF8.GetBytes("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:s="http://purl.org/rss/1.0/modules/syndication/">
            <channel><title>Gazette</title><s:updatePeriod>hourly</s:updatePeriod><s:updateFrequency>2</s:updateFrequency><s:updateBase>2000-01-01T12:00+00:00</s:updateBase></channel>
            <item><title>a</title></item></rdf:RDF>
            """), null, null)!;

        Assert.Equal((TimeSpan.FromMinutes(30), new DateTimeOffset(2000, 1, 1, 12, 0, 0, TimeSpan.Zero)), (feed.Timetable!.UpdateEvery!.Value, feed.Timetable.UpdateBase!.Value));
    }

    [Fact]
    public async Task An_answer_without_a_body_keeps_to_what_the_last_body_asked()
    {
        var url = _room.Web.Tells("/feed", asked => asked.Headers.ContainsKey("If-None-Match") ? Told.Nothing(304) : RssWith("<ttl>180</ttl><skipHours><hour>18</hour><hour>19</hour></skipHours>", Item("a")).With("ETag", "\"1\""));
        await _room.FirstVisitAsync(url);

        Assert.Equal("2026-03-02 20:00", At(await _room.VisitAsync(TimeSpan.FromHours(3))));
        Assert.Equal([18, 19], _room.Restarted().State.Timetable!.SkipHours);
    }

    [Fact]
    public async Task A_failure_keeps_to_the_skipped_hours_too()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", RssWith("<skipHours><hour>15</hour></skipHours>", Item("a"))));
        _room.Web.Tells("/feed", Told.Nothing(500));

        Assert.Equal("2026-03-02 16:00", At(await _room.VisitAsync(TimeSpan.FromHours(3))));
    }

    [Fact]
    public async Task A_body_that_asks_for_nothing_any_more_ends_the_wish()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", RssWith("<ttl>180</ttl>", Item("a"))));
        _room.Web.Tells("/feed", Rss(Item("a"), Item("b")));
        await _room.VisitAsync(TimeSpan.FromHours(3));

        Assert.Null(_room.State.Timetable);
    }

    private static Told Syndicated(string channel)
        => Told.Text($"<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>Gazette</title>{channel}{Item("a")}</channel></rss>", "application/rss+xml");

    private static string At(VisitReport report) => report.NextVisitAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
