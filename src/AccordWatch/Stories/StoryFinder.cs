namespace AccordWatch.Stories;

/// <summary>Finds the stories that an article could tell.</summary>
internal sealed class StoryFinder(Corpus corpus, Judge judge, StoryOptions options)
{
    private const int FewestForMiddle = 3;

    // Below it no middle makes up for the distance to the nearest.
    private const double LeastForMiddle = 0.1;
    private readonly CandidateSearch _search = new(corpus, options);
    private readonly Neighbours _neighbours = new();
    private readonly MiddleReader _middles = new();
    private readonly List<Found> _found = [];

    // The trace that the corpus is asked about.
    private Trace? _asked;

    /// <summary>What the article was compared with.</summary>
    public Neighbours Neighbours => _neighbours;

    /// <summary>Compares an article with those that it could be taken for.</summary>
    public void Meet(Trace trace)
    {
        corpus.Ask(trace);
        _asked = trace;
        _neighbours.Clear();
        var candidates = _search.For(trace);
        FetchBags(candidates, 0);
        for (var at = 0; at < candidates.Count; at++)
        {
            var candidate = candidates[at];
            FetchBags(candidates, at + 1);

            // An article that is told again is no neighbour of itself.
            if (candidate.Id != trace.Id && (trace.At - candidate.At).Duration() <= options.Window)
            {
                _neighbours.Add(candidate, judge.Liken(trace, candidate));
            }
        }
    }

    private static void FetchBags(IReadOnlyList<Trace> candidates, int at)
    {
        if (at < candidates.Count)
        {
            candidates[at].FetchBags();
        }
    }

    /// <summary>How like an article are those that are known, whatever their time; without another one, and without those that have the headline of either.</summary>
    public Crowd CrowdOf(Trace trace, Trace other)
    {
        corpus.Ask(trace);
        _asked = trace;
        var crowd = default(Crowd);
        foreach (var candidate in _search.For(trace))
        {
            if (candidate.Title != trace.Title && candidate.Title != other.Title)
            {
                crowd = crowd.With(judge.Liken(trace, candidate));
            }
        }

        return crowd;
    }

    /// <summary>The same for one that was told already: those that it has met and those that have met it, as far as that is known.</summary>
    public void MeetAgain(Trace trace)
    {
        if (!trace.AwaitsLook)
        {
            Meet(trace);
            return;
        }

        _asked = null;
        _neighbours.Clear();
        corpus.Meetings.Recall(trace, corpus, _neighbours);
    }

    /// <summary>The stories of the articles that it was compared with, as far as they have others than itself.</summary>
    public IReadOnlyList<Found> Find(Trace trace)
    {
        _found.Clear();
        foreach (var story in _neighbours.Stories)
        {
            _found.Add(Find(story, trace));
        }

        return _found;
    }

    private Found Find(Story story, Trace trace)
    {
        var crowd = _neighbours.Beside(story);
        var (nearest, best) = (default(Trace), default(Verdict));
        foreach (ref readonly var one in _neighbours.All)
        {
            if (one.Article.Story == story)
            {
                var verdict = judge.Decide(trace, one.Article, one.Like, crowd);
                var order = nearest is null ? 1 : verdict.CompareTo(best);
                if (order > 0 || (order == 0 && one.Article.Id < nearest!.Id))
                {
                    (nearest, best) = (one.Article, verdict);
                }
            }
        }

        var found = new Found(story, nearest!, best, best.Score, best.Same);
        return best.Kind is Kind.OtherLanguage or Kind.Event && best.Score >= LeastForMiddle && story.Count >= FewestForMiddle ? WithMiddle(found, trace, crowd) : found;
    }

    // One wrong member brings the next; what the story says on the whole has its say as well.
    private Found WithMiddle(Found found, Trace trace, in Crowd crowd)
    {
        AskFor(trace);
        var score = (found.Score + judge.Chance(trace, _middles.Read(found.Story), found.Story.Has(trace.Language), crowd)) / 2;
        return found with { Score = score, Joins = score >= judge.Enough(trace, found.Of) };
    }

    private void AskFor(Trace trace)
    {
        if (_asked != trace)
        {
            corpus.AskWords(trace);
            _asked = trace;
        }
    }

    /// <summary>The same for learning: what the article has in common with each story that it could be taken for.</summary>
    /// <param name="trace">The article, which is in no story.</param>
    /// <param name="own">The story that it belongs to.</param>
    /// <param name="examples">Take it.</param>
    public void Learn(Trace trace, Story own, Examples examples)
    {
        foreach (var story in _neighbours.Stories)
        {
            var (crowd, isSame) = (_neighbours.Beside(story), story == own);
            foreach (ref readonly var one in _neighbours.All)
            {
                if (one.Article.Story == story && judge.KindOf(trace, one.Article, one.Like) is (Kind.Event or Kind.OtherLanguage) and var kind)
                {
                    examples.Add(Judge.RegimeOf(trace, one.Article, kind), one.Like, crowd, isSame);
                    examples.Add(Judge.PairRegime(trace, one.Article, kind), Judge.LikenHeadlines(trace, one.Article, one.Like), _neighbours.Beside(one.Article), isSame);
                }
            }

            LearnMiddle(trace, story, crowd, isSame, examples);
            if (examples.AcrossLanguages && story.Has(trace.Language))
            {
                // Whole stories have all languages; while they grow, that of the next report may be new.
                var compatriots = story.Exemplars.FindAll(member => member.Language == trace.Language);
                compatriots.ForEach(story.Leave);
                LearnMiddle(trace, story, crowd, isSame, examples);
                compatriots.ForEach(story.Return);
            }
        }
    }

    private void LearnMiddle(Trace trace, Story story, in Crowd crowd, bool isSame, Examples examples)
    {
        if (story.Count >= FewestForMiddle)
        {
            AskFor(trace);
            var middle = _middles.Read(story);
            examples.Add(Judge.MiddleRegime(trace, middle, story.Has(trace.Language)), judge.Liken(trace, middle), crowd, isSame);
        }
    }
}
