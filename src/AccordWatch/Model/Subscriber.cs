namespace AccordWatch.Model;

/// <summary>How often a subscriber is written to.</summary>
public enum Cadence
{
    Daily,
    Weekly,
}

/// <summary>One who gets digests, as <c>config/accordwatch.json</c> names them.</summary>
public sealed record Subscriber
{
    public required string Address { get; init; }
    public string? Name { get; init; }
    public Cadence Cadence { get; init; } = Cadence.Daily;

    /// <summary>Local time of sending.</summary>
    public TimeOnly At { get; init; } = new(7, 30);

    /// <summary>Day of a weekly edition.</summary>
    public DayOfWeek On { get; init; } = DayOfWeek.Monday;

    /// <summary>IANA zone.</summary>
    public string Zone { get; init; } = "Etc/UTC";
}
