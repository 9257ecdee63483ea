using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>Finds the few remembered articles that are worth a comparison.</summary>
internal sealed class CandidateSearch(Corpus corpus, StoryOptions options)
{
    private const int HeaviestTerms = 20;
    private const int FewestShingles = 2;

    // What a weight of one tallies: the squares of a bag's weights add up to one, so that a tally has room enough.
    private const float One = 30_000;
    private readonly Top _heaviest = new(HeaviestTerms);
    private readonly Top _byTerms = new(options.Candidates);
    private readonly Top _byAnchors = new(options.AnchorCandidates);

    // Small, so that they stay in the cache.
    private readonly ushort[] _tallies = new ushort[corpus.Places];
    private int[] _touched = new int[1024];
    private int _count;
    private readonly List<int> _chosen = [];
    private readonly List<Trace> _candidates = [];

    /// <summary>The nearest by words, by letters of a headline that stands alone, by names and numbers, by shingles; oldest first.</summary>
    public IReadOnlyList<Trace> For(Trace trace)
    {
        _chosen.Clear();
        TallyBy(trace.Terms);
        Choose(_byTerms, 0, null);
        if (!corpus.IsAllIn(trace.Language))
        {
            TallyBy(trace.Anchors);
            Choose(_byAnchors, 0, trace.Language);
        }

        if (trace.IsShort)
        {
            TallyBy(trace.Grams);
            Choose(_byAnchors, 0, null);
        }

        Tally(CollectionsMarshal.AsSpan(corpus.Shingles.Hits), 1);
        Choose(_byAnchors, FewestShingles, null);
        _candidates.Clear();
        _chosen.Sort();
        for (var at = 0; at < _chosen.Count; at++)
        {
            if (at == 0 || _chosen[at] != _chosen[at - 1])
            {
                _candidates.Add(corpus[_chosen[at]]);
            }
        }

        return _candidates;
    }

    private void TallyBy(Bag bag)
    {
        _heaviest.Clear();
        foreach (var (id, _) in bag.Terms)
        {
            _heaviest.Offer(id, corpus.Asked(id));
        }

        var lists = corpus.Fetch(_heaviest.Items, options.PostingsInAll);
        for (var at = 0; at < lists; at++)
        {
            var square = (ushort)(1 + (_heaviest.Scores[at] * _heaviest.Scores[at] * One));
            corpus.With(_heaviest.Items[at], out var newer, out var older);

            // In the order in which they came, so that of equals the same are taken after a restart.
            Tally(older, square);
            Tally(newer, square);
        }
    }

    /// <param name="articles">Those that are no longer kept come first.</param>
    /// <param name="weight">Added for each.</param>
    private void Tally(ReadOnlySpan<int> articles, ushort weight)
    {
        while (articles is [var first, ..] && first < corpus.Oldest)
        {
            articles = articles[1..];
        }

        if (_touched.Length < _count + articles.Length)
        {
            Array.Resize(ref _touched, 2 * (_count + articles.Length));
        }

        var (tallies, touched, count) = (_tallies, _touched, _count);
        foreach (var article in articles)
        {
            ref var tally = ref tallies[article & (tallies.Length - 1)];
            touched[count] = article;
            count += tally == 0 ? 1 : 0;
            tally += weight;
        }

        _count = count;
    }

    /// <param name="top">Takes them.</param>
    /// <param name="atLeast">Least tally.</param>
    /// <param name="except">A language of which none is wanted: those are found by words.</param>
    private void Choose(Top top, int atLeast, string? except)
    {
        top.Clear();
        foreach (var article in _touched.AsSpan(0, _count))
        {
            ref var tally = ref _tallies[article & (_tallies.Length - 1)];
            if (tally >= atLeast && top.Takes(tally) && (except is null || corpus[article].Language != except))
            {
                top.Offer(article, tally);
            }

            tally = 0;
        }

        _count = 0;
        _chosen.AddRange(top.Items);
        foreach (var article in top.Items)
        {
            Trace.Fetch(corpus[article]);
        }
    }
}
