using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>For each term how many articles have it, and which are the newest: rings cut from large arrays, so that the garbage collector has nothing to do with them.</summary>
internal sealed class Postings
{
    private const int ChunkBits = 16;
    private const int Smallest = 4;
    private readonly int[] _sizes;
    private readonly byte[] _kindOf;
    private readonly Stack<int>[] _free;
    private readonly List<int[]> _chunks = [];
    private int _used = 1 << ChunkBits;
    private Posting[] _postings = new Posting[1024];
    private ulong[] _keys = new ulong[1024];

    /// <param name="longest">Articles of one term that are kept, up to 65,535.</param>
    public Postings(int longest)
    {
        // Few terms have more than one article: a single one stands in the list itself.
        var sizes = new List<int> { 1 };
        for (var size = Smallest; size < longest; size *= 2)
        {
            sizes.Add(size);
        }

        _sizes = [.. sizes, Math.Max(Smallest, longest)];
        _free = [.. _sizes.Select(_ => new Stack<int>())];
        _kindOf = [.. Enumerable.Range(0, _sizes[^1] + 1).Select(held => (byte)Array.FindIndex(_sizes, size => size >= held))];
    }

    /// <summary>Makes room for so many terms.</summary>
    public void Resize(int terms)
    {
        Array.Resize(ref _postings, terms);
        Array.Resize(ref _keys, terms);
    }

    /// <summary>Fingerprint of the term; 0 when the number is free.</summary>
    public ulong KeyOf(int id) => _keys[id];

    /// <summary>The number is that of a term from now on; of none when the key is 0.</summary>
    public void Name(int id, ulong key) => _keys[id] = key;

    /// <summary>How many articles have the term.</summary>
    public int With(int id) => _postings[id].With;

    /// <summary>One more article has the term.</summary>
    /// <returns>How many have it now.</returns>
    public int Count(int id) => ++_postings[id].With;

    /// <summary>The article will be found by the term.</summary>
    public void Add(int id, int article)
    {
        ref var posting = ref _postings[id];
        if (posting.Held == 0)
        {
            (posting.Start, posting.Held) = (article, 1);
        }
        else
        {
            if (posting.Held == _sizes[^1])
            {
                posting.Last = (ushort)(posting.Last + 1 == posting.Held ? 0 : posting.Last + 1);
            }
            else
            {
                MakeRoom(ref posting);
                posting.Last = posting.Held++;
            }

            RingOf(posting.Start)[posting.Last] = article;
        }
    }

    /// <summary>One article less has the term.</summary>
    /// <returns>How many have it now.</returns>
    public int Discount(int id) => --_postings[id].With;

    /// <summary>Forgets the articles of a term, which keeps its number.</summary>
    public void Empty(int id)
    {
        ref var posting = ref _postings[id];
        Release(posting);
        posting = default;
    }

    /// <summary>Reads ahead what is asked of terms beside their lists.</summary>
    public void FetchCounts(ReadOnlySpan<Term> terms)
    {
        var postings = _postings;
        foreach (var term in terms)
        {
            ReadAhead.Of(ref postings[term.Id]);
        }
    }

    /// <summary>Reads ahead what <see cref="Newest"/> gives for each of several terms, until that is enough.</summary>
    /// <returns>Of how many terms.</returns>
    public int Fetch(ReadOnlySpan<int> ids, int enough)
    {
        var terms = 0;
        for (; terms < ids.Length && enough > 0; terms++)
        {
            ref var posting = ref _postings[ids[terms]];
            enough -= posting.Held;
            if (posting.Held > 1)
            {
                ReadAhead.Of<int>(RingOf(posting.Start)[..posting.Held]);
            }
        }

        return terms;
    }

    /// <summary>Reads ahead where <see cref="Add"/> writes.</summary>
    public void FetchEnd(int id)
    {
        ref var posting = ref _postings[id];
        if (posting.Held > 1)
        {
            ReadAhead.Of(ref RingOf(posting.Start)[posting.Last]);
        }
    }

    /// <summary>The newest articles with the term, newest last in each of two runs; those no longer kept may be among them.</summary>
    public void Newest(int id, out ReadOnlySpan<int> newer, out ReadOnlySpan<int> older)
    {
        ref var posting = ref _postings[id];
        if (posting.Held <= 1)
        {
            newer = MemoryMarshal.CreateReadOnlySpan(ref posting.Start, posting.Held);
            older = [];
        }
        else
        {
            var ring = RingOf(posting.Start);
            newer = ring[..(posting.Last + 1)];
            older = ring[(posting.Last + 1)..posting.Held];
        }
    }

    private void MakeRoom(ref Posting posting)
    {
        var kind = _kindOf[posting.Held];
        if (posting.Held < _sizes[kind])
        {
            return;
        }

        var start = Take(kind + 1);
        if (kind == 0)
        {
            RingOf(start)[0] = posting.Start;
        }
        else
        {
            RingOf(posting.Start)[..posting.Held].CopyTo(RingOf(start));
            Release(posting);
        }

        posting.Start = start;
    }

    private void Release(in Posting posting)
    {
        if (posting.Held > 1)
        {
            _free[_kindOf[posting.Held]].Push(posting.Start);
        }
    }

    private int Take(int kind)
    {
        if (_free[kind].TryPop(out var free))
        {
            return free;
        }

        if (_used + _sizes[kind] > 1 << ChunkBits)
        {
            _chunks.Add(new int[1 << ChunkBits]);
            _used = 0;
        }

        var start = ((_chunks.Count - 1) << ChunkBits) + _used;
        _used += _sizes[kind];
        return start;
    }

    private Span<int> RingOf(int start) => _chunks[start >> ChunkBits].AsSpan(start & ((1 << ChunkBits) - 1));

    // All that is often asked of a term, beside each other in memory.
    private struct Posting
    {
        public int With;

        /// <summary>Where the ring begins; the article itself when there is only one.</summary>
        public int Start;
        public ushort Held;
        public ushort Last;
    }
}
