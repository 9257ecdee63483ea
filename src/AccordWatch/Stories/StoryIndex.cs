using System.Globalization;
using System.Runtime.InteropServices;
using AccordWatch.Model;

namespace AccordWatch.Stories;

/// <summary>The stories that may still grow; decides for each article whether it tells one of them. Not safe for concurrent use.</summary>
public sealed class StoryIndex(StoryOptions options)
{
    private readonly Corpus _corpus = new();
    private readonly Dictionary<long, Story> _stories = [];
    private readonly PriorityQueue<Story, DateTimeOffset> _ends = new();
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
        Remember(trace, best?.Story.First ?? id);
        return best is null
            ? new Telling.First("nothing like it in the last days")
            : new Telling.Again(best.Story.First, best.Nearest.IsCopy, best.Nearest.IsCopy ? best.Of : null, Because(best));
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
        Found? best = null;
        foreach (var story in CandidatesFor(weighed).GroupBy(candidate => candidate.Story!))
        {
            if ((trace.At - story.Key.LastAt).Duration() > options.Window)
            {
                continue;
            }

            var found = Judged(story.Key, weighed, [.. story], judge);
            if (found is not null && (best is null || found.Score > best.Score))
            {
                best = found;
            }
        }

        return best;
    }

    private Found? Judged(Story story, Weighed trace, Trace[] members, Judge judge)
    {
        var compared = members.Select(member => (Member: member, Is: judge.Compare(trace, judge.Weigh(member))))
            .OrderByDescending(one => one.Is.Score).ThenBy(one => one.Member.Id).ToList();
        var nearest = compared[0];
        if (!nearest.Is.Same)
        {
            return null;
        }

        var mean = compared.Take(3).Average(one => one.Is.Score);
        var score = nearest.Is.IsCopy ? nearest.Is.Score : (nearest.Is.Score + mean) / 2;
        return nearest.Is.IsCopy || score >= options.JoinsStory ? new Found(story, nearest.Member.Id, nearest.Is, score) : null;
    }

    private static string Because(Found found)
        => string.Create(CultureInfo.InvariantCulture, $"{found.Nearest.Because}; nearest is article {found.Of}");

    // The nearest by words, by shingles and by names and numbers; in the order of arrival, so that nothing depends on hashes.
    private List<Trace> CandidatesFor(Weighed trace)
    {
        var chosen = new HashSet<Trace>(Nearest(trace.Terms, options.Postings, options.Candidates));
        chosen.UnionWith(Nearest(trace.Grams, options.Postings, options.AnchorCandidates));
        chosen.UnionWith(Nearest(trace.Anchors, options.Postings, options.AnchorCandidates));
        var shared = new Dictionary<Trace, double>();
        foreach (var hash in trace.Trace.Shingles.Hashes)
        {
            var with = _corpus.With(hash);
            foreach (var other in with.Length < options.BoilerplateFrom ? with : [])
            {
                CollectionsMarshal.GetValueRefOrAddDefault(shared, other, out _) += 1;
            }
        }

        chosen.UnionWith(Top(shared.Where(one => one.Value >= 2), options.AnchorCandidates));
        return [.. chosen.OrderBy(one => one.At).ThenBy(one => one.Id)];
    }

    private IEnumerable<Trace> Nearest(Bag bag, int newest, int most)
    {
        var sums = new Dictionary<Trace, double>();
        for (var at = 0; at < bag.Keys.Length; at++)
        {
            var with = _corpus.With(bag.Keys[at]);
            var weight = bag.Weights[at] * bag.Weights[at];
            foreach (var other in with.Length > newest ? with[^newest..] : with)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(sums, other, out _) += weight;
            }
        }

        return Top(sums, most);
    }

    private static IEnumerable<Trace> Top(IEnumerable<KeyValuePair<Trace, double>> sums, int most)
    {
        var queue = new PriorityQueue<Trace, (double, long)>();
        foreach (var (trace, sum) in sums)
        {
            queue.Enqueue(trace, (sum, trace.Id));
            if (queue.Count > most)
            {
                queue.Dequeue();
            }
        }

        return queue.UnorderedItems.Select(item => item.Element);
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

    private sealed record Found(Story Story, long Of, Comparison Nearest, double Score);
}
