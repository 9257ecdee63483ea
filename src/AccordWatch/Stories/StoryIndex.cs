using AccordWatch.Model;

namespace AccordWatch.Stories;

/// <summary>The stories that may still grow; decides for each article whether it tells one of them. Not safe for concurrent use.</summary>
public sealed class StoryIndex
{
    private const int FewestForMiddle = 3;

    // Below it no middle makes up for the distance to the nearest.
    private const double LeastForMiddle = 0.1;
    private readonly StoryOptions _options;
    private readonly Corpus _corpus;
    private readonly TraceReader _reader;
    private readonly CandidateSearch _search;
    private readonly Judge _judge;
    private readonly Dictionary<long, Story> _stories = [];
    private readonly Dictionary<EventKey, Story> _byKey = [];
    private readonly BagMaker _maker = new();
    private readonly Neighbours _neighbours = new();
    private DateTimeOffset _newest = DateTimeOffset.MinValue;

    /// <param name="options">When two articles tell one story.</param>
    /// <param name="model">How they are judged; the one that comes with the program when null.</param>
    public StoryIndex(StoryOptions options, StoryModel? model = null)
    {
        _options = options;
        _corpus = new Corpus(options);
        _reader = new TraceReader(_corpus, options);
        _search = new CandidateSearch(_corpus, options);
        _judge = new Judge(_corpus, options, model ?? StoryModel.Shipped);
    }

    /// <summary>Articles remembered.</summary>
    public int Count => _corpus.Count;

    /// <summary>How many articles were told or recalled so far.</summary>
    public int Next => _corpus.Next;

    /// <summary>Decides for the article and remembers it. Articles come in the order of their time.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="article">The article.</param>
    /// <param name="at">When it was published.</param>
    /// <param name="key">The act that it reports, where it is known.</param>
    public Telling Tell(long id, Article article, DateTimeOffset at, EventKey? key = null)
    {
        Forget(at);
        var trace = _reader.Read(id, article, at);
        _corpus.Ask(trace);
        var best = BestStory(trace);
        var telling = Keyed(Told(trace, best), best, key, at);
        Remember(trace, StoryOf(telling is Telling.Again again ? again.Of : id), key);
        return telling;
    }

    // The key brings together what no words do, and keeps apart what only words bring together; a copy stays a copy.
    private Telling Keyed(Telling telling, Found? best, EventKey? key, DateTimeOffset at)
    {
        if (key is null || telling is Telling.Again { IsCopy: true })
        {
            return telling;
        }

        if (key.Links && _byKey.TryGetValue(key, out var known) && known.Count > 0 && (at - known.LastAt).Duration() <= _options.KeyWindow)
        {
            return telling is Telling.Again again && again.Of == known.First ? telling : new Telling.Again(known.First, false, null, $"the same act: {key}");
        }

        return telling is Telling.Again && best!.Story.Key is { } other && other != key && (other.Links || key.Links)
            ? new Telling.First($"first of its story: {key}, not {other}, of which '{best.Of.Title}' tells in like words")
            : telling;
    }

    private Telling Told(Trace trace, Found? best)
    {
        if (best is null)
        {
            return new Telling.First("nothing like it so far");
        }

        var because = _judge.Explain(best.Nearest, trace, best.Of);
        var isCopy = best.Nearest.Kind == Kind.Copy;
        return best.Joins
            ? new Telling.Again(best.Story.First, isCopy, isCopy ? best.Of.Id : null, $"{because}; nearest is '{best.Of.Title}'")
            : new Telling.First($"first of its story; nearest is '{best.Of.Title}', {because}");
    }

    /// <summary>Fills the memory again after a restart; the same articles in the same order give the same stories as without it.</summary>
    public void Recall(long id, Article article, DateTimeOffset at, long firstOfStory, EventKey? key = null)
    {
        Forget(at);
        var trace = _reader.Read(id, article, at);
        _corpus.Ask(trace);
        Meet(trace);
        Remember(trace, StoryOf(firstOfStory), key);
    }

    /// <summary>Remembers an article whose story is known, and what it has in common with those it could be taken for.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="article">The article.</param>
    /// <param name="at">When it was published.</param>
    /// <param name="firstOfStory">Id of the first article of its story.</param>
    /// <param name="examples">Take what it has in common.</param>
    internal void Learn(long id, Article article, DateTimeOffset at, long firstOfStory, Examples examples)
    {
        Forget(at);
        var trace = _reader.Read(id, article, at);
        _corpus.Ask(trace);
        Meet(trace);
        foreach (var story in _neighbours.Stories)
        {
            var (crowd, isSame) = (_neighbours.Beside(story), story.First == firstOfStory);
            foreach (var (neighbour, like) in _neighbours.All)
            {
                if (neighbour.Story == story && _judge.KindOf(trace, neighbour, like) is (Kind.Event or Kind.OtherLanguage) and var kind)
                {
                    examples.Add(Judge.RegimeOf(trace, neighbour, kind), like, crowd, isSame);
                    examples.Add(Judge.PairRegime(trace, neighbour, kind), like, default, isSame);
                }
            }

            if (story.Count >= FewestForMiddle)
            {
                var middle = story.Middle(_maker);
                examples.Add(Judge.MiddleRegime(trace, middle, HasLanguage(story, trace)), _judge.Liken(trace, middle), crowd, isSame);
            }
        }

        Remember(trace, StoryOf(firstOfStory), null);
    }

