namespace AccordWatch.Model;

/// <summary>When a publisher asks to be read, as its feed says.</summary>
public sealed record Timetable
{
    /// <summary>How long readers shall wait (RSS 2.0 <c>ttl</c>).</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Hours of the day, GMT, 0 to 23, in which nobody shall read (RSS 2.0 <c>skipHours</c>; the 24 of RSS 0.91 is 0).</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];

    /// <summary>Days, GMT, on which nobody shall read (RSS 2.0 <c>skipDays</c>).</summary>
    public IReadOnlyList<DayOfWeek> SkipDays { get; init; } = [];

    /// <summary>Time between two publications (RSS 1.0 Syndication module: <c>sy:updatePeriod</c> divided by <c>sy:updateFrequency</c>).</summary>
    public TimeSpan? UpdateEvery { get; init; }

    /// <summary>An instant of publication, from which the others are counted (RSS 1.0 Syndication module: <c>sy:updateBase</c>).</summary>
    public DateTimeOffset? UpdateBase { get; init; }
}
