using AccordWatch.Model;

namespace AccordWatch.Stories;

/// <summary>The stories that may still grow; decides for each article whether it tells one of them. Not safe for concurrent use.</summary>
public sealed class StoryIndex
{
    private const int FewestForMiddle = 3;
    private readonly StoryOptions _options;
    private readonly Corpus _corpus;
    private readonly TraceReader _reader;
    private readonly CandidateSearch _search;
    private readonly Judge _judge;
    private readonly Dictionary<long, Story> _stories = [];
    private readonly BagMaker _maker = new();
    private readonly List<Found> _found = [];
    private DateTimeOffset _newest = DateTimeOffset.MinValue;

    public StoryIndex(StoryOptions options)
    {
        _options = options;
        _corpus = new Corpus(options);
        _reader = new TraceReader(_corpus, options);
        _search = new CandidateSearch(_corpus, options);
        _judge = new Judge(_corpus, options);
    }

    /// <summary>Articles remembered.</summary>
    public int Count => _corpus.Count;

    /// <summary>Decides for the article and remembers it. Articles come in the order of their time.</summary>
    public Telling Tell(long id, Article article, DateTimeOffset at)
    {
        Forget(at);
        var trace = _reader.Read(id, article, at);
        _corpus.Ask(trace);
        var best = BestStory(trace);
        var telling = Told(trace, best);
        _corpus.Done(trace);
        Remember(trace, best is { Joins: true } ? best.Story.First : id);
        return telling;
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
    public void Recall(long id, Article article, DateTimeOffset at, long firstOfStory)
    {
        Forget(at);
        Remember(_reader.Read(id, article, at), firstOfStory);
    }

    /// <summary>Two articles by themselves, whatever the index knows serving to tell rare words from common ones.</summary>
    public Comparison Compare(Article a, Article b)
    {
        var (one, other) = (_reader.Read(1, a, a.Published ?? a.FetchedAt), _reader.Read(2, b, b.Published ?? b.FetchedAt));
        _corpus.Ask(one);
        var verdict = _judge.Decide(one, other);
        var comparison = new Comparison(verdict.Same, verdict.Kind == Kind.Copy, verdict.Score, _judge.Explain(verdict, one, other));
        _corpus.Done(one);
        _corpus.Release(one);
        _corpus.Release(other);
        return comparison;
    }

    private Found? BestStory(Trace trace)
    {
        _found.Clear();
        foreach (var candidate in _search.For(trace))
        {
            if ((trace.At - candidate.Story!.LastAt).Duration() <= _options.Window)
            {
                Note(candidate, _judge.Decide(trace, candidate));
            }
        }

        Found? best = null;
        foreach (var found in _found)
        {
            Settle(found, trace);
            best = best is null || found.IsBetterThan(best) ? found : best;
        }

        return best;
    }

    private void Note(Trace candidate, Verdict verdict)
    {
        var found = _found.Find(one => one.Story == candidate.Story);
        if (found is null)
        {
            _found.Add(new Found { Story = candidate.Story!, Of = candidate, Nearest = verdict });
        }
        else if (verdict.Score > found.Nearest.Score || (verdict.Score == found.Nearest.Score && candidate.Id < found.Of.Id))
        {
            (found.Of, found.Nearest) = (candidate, verdict);
        }
    }

    private void Settle(Found found, Trace trace)
    {
        (found.Score, found.Joins) = (found.Nearest.Score, found.Nearest.Same);
        if (!found.Joins || found.Nearest.Kind == Kind.Copy || found.Story.Count < FewestForMiddle)
        {
            return;
        }

        // One wrong member brings the next; what the story says on the whole has its say as well.
        var oneLanguage = found.Story.Exemplars.Exists(known => known.Language == trace.Language);
        found.Score = (found.Score + _judge.Chance(trace, found.Story.Middle(_maker), oneLanguage)) / 2;
        found.Joins = found.Score >= _options.JoinsStory;
    }

    private void Remember(Trace trace, long first)
    {
        if (!_stories.TryGetValue(first, out var story))
        {
            story = _stories[first] = new Story(first);
        }

        story.Add(trace);
        _corpus.Add(trace);
    }

    private void Forget(DateTimeOffset now)
    {
        _newest = now > _newest ? now : _newest;
        while (_corpus.Count > 0 && (_corpus.IsFull || _newest - _corpus[_corpus.Oldest].At > _options.Window))
        {
            var trace = _corpus.Remove();
            trace.Story!.Remove(trace);
            if (trace.Story.Count == 0)
            {
                _stories.Remove(trace.Story.First);
            }
        }
    }

    private sealed class Found
    {
        public required Story Story { get; init; }
        public required Trace Of { get; set; }
        public required Verdict Nearest { get; set; }
        public double Score { get; set; }
        public bool Joins { get; set; }

        public bool IsBetterThan(Found other)
            => Joins != other.Joins ? Joins : Score != other.Score ? Score > other.Score : Story.First < other.Story.First;
    }
}
