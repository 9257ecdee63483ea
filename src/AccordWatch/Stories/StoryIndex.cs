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
    private readonly Dictionary<long, Trace> _articles = [];
    private readonly Partings _partings = new();
    private readonly BagMaker _maker = new();
    private readonly Neighbours _neighbours = new();
    private DateTimeOffset _newest = DateTimeOffset.MinValue;
    private long _nextStory;

    /// <param name="options">When two articles tell one story.</param>
    /// <param name="model">How they are judged; the one that comes with the program when null.</param>
    /// <param name="nextStory">Id of the next new story: above that of any story ever told.</param>
    public StoryIndex(StoryOptions options, StoryModel? model = null, long nextStory = 1)
    {
        _options = options;
        _nextStory = nextStory;
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
        (trace.Key, trace.IsHeadline) = (key, Headline.IsAll(article));
        _corpus.Ask(trace);
        var best = BestStory(trace);
        var telling = Keyed(Told(trace, best), best, key, at) with { IsRelated = trace.IsHeadline };
        Remember(trace, StoryOf(telling.Story));
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
            return telling is Telling.Again again && again.Story == known.Id ? telling : new Telling.Again(known.Id, false, null, $"the same act: {key}");
        }

        return telling is Telling.Again && best!.Story.Key is { } other && other != key && (other.Links || key.Links)
            ? new Telling.First(_nextStory, $"first of its story: {key}, not {other}, of which '{best.Of.Title}' tells in like words")
            : telling;
    }

    private Telling Told(Trace trace, Found? best)
    {
        if (best is null)
        {
            return new Telling.First(_nextStory, "nothing like it so far");
        }

        var because = _judge.Explain(best.Nearest, trace, best.Of);
        var original = best.Nearest.Kind == Kind.Copy && !trace.IsHeadline ? OriginalOf(trace, best) : null;
        return best.Joins
            ? new Telling.Again(best.Story.Id, original is not null, original?.Id, $"{because}; nearest is '{best.Of.Title}'")
            : new Telling.First(_nextStory, $"first of its story; nearest is '{best.Of.Title}', {because}");
    }

    // A headline has no wording that a text could be a copy of.
    private Trace? OriginalOf(Trace trace, Found best)
        => !best.Of.IsHeadline ? best.Of
            : _neighbours.All.Where(one => one.Article.Story == best.Story && !one.Article.IsHeadline && _judge.KindOf(trace, one.Article, one.Like) == Kind.Copy)
                .MaxBy(one => one.Like.Containment).Article;

    /// <summary>Fills the memory again after a restart; the same articles in the same order give the same stories as without it.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="article">The article.</param>
    /// <param name="at">When it was published.</param>
    /// <param name="story">Id of its story.</param>
    /// <param name="key">The act that it reports, where it is known.</param>
    /// <param name="isPinned">It was placed by hand.</param>
    public void Recall(long id, Article article, DateTimeOffset at, long story, EventKey? key = null, bool isPinned = false)
    {
        Forget(at);
        var trace = _reader.Read(id, article, at);
        (trace.Key, trace.IsPinned, trace.IsHeadline) = (key, isPinned, Headline.IsAll(article));
        _corpus.Ask(trace);
        Meet(trace);
        Remember(trace, StoryOf(story));
    }

    /// <summary>Remembers an article whose text was told before, however long ago: a copy.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="article">The article.</param>
    /// <param name="at">When it was published.</param>
    /// <param name="story">Id of the story of that text.</param>
    /// <param name="copyOf">Id of the article that told it first.</param>
    /// <param name="key">The act that it reports, where it is known.</param>
    public Telling Repeat(long id, Article article, DateTimeOffset at, long story, long copyOf, EventKey? key = null)
    {
        Recall(id, article, at, story, key);
        return new Telling.Again(story, true, copyOf, "copy: the whole text was told before");
    }

    /// <summary>Decides again for an article whose text has come, and remembers it as it is now; one placed by hand stays where it is.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="article">With its text.</param>
    /// <param name="at">When it was published.</param>
    /// <param name="story">Id of the story that it is in.</param>
    /// <param name="isAlone">It is the only article of that story, which it then keeps where it fits no other.</param>
    /// <param name="key">The act that it reports, where it is known.</param>
    public Telling Retell(long id, Article article, DateTimeOffset at, long story, bool isAlone, EventKey? key = null)
    {
        Forget(at);
        var trace = _reader.Read(id, article, at);
        var former = _articles.GetValueOrDefault(id);
        (trace.Key, trace.IsHeadline, trace.IsPinned) = (key, Headline.IsAll(article), former is { IsPinned: true });
        _corpus.Ask(trace);
        var best = BestStory(trace);
        var telling = Keyed(Told(trace, best), best, key, at) with { IsRelated = trace.IsHeadline };
        telling = trace.IsPinned || (isAlone && telling is Telling.First) ? new Telling.First(story, telling.Because) { IsRelated = trace.IsHeadline } : telling;
        Move(id, telling.Story);
        Remember(trace, StoryOf(telling.Story));
        return telling;
    }

    /// <summary>An id for a new story, which no other story has or will have.</summary>
    public long NewStory() => _nextStory++;

    /// <summary>Whether articles of the story are remembered.</summary>
    public bool Remembers(long story) => _stories.ContainsKey(story);

    /// <summary>Puts an article into another story, known or new; a story that loses its last article is forgotten.</summary>
    /// <returns>False when the article is not remembered, or in that story already.</returns>
    public bool Move(long article, long story)
    {
        if (!_articles.TryGetValue(article, out var trace) || trace.Story!.Id == story)
        {
            return false;
        }

        var (from, to) = (trace.Story, StoryOf(story));
        var members = MembersOf(from);
        var left = members.Where(member => member.Id != article).ToList();
        var joined = MembersOf(to).Concat(members.Where(member => member.Id == article)).OrderBy(member => member.Number).ToList();
        Unkey(from);
        Unkey(to);
        from.Refill(left);
        to.Refill(joined);
        if (left.Count == 0)
        {
            _stories.Remove(from.Id);
            _partings.Follow(from.Id, to.Id);
        }

        Rekey(from);
        Rekey(to);
        return true;
    }

    /// <summary>An article that was placed by hand stays where it is, whatever a repair finds.</summary>
    public void Pin(long article)
    {
        if (_articles.TryGetValue(article, out var trace))
        {
            trace.IsPinned = true;
        }
    }

    /// <summary>Two stories that were parted by hand are never merged by a repair; an article told later joins the one that fits better.</summary>
    public void Part(long one, long other) => _partings.Add(one, other);

    internal bool AreParted(Story one, Story other) => _partings.Has(one.Id, other.Id);

    /// <summary>Remembers an article whose story is known, and what it has in common with those it could be taken for.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="article">The article.</param>
    /// <param name="at">When it was published.</param>
    /// <param name="ownStory">Id of its story.</param>
    /// <param name="examples">Take what it has in common.</param>
    internal void Learn(long id, Article article, DateTimeOffset at, long ownStory, Examples examples)
    {
        Forget(at);
        var trace = _reader.Read(id, article, at);
        _corpus.Ask(trace);
        Meet(trace);
        foreach (var story in _neighbours.Stories)
        {
            var (crowd, isSame) = (_neighbours.Beside(story), story.Id == ownStory);
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

        Remember(trace, StoryOf(ownStory));
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
            // An article that is told again is no neighbour of itself.
            if (candidate.Id != trace.Id && (trace.At - candidate.Story!.LastAt).Duration() <= _options.Window)
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

    private Story StoryOf(long id)
    {
        if (!_stories.TryGetValue(id, out var story))
        {
            story = _stories[id] = new Story(id);
            _nextStory = Math.Max(_nextStory, id + 1);
        }

        return story;
    }

    private void Remember(Trace trace, Story story)
    {
        trace.Crowd = _neighbours.Beside(story);
        story.Add(trace);
        _corpus.Add(trace);
        _articles[trace.Id] = trace;
        if (trace.Key is { Links: true } key && story.Key == key)
        {
            _byKey[key] = story;
        }
    }

    private List<Trace> MembersOf(Story story)
        => story.Count == story.Exemplars.Count ? [.. story.Exemplars]
            : [.. Enumerable.Range(_corpus.Oldest, _corpus.Count).Select(number => _corpus[number]).Where(member => member.Story == story)];

    private void Unkey(Story story)
    {
        if (story.Key is { } key && _byKey.GetValueOrDefault(key) == story)
        {
            _byKey.Remove(key);
        }
    }

    private void Rekey(Story story)
    {
        if (story.Key is { Links: true } key)
        {
            _byKey.TryAdd(key, story);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        _newest = now > _newest ? now : _newest;
        while (_corpus.Count > 0 && (_corpus.IsFull || _newest - _corpus[_corpus.Oldest].At > _options.Window))
        {
            var trace = _corpus.Remove();
            trace.Story!.Remove(trace);
            if (_articles.GetValueOrDefault(trace.Id) == trace)
            {
                _articles.Remove(trace.Id);
            }

            if (trace.Story.Count == 0)
            {
                _stories.Remove(trace.Story.Id);
                Unkey(trace.Story);
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
                : Story.Id != other.Story.Id ? Story.Id < other.Story.Id
                : Of.Id < other.Of.Id;
        }
    }
}
