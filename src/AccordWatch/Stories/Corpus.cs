using System.Numerics;
using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>The articles remembered, in the order in which they came: found by their terms, and how rare a term is among them.</summary>
internal sealed class Corpus
{
    // As if twenty articles without any of the terms had been read, so that the first comparison already has weights.
    private const double Unread = 20;

    private const int FewestLost = 1 << 16;

    // Steps of the logarithm in which commonness is kept: a byte for each term stays in the cache.
    private const float Steps = 20;
    private static readonly byte[] Logarithms = [.. Enumerable.Range(1, 1 << 16).Select(number => (byte)Math.Round(Math.Log(number) * Steps))];
    private readonly Dictionary<ulong, int> _ids = [];
    private readonly Stack<int> _free = [];
    private readonly Dictionary<string, int> _languages = [];
    private readonly Question _question = new();
    private readonly float[] _rarities = new float[256];
    private readonly Trace?[] _articles;
    private readonly Postings _postings;
    private readonly StoryOptions _options;
    private int[] _shared = new int[512];
    private float _headSquare;
    private byte[] _commonness = new byte[1024];

    // Terms that lost their last article since they were last swept out, of which some may have come back.
    private int _lost;

    // The first is never given, so that 0 is none.
    private int _given = 1;

    public Corpus(StoryOptions options)
    {
        _options = options;
        _postings = new Postings(options.Postings);
        _articles = new Trace?[BitOperations.RoundUpToPowerOf2((uint)options.MostArticles + 1)];
        Shingles = new ShingleIndex(options.BoilerplateFrom);
        Recount();
    }

    /// <summary>Number of the oldest article that is kept.</summary>
    public int Oldest { get; private set; }

    /// <summary>Number that the next article gets.</summary>
    public int Next { get; private set; }

    public int Count => Next - Oldest;

    public bool IsFull => Count >= _options.MostArticles;

    /// <summary>Articles find room by their number modulo this power of two.</summary>
    public int Places => _articles.Length;

    public ShingleIndex Shingles { get; }

    /// <summary>What articles were compared with since the last second look.</summary>
    public Meetings Meetings { get; } = new();

    /// <summary>Whether all that is kept is in the language.</summary>
    public bool IsAllIn(string language) => _languages.GetValueOrDefault(language) == Count;

    public Trace this[int number] => _articles[number & (_articles.Length - 1)]!;

    /// <summary>How often numbers of terms were given up: what was asked before is void after each time.</summary>
    public int Sweeps { get; private set; }

