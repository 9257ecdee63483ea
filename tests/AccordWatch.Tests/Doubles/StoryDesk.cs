using System.Globalization;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;
using AccordWatch.Store;
using AccordWatch.Stories;
using AccordWatch.Tests.Stories;

namespace AccordWatch.Tests.Doubles;

/// <summary>A news desk on a database file; sources are made as they tell something, and the clock goes with what they tell.</summary>
internal sealed class StoryDesk : IDisposable
{
    private static readonly KnowledgeBase Knowledge = KnowledgeBase.Load(Shipped.Config);
    private readonly TemporaryFolder _folder = new();
    private readonly HandClock _clock = new(News.Monday);
    private NewsDesk _desk;
    private int _entries;

    public StoryDesk()
    {
        Database = new Database(_folder.File("watch.db"));
        Migrator.MigrateAsync(Database, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();
        _desk = Opened();
    }

    public Database Database { get; }

    public StoryTable Stories => new(Database);

    public ArticleTable Articles => new(Database);

    public DecisionTable Decisions => new(Database);

    public StoryCorrections Corrections => new(Stories, Articles, Decisions);

    /// <summary>By story, the articles in it, e.g. <c>1: 1 2 | 3: 4</c>.</summary>
    public string Map
    {
        get
        {
            using var connection = Database.Read();
            return string.Join(" | ", connection.Rows(null, "SELECT story_id, id FROM article ORDER BY story_id, id", row => (Story: row.GetInt64(0), Id: row.GetInt64(1)))
                .GroupBy(row => row.Story)
                .Select(story => $"{story.Key}: {string.Join(' ', story.Select(row => row.Id))}"));
        }
    }

    /// <summary>All that was in memory is gone.</summary>
    public void Restart()
    {
        _desk.Dispose();
        _desk = Opened();
    }

    /// <summary>Shows an entry of the source again by its number, or a new one for 0; null when nothing new is told of it.</summary>
    public async Task<NewsReport?> ShowAsync(int entry, string title, string text, TimeSpan after = default, string source = "gazette", string[]? categories = null)
    {
        var at = _clock.Now = News.Monday + after;
        var known = new Source { Name = source, Url = new Uri($"https://{source}.example/feed"), Categories = categories ?? [] };
        var sources = new SourceTable(Database);
        var id = (entry > 0 ? entry : ++_entries).ToString(CultureInfo.InvariantCulture);
        var visit = new VisitRecord { StartedAt = at, EndedAt = at, Outcome = "body", Entries = [new FeedEntry { Id = id, Title = title, Summary = text, Published = at }], NextVisitAt = at };
        await sources.AddAsync(known, at, CancellationToken.None);
        await sources.KeepVisitAsync(known, visit, CancellationToken.None);
        var url = new Uri($"https://{source}.example/{id}");
        var article = new Article { Url = url, CanonicalUrl = url, Title = title, Text = text, Source = source, Published = at, Language = "en", FetchedAt = at };
        var waiting = await sources.BeginAsync(sources.Waiting(source), CancellationToken.None);
        return (await _desk.TellAsync([.. waiting.Select(one => new Untold(one, article, null))], [], CancellationToken.None)).SingleOrDefault();
    }

    /// <summary>A new entry is told.</summary>
    public async Task<NewsReport> TellAsync(string title, string text, TimeSpan after = default, string source = "gazette", string[]? categories = null)
        => (await ShowAsync(0, title, text, after, source, categories))!;

    /// <returns>Id of the decision.</returns>
    public Task<long> DecideAsync(Decision decision) => Corrections.KeepAsync(decision, _clock.Now, CancellationToken.None);

    /// <summary>Groups what was seen since Monday anew.</summary>
    public async Task<Regrouped> RegroupAsync()
    {
        var plan = new Regrouping(Articles, Stories, new StoryOptions()).Plan(News.Monday);
        await Stories.MoveAsync(plan.Moves, plan.Copies, _clock.Now, CancellationToken.None);
        return plan;
    }

    public void Dispose()
    {
        _desk.Dispose();
        Database.Dispose();
        _folder.Dispose();
    }

    private NewsDesk Opened()
    {
        var accords = new AccordTable(Database);
        return new NewsDesk(Articles, Stories, new AccordRegister(accords, Decisions), new StoryOptions(), new Current<KnowledgeBase>(() => Knowledge, () => ""), _clock);
    }
}
