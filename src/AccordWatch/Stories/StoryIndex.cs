using AccordWatch.Model;

namespace AccordWatch.Stories;

/// <summary>The stories that may still grow; decides for each article whether it tells one of them. Not safe for concurrent use.</summary>
public sealed class StoryIndex
{
    private readonly StoryOptions _options;
    private readonly Corpus _corpus;
    private readonly TraceReader _reader;
    private readonly Judge _judge;
    private readonly StoryFinder _finder;
    private readonly StoryFinder _laterFinder;
    private readonly Shelf _shelf;
    private readonly Reconsideration _reconsideration;
    private DateTimeOffset _newest = DateTimeOffset.MinValue;
    private DateTimeOffset _lookedAt = DateTimeOffset.MaxValue;
    private int _lookedTo;

    /// <param name="options">When two articles tell one story.</param>
    /// <param name="model">How they are judged; the one that comes with the program when null.</param>
    /// <param name="nextStory">Id of the next new story: above that of any story ever told.</param>
    public StoryIndex(StoryOptions options, StoryModel? model = null, long nextStory = 1)
    {
        _options = options;
        _corpus = new Corpus(options);
        _reader = new TraceReader(_corpus, options);
        model ??= StoryModel.Shipped;
        _judge = new Judge(_corpus, options, model.FirstLook, isLater: false);
        _finder = new StoryFinder(_corpus, _judge, options);
        var later = new Judge(_corpus, options, model.SecondLook, isLater: true);
        _laterFinder = new StoryFinder(_corpus, later, options);
        _shelf = new Shelf(_corpus, nextStory);
        _reconsideration = new Reconsideration(_corpus, _shelf, _laterFinder, later, options);
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
        _finder.Meet(trace);
        var found = _finder.Find(trace);
        var best = Best(found);
        var telling = Keyed(Told(trace, best), best, key, at) with { IsRelated = trace.IsHeadline };
        Remember(trace, _shelf[telling.Story]);
        _reconsideration.Watch(trace, found);
        return telling;
    }

    /// <summary>Whether enough news has come in since the last second look for another one.</summary>
    public bool WantsSecondLook => _newest - _lookedAt >= _options.SecondLook || _corpus.Next - _lookedTo >= _options.MostBeforeSecondLook;

    /// <summary>Looks again at what was told since the last time and was not beyond doubt, knowing what came after it.</summary>
    /// <returns>The articles that are in another story now, in the order in which they were moved.</returns>
    public IReadOnlyList<Moved> Reconsider()
    {
        var moved = _reconsideration.Run();
        Looked();
        return moved;
    }

    private void Looked()
    {
        for (var number = Math.Max(_lookedTo, _corpus.Oldest); number < _corpus.Next; number++)
        {
            Meetings.Forget(_corpus[number]);
        }

        _corpus.Meetings.Clear(_corpus.Next);
        (_lookedAt, _lookedTo) = (_newest, _corpus.Next);
    }

    private static Found? Best(IReadOnlyList<Found> found)
    {
        Found? best = null;
        foreach (var one in found)
        {
            best = best is null || one.IsBetterThan(best) ? one : best;
        }

        return best;
    }

    // The key brings together what no words do, and keeps apart what only words bring together; a copy stays a copy.
    private Telling Keyed(Telling telling, Found? best, EventKey? key, DateTimeOffset at)
    {
        if (key is null || telling is Telling.Again { IsCopy: true })
        {
            return telling;
        }

        if (key.Links && _shelf.Of(key) is { } known && (at - known.LastAt).Duration() <= _options.KeyWindow)
        {
            return telling is Telling.Again again && again.Story == known.Id ? telling : new Telling.Again(known.Id, false, null, $"the same act: {key}");
        }

        return telling is Telling.Again && best!.Story.Key is { } other && other != key && (other.Links || key.Links)
            ? new Telling.First(_shelf.Next, $"first of its story: {key}, not {other}, of which '{best.Of.Title}' tells in like words")
            : telling;
    }

