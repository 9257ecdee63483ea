using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Tests.Doubles;

/// <summary>A real database with one source, in which a test enters and changes accords.</summary>
internal sealed class FilledRegister : IDisposable
{
    private static readonly Source Gazette = new() { Name = "gazette", Url = new Uri("https://gazette.example/feed") };

    private readonly TemporaryFolder _folder = new();

    private FilledRegister() => Database = new Database(_folder.File("watch.db"));

    public Database Database { get; }

    public AccordTable Accords => new(Database);

    /// <summary>Where a test may put more files.</summary>
    public string File(string name) => _folder.File(name);

    public static async Task<FilledRegister> OpenAsync()
    {
        var register = new FilledRegister();
        await Migrator.MigrateAsync(register.Database, TimeProvider.System, CancellationToken.None);
        await new SourceTable(register.Database).SyncAsync([Gazette], DateTimeOffset.UnixEpoch, CancellationToken.None);
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

    private async Task<KeptArticle> ToldAsync(string slug, DateTimeOffset at, string? headline)
    {
        var sources = new SourceTable(Database);
        var visit = new VisitRecord { StartedAt = at, EndedAt = at, Outcome = "body", Entries = [new FeedEntry { Id = slug }], NextVisitAt = at };
        await sources.KeepVisitAsync(Gazette, visit, CancellationToken.None);
        var url = new Uri($"https://gazette.example/{slug}");
        var article = new Article { Url = url, CanonicalUrl = url, Title = headline ?? $"Report {slug}", Text = $"The words of {slug}.", Source = "gazette", FetchedAt = at };
        var articles = new ArticleTable(Database);
        return await articles.KeepAsync(articles.NextId(), sources.Waiting("gazette").Single(), article, null, null, "first of its story", CancellationToken.None);
    }
}
