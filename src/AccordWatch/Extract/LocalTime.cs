using AccordWatch.Text;

namespace AccordWatch.Extract;

/// <summary>The offset of a stated instant: the newsroom's own clock says on which day its readers saw an article.</summary>
internal static class LocalTime
{
    // The clocks that people live by.
    private static readonly TimeSpan West = TimeSpan.FromHours(-11);
    private static readonly TimeSpan East = TimeSpan.FromHours(14);

    /// <summary>The same instant, at the offset that another statement of it or the time near the headline has.</summary>
    public static DateTimeOffset Of(DateReading reading, DateTimeOffset stated)
    {
        if (stated.Offset != TimeSpan.Zero || stated.TimeOfDay == TimeSpan.Zero)
        {
            return stated;
        }

        var stamps = reading.Walk.Stamps.Where(reading.IsNear).Select(stamp => stamp.Text);
        var offset = reading.Walk.MetaNames.SelectMany(reading.Walk.Metas).Concat(stamps).Select(text => Restated(text, stated)).FirstOrDefault(found => found is not null)
            ?? reading.Near.Select(passage => passage.Text).Where(text => text.Length < 200).Concat(stamps).Select(text => Shown(reading, text, stated)).FirstOrDefault(found => found is not null);
        return offset is { } local ? stated.ToOffset(local) : stated;
    }

    private static TimeSpan? Restated(string text, DateTimeOffset stated)
        => text.Length is > 15 and < 40 && DateReader.Read(text) is { ZoneKnown: true } read && read.Instant.Offset != TimeSpan.Zero
            && (read.Instant - stated).Duration() < TimeSpan.FromMinutes(1) ? read.Instant.Offset : null;

    // "December 22, 2023, 10:00 PM" for 03:00 of the next day in UTC: the minutes agree, the rest is the offset.
    private static TimeSpan? Shown(DateReading reading, string text, DateTimeOffset stated)
    {
        if (Dates.In(text) is not { } words)
        {
            return null;
        }

        var at = text.IndexOf(words, StringComparison.Ordinal);
        var end = Math.Min(text.Length, at + words.Length + 40);
        foreach (var part in (string[])[text[at..end], text[Math.Max(0, at - 16)..(at + words.Length)]])
        {
            if (DateReader.Read(part, reading.IsDayFirst) is { TimeKnown: true } read)
            {
                var wall = read.Instant.DateTime;
                var offset = wall - stated.UtcDateTime.AddSeconds(-stated.Second).AddTicks(-(stated.Ticks % TimeSpan.TicksPerSecond));
                offset -= TimeSpan.FromSeconds(wall.Second);
                return offset != TimeSpan.Zero && offset >= West && offset <= East && offset.TotalMinutes % 30 == 0 ? offset : null;
            }
        }

        return null;
    }
}
