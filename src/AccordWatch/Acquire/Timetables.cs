using System.Globalization;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>Reads a publisher's timetable in its feed, and keeps to it. No wish keeps a source unread for more than a day.</summary>
internal static class Timetables
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Null when the feed says nothing of it.</summary>
    /// <param name="channel">The element that holds the fields of the feed.</param>
    public static Timetable? Of(Markup channel)
    {
        var hours = Numbers(channel.Child("skiphours")).Select(hour => hour == 24 ? 0 : hour).Where(hour => hour < 24).Distinct().Order().ToList();
        var days = Names(channel.Child("skipdays")).Distinct().Order().ToList();
        var every = EveryOf(channel);
        var timeToLive = int.TryParse(channel.Child("ttl")?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and < 100_000 ? TimeSpan.FromMinutes(minutes) : (TimeSpan?)null;
        return hours.Count == 0 && days.Count == 0 && every is null && timeToLive is null ? null : new Timetable
        {
            TimeToLive = timeToLive,
            SkipHours = hours,
            SkipDays = days,
            UpdateEvery = every,
            UpdateBase = every is not null && channel.Child("sy:updatebase") is { } start ? DateReader.Read(start.Text)?.Instant : null,
        };
    }

    /// <summary>The time that the publisher wants from now to the next visit, at most a day; null when it does not say.</summary>
    public static TimeSpan? WaitOf(Timetable? timetable, DateTimeOffset now)
    {
        var toPublication = timetable?.UpdateEvery is { } every ? ToPublication(every, timetable.UpdateBase, now) : (TimeSpan?)null;
        var wait = toPublication is null || timetable!.TimeToLive > toPublication ? timetable?.TimeToLive : toPublication;
        return wait > Day ? Day : wait;
    }

    /// <summary>The instant itself, or the begin of the next hour in which the publisher wants to be read.</summary>
    /// <param name="timetable">One that leaves no hour of a day, or no day, is not obeyed.</param>
    /// <param name="wanted">When the next visit would be made.</param>
    /// <param name="now">The visit is put off to at most a day from here.</param>
    public static DateTimeOffset Allowed(Timetable? timetable, DateTimeOffset wanted, DateTimeOffset now)
    {
        if (timetable is null || (timetable.SkipHours.Count == 0 && timetable.SkipDays.Count == 0) || timetable.SkipHours.Count >= 24 || timetable.SkipDays.Count >= 7)
        {
            return wanted;
        }

        var at = wanted.ToUniversalTime();
        while (timetable.SkipHours.Contains(at.Hour) || timetable.SkipDays.Contains(at.DayOfWeek))
        {
            at = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero) + Hour;
            if (at - now > Day)
            {
                return wanted > now + Day ? wanted : now + Day;
            }
        }

        return at;
    }

    private static TimeSpan ToPublication(TimeSpan every, DateTimeOffset? from, DateTimeOffset now)
    {
        if (from is not { } start)
        {
            return every;
        }

        var since = (now - start).Ticks % every.Ticks;
        return every - TimeSpan.FromTicks(since < 0 ? since + every.Ticks : since);
    }

    // The module's defaults: daily, and once in the period.
    private static TimeSpan? EveryOf(Markup channel)
    {
        var (period, frequency) = (channel.Child("sy:updateperiod")?.Text.Trim().ToLowerInvariant(), channel.Child("sy:updatefrequency")?.Text.Trim());
        if (period is null && frequency is null)
        {
            return null;
        }

        TimeSpan? length = period switch
        {
            "hourly" => Hour,
            "daily" or null => Day,
            "weekly" => 7 * Day,
            "monthly" => 30 * Day,
            "yearly" => 365 * Day,
            _ => null,
        };
        var times = frequency is null ? 1 : int.TryParse(frequency, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return times is > 0 and <= 3600 ? length / times : null;
    }

    private static IEnumerable<int> Numbers(Markup? list)
        => (list?.All("hour") ?? []).Select(hour => int.TryParse(hour.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 99).Where(number => number <= 24);

    private static IEnumerable<DayOfWeek> Names(Markup? list)
        => (list?.All("day") ?? []).Select(day => day.Text.Trim()).Where(day => day.Length > 0 && char.IsAsciiLetter(day[0]))
            .Select(day => Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out var named) ? named : (DayOfWeek?)null).OfType<DayOfWeek>();
}
