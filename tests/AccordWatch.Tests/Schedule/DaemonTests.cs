using AccordWatch.Acquire;
using AccordWatch.Delivery;
using AccordWatch.Host.Commands;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccordWatch.Tests.Schedule;

/// <summary>The whole daemon on a real database, a web on loopback and a pickup folder.</summary>
public sealed class DaemonTests : IAsyncLifetime
{
    private const string Signing = "Kenya and Norway signed an agreement on space cooperation on Tuesday. The ministers of both countries put their names to it in Nairobi. They will share satellite data and train engineers together for five years.";

    private readonly TemporaryFolder _folder = new();
    private readonly Web _web = new();
    private Database _database = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder.File("config"));
        _database = new Database(_folder.File("watch.db"));
        await Migrator.MigrateAsync(_database, TimeProvider.System, CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        _web.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_source_that_is_due_is_visited_and_its_accord_registered_and_the_stop_is_clean()
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var feed = _web.Tells("/feed", Feed(_web.Url("/one"), "Kenya and Norway sign space agreement"));
        _web.Tells("/one", _ =>
        {
            read.TrySetResult();
            return Told.Text($"<html><body><article><h1>Kenya and Norway sign space agreement</h1><p>{Signing}</p></article></body></html>");
        });
        List(("gazette", feed), ("broken", _web.Url("/nowhere")));
        using var host = HostOf();
        await RunCommand.BeginAsync(host.Services, CancellationToken.None);

        await host.StartAsync();
        await read.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await host.StopAsync();

        Assert.False(File.Exists(_folder.File(RunCommand.PulseFile)));
        var sources = host.Services.GetRequiredService<SourceTable>().All();
        Assert.Contains(sources, state => state is { Source.Name: "broken", LastReason: not null });

        // What the stop cut short is done at the next start.
        using var again = HostOf();
        await again.Services.GetRequiredService<Rounds>().OnceAsync(sources, _ => { }, CancellationToken.None);
        Assert.EndsWith("-KEN-NOR-001", Assert.Single(new AccordTable(_database).All()).Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_list_is_read_again_and_a_mistake_in_it_leaves_the_old_in_force()
    {
        List(("gazette", _web.Url("/feed")));
        using var host = HostOf();
        await RunCommand.BeginAsync(host.Services, CancellationToken.None);
        var reload = host.Services.GetRequiredService<Host.Schedule.Reload>();
        var sources = host.Services.GetRequiredService<SourceTable>();

        List(("gazette", _web.Url("/feed")), ("herald", _web.Url("/other")));
        await reload.LookAsync(CancellationToken.None);
        Assert.Equal(["gazette", "herald"], sources.All().Select(state => state.Source.Name));

        File.WriteAllText(_folder.File("config/sources.yaml"), "sources:\n  - name: gazette\n    adress: https://gazette.example/\n");
        await reload.LookAsync(CancellationToken.None);
        Assert.Equal(["gazette", "herald"], sources.All().Select(state => state.Source.Name));
    }

    [Fact]
    public async Task An_article_that_was_kept_but_not_yet_classified_when_the_process_ended_is_classified_at_the_next_start()
    {
        var feed = _web.Tells("/feed", Feed(_web.Url("/two"), "Rocket lifts off"));
        _web.Tells("/two", Told.Text("<html><body><article><h1>Rocket lifts off</h1><p>A rocket rose from its pad on Tuesday and put a weather satellite into orbit without any trouble, said its owner.</p></article></body></html>"));
        List(("gazette", feed));
        using var host = HostOf();
        await RunCommand.BeginAsync(host.Services, CancellationToken.None);
        var (sources, articles) = (host.Services.GetRequiredService<SourceTable>(), host.Services.GetRequiredService<ArticleTable>());
        await KeepUnreadAsync(sources, articles);
        Assert.Single(articles.Unread());

        await host.Services.GetRequiredService<Rounds>().OnceAsync(sources.All(), _ => { }, CancellationToken.None);

        Assert.Empty(articles.Unread());
        Assert.EndsWith("-KEN-NOR-001", Assert.Single(new AccordTable(_database).All()).Id, StringComparison.Ordinal);
    }

    // The state that a kill between two steps leaves behind.
    private static async Task KeepUnreadAsync(SourceTable sources, ArticleTable articles)
    {
        var now = TimeProvider.System.GetUtcNow();
        var source = sources.All().Single().Source;
        await sources.KeepVisitAsync(source, new VisitRecord { StartedAt = now, EndedAt = now, Outcome = "body", NextVisitAt = now, Entries = [new FeedEntry { Id = "left", Link = "https://gazette.example/left" }] }, CancellationToken.None);
        var url = new Uri("https://gazette.example/left");
        var article = new Article { Url = url, CanonicalUrl = url, Title = "Kenya and Norway sign space agreement", Text = Signing, Source = source.Name, Language = "en", FetchedAt = now, Published = now };
        await articles.KeepAsync([new PlacedArticle(articles.NextId(), sources.Waiting(source.Name).Single(), article, null, null, "first of its story")], [], now, CancellationToken.None);
    }

    private static Told Feed(Uri article, string title)
        => Told.Text($"<rss version=\"2.0\"><channel><title>Gazette</title><item><guid>{article}</guid><link>{article}</link><title>{title}</title><pubDate>{TimeProvider.System.GetUtcNow():R}</pubDate></item></channel></rss>", "application/rss+xml");

    private void List(params (string Name, Uri Url)[] sources)
        => File.WriteAllText(_folder.File("config/sources.yaml"), "sources:\n" + string.Concat(sources.Select(source => $"  - name: {source.Name}\n    url: {source.Url}\n    language: en\n")));

    private IHost HostOf()
    {
        var settings = new HostSettings
        {
            Acquire = new AcquireOptions { HostSpacing = TimeSpan.Zero, AllowPrivate = ["127.0.0.0/8"] },
            Mail = new MailOptions(),
            Log = new LogOptions { Level = Microsoft.Extensions.Logging.LogLevel.None },
        };
        return RunCommand.HostOf(new ConfigFolder(ConfigFolder.Beside, _folder.File("config")), settings, _database, _folder.Path, verbose: false);
    }
}
