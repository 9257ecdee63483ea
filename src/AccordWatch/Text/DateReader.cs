namespace AccordWatch.Text;

/// <summary>A date as read from text.</summary>
/// <param name="Instant">In the zone named; UTC when none was.</param>
/// <param name="ZoneKnown">False when no zone was named, or one that is not known.</param>
/// <param name="TimeKnown">False for a day without a time.</param>
public readonly record struct ReadDate(DateTimeOffset Instant, bool ZoneKnown, bool TimeKnown);

/// <summary>Dates of feeds and pages: RFC 822/1123/5322, ISO 8601 in its short forms, asctime, epochs, and month names of many languages.</summary>
public static class DateReader
{
    /// <summary>Never throws; null when the text is no date that is understood.</summary>
    public static ReadDate? Read(string? text) => DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var instant) ? new ReadDate(instant, true, true) : null;
}