    private Telling Told(Trace trace, Found? best)
    {
        if (best is null)
        {
            return new Telling.First(_shelf.Next, "nothing like it so far");
        }

        var because = _judge.Explain(best.Nearest, trace, best.Of);
        var original = best.Nearest.Kind == Kind.Copy && !trace.IsHeadline ? OriginalOf(trace, best) : null;
        return best.Joins
            ? new Telling.Again(best.Story.Id, original is not null, original?.Id, $"{because}; nearest is '{best.Of.Title}'")
            : new Telling.First(_shelf.Next, $"first of its story; nearest is '{best.Of.Title}', {because}");
    }

    // A headline has no wording that a text could be a copy of.
    private Trace? OriginalOf(Trace trace, Found best)
    {
        var (original, most) = (best.Of.IsHeadline ? null : best.Of, -1f);
        foreach (ref readonly var one in original is null ? _finder.Neighbours.All : [])
        {
            if (one.Article.Story == best.Story && !one.Article.IsHeadline && one.Like.Containment > most && _judge.KindOf(trace, one.Article, one.Like) == Kind.Copy)
            {
                (original, most) = (one.Article, one.Like.Containment);
            }
        }

        return original;
    }

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
        _finder.Meet(trace);
        Remember(trace, _shelf[story]);
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
        // A second look may have moved it since the caller read where it is.
        story = _shelf.Article(copyOf)?.Story!.Id ?? story;
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
        var former = _shelf.Article(id);
        story = former?.Story!.Id ?? story;
        (trace.Key, trace.IsHeadline, trace.IsPinned) = (key, Headline.IsAll(article), former is { IsPinned: true });
        _finder.Meet(trace);
        var found = _finder.Find(trace);
        var best = Best(found);
        var telling = Keyed(Told(trace, best), best, key, at) with { IsRelated = trace.IsHeadline };
        telling = trace.IsPinned || (isAlone && telling is Telling.First) ? new Telling.First(story, telling.Because) { IsRelated = trace.IsHeadline } : telling;
        Move(id, telling.Story);
        Remember(trace, _shelf[telling.Story]);
        _reconsideration.Watch(trace, found);
        return telling;
    }

    /// <summary>An id for a new story, which no other story has or will have.</summary>
    public long NewStory() => _shelf.New();

    /// <summary>Whether articles of the story are remembered.</summary>
    public bool Remembers(long story) => _shelf.Has(story);

    /// <summary>Puts an article into another story, known or new; a story that loses its last article is forgotten.</summary>
    /// <returns>False when the article is not remembered, or in that story already.</returns>
    public bool Move(long article, long story)
    {
        if (_shelf.Article(article) is not { } trace || trace.Story!.Id == story)
        {
            return false;
        }

        _shelf.Move(trace, _shelf[story]);
        return true;
    }

    /// <summary>An article that was placed by hand stays where it is, whatever a second look finds.</summary>
    public void Pin(long article)
    {
        if (_shelf.Article(article) is { } trace)
        {
            trace.IsPinned = true;
        }
    }

    /// <summary>Two stories that were parted by hand are never merged by a second look; an article told later joins the one that fits better.</summary>
    public void Part(long one, long other) => _shelf.Part(one, other);

    /// <summary>Remembers an article whose story is known, and what it has in common with those that it could be taken for.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="article">The article.</param>
    /// <param name="at">When it was published.</param>
    /// <param name="story">Id of its story.</param>
    /// <param name="examples">Take what it has in common; null when it is none.</param>
    internal void Learn(long id, Article article, DateTimeOffset at, long story, Examples? examples)
    {
        Forget(at);
        var trace = _reader.Read(id, article, at);
        _finder.Meet(trace);
        if (examples is not null)
        {
            _finder.Learn(trace, _shelf[story], examples);
        }

        Remember(trace, _shelf[story]);
    }

    /// <summary>The same for the second look at what was remembered since the last one.</summary>
    /// <param name="isLearned">Whether an article serves as an example, by its id.</param>
    /// <param name="examples">Take it.</param>
    internal void LearnLater(Predicate<long> isLearned, Examples examples)
    {
        var open = Enumerable.Range(_lookedTo, _corpus.Next - _lookedTo).Where(number => number >= _corpus.Oldest).Select(number => _corpus[number]).ToList();
        foreach (var trace in open)
        {
            _laterFinder.MeetAgain(trace);
            trace.LaterCrowd = _laterFinder.Neighbours.Beside(trace.Story!);
        }

        foreach (var trace in open.Where(trace => isLearned(trace.Id)))
        {
            var own = trace.Story!;
            own.Leave(trace);
            _laterFinder.MeetAgain(trace);
            _laterFinder.Learn(trace, own, examples);
            own.Return(trace);
        }

        Looked();
    }

    /// <summary>What two articles by themselves have in common, whose likeness people have judged.</summary>
    internal void Learn(Article a, Article b, bool isSame, Examples examples)
    {
        var (one, other) = (_reader.Read(1, a, a.Published ?? a.FetchedAt), _reader.Read(2, b, b.Published ?? b.FetchedAt));
        var (like, crowd) = Alone(one, other);
        if (_judge.KindOf(one, other, like) is (Kind.Event or Kind.OtherLanguage) and var kind)
        {
            examples.Add(Judge.PairRegime(one, other, kind), like, crowd, isSame);
        }

        _corpus.Release(one);
        _corpus.Release(other);
    }

    // Only headlines say too little to do without what else is told in like words.
    private (Likeness Like, Crowd Crowd) Alone(Trace one, Trace other)
    {
        var crowd = one.IsShort || other.IsShort ? Crowd.Greater(_finder.CrowdOf(one, other), _finder.CrowdOf(other, one)) : default;
        _corpus.Ask(one);
        return (Judge.LikenHeadlines(one, other, _judge.Liken(one, other)), crowd);
    }

    /// <summary>Two articles by themselves; what the index knows tells which words are rare, and which headlines are like many.</summary>
    public Comparison Compare(Article a, Article b)
    {
        var (one, other) = (_reader.Read(1, a, a.Published ?? a.FetchedAt), _reader.Read(2, b, b.Published ?? b.FetchedAt));
        var (like, crowd) = Alone(one, other);
        var verdict = _judge.Compare(one, other, like, crowd);
        var comparison = new Comparison(verdict.Same, verdict.Kind == Kind.Copy, verdict.Score, _judge.Explain(verdict, one, other));
        _corpus.Release(one);
        _corpus.Release(other);
        return comparison;
    }

    private void Remember(Trace trace, Story story)
    {
        trace.Crowd = trace.LaterCrowd = _finder.Neighbours.Beside(story);
        foreach (ref readonly var one in _finder.Neighbours.All)
        {
            if (one.Article.Story != story)
            {
                one.Article.LaterCrowd = one.Article.LaterCrowd.With(one.Like);
            }
        }

        _reader.Fetch(trace);
        _shelf.Put(trace, story);
        _corpus.Add(trace);
        _corpus.Meetings.Keep(trace, _finder.Neighbours.All);
        _reader.Learn(trace);
    }

    private void Forget(DateTimeOffset now)
    {
        _newest = now > _newest ? now : _newest;
        _lookedAt = now < _lookedAt ? now : _lookedAt;
        while (_corpus.Count > 0 && (_corpus.IsFull || _newest - _corpus[_corpus.Oldest].At > _options.Window))
        {
            _reader.Fetch(_corpus[_corpus.Oldest]);
            var trace = _corpus.Remove();
            _reader.Unlearn(trace);
            _shelf.Forget(trace);
        }
    }
}
