using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>Finds the few remembered articles that are worth a comparison.</summary>
internal sealed class CandidateSearch(Corpus corpus, StoryOptions options)
{
    private const int HeaviestTerms = 24;
    private const int FewestShingles = 2;
    private readonly Top _heaviest = new(HeaviestTerms);
    private readonly Top _byTerms = new(options.Candidates);
    private readonly Top _byAnchors = new(options.AnchorCandidates);
    private readonly List<int> _touched = [];
    private readonly SortedSet<int> _chosen = [];
    private readonly List<Trace> _candidates = [];
    private readonly float[] _tallies = new float[corpus.Places];

    /// <summary>The nearest by words, by letters of a headline that stands alone, by names and numbers, by shingles; oldest first.</summary>
    public IReadOnlyList<Trace> For(Trace trace)
    {
        _chosen.Clear();
        Choose(trace.Terms, _byTerms);
        Choose(trace.Anchors, _byAnchors);
        if (trace.IsShort)
        {
            Choose(trace.Grams, _byAnchors);
        }

        Tally(CollectionsMarshal.AsSpan(corpus.Shingles.Hits), 1);
        Choose(_byAnchors, FewestShingles);
        _candidates.Clear();
        foreach (var number in _chosen)
        {
            _candidates.Add(corpus[number]);
        }

        return _candidates;
    }

    private void Choose(Bag bag, Top top)
    {
        _heaviest.Clear();
        foreach (var id in bag.Ids)
        {
            _heaviest.Offer(id, corpus.Asked(id));
        }

        for (var at = 0; at < _heaviest.Items.Length; at++)
        {
            var square = _heaviest.Scores[at] * _heaviest.Scores[at];
            corpus.With(_heaviest.Items[at], out var newer, out var older);
            Tally(newer, square);
            Tally(older, square);
        }

        Choose(top, 0);
    }

    private void Tally(ReadOnlySpan<int> articles, float weight)
    {
        foreach (var article in articles)
        {
            ref var tally = ref _tallies[article & (_tallies.Length - 1)];
            if (tally == 0)
            {
                _touched.Add(article);
            }

            tally += weight;
        }
    }

    private void Choose(Top top, float atLeast)
    {
        top.Clear();
        foreach (var article in _touched)
        {
            ref var tally = ref _tallies[article & (_tallies.Length - 1)];
            if (tally >= atLeast)
            {
                top.Offer(article, tally);
            }

            tally = 0;
        }

        _touched.Clear();
        foreach (var article in top.Items)
        {
            _chosen.Add(article);
        }
    }
}