    /// <summary>The number of a term.</summary>
    /// <param name="key">Its fingerprint.</param>
    /// <returns>Above 0.</returns>
    public int IdOf(ulong key)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, key, out var known);
        if (!known)
        {
            id = _free.TryPop(out var free) ? free : Give();
            _postings.Name(id, key);
        }

        return id;
    }

    private int Give()
    {
        if (_given == _commonness.Length)
        {
            Array.Resize(ref _commonness, _given * 2);
            _postings.Resize(_given * 2);
        }

        return _given++;
    }

    public void Add(Trace trace)
    {
        trace.Number = Next++;
        _articles[trace.Number & (_articles.Length - 1)] = trace;
        Recount();
        CollectionsMarshal.GetValueRefOrAddDefault(_languages, trace.Language, out _)++;
        Post(trace, trace.Terms);
        Post(trace, trace.Grams);
        Post(trace, trace.Anchors);
        foreach (var hash in trace.Shingles.Hashes)
        {
            Shingles.Add(hash, trace.Number, Oldest);
        }
    }

    private void Post(Trace trace, Bag bag)
    {
        foreach (var (id, _) in bag.Terms)
        {
            _commonness[id] = Logarithms[Math.Min(_postings.Count(id), Logarithms.Length - 1)];
            _postings.FetchEnd(id);
        }

        // By themselves: here each step waits for what the list holds.
        foreach (var (id, _) in bag.Terms)
        {
            _postings.Add(id, trace.Number);
        }
    }

    /// <summary>Forgets the oldest.</summary>
    public Trace Remove()
    {
        ref var place = ref _articles[Oldest++ & (_articles.Length - 1)];
        var trace = place!;
        place = null;
        FetchOldest();
        Recount();
        _languages[trace.Language]--;
        Unpost(trace.Terms);
        Unpost(trace.Grams);
        Unpost(trace.Anchors);
        Sweep();
        return trace;
    }

    // Those that are removed next.
    private void FetchOldest()
    {
        if (Count > 1)
        {
            Trace.Fetch(this[Oldest + 1]);
            this[Oldest].FetchBags();
        }
    }

    private void Unpost(Bag bag)
    {
        _postings.FetchCounts(bag.Terms);
        foreach (var (id, _) in bag.Terms)
        {
            var with = _postings.Discount(id);
            _commonness[id] = Logarithms[Math.Min(with, Logarithms.Length - 1)];
            Lose(id, with);
        }
    }

    /// <summary>Gives up the terms that only this trace has.</summary>
    public void Release(Trace trace)
    {
        Release(trace.Terms);
        Release(trace.Grams);
        Release(trace.Anchors);
        Sweep();
    }

    private void Release(Bag bag)
    {
        foreach (var (id, _) in bag.Terms)
        {
            Lose(id, _postings.With(id));
        }
    }

    private void Lose(int id, int with)
    {
        if (with == 0)
        {
            _postings.Empty(id);
            _lost++;
        }
    }

    // Rare words come back: each keeps its number until so many are lost that it pays to go over all of them. No trace is being read meanwhile.
    private void Sweep()
    {
        if (_lost < FewestLost || _lost < _ids.Count / 2)
        {
            return;
        }

        for (var id = 1; id < _given; id++)
        {
            if (_postings.With(id) == 0 && _postings.KeyOf(id) is not 0 and var key)
            {
                _ids.Remove(key);
                _postings.Name(id, 0);
                _free.Push(id);
            }
        }

        _lost = 0;
        Sweeps++;
    }

    private void Recount()
    {
        var everything = (float)Math.Log(Count + Unread + 1);
        for (var step = 0; step < _rarities.Length; step++)
        {
            _rarities[step] = Math.Max(0.01f, everything - step / Steps);
        }
    }

    /// <summary>Reads ahead the lists of several terms, until they hold enough articles.</summary>
    /// <returns>Of how many terms.</returns>
    public int Fetch(ReadOnlySpan<int> ids, int enough) => _postings.Fetch(ids, enough);

    /// <summary>The newest articles with the term, newest last in each of two runs; those no longer kept may be among them.</summary>
    public void With(int id, out ReadOnlySpan<int> newer, out ReadOnlySpan<int> older) => _postings.Newest(id, out newer, out older);

    /// <summary>Makes a trace the one that others are compared with.</summary>
    public void Ask(Trace trace)
    {
        Shingles.FetchHeads(trace.Shingles);
        _postings.FetchCounts(trace.Terms.Terms);
        _postings.FetchCounts(trace.Anchors.Terms);
        _question.Clear();
        Ask(trace.Terms);
        Shingles.FetchFirst(trace.Shingles);
        AskOthers(trace);
        Shingles.Ask(trace.Shingles, Oldest);
    }

    /// <summary>The same for comparing with what has no shingles.</summary>
    public void AskWords(Trace trace)
    {
        _question.Clear();
        Ask(trace.Terms);
        AskOthers(trace);
    }

    private void AskOthers(Trace trace)
    {
        Ask(trace.Grams);
        Ask(trace.Anchors);
        _headSquare = AskHead(trace.Head);
        AskHead(trace.Lead);
    }

    /// <returns>Square of the length of its bag where the shares add up to one.</returns>
    private float AskHead(Bag head)
    {
        var (all, square) = (0f, 0f);
        foreach (var (id, weight) in head.Terms)
        {
            all += weight * Rarity(id);
        }

        foreach (var (id, weight) in head.Terms)
        {
            var share = weight * Rarity(id) / all;
            square += share * share;
            _question.Put(id).Head = share;
        }

        return square;
    }

    private void Ask(Bag bag)
    {
        var (square, rareSquare) = (0f, 0f);
        foreach (var (id, raw) in bag.Terms)
        {
            var rarity = Rarity(id);
            var weight = raw * rarity;
            square += weight * weight;
            rareSquare += weight * weight * rarity * rarity;
        }

        var (scale, rareScale) = (1 / MathF.Sqrt(square), 1 / MathF.Sqrt(rareSquare));
        foreach (var (id, raw) in bag.Terms)
        {
            ref var entry = ref _question.Put(id);
            var rarity = Rarity(id);
            entry.Weight = raw * rarity * scale;
            entry.Rare = raw * rarity * rarity * rareScale;
        }
    }

    // Logarithm of how many articles there are for one with the term; above 0.
    private float Rarity(int id) => _rarities[_commonness[id]];

    /// <summary>Weight of the term in the trace that is asked about, where its bag has length one; 0 when it lacks it.</summary>
    public float Asked(int id) => _question[id].Weight;

    /// <summary>Compares with the bag of the trace that is asked about.</summary>
    /// <returns>The cosine, the same where rarity counts twice, which share of the other's headline is in this bag, and how many terms are shared.</returns>
    public (float Cosine, float Rare, float Headed, int Shared) Meet(Bag bag)
    {
        var terms = bag.Terms;
        if (_shared.Length < terms.Length)
        {
            _shared = new int[terms.Length * 2];
        }

        // At hand in registers: this is done more often than anything else.
        var sieve = _question.Sieve;
        var (rarities, commonness, places) = (_rarities, _commonness, _shared);
        var (square, rareSquare, candidates) = (0f, 0f, 0);
        for (var at = 0; at < terms.Length; at++)
        {
            var (id, raw) = terms[at];
            var rarity = rarities[commonness[id]];
            var weight = raw * rarity;
            square += weight * weight;
            rareSquare += weight * weight * rarity * rarity;
            places[candidates] = at;
            candidates += Question.MayHave(sieve, id);
        }

        var (dot, rare, headed, shared) = (0f, 0f, 0f, 0);
        foreach (var at in places.AsSpan(0, candidates))
        {
            var (id, raw) = terms[at];
            ref readonly var asked = ref _question[id];
            if (asked.Id != 0)
            {
                var rarity = Rarity(id);
                var weight = raw * rarity;
                dot += weight * asked.Weight;
                rare += weight * rarity * asked.Rare;
                headed += asked.Head;
                shared++;
            }
        }

        return (Cosine(dot, square), Cosine(rare, rareSquare), headed, shared);
    }

    private static float Cosine(float dot, float square) => square <= 0 ? 0 : Math.Min(1, dot / MathF.Sqrt(square));

    /// <summary>Compares a headline with the trace that is asked about.</summary>
    /// <returns>The cosine of the two headlines, and which share of this one is in the trace.</returns>
    public (float Cosine, float There) MeetHead(Bag head)
    {
        var (all, there, square, dot) = (0f, 0f, 0f, 0f);
        foreach (var (id, raw) in head.Terms)
        {
            var weight = raw * Rarity(id);
            ref readonly var asked = ref _question[id];
            all += weight;
            there += asked.Weight > 0 ? weight : 0;
            square += weight * weight;
            dot += weight * asked.Head;
        }

        return (Cosine(dot, square * _headSquare), all <= 0 ? 0 : there / all);
    }

    /// <summary>Which share of the names that an article tells first is in the trace that is asked about.</summary>
    public float Leading(Bag lead) => MeetHead(lead).There;
}
