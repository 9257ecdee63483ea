using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Store;

public sealed class AccordTableTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2021, 9, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly Source Gazette = new() { Name = "gazette", Url = new Uri("https://gazette.example/feed") };

    private static readonly Finding Signing = new()
    {
        IsAccord = true,
        Score = 0.9,
        Status = "signed",
        Instrument = "agreement",
        Kind = "interagency",
        Parties = [new Party("AEM", "agency", "MX"), new Party("Roscosmos", "agency", "RU")],
        Areas = ["satcom"],
        Evidence = [new Evidence("status", "Mexico and Russia signed.", 0, 25), new Evidence("party:AEM", "Mexico and Russia signed.", 0, 25)],
    };

    private readonly TemporaryFolder _folder = new();
    private Database _database = null!;
    private AccordTable _accords = null!;

    public async Task InitializeAsync()
    {
        _database = new Database(_folder.File("watch.db"));
        await Migrator.MigrateAsync(_database, TimeProvider.System, CancellationToken.None);
        await new SourceTable(_database).SyncAsync([Gazette], Noon, CancellationToken.None);
        _accords = new AccordTable(_database);
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_accord_is_entered_with_its_parties_and_the_words_that_prove_each_field()
    {
        var article = await ToldAsync("one");

        var id = await EnterAsync(article);

        var accord = _accords.Find(id)!;
        Assert.Equal("AW-2021-MEX-RUS-001", id);
        Assert.Equal(Signing.Parties, accord.Parties);
        Assert.Contains(_accords.EvidenceOf(id), evidence => evidence is { Field: "party:AEM", Value: "AEM", Start: 0, End: 25 } && evidence.Url == article.Url);
    }

    [Fact]
    public async Task Two_accords_of_the_same_parties_in_one_year_have_two_numbers()
    {
        await EnterAsync(await ToldAsync("one"));

        Assert.Equal("AW-2021-MEX-RUS-002", await EnterAsync(await ToldAsync("two")));
    }

    [Fact]
    public async Task More_coverage_adds_an_article_and_no_revision()
    {
        var id = await EnterAsync(await ToldAsync("one"));

        var changes = await _accords.ReportAsync(_accords.Find(id)!, Signing, new Standing("signed", Signing.SignedOn, "none"), await ToldAsync("two"), Noon.AddHours(1), CancellationToken.None);

        Assert.Empty(changes);
        Assert.Equal(1, _accords.Find(id)!.Revision);
        Assert.Equal(2, _accords.ArticlesOf(id).Count);
    }

    [Fact]
    public async Task A_new_status_and_a_date_that_was_unknown_make_one_revision_with_its_history()
    {
        var id = await EnterAsync(await ToldAsync("one"));

        await _accords.ReportAsync(_accords.Find(id)!, Signing with { SignedOn = "2021-09-28" }, new Standing("in_force", "2021-09-28"), await ToldAsync("two"), Noon.AddHours(1), CancellationToken.None);

        var accord = _accords.Find(id)!;
        Assert.Equal(("in_force", "2021-09-28", 2), (accord.Status, accord.SignedOn, accord.Revision));
        Assert.Equal(["entered", "status: signed -> in_force", "signed_on: 2021-09-28"], _accords.HistoryOf(id).Select(change => change.Change));
    }

    private Task<string> EnterAsync(KeptArticle article)
        => _accords.EnterAsync("AW-2021-MEX-RUS", "Mexico and Russia: agreement", Signing, article, Noon, CancellationToken.None);

    private async Task<KeptArticle> ToldAsync(string slug)
    {
        var sources = new SourceTable(_database);
        var visit = new VisitRecord { StartedAt = Noon, EndedAt = Noon, Outcome = "body", Entries = [new FeedEntry { Id = slug }], NextVisitAt = Noon };
        await sources.KeepVisitAsync(Gazette, visit, CancellationToken.None);
        var url = new Uri($"https://gazette.example/{slug}");
        var article = new Article { Url = url, CanonicalUrl = url, Title = slug, Text = "Mexico and Russia signed.", Source = "gazette", FetchedAt = Noon };
        var articles = new ArticleTable(_database);
        return (await articles.KeepAsync(new NewsBatch([new PlacedArticle(articles.NextId(), sources.Waiting("gazette").Single(), article, articles.NextStoryId(), null, "first of its story")]), TimeProvider.System.GetUtcNow(), CancellationToken.None)).Single();
    }
}
