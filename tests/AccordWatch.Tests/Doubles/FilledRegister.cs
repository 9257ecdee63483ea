using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;
using AccordWatch.Store;

namespace AccordWatch.Tests.Doubles;

/// <summary>A real database with one source, in which a test enters and changes accords.</summary>
internal sealed class FilledRegister : IDisposable
{
    /// <summary>An article's report of a signing that the register accepts.</summary>
    public static Finding Signing { get; } = new()
    {
        IsAccord = true,
        Score = 0.9,
        Decision = "accept",
        Status = "signed",
        Instrument = "agreement",
        Kind = "intergovernmental",
        Parties = [new Party("Mexico", "state", "MX"), new Party("Russia", "state", "RU")],
        SignedOn = "2021-09-28",
        Areas = ["satcom"],
    };

    private static readonly Source Gazette = new() { Name = "gazette", Url = new Uri("https://gazette.example/feed") };
    private static readonly Source Agency = new() { Name = "agency", Url = new Uri("https://agency.example/feed"), Categories = ["agency"] };

    private readonly TemporaryFolder _folder = new();

    private FilledRegister() => Database = new Database(_folder.File("watch.db"));

    public Database Database { get; }

    public AccordTable Accords => new(Database);

    public ArticleTable Articles => new(Database);

    public DecisionTable Decisions => new(Database);

    public AccordRegister Register => new(Accords, Decisions);

    public Corrections Corrections => new(Accords, Articles, Decisions, Register);

    public static PartyBook Parties { get; } = KnowledgeBase.Load(Shipped.Config).Parties;

    /// <summary>Where a test may put more files.</summary>
    public string File(string name) => _folder.File(name);

    public static async Task<FilledRegister> OpenAsync()
    {
        var register = new FilledRegister();
        await Migrator.MigrateAsync(register.Database, TimeProvider.System, CancellationToken.None);
        await new SourceTable(register.Database).SyncAsync([Gazette, Agency], DateTimeOffset.UnixEpoch, CancellationToken.None);
        return register;
    }

    /// <summary>Enters an accord; its only article is <c>https://gazette.example/{slug}</c>.</summary>
    public async Task<string> EnterAsync(string slug, DateTimeOffset at, string? title = null, string? headline = null)
        => await Accords.EnterAsync("AW-2021-MEX-RUS", title ?? $"Accord {slug}", Finding(slug), await ToldAsync(slug, at, headline), at, CancellationToken.None);

    /// <summary>Lets a further article report a new status.</summary>
    public async Task ChangeAsync(string id, string status, string slug, DateTimeOffset at)
        => await Accords.ReportAsync(Accords.Find(id)!, Finding(slug) with { Status = status }, new Standing(status, Accords.Find(id)!.SignedOn), await ToldAsync(slug, at, null), at, CancellationToken.None);

    /// <summary>Lets an article wait for the reader's judgement.</summary>
    public async Task DoubtAsync(string slug, DateTimeOffset at)
        => await new ArticleTable(Database).KeepFindingAsync((await ToldAsync(slug, at, null)).Id, new Finding { Decision = "review", Score = 0.5 }, at, CancellationToken.None);

    /// <summary>Tells an article whose finding is known, as the news desk does.</summary>
    public async Task<(KeptArticle Article, IReadOnlyList<Registered> Accords)> TellAsync(string slug, DateTimeOffset at, Finding finding, string? text = null, string source = "gazette", long? copyOf = null)
    {
        var article = await ToldAsync(slug, at, null, text, source == "agency" ? Agency : Gazette, at, copyOf);
        return (article, await AgainAsync(article, finding, at));
    }

    /// <summary>Reports an article that was told before.</summary>
    public async Task<IReadOnlyList<Registered>> AgainAsync(KeptArticle article, Finding finding, DateTimeOffset at)
    {
        var accords = await Register.ReportAsync(finding, article, Parties, at, CancellationToken.None);
        await Articles.KeepFindingAsync(article.Id, finding, at, CancellationToken.None);
        return accords;
    }

    /// <summary>Keeps a decision.</summary>
    public Task DecideAsync(Decision decision, DateTimeOffset at) => Corrections.KeepAsync(decision, Parties, at, CancellationToken.None);

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }

    private static Finding Finding(string slug) => new()
    {
        IsAccord = true,
        Score = 0.9,
        Status = "planned",
        Instrument = "agreement",
        Kind = "interagency",
        Parties = [new Party("AEM", "agency", "MX"), new Party("Roscosmos", "agency", "RU")],
        Areas = ["satcom"],
        Evidence = [new Evidence("status", $"The words of {slug}.", 0, 10)],
    };

    private async Task<KeptArticle> ToldAsync(string slug, DateTimeOffset at, string? headline, string? text = null, Source? from = null, DateTimeOffset? published = null, long? copyOf = null)
    {
        var source = from ?? Gazette;
        var sources = new SourceTable(Database);
        var visit = new VisitRecord { StartedAt = at, EndedAt = at, Outcome = "body", Entries = [new FeedEntry { Id = slug }], NextVisitAt = at };
        await sources.KeepVisitAsync(source, visit, CancellationToken.None);
        var url = new Uri($"https://{source.Name}.example/{slug}");
        var article = new Article { Url = url, CanonicalUrl = url, Title = headline ?? $"Report {slug}", Text = text ?? $"The words of {slug}.", Source = source.Name, Published = published, FetchedAt = at };
        return (await Articles.KeepAsync(new NewsBatch([new PlacedArticle(Articles.NextId(), sources.Waiting(source.Name).Single(), article, copyOf is null ? Articles.NextStoryId() : Articles.Find($"{copyOf}")!.StoryId, copyOf, "first of its story")]), TimeProvider.System.GetUtcNow(), CancellationToken.None)).Single();
    }
}
