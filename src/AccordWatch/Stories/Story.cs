namespace AccordWatch.Stories;

/// <summary>A story that may still grow.</summary>
internal sealed class Story(long id)
{
    // The newest say where the story is now; more would cost time and tell nothing new.
    private const int MostExemplars = 32;

    // Of long stories the rarest details are left out of the middle.
    private const int MiddleTerms = 400;
    private Trace? _middle;

    // The middle with the article that has left for a moment.
    private (Trace? Article, Trace? Middle) _left;

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
        (_middle, _left) = (null, default);
    }

    /// <summary>Whether none of its articles has been forgotten: otherwise what is left may hang together by one that is gone.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Without an article that is forgotten; when it last grew, and what it tells, stay.</summary>
    public void Forget(Trace trace)
    {
        Leave(trace);
        (IsWhole, _left) = (false, default);
    }

    /// <summary>For a moment, so that it can be compared with the others; see <see cref="Return"/>.</summary>
    public void Leave(Trace trace)
    {
        Count--;
        if (Exemplars.Remove(trace))
        {
            (_left, _middle) = ((trace, _middle), null);
        }
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
            (_middle, _left) = (_left.Article == trace ? _left.Middle : null, default);
        }
    }

    /// <summary>Made anew of articles that came and went by hand or by repair.</summary>
    /// <param name="members">All that are remembered, in the order in which they came.</param>
    public void Refill(IReadOnlyList<Trace> members)
    {
        Exemplars.Clear();
        Exemplars.AddRange(members.TakeLast(MostExemplars));
        (Count, _middle, _left, Key, LastAt) = (members.Count, null, default, null, DateTimeOffset.MinValue);
        foreach (var member in members)
        {
            member.Story = this;
            Key ??= member.Key;
            LastAt = member.At > LastAt ? member.At : LastAt;
        }
    }

    /// <summary>What its articles say on the whole, as if it were one article.</summary>
    public Trace Middle(BagMaker maker) => _middle ??= new Trace
    {
        Id = Id,
        At = LastAt,
        Dated = Exemplars[^1].Dated,
        Source = "",
        Language = Exemplars[0].Language,
        Title = Exemplars[0].Title,
        Length = Exemplars.Sum(member => member.Length) / Exemplars.Count,
        HasHeadline = Exemplars.Exists(member => member.HasHeadline),
        Shingles = Shingles.None,
        Terms = Summed(maker, trace => trace.Terms),
        Grams = Summed(maker, trace => trace.Grams),
        Anchors = Summed(maker, trace => trace.Anchors),
        Head = Summed(maker, trace => trace.Head),
        Lead = Summed(maker, trace => trace.Lead),
        Days = [],
    };

    private Bag Summed(BagMaker maker, Func<Trace, Bag> bagOf)
    {
        foreach (var member in Exemplars)
        {
            foreach (var (id, weight) in bagOf(member).Terms)
            {
                maker.Add(id, weight);
            }
        }

        return maker.Make(MiddleTerms);
    }
}