    /// <summary>What two articles by themselves have in common, whose likeness people have judged.</summary>
    internal void Learn(Article a, Article b, bool isSame, Examples examples)
    {
        var (one, other) = (_reader.Read(1, a, a.Published ?? a.FetchedAt), _reader.Read(2, b, b.Published ?? b.FetchedAt));
        _corpus.Ask(one);
        var like = _judge.Liken(one, other);
        if (_judge.KindOf(one, other, like) is (Kind.Event or Kind.OtherLanguage) and var kind)
        {
            examples.Add(Judge.PairRegime(one, other, kind), like, default, isSame);
        }

        _corpus.Release(one);
        _corpus.Release(other);
    }

    /// <summary>Two articles by themselves, whatever the index knows serving to tell rare words from common ones.</summary>
    public Comparison Compare(Article a, Article b)
    {
        var (one, other) = (_reader.Read(1, a, a.Published ?? a.FetchedAt), _reader.Read(2, b, b.Published ?? b.FetchedAt));
        _corpus.Ask(one);
        var verdict = _judge.Compare(one, other);
        var comparison = new Comparison(verdict.Same, verdict.Kind == Kind.Copy, verdict.Score, _judge.Explain(verdict, one, other));
        _corpus.Release(one);
        _corpus.Release(other);
        return comparison;
    }

    private void Meet(Trace trace)
    {
        _neighbours.Clear();
        foreach (var candidate in _search.For(trace))
        {
            if ((trace.At - candidate.Story!.LastAt).Duration() <= _options.Window)
            {
                _neighbours.Add(candidate, _judge.Liken(trace, candidate));
            }
        }
    }

    private Found? BestStory(Trace trace)
    {
        Meet(trace);
        Found? best = null;
        foreach (var story in _neighbours.Stories)
        {
            var found = Find(story, trace);
            best = best is null || found.IsBetterThan(best) ? found : best;
        }

        return best;
    }

    private Found Find(Story story, Trace trace)
    {
        var crowd = _neighbours.Beside(story);
        Found? best = null;
        foreach (var (neighbour, like) in _neighbours.All)
        {
            if (neighbour.Story == story)
            {
                var verdict = _judge.Decide(trace, neighbour, like, crowd);
                var found = new Found(story, neighbour, verdict, verdict.Score, verdict.Same);
                best = best is null || found.IsBetterThan(best) ? found : best;
            }
        }

        return best!.Nearest.Kind is Kind.OtherLanguage or Kind.Event && best.Score >= LeastForMiddle && story.Count >= FewestForMiddle ? WithMiddle(best, trace, crowd) : best;
    }

    // One wrong member brings the next; what the story says on the whole has its say as well.
    private Found WithMiddle(Found found, Trace trace, in Crowd crowd)
    {
        var score = (found.Score + _judge.Chance(trace, found.Story.Middle(_maker), HasLanguage(found.Story, trace), crowd)) / 2;
        return found with { Score = score, Joins = score >= _options.JoinsStory };
    }

    private static bool HasLanguage(Story story, Trace trace) => story.Exemplars.Exists(known => known.Language == trace.Language);

    private Story StoryOf(long first)
    {
        if (!_stories.TryGetValue(first, out var story))
        {
            story = _stories[first] = new Story(first);
        }

        return story;
    }

    private void Remember(Trace trace, Story story, EventKey? key)
    {
        trace.Crowd = _neighbours.Beside(story);
        story.Add(trace);
        _corpus.Add(trace);
        _reader.Learn(trace);
        story.Key ??= key;
        if (key is { Links: true } && story.Key == key)
        {
            _byKey[key] = story;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        _newest = now > _newest ? now : _newest;
        while (_corpus.Count > 0 && (_corpus.IsFull || _newest - _corpus[_corpus.Oldest].At > _options.Window))
        {
            var trace = _corpus.Remove();
            _reader.Unlearn(trace);
            trace.Story!.Remove(trace);
            if (trace.Story.Count == 0)
            {
                _stories.Remove(trace.Story.First);
                if (trace.Story.Key is { } key && _byKey.GetValueOrDefault(key) == trace.Story)
                {
                    _byKey.Remove(key);
                }
            }
        }
    }

    private sealed record Found(Story Story, Trace Of, Verdict Nearest, double Score, bool Joins)
    {
        public bool IsBetterThan(Found other)
        {
            var (isCopy, otherIsCopy) = (Nearest.Kind == Kind.Copy, other.Nearest.Kind == Kind.Copy);
            return Joins != other.Joins ? Joins
                : isCopy != otherIsCopy ? isCopy
                : Score != other.Score ? Score > other.Score
                : Story.First != other.Story.First ? Story.First < other.Story.First
                : Of.Id < other.Of.Id;
        }
    }
}
