using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>The articles remembered, in the order in which they came: found by their terms, and how rare a term is among them.</summary>
internal sealed class Corpus
{
    // As if twenty articles without any of the terms had been read, so that the first comparison already has weights.
    private const double Unread = 20;
    private static readonly float[] Logarithms = [.. Enumerable.Range(1, 4096).Select(number => (float)Math.Log(number))];
    private readonly Dictionary<ulong, int> _ids = [];
    private readonly Stack<int> _free = [];
    private readonly Trace?[] _articles;
    private readonly int _most;
    private readonly int _longest;
    private Term[] _terms = new Term[1024];
    private Measure[] _asked = new Measure[1024];
    private float _everything = (float)Math.Log(Unread + 1);

    // The first is never given, so that a hint of 0 is none.
    private int _given = 1;

    public Corpus(StoryOptions options)
    {
        (_most, _longest) = (options.MostArticles, options.Postings);
        Shingles = new ShingleIndex(options.BoilerplateFrom);
        _articles = new Trace?[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_most + 1)];
    }

    /// <summary>Number of the oldest article that is kept.</summary>
    public int Oldest { get; private set; }

    /// <summary>Number that the next article gets.</summary>
    public int Next { get; private set; }

    public int Count => Next - Oldest;

    public bool IsFull => Count >= _most;

    /// <summary>Articles find room by their number modulo this power of two.</summary>
    public int Places => _articles.Length;

    public ShingleIndex Shingles { get; }

    public Trace this[int number] => _articles[number & (_articles.Length - 1)]!;

    /// <param name="key">Fingerprint of the term.</param>
    /// <param name="hint">Where it was last time; is set.</param>
    public int IdOf(ulong key, ref int hint)
    {
        if (hint != 0 && _terms[hint].Key == key)
        {
            return hint;
        }

        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, key, out var known);
        if (!known)
        {
            id = _free.TryPop(out var free) ? free : Give();
            _terms[id].Key = key;
            _asked[id].Rarity = 0;
        }

        return hint = id;
    }

    private int Give()
    {
        if (_given == _terms.Length)
        {
            Array.Resize(ref _terms, _given * 2);
            Array.Resize(ref _asked, _given * 2);
        }

        return _given++;
    }

    public void Add(Trace trace)
    {
        trace.Number = Next++;
        _articles[trace.Number & (_articles.Length - 1)] = trace;
        _everything = (float)Math.Log(Count + Unread + 1);
        foreach (var bag in trace.Bags)
        {
            foreach (var id in bag.Ids)
            {
                _terms[id].Post(trace.Number, _longest);
                _asked[id].Rarity = Logarithm(_terms[id].With);
            }
        }

        foreach (var hash in trace.Shingles.Hashes)
        {
            Shingles.Add(hash, trace.Number, Oldest);
        }
    }

    /// <summary>Forgets the oldest.</summary>
    public Trace Remove()
    {
        ref var place = ref _articles[Oldest++ & (_articles.Length - 1)];
        var trace = place!;
        place = null;
        _everything = (float)Math.Log(Count + Unread + 1);
        foreach (var bag in trace.Bags)
        {
            foreach (var id in bag.Ids)
            {
                _asked[id].Rarity = Logarithm(--_terms[id].With);
            }
        }

        Release(trace);
        return trace;
    }

    /// <summary>Frees the terms that only this trace has.</summary>
    public void Release(Trace trace)
    {
        foreach (var bag in trace.Bags)
        {
            foreach (var id in bag.Ids)
            {
                if (_terms[id].With == 0 && _terms[id].Key != 0)
                {
                    _ids.Remove(_terms[id].Key);
                    _terms[id] = default;
                    _free.Push(id);
                }
            }
        }
    }

    /// <summary>The newest articles with the term, as up to two runs of numbers.</summary>
    public void With(int id, out ReadOnlySpan<int> newer, out ReadOnlySpan<int> older) => _terms[id].Newest(out newer, out older);

    /// <summary>Logarithm of how many articles there are for one with the term; above 0.</summary>
    public float Rarity(int id) => _everything - _asked[id].Rarity;

    private static float Logarithm(int with) => with < Logarithms.Length ? Logarithms[with] : (float)Math.Log(with + 1);

    /// <summary>Makes a trace the one that others are compared with.</summary>
    public void Ask(Trace trace)
    {
        Shingles.Ask(trace.Shingles, Oldest);
        foreach (var bag in trace.Bags)
        {
            var scale = Scale(bag, true);
            for (var at = 0; at < bag.Ids.Length; at++)
            {
                _asked[bag.Ids[at]].Weight = bag.Weights[at] * Rarity(bag.Ids[at]) * scale;
            }
        }

        foreach (var head in trace.Heads)
        {
            var scale = Scale(head, false);
            for (var at = 0; at < head.Ids.Length; at++)
            {
                _asked[head.Ids[at]].Head = head.Weights[at] * Rarity(head.Ids[at]) * scale;
            }
        }
    }

    public void Done(Trace trace)
    {
        foreach (var bag in trace.Bags)
        {
            foreach (var id in bag.Ids)
            {
                (_asked[id].Weight, _asked[id].Head) = (0, 0);
            }
        }
    }

    private float Scale(Bag bag, bool squares)
    {
        var sum = 0f;
        for (var at = 0; at < bag.Ids.Length; at++)
        {
            var weight = bag.Weights[at] * Rarity(bag.Ids[at]);
            sum += squares ? weight * weight : weight;
        }

        return sum <= 0 ? 0 : 1 / (squares ? MathF.Sqrt(sum) : sum);
    }

    /// <summary>Weight of the term in the trace that is asked about, where its bag has length one.</summary>
    public float Asked(int id) => _asked[id].Weight;

    /// <summary>Compares with the bag of the trace that is asked about.</summary>
    /// <returns>The cosine, and which share of the other's headline is in this bag.</returns>
    public (double Cosine, double Headed) Meet(Bag bag)
    {
        var (dot, square, headed) = (0f, 0f, 0f);
        for (var at = 0; at < bag.Ids.Length; at++)
        {
            ref readonly var asked = ref _asked[bag.Ids[at]];
            var weight = bag.Weights[at] * (_everything - asked.Rarity);
            dot += weight * asked.Weight;
            square += weight * weight;
            headed += asked.Head;
        }

        return (square <= 0 ? 0 : Math.Min(1, dot / MathF.Sqrt(square)), headed);
    }

    /// <summary>Which share of a headline is in the trace that is asked about.</summary>
    public double Heading(Bag head)
    {
        var (all, there) = (0f, 0f);
        for (var at = 0; at < head.Ids.Length; at++)
        {
            ref readonly var asked = ref _asked[head.Ids[at]];
            var weight = head.Weights[at] * (_everything - asked.Rarity);
            all += weight;
            there += asked.Weight > 0 ? weight : 0;
        }

        return all <= 0 ? 0 : there / all;
    }

    /// <summary>A term in the articles that are kept.</summary>
    private struct Term
    {
        public ulong Key;
        public int With;
        private int _last;
        private int[]? _ring;

        // The ring holds the newest additions, and since the oldest article goes first, the newest are those still kept.
        public void Post(int article, int longest)
        {
            _ring ??= new int[2];
            if (With == _ring.Length && _ring.Length < longest)
            {
                Grow(longest);
            }

            _last = _last + 1 >= _ring.Length ? 0 : _last + 1;
            _ring[_last] = article;
            With++;
        }

        public readonly void Newest(out ReadOnlySpan<int> newer, out ReadOnlySpan<int> older)
        {
            if (_ring is null)
            {
                newer = older = [];
                return;
            }

            var count = Math.Min(With, _ring.Length);
            var first = Math.Min(count, _last + 1);
            newer = _ring.AsSpan(_last + 1 - first, first);
            older = count > first ? _ring.AsSpan(_ring.Length - (count - first), count - first) : [];
        }

        private void Grow(int longest)
        {
            var old = _ring!;
            var ring = new int[Math.Min(longest, old.Length * 2)];
            for (var at = 0; at < old.Length; at++)
            {
                ring[at] = old[(_last + 1 + at) % old.Length];
            }

            (_ring, _last) = (ring, old.Length - 1);
        }
    }

    /// <summary>What a comparison needs of a term, kept close together.</summary>
    private struct Measure
    {
        /// <summary>Logarithm of the articles with the term and one.</summary>
        public float Rarity;
        public float Weight;
        public float Head;
    }
}
