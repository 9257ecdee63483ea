using AccordWatch.Model;

namespace AccordWatch.Stories;

/// <summary>The stories that may still grow; decides for each article whether it tells one of them. Not safe for concurrent use.</summary>
public sealed class StoryIndex(StoryOptions options)
{
    private const int HeaviestTerms = 24;
    private const int FewestForMiddle = 3;
    private readonly Corpus _corpus = new();
    private readonly Dictionary<long, Story> _stories = [];
    private readonly PriorityQueue<Story, DateTimeOffset> _ends = new();
    private int _search;
    private DateTimeOffset _newest = DateTimeOffset.MinValue;

    /// <summary>Articles remembered.</summary>
    public int Count => _corpus.Count;

    /// <summary>Decides for the article and remembers it. Articles come in the order of their time.</summary>
    public Telling Tell(long id, Article article, DateTimeOffset at)
    {
        var trace = TraceReader.Read(id, article, at, options);
        Forget(at);
        var judge = new Judge(_corpus, options);
        var best = BestStory(trace, judge);
        var telling = Told(trace, best);
        Remember(trace, best is { Joins: true } ? best.Story.First : id);
        return telling;
    }

    private static Telling Told(Trace trace, Found? best)
    {
        if (best is null)
        {
            return new Telling.First("nothing like it so far");
        }

        var because = Judge.Explain(best.Nearest, trace, best.Of);
        var isCopy = best.Nearest.Kind == Kind.Copy;
        return best.Joins
            ? new Telling.Again(best.Story.First, isCopy, isCopy ? best.Of.Id : null, $"{because}; nearest is '{best.Of.Title}'")
            : new Telling.First($"first of its story; nearest is '{best.Of.Title}', {because}");
    }

    /// <summary>Fills the memory again after a restart; the same articles in the same order give the same stories as without it.</summary>
    public void Recall(long id, Article article, DateTimeOffset at, long firstOfStory)
    {
        Forget(at);
        Remember(TraceReader.Read(id, article, at, options), firstOfStory);
    }

    /// <summary>Two articles by themselves, whatever the index knows serving to tell rare words from common ones.</summary>
    public Comparison Compare(Article a, Article b)
    {
        var judge = new Judge(_corpus, options);
        return judge.Compare(judge.Weigh(Single(a, 1)), judge.Weigh(Single(b, 2)));
    }

    private Trace Single(Article article, long id) => TraceReader.Read(id, article, article.Published ?? article.FetchedAt, options);

    private Found? BestStory(Trace trace, Judge judge)
    {
        var weighed = judge.Weigh(trace);
        return CandidatesFor(weighed)
            .GroupBy(candidate => candidate.Story!)
            .Where(story => (trace.At - story.Key.LastAt).Duration() <= options.Window)
            .Select(story => Judged(story.Key, weighed, story, judge))
            .OrderByDescending(found => found.Joins).ThenByDescending(found => found.Score).ThenBy(found => found.Story.First)
            .FirstOrDefault();
    }

    private Found Judged(Story story, Weighed trace, IEnumerable<Trace> members, Judge judge)
    {
        var (member, nearest) = members.Select(member => (Member: member, Is: judge.Decide(trace, judge.Weigh(member))))
            .OrderByDescending(one => one.Is.Score).ThenBy(one => one.Member.Id).First();
        if (!nearest.Same || nearest.Kind == Kind.Copy || story.Members.Count < FewestForMiddle)
        {
            return new Found(story, member, nearest, nearest.Score, nearest.Same);
        }

        // One wrong member brings the next; what the story says on the whole has its say as well.
        var oneLanguage = story.Members.Exists(known => known.Language == trace.Trace.Language);
        var score = (nearest.Score + judge.Chance(trace, judge.Weigh(story.Middle), oneLanguage)) / 2;
        return new Found(story, member, nearest, score, score >= options.JoinsStory);
    }

    // The nearest by words, by letters of the headline, by names and numbers, by shingles; in the order of time, so that nothing depends on hashes.
    private List<Trace> CandidatesFor(Weighed trace)
    {
        var chosen = new HashSet<Trace>(Nearest(trace.Terms.Heaviest(HeaviestTerms), 0, options.Candidates));
        chosen.UnionWith(Nearest(trace.Grams.Heaviest(HeaviestTerms), 0, options.AnchorCandidates));
        chosen.UnionWith(Nearest(trace.Anchors.Heaviest(HeaviestTerms), 0, options.AnchorCandidates));
        var shingles = trace.Trace.Shingles.Hashes.Where(hash => _corpus.With(hash).Length < options.BoilerplateFrom).Select(hash => (hash, 1f));
        chosen.UnionWith(Nearest(shingles, 2, options.AnchorCandidates));
        return [.. chosen.OrderBy(one => one.At).ThenBy(one => one.Id)];
    }

    private List<Trace> Nearest(IEnumerable<(ulong Key, float Weight)> terms, double atLeast, int most)
    {
        _search++;
        var touched = new List<Trace>();
        foreach (var (key, weight) in terms)
        {
            var with = _corpus.With(key);
            foreach (var other in with.Length > options.Postings ? with[^options.Postings..] : with)
            {
                if (other.TalliedIn != _search)
                {
                    (other.TalliedIn, other.Tally) = (_search, 0);
                    touched.Add(other);
                }

                other.Tally += weight * weight;
            }
        }

        return Top(touched, atLeast, most);
    }

    private static List<Trace> Top(List<Trace> touched, double atLeast, int most)
    {
        var queue = new PriorityQueue<Trace, (double, long)>();
        foreach (var trace in touched.Where(trace => trace.Tally >= atLeast))
        {
            if (queue.Count < most)
            {
                queue.Enqueue(trace, (trace.Tally, trace.Id));
            }
            else
            {
                queue.EnqueueDequeue(trace, (trace.Tally, trace.Id));
            }
        }

        return [.. queue.UnorderedItems.Select(item => item.Element)];
    }

    private void Remember(Trace trace, long first)
    {
        if (!_stories.TryGetValue(first, out var story))
        {
            story = _stories[first] = new Story(first);
            _ends.Enqueue(story, trace.At);
        }

        story.Add(trace);
        _corpus.Add(trace);
    }

    private void Forget(DateTimeOffset now)
    {
        _newest = now > _newest ? now : _newest;
        while (_ends.TryPeek(out var story, out var end) && _newest - end > options.Window)
        {
            _ends.Dequeue();
            if (_newest - story.LastAt <= options.Window)
            {
                _ends.Enqueue(story, story.LastAt);
                continue;
            }

            _stories.Remove(story.First);
            story.Members.ForEach(_corpus.Remove);
        }
    }

    private sealed record Found(Story Story, Trace Of, Verdict Nearest, double Score, bool Joins);
}
