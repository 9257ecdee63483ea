namespace AccordWatch.Stories;

/// <summary>How well stories agree with labels (Bagga and Baldwin 1998).</summary>
/// <param name="Precision">Mean share of the articles in an article's story that belong there.</param>
/// <param name="Recall">Mean share of the articles that belong to an article's story that are there.</param>
public sealed record BCubed(double Precision, double Recall)
{
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <param name="pairs">For each article the story that it belongs to and the one that it was put into.</param>
    /// <param name="counts">Whether the articles of a story count; the others are there to be confused with.</param>
    internal static BCubed Of(IReadOnlyCollection<(string Right, long Told)> pairs, Predicate<string> counts)
    {
        var (right, told, both) = (pairs.CountBy(pair => pair.Right).ToDictionary(), pairs.CountBy(pair => pair.Told).ToDictionary(), pairs.CountBy(pair => pair));
        var (precision, recall, articles) = (0.0, 0.0, 0);
        foreach (var (pair, count) in both.Where(one => counts(one.Key.Right)))
        {
            precision += (double)count * count / told[pair.Told];
            recall += (double)count * count / right[pair.Right];
            articles += count;
        }

        return articles == 0 ? new BCubed(1, 1) : new BCubed(precision / articles, recall / articles);
    }
}

/// <summary>A labelled collection in one of its readings.</summary>
internal sealed class StoryCorpus
{
    private readonly IReadOnlyList<LabelledArticle> _articles;
    private readonly bool _isDated;
    private readonly HashSet<Regime> _regimes = [];
    private readonly double _weight;

    // Where no story has two languages, nobody has looked whether they tell the same.
    private readonly bool _acrossLanguages;

    /// <param name="name">To tell figures by.</param>
    /// <param name="articles">In the order of their time.</param>
    /// <param name="isDated">False leaves the dates out of it.</param>
    /// <param name="weight">Of its examples beside those of others.</param>
    public StoryCorpus(string name, IReadOnlyList<LabelledArticle> articles, bool isDated, double weight)
    {
        _weight = weight;
        Name = name;
        _articles = articles;
        _isDated = isDated;
        _acrossLanguages = articles.GroupBy(one => one.Story).Any(story => story.Select(one => one.Article.Language).Distinct().Count() > 1);
    }

    public string Name { get; }

    /// <summary>What was learned from it has the regimes that judge it.</summary>
    public bool IsJudgedBy(Regime regime) => _regimes.Contains(regime);

    /// <returns>What the first look sees, and what the second one does.</returns>
    public (Examples First, Examples Second) Learn(StoryOptions options)
    {
        var (first, second) = (new Examples { AcrossLanguages = _acrossLanguages, Weight = _weight, IsOfStories = true }, new Examples { AcrossLanguages = _acrossLanguages, Weight = _weight, IsOfStories = true });
        var (index, stories, learned, number) = (new StoryIndex(options), new Dictionary<string, long>(), new HashSet<long>(), 0L);
        foreach (var (article, at) in Stream(_articles))
        {
            if (index.WantsSecondLook)
            {
                index.LearnLater(learned.Contains, second);
            }

            var story = _acrossLanguages ? article.Story : $"{article.Article.Language} {article.Story}";
            stories.TryAdd(story, stories.Count + 1);
            var isLearned = StoryTraining.IsLearned(article.Story);
            index.Learn(++number, article.Article, at, stories[story], isLearned ? first : null);
            if (isLearned)
            {
                learned.Add(number);
            }
        }

        index.LearnLater(learned.Contains, second);
        _regimes.UnionWith(Enum.GetValues<Regime>().Where(regime => first.Of(regime).Count > 0));
        return (first, second);
    }

    /// <summary>Groups the whole collection and counts half of its stories.</summary>
    public BCubed Measure(StoryOptions options, StoryModel model, bool ofLearned)
    {
        var (index, told) = (new StoryIndex(options, model), new List<(string Story, string? Language, long Told)>());
        foreach (var (article, at) in Stream(_articles))
        {
            if (index.WantsSecondLook)
            {
                Follow(index.Reconsider(), told);
            }

            told.Add((article.Story, article.Article.Language, index.Tell(told.Count, article.Article, at).Story));
        }

        Follow(index.Reconsider(), told);
        var parts = told.GroupBy(one => _acrossLanguages ? "" : one.Language ?? "").Select(part => (Size: part.Count(), Figures: BCubed.Of([.. part.Select(one => (one.Story, one.Told))], story => StoryTraining.IsLearned(story) == ofLearned))).ToList();
        return new BCubed(parts.Sum(part => part.Size * part.Figures.Precision) / told.Count, parts.Sum(part => part.Size * part.Figures.Recall) / told.Count);
    }

    private static void Follow(IReadOnlyList<Moved> moves, List<(string Story, string? Language, long Told)> told)
    {
        foreach (var moved in moves)
        {
            told[(int)moved.Article] = told[(int)moved.Article] with { Told = moved.To };
        }
    }

    // An article without a date stands where the one before it stood.
    private IEnumerable<(LabelledArticle Article, DateTimeOffset At)> Stream(IEnumerable<LabelledArticle> articles)
    {
        var at = DateTimeOffset.UnixEpoch;
        foreach (var one in articles)
        {
            at = one.Article.Published ?? at;
            yield return (_isDated ? one : one with { Article = one.Article with { Published = null } }, at);
        }
    }
}
