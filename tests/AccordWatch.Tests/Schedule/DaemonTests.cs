using AccordWatch.Acquire;
using AccordWatch.Delivery;
using AccordWatch.Host.Commands;
using AccordWatch.Host.Push;
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

    [Fact]
    public async Task Sources_that_hang_hold_back_no_other()
    {
        var hanging = new Uri(_web.Tells("/hangs", Told.Text("never sent") with { StallsAfter = 0 }).AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var feed = _web.Tells("/feed", Feed(_web.Url("/one"), "Rocket lifts off"));
        List([.. Enumerable.Range(0, 200).Select(number => ($"hangs-{number}", hanging)), ("well", feed)]);
        using var host = HostOf();
        await RunCommand.BeginAsync(host.Services, CancellationToken.None);
        var visited = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var rounds = host.Services.GetRequiredService<Rounds>();

        Assert.Equal(201, rounds.BeginDue(TimeProvider.System.GetUtcNow(), end => visited.TrySetResult(end.Source), stop.Token));

        // The first that ends is not one that has run out of patience.
        Assert.Equal("well", await visited.Task.WaitAsync(TimeSpan.FromSeconds(60)));
        await stop.CancelAsync();
        await rounds.DrainAsync();
    }

    [Fact]
    public async Task A_mistake_in_the_rules_stops_no_visit_without_news_and_counts_against_no_entry()
    {
        _web.Tells("/feed", Newsroom.Rss());
        List(("gazette", _web.Url("/feed")));
        using var before = HostOf();
        await RunCommand.BeginAsync(before.Services, CancellationToken.None);
        var sources = before.Services.GetRequiredService<SourceTable>();
        using var after = HostOf();
        File.WriteAllText(_folder.File("config/watch.yaml"), "keyword: [space]\n");

        Assert.Null((await VisitAsync()).Broken);

        _web.Tells("/feed", Feed(_web.Url("/one"), "Rocket lifts off"));
        Assert.IsType<MistakeException>((await VisitAsync()).Broken);
        Assert.Equal(0, Assert.Single(sources.Waiting("gazette")).Attempts);

        async Task<VisitEnd> VisitAsync()
        {
            var ends = new List<VisitEnd>();
            await after.Services.GetRequiredService<Rounds>().OnceAsync(sources.All(), ends.Add, CancellationToken.None);
            return Assert.Single(ends);
        }
    }

    [Fact]
    public async Task Articles_in_the_words_of_a_feed_are_told_once_each_and_one_that_is_shown_twice_is_one()
    {
        var now = TimeProvider.System.GetUtcNow();
        string ItemOf(string id, string link, string text) => Newsroom.Item(id, now, _web.Url(link).AbsoluteUri, $"Title {id}").Replace("</item>", $"<description>{text}</description></item>", StringComparison.Ordinal);
        _web.Tells("/feed", Newsroom.Rss(
            ItemOf("one", "/one", "A rocket rose from its pad on Tuesday and put a weather satellite into orbit."),
            ItemOf("two", "/two", Signing),
            ItemOf("again", "/two?utm_source=feed", "The same address under another guid, with other words about the harvest in the south."),
            ItemOf("empty", "/empty", "")));
        File.WriteAllText(_folder.File("config/sources.yaml"), $"sources:\n  - name: gazette\n    url: {_web.Url("/feed")}\n    language: en\n    full_text: false\n");
        using var host = HostOf();
        await RunCommand.BeginAsync(host.Services, CancellationToken.None);
        var sources = host.Services.GetRequiredService<SourceTable>();
        var ends = new List<VisitEnd>();

        await host.Services.GetRequiredService<Rounds>().OnceAsync(sources.All(), ends.Add, CancellationToken.None);

        var visited = Assert.Single(ends).Visited!;
        Assert.Equal([("/one", false), ("/two", false), ("/empty", true)], visited.News.Select(report => (new Uri(report.Article.Url).AbsolutePath, report.Article.IsRelated)));
        Assert.Empty(visited.NotArticles);
        Assert.EndsWith("-KEN-NOR-001", Assert.Single(new AccordTable(_database).All()).Id, StringComparison.Ordinal);
        Assert.Empty(host.Services.GetRequiredService<ArticleTable>().Unread());
        Assert.Empty(sources.Waiting("gazette"));
    }

    [Fact]
    public async Task With_WebSub_a_feed_is_subscribed_and_a_push_read_without_waiting()
    {
        await using var hub = await Hub.StartAsync();
        var (subscribed, read) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        hub.Verified = _ => subscribed.TrySetResult();
        Told WithHub(Told feed) => feed.With("Link", $"<{hub.Url}>; rel=hub, <https://gazette.example/feed>; rel=self");
        List(("gazette", _web.Tells("/feed", WithHub(Feed(_web.Url("/one"), "Rocket lifts off")))));
        _web.Tells("/two", _ =>
        {
            read.TrySetResult();
            return Told.Text("<html></html>");
        });
        using var host = HostOf(new WebSubOptions { Enabled = true, Port = 0 });
        await RunCommand.BeginAsync(host.Services, CancellationToken.None);
        await host.StartAsync();
        hub.Subscriber = host.Services.GetRequiredService<HubListener>().Address;
        await subscribed.Task.WaitAsync(TimeSpan.FromSeconds(60));

        _web.Tells("/feed", WithHub(Feed(_web.Url("/two"), "Rocket comes back")));
        await hub.PushAsync("news");

        await read.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await host.StopAsync();

        // Switched off again, nothing of it is left.
        using var without = HostOf();
        await RunCommand.BeginAsync(without.Services, CancellationToken.None);
        Assert.Null(Assert.Single(without.Services.GetRequiredService<SourceTable>().All()).Subscription);
    }

    [Fact]
    public void Without_WebSub_nothing_listens_and_no_hub_is_asked()
    {
        using var host = HostOf();

        Assert.Null(host.Services.GetService<HubListener>());
        Assert.Null(host.Services.GetService<Subscriptions>());
        Assert.Null(host.Services.GetService<Microsoft.AspNetCore.Hosting.Server.IServer>());
    }

    [Fact]
    public async Task The_rule_of_a_site_reads_its_articles_a_change_of_it_is_read_again_and_a_mistake_in_it_counts_against_no_entry()
    {
        const string hidden = "The harbour master sold his boat to the baker on Monday, and both men drank to it in the inn until the lamps were put out. The boat will carry bread.";
        var page = $"<html><body><div class='hl'>Space agreement</div><article><p>{hidden}</p></article><div class='u'>{Signing}</div></body></html>";
        _web.Tells("/one", Told.Text(page));
        _web.Tells("/feed", Feed(_web.Url("/one"), "Space agreement"));
        List(("gazette", _web.Url("/feed")));
        Site(".u", page);
        using var host = HostOf();
        await RunCommand.BeginAsync(host.Services, CancellationToken.None);
        var (rounds, sources, reload) = (host.Services.GetRequiredService<Rounds>(), host.Services.GetRequiredService<SourceTable>(), host.Services.GetRequiredService<Host.Schedule.Reload>());

        Assert.Equal(Signing, Assert.Single((await VisitedAsync(rounds)).Visited!.News).Article.Text);

        // A change that is proved by its page is in force; one that is not leaves the old in force.
        Site("article", page.Replace(hidden, Signing, StringComparison.Ordinal));
        await reload.LookAsync(CancellationToken.None);
        Site(".u", "<html></html>");
        await reload.LookAsync(CancellationToken.None);
        _web.Tells("/two", Told.Text(page.Replace("Space", "Other", StringComparison.Ordinal)));
        _web.Tells("/feed", Feed(_web.Url("/two"), "Other agreement"));
        Assert.Equal(hidden, Assert.Single((await VisitedAsync(rounds)).Visited!.News).Article.Text);

        _web.Tells("/three", Told.Text($"<html><body><div class='hl'>A boat</div><main><p>{hidden} It left on Tuesday.</p></main></body></html>"));
        _web.Tells("/feed", Feed(_web.Url("/three"), "A boat"));
        var (url, rule) = Assert.Single((await VisitedAsync(rounds)).Visited!.Misread);
        Assert.Equal((_web.Url("/three").AbsoluteUri, "rule 127.0.0.1, which found nothing for body"), (url, rule.ToString()));

        using var after = HostOf();
        _web.Tells("/feed", Feed(_web.Url("/four"), "Another boat"));
        Assert.IsType<MistakeException>((await VisitedAsync(after.Services.GetRequiredService<Rounds>())).Broken);
        Assert.Equal(0, Assert.Single(sources.Waiting("gazette")).Attempts);

        async Task<VisitEnd> VisitedAsync(Rounds rounds)
        {
            var ends = new List<VisitEnd>();
            await rounds.OnceAsync(sources.All(), ends.Add, CancellationToken.None);
            return Assert.Single(ends);
        }
    }

    private void Site(string body, string page)
    {
        Directory.CreateDirectory(_folder.File("config/knowledge/sites"));
        File.WriteAllText(_folder.File("config/knowledge/sites/127.0.0.1.html"), page);
        File.WriteAllText(_folder.File("config/knowledge/sites/127.0.0.1.yaml"), $"host: 127.0.0.1\nbody: {body}\ntitle: .hl\nexample:\n  page: 127.0.0.1.html\n  title: Space agreement\n  begins: Kenya and\n  ends: five years.\n");
    }

    // The state that a kill between two steps leaves behind.
    private static async Task KeepUnreadAsync(SourceTable sources, ArticleTable articles)
    {
        var now = TimeProvider.System.GetUtcNow();
        var source = sources.All().Single().Source;
        await sources.KeepVisitAsync(source, new VisitRecord { StartedAt = now, EndedAt = now, Outcome = "body", NextVisitAt = now, Entries = [new FeedEntry { Id = "left", Link = "https://gazette.example/left" }] }, CancellationToken.None);
        var url = new Uri("https://gazette.example/left");
        var article = new Article { Url = url, CanonicalUrl = url, Title = "Kenya and Norway sign space agreement", Text = Signing, Source = source.Name, Language = "en", FetchedAt = now, Published = now };
        await articles.KeepAsync(new NewsBatch([new PlacedArticle(articles.NextId(), sources.Waiting(source.Name).Single(), article, articles.NextStoryId(), null, "first of its story")]), now, CancellationToken.None);
    }

    private static Told Feed(Uri article, string title)
        => Told.Text($"<rss version=\"2.0\"><channel><title>Gazette</title><item><guid>{article}</guid><link>{article}</link><title>{title}</title><pubDate>{TimeProvider.System.GetUtcNow():R}</pubDate></item></channel></rss>", "application/rss+xml");

    private void List(params (string Name, Uri Url)[] sources)
        => File.WriteAllText(_folder.File("config/sources.yaml"), "sources:\n" + string.Concat(sources.Select(source => $"  - name: {source.Name}\n    url: {source.Url}\n    language: en\n")));

    private IHost HostOf(WebSubOptions? webSub = null)
    {
        var settings = new HostSettings
        {
            Acquire = new AcquireOptions { HostSpacing = TimeSpan.Zero, AllowPrivate = ["127.0.0.0/8", "localhost"], PublicUrl = new Uri("https://watch.example/") },
            WebSub = webSub ?? new WebSubOptions(),
            Schedule = webSub is null ? new ScheduleOptions() : new ScheduleOptions { Look = TimeSpan.FromSeconds(1) },
            Mail = new MailOptions(),
            Log = new LogOptions { Level = Microsoft.Extensions.Logging.LogLevel.None },
        };
        return RunCommand.HostOf(new ConfigFolder(ConfigFolder.Beside, _folder.File("config")), settings, _database, _folder.Path, verbose: false);
    }
}
