using AccordWatch.Model;

namespace AccordWatch.Digest;

/// <summary>When editions are due, in the subscriber's own time.</summary>
public static class Periods
{
    /// <summary>The newest period that has ended.</summary>
    /// <param name="subscriber">Names cadence, local time and zone.</param>
    /// <param name="now">Any instant.</param>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown.</exception>
    public static Period LastDue(Subscriber subscriber, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(subscriber.Zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        // A clock set back across midnight makes the same date begin twice, so the search starts a day ahead.
        var day = today.AddDays(1);
        while (!IsDay(subscriber, day) || Instant(day, subscriber.At, zone) > now)
        {
            day = day.AddDays(-1);
        }

        return new Period(Instant(Before(subscriber, day), subscriber.At, zone), Instant(day, subscriber.At, zone));
    }

    /// <summary>The period under way: it began when the last one ended.</summary>
    public static Period Coming(Subscriber subscriber, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(subscriber.Zone);
        var last = LastDue(subscriber, now);
        var day = DayOf(subscriber, last);
        return new Period(last.End, Instant(day.AddDays(subscriber.Cadence == Cadence.Weekly ? 7 : 1), subscriber.At, zone));
    }

    /// <summary>The local date on which the period ends.</summary>
    public static DateOnly DayOf(Subscriber subscriber, Period period)
        => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(period.End, TimeZoneInfo.FindSystemTimeZoneById(subscriber.Zone)).DateTime);

    private static bool IsDay(Subscriber subscriber, DateOnly day) => subscriber.Cadence != Cadence.Weekly || day.DayOfWeek == subscriber.On;

    private static DateOnly Before(Subscriber subscriber, DateOnly day) => day.AddDays(subscriber.Cadence == Cadence.Weekly ? -7 : -1);

    // .NET refuses a local time that does not exist and takes the second of two; here it is the first valid instant, and the first of two.
    private static DateTimeOffset Instant(DateOnly day, TimeOnly at, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(at, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
            while (zone.IsInvalidTime(local))
            {
                local = local.AddMinutes(1);
            }
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
