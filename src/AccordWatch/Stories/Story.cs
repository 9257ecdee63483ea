namespace AccordWatch.Stories;

/// <summary>A story that may still grow.</summary>
internal sealed class Story(long first)
{
    public long First { get; } = first;

    public List<Trace> Members { get; } = [];

    public DateTimeOffset LastAt { get; private set; } = DateTimeOffset.MinValue;

    public void Add(Trace trace)
    {
        trace.Story = this;
        Members.Add(trace);
        LastAt = trace.At > LastAt ? trace.At : LastAt;
    }
}
