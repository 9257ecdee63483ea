namespace AccordWatch.Host.Demo;

/// <summary>The time of the demonstration, moved by hand; timers run in real time.</summary>
internal sealed class ReplayClock : TimeProvider
{
    private DateTimeOffset _now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Go(DateTimeOffset now) => _now = now.ToUniversalTime();
}
