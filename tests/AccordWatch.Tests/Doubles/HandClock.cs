namespace AccordWatch.Tests.Doubles;

/// <summary>A clock that is set by hand; waiting still takes real time.</summary>
internal sealed class HandClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
