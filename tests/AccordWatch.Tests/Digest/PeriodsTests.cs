using System.Globalization;
using AccordWatch.Digest;
using AccordWatch.Model;

namespace AccordWatch.Tests.Digest;

public sealed class PeriodsTests
{
    [Theory]
    [InlineData("Europe/Berlin", "07:30", "2026-11-25T12:00Z", "2026-11-24T06:30Z", "2026-11-25T06:30Z")]
    [InlineData("Europe/Berlin", "07:30", "2026-11-25T06:30Z", "2026-11-24T06:30Z", "2026-11-25T06:30Z")]
    [InlineData("Europe/Berlin", "07:30", "2026-11-25T06:29Z", "2026-11-23T06:30Z", "2026-11-24T06:30Z")]
    [InlineData("America/Mexico_City", "20:00", "2026-07-02T02:00Z", "2026-07-01T02:00Z", "2026-07-02T02:00Z")]
    [InlineData("Pacific/Kiritimati", "00:00", "2026-01-01T10:00Z", "2025-12-31T10:00Z", "2026-01-01T10:00Z")]
    public void A_daily_edition_is_due_at_the_subscribers_own_time(string zone, string at, string now, string start, string end)
        => Assert.Equal(Between(start, end), Periods.LastDue(Reader(zone, at), Instant(now)));

    [Theory]
    // In Berlin the clock goes from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October 2026.
    [InlineData("Europe/Berlin", "02:30", "2026-03-29T12:00Z", "2026-03-28T01:30Z", "2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "02:30", "2026-03-30T12:00Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z")]
    [InlineData("Europe/Berlin", "02:30", "2026-10-25T12:00Z", "2026-10-24T00:30Z", "2026-10-25T00:30Z")]
    [InlineData("Europe/Berlin", "02:30", "2026-10-25T01:30Z", "2026-10-24T00:30Z", "2026-10-25T00:30Z")]
    [InlineData("Europe/Berlin", "02:30", "2026-10-26T12:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    // Mexico changed clocks for the last time in October 2022.
    [InlineData("America/Mexico_City", "02:15", "2022-04-03T12:00Z", "2022-04-02T08:15Z", "2022-04-03T08:00Z")]
    [InlineData("America/Mexico_City", "01:15", "2022-10-30T12:00Z", "2022-10-29T06:15Z", "2022-10-30T06:15Z")]
    public void A_time_that_does_not_exist_is_the_first_that_does_and_one_that_comes_twice_is_the_first(string zone, string at, string now, string start, string end)
        => Assert.Equal(Between(start, end), Periods.LastDue(Reader(zone, at), Instant(now)));

    [Theory]
    [InlineData("2026-11-25T12:00Z", "2026-11-16T06:30Z", "2026-11-23T06:30Z")]
    [InlineData("2026-11-23T06:29Z", "2026-11-09T06:30Z", "2026-11-16T06:30Z")]
    [InlineData("2026-03-31T12:00Z", "2026-03-23T06:30Z", "2026-03-30T05:30Z")]
    public void A_weekly_edition_is_due_on_its_day(string now, string start, string end)
        => Assert.Equal(Between(start, end), Periods.LastDue(Reader("Europe/Berlin", "07:30") with { Cadence = Cadence.Weekly }, Instant(now)));

    [Theory]
    [InlineData("Europe/Berlin", "02:30")]
    [InlineData("America/Mexico_City", "02:15")]
    [InlineData("Australia/Lord_Howe", "02:10")]
    [InlineData("America/Santiago", "00:00")]
    public void A_year_of_days_is_covered_once_without_gap(string zone, string at)
    {
        var reader = Reader(zone, at);
        var periods = Enumerable.Range(0, 366 * 24).Select(hour => Periods.LastDue(reader, Instant("2022-01-02T00:00Z").AddHours(hour))).Distinct().ToList();

        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.InRange(periods.Count, 366, 367);
        Assert.Equal(periods.Count, periods.Select(period => Periods.DayOf(reader, period)).Distinct().Count());
    }

    [Fact]
    public void The_coming_period_begins_where_the_last_one_ended()
        => Assert.Equal(Between("2026-03-28T01:30Z", "2026-03-29T01:00Z"), Periods.Coming(Reader("Europe/Berlin", "02:30"), Instant("2026-03-28T12:00Z")));

    private static Subscriber Reader(string zone, string at) => new() { Address = "reader@example.org", Zone = zone, At = TimeOnly.Parse(at, CultureInfo.InvariantCulture) };

    private static Period Between(string start, string end) => new(Instant(start), Instant(end));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
