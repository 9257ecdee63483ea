using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>What an article has in common with an older one, which is the same from either side.</summary>
/// <param name="With">Number of the older one.</param>
/// <param name="Like">As it was when the later one came.</param>
internal readonly record struct Meeting(int With, Likeness Like);

/// <summary>What the articles told since the last second look were compared with, in arrays that the garbage collector does not look into.</summary>
internal sealed class Meetings
{
    private readonly Slab<Meeting> _slab = new();
    private readonly List<Meeting> _keeping = [];
    private readonly List<Later> _later = [];
    private int _oldest;

    /// <summary>Keeps what an article has in common with the older ones that it was compared with.</summary>
    /// <param name="trace">Has its number.</param>
    /// <param name="neighbours">The older ones.</param>
    public void Keep(Trace trace, ReadOnlySpan<Neighbour> neighbours)
    {
        _keeping.Clear();
        _slab.For(trace.Number, _oldest);
        foreach (ref readonly var one in neighbours)
        {
            if (one.Article.AwaitsLook)
            {
                Chain(one.Article, new Later(trace.Number, _keeping.Count));
            }

            _keeping.Add(new Meeting(one.Article.Number, one.Like));
        }

        trace.Met = _slab.Keep(CollectionsMarshal.AsSpan(_keeping));
        trace.AwaitsLook = true;
    }

    private void Chain(Trace trace, Later later)
    {
        _later.Add(later);
        if (trace.LaterMeetings.Last is > 0 and var last)
        {
            _later[last - 1] = _later[last - 1] with { Next = _later.Count };
        }

        trace.LaterMeetings = (trace.LaterMeetings.First > 0 ? trace.LaterMeetings.First : _later.Count, _later.Count);
    }

    /// <summary>Compares an article with those that it has met and those that have met it, as they are judged now.</summary>
    /// <param name="trace">Awaits a second look.</param>
    /// <param name="corpus">Has those that are remembered still.</param>
    /// <param name="neighbours">Take them, the older ones first.</param>
    public void Recall(Trace trace, Corpus corpus, Neighbours neighbours)
    {
        foreach (ref readonly var meeting in trace.Met.Items)
        {
            if (meeting.With >= corpus.Oldest)
            {
                Add(corpus[meeting.With], meeting.Like, neighbours);
            }
        }

        for (var next = trace.LaterMeetings.First; next > 0; next = _later[next - 1].Next)
        {
            var other = corpus[_later[next - 1].Article];
            Add(other, other.Met.Items[_later[next - 1].Place].Like, neighbours);
        }
    }

    private static void Add(Trace other, in Likeness like, Neighbours neighbours) => neighbours.Add(other, like with { Other = other.LaterCrowd });

    /// <summary>What two articles had in common; null when they did not meet, or one has been looked at since.</summary>
    public static Likeness? Of(Trace one, Trace other)
    {
        var (older, newer) = one.Number < other.Number ? (one, other) : (other, one);
        foreach (ref readonly var meeting in newer.Met.Items)
        {
            if (meeting.With == older.Number)
            {
                return meeting.Like;
            }
        }

        return null;
    }

    /// <summary>Forgets what an article had in common with others, which are to be forgotten along with it.</summary>
    public static void Forget(Trace trace)
    {
        (trace.Met, trace.LaterMeetings) = (default, default);
        trace.AwaitsLook = false;
    }

    /// <summary>Nothing is awaited any longer.</summary>
    /// <param name="next">Number of the next article.</param>
    public void Clear(int next)
    {
        _later.Clear();
        _oldest = next;
    }

    /// <summary>A newer article that was compared with one.</summary>
    /// <param name="Article">Its number.</param>
    /// <param name="Place">Of the meeting among those of the newer one.</param>
    /// <param name="Next">Place of the next newer one behind this, from 1; 0 behind the last.</param>
    private readonly record struct Later(int Article, int Place, int Next = 0);
}
