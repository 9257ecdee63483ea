using AccordWatch.Model;

namespace AccordWatch.Stories;

/// <summary>An article of which is known what story it tells.</summary>
public sealed record LabelledArticle(Article Article, string Story);

/// <summary>Two articles of which is known whether they tell one story.</summary>
/// <param name="Name">Decides for which half they are.</param>
/// <param name="A">One.</param>
/// <param name="B">The other.</param>
/// <param name="Same">The answer.</param>
public sealed record LabelledPair(string Name, Article A, Article B, bool Same);

/// <summary>
/// Makes a <see cref="StoryModel"/> of labelled collections. Each collection is read whole, as headline and lead, and as a headline; each with and without dates; a collection as it is
/// counts thrice as much as one in another reading. Stories whose name has an even fingerprint are for learning, the others for measuring. Nothing is drawn at random: the same files give the same weights.
/// </summary>
/// <remarks>
/// A logistic regression for every regime over the pairs that the search for candidates brings, for the first look and for the second one, when it is known what came
/// after an article. The first look chains pairs, so that a false one costs more than a missed one: its biases are then lowered by what makes B-cubed F1 best over the
/// learning halves.
/// </remarks>
public sealed class StoryTraining(StoryOptions options)
{
    private const int LeadLength = 300;

    // What a collection counts in a reading that is not its own.
    private const double OtherReading = 0.3;
    private const double OfStoriesForPairs = 0.1;

    // Of headlines people have judged thousands of pairs, none with a date; what the search of a stream brings only adds what dates say.
    private const double OfStoriesForHeadlinePairs = 0.003;
    private static readonly double[] Shifts = [-0.5, -1, -1.5, -2, -2.5, -3];

    private static readonly Regime[][] ShiftedTogether =
    [
        [Regime.Texts, Regime.Middle],
        [Regime.TextsUndated, Regime.MiddleUndated],
        [Regime.Headlines, Regime.MiddleHeadlines],
        [Regime.HeadlinesUndated, Regime.MiddleHeadlinesUndated],
        [Regime.Languages, Regime.MiddleLanguages],
    ];

    private readonly List<StoryCorpus> _corpora = [];
    private readonly List<IReadOnlyList<LabelledPair>> _pairs = [];

    public void AddStories(string name, IReadOnlyList<LabelledArticle> articles)
    {
        var readings = new List<(string Name, Func<Article, Article> As)>();
        var hasTexts = articles.Any(one => one.Article.Text.Length > LeadLength);
        var hasTitles = articles.Any(one => one.Article.Title.Length > 0);
        readings.AddRange(hasTexts ? [("", one => one), (" (lead)", one => one with { Text = Lead(one.Text) })] : [("", one => one)]);
        if (hasTexts && hasTitles)
        {
            readings.Add((" (headline)", one => one with { Text = "" }));
        }

        foreach (var (reading, read) in readings)
        {
            _corpora.Add(new StoryCorpus(name + reading, [.. articles.Select(one => one with { Article = read(one.Article) })], isDated: true, reading.Length == 0 ? 1 : OtherReading));
            if (articles.Any(one => one.Article.Published is not null))
            {
                _corpora.Add(new StoryCorpus($"{name}{reading} undated", [.. articles.Select(one => one with { Article = read(one.Article) })], isDated: false, OtherReading));
            }
        }
    }

    public void AddPairs(IReadOnlyList<LabelledPair> pairs) => _pairs.Add(pairs);

    /// <param name="progress">Is told in words what has been done.</param>
    public StoryModel Fit(Action<string> progress)
    {
        var stories = _corpora.Select(corpus => corpus.Learn(options)).ToList();
        var pairs = _pairs.Select(Learn).ToList();
        var second = Fit([.. stories.Select(one => one.Second), .. pairs], progress);
        var first = Fit([.. stories.Select(one => one.First), .. pairs], progress);
        foreach (var pair in (Regime[])[Regime.TextPair, Regime.HeadlinePair, Regime.LanguagePair])
        {
            first = first.With(pair, BestOnPairs(first[pair], pair));
        }

        return new StoryModel(Shifted(first, second, progress), second);
    }

    private static Weighting Fit(IReadOnlyList<Examples> examples, Action<string> progress)
        => new(Enum.GetValues<Regime>().ToDictionary(regime => regime, regime => Fit(regime, examples, progress)));

