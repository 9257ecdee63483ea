namespace AccordWatch.Stories;

/// <summary>A story that may still grow.</summary>
internal sealed class Story(long id)
{
    // The newest say where the story is now; more would cost time and tell nothing new.
    private const int MostExemplars = 32;

    /// <summary>Never changes, whatever articles come and go.</summary>
    public long Id { get; } = id;

    /// <summary>The newest articles, newest last.</summary>
    public List<Trace> Exemplars { get; } = [];

    /// <summary>The act that it tells, as the first article that names one has it; null while none does.</summary>
    public EventKey? Key { get; private set; }

    /// <summary>Articles that are still remembered.</summary>
    public int Count { get; private set; }

    public DateTimeOffset LastAt { get; private set; } = DateTimeOffset.MinValue;

    public void Add(Trace trace)
    {
        trace.Story = this;
        Count++;
        LastAt = trace.At > LastAt ? trace.At : LastAt;
        Key ??= trace.Key;
        if (Exemplars.Count == MostExemplars)
        {
            Exemplars.RemoveAt(0);
        }

        Exemplars.Add(trace);
    }

    /// <summary>Whether none of its articles has been forgotten: otherwise what is left may hang together by one that is gone.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Without an article that is forgotten; when it last grew, and what it tells, stay.</summary>
    public void Forget(Trace trace)
    {
        Leave(trace);
        IsWhole = false;
    }

    /// <summary>For a moment, so that it can be compared with the others; see <see cref="Return"/>.</summary>
    public void Leave(Trace trace)
    {
        Count--;
        Exemplars.Remove(trace);
    }

    public bool Has(string language) => Exemplars.Exists(known => known.Language == language);

    /// <summary>Back to where it was.</summary>
    public void Return(Trace trace)
    {
        Count++;
        if (Exemplars.Count < MostExemplars)
        {
            var place = Exemplars.FindIndex(known => known.Number > trace.Number);
            Exemplars.Insert(place < 0 ? Exemplars.Count : place, trace);
        }
    }

    /// <summary>Made anew of articles that came and went by hand or by repair.</summary>
    /// <param name="members">All that are remembered, in the order in which they came.</param>
    public void Refill(IReadOnlyList<Trace> members)
    {
        Exemplars.Clear();
        Exemplars.AddRange(members.TakeLast(MostExemplars));
        (Count, Key, LastAt) = (members.Count, null, DateTimeOffset.MinValue);
        foreach (var member in members)
        {
            member.Story = this;
            Key ??= member.Key;
            LastAt = member.At > LastAt ? member.At : LastAt;
        }
    }
}