    /// <summary>B-cubed of each collection over the stories that were not learned from.</summary>
    public IEnumerable<(string Corpus, BCubed Figures)> Measure(StoryModel model)
        => _corpora.Select(corpus => (corpus.Name, corpus.Measure(options, model, ofLearned: false)));

    internal static bool IsLearned(string name) => Fingerprint.Of(name) % 2 == 0;

    private Examples Learn(IReadOnlyList<LabelledPair> pairs)
    {
        var (index, examples, at) = (new StoryIndex(options), new Examples(), 0L);
        foreach (var pair in pairs.Where(pair => IsLearned(pair.Name)))
        {
            index.Learn(pair.A, pair.B, pair.Same, examples);
            index.Recall(++at, pair.A, DateTimeOffset.UnixEpoch, at);
            index.Recall(++at, pair.B, DateTimeOffset.UnixEpoch, at);
        }

        return examples;
    }

    private static EventWeights Fit(Regime regime, IReadOnlyList<Examples> examples, Action<string> progress)
    {
        // A collection counts the same whatever its size; one with answers of one kind only teaches nothing.
        // Pairs that people have judged say more about pairs than what the search of a stream brings.
        var able = examples.Select(one => (Weight: one.IsOfStories ? one.Weight * ShareOfStories(regime) : one.Weight, Rows: one.Of(regime))).Where(one => one.Rows.Any(row => row.IsSame) && one.Rows.Any(row => !row.IsSame)).ToList();
        var all = able.Sum(one => one.Weight);
        var weighed = able.SelectMany(one => one.Rows.Select(row => (row.Signs, row.IsSame, one.Weight / one.Rows.Count / all))).ToList();
        var names = Signs.Of(regime).ToHashSet(StringComparer.Ordinal);
        var used = Enumerable.Range(0, Signs.Names.Length).Where(at => names.Contains(Signs.Names[at])).ToArray();
        var beta = LogisticFit.Fit(weighed, used);
        var weights = new double[Signs.Names.Length];
        for (var at = 0; at < used.Length; at++)
        {
            weights[used[at]] = beta[at + 1];
        }

        progress($"{regime}: {weighed.Count:n0} examples of {able.Count} readings");
        return new EventWeights(beta[0], weights);
    }

    private static double ShareOfStories(Regime regime) => regime == Regime.HeadlinePair ? OfStoriesForHeadlinePairs : regime.IsPair() ? OfStoriesForPairs : 1;

    // Of two by themselves F1 itself can be tried out.
    private EventWeights BestOnPairs(EventWeights weights, Regime regime)
    {
        var rows = _pairs.SelectMany(pairs => Learn(pairs).Of(regime)).Select(row => (Sum: weights.Sum(row.Signs), row.IsSame)).OrderByDescending(row => row.Sum).ToList();
        var all = rows.Count(row => row.IsSame);
        var (hits, best, bound) = (0, 0.0, 0.0);
        for (var at = 0; at < rows.Count; at++)
        {
            hits += rows[at].IsSame ? 1 : 0;
            var f1 = 2.0 * hits / (at + 1 + all);
            (best, bound) = f1 > best ? (f1, rows[at].Sum) : (best, bound);
        }

        return all == 0 ? weights : weights.Shifted(-bound);
    }

    private Weighting Shifted(Weighting model, Weighting second, Action<string> progress)
    {
        foreach (var regimes in ShiftedTogether)
        {
            var start = model;
            var judged = _corpora.Where(corpus => corpus.IsJudgedBy(regimes[0])).ToList();
            var best = Score(judged, new StoryModel(model, second));
            foreach (var shift in Shifts)
            {
                var tried = regimes.Aggregate(start, (known, regime) => known.With(regime, start[regime].Shifted(shift)));
                var score = Score(judged, new StoryModel(tried, second));
                progress($"{regimes[0]} {shift:0.0}: {score:0.0000}");
                (model, best) = score > best ? (tried, score) : (model, best);
            }
        }

        return model;
    }

    private double Score(IReadOnlyList<StoryCorpus> corpora, StoryModel model) => corpora.Count == 0 ? 0 : corpora.Average(corpus => corpus.Measure(options, model, ofLearned: true).F1);

    private static string Lead(string text)
    {
        var end = text.Length <= LeadLength ? text.Length : text.IndexOf(' ', LeadLength);
        return end < 0 ? text : text[..end];
    }
}
