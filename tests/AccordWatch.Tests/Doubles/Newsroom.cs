using System.Globalization;
using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Tests.Doubles;

/// <summary>A source called gazette, the web it is read from, and the database that keeps it; time is set by hand.</summary>
internal sealed class Newsroom : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>No pauses; loopback may be read.</summary>
    public static readonly AcquireOptions Plain = new() { HostSpacing = TimeSpan.Zero, AllowPrivate = ["127.0.0.0/8"], Timeout = TimeSpan.FromSeconds(5) };

    private readonly AcquireOptions _options;
    private readonly TemporaryFolder? _folder;
    private readonly Fetcher _fetcher;
    private readonly Surroundings? _surroundings;

    public Newsroom(AcquireOptions? options = null, Surroundings? surroundings = null, Web? web = null)
        : this(new TemporaryFolder(), null, web ?? new Web(), new HandClock(Noon), options ?? Plain, surroundings)
    {
    }

    private Newsroom(TemporaryFolder? folder, Database? database, Web web, HandClock clock, AcquireOptions options, Surroundings? surroundings)
    {
        (_folder, Web, Clock, _options) = (folder, web, clock, options);
        Database = database ?? new Database(folder!.File("watch.db"));
        Migrator.MigrateAsync(Database, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();
        Sources = new SourceTable(Database);
        _fetcher = new Fetcher(options, TimeProvider.System, surroundings);
        _surroundings = surroundings;
        Robots = new Robots(_fetcher, new RobotsTable(Database), options, Clock);
        Acquirer = new Acquirer(_fetcher, Robots, Sources, options, Clock);
    }

    public Web Web { get; }

    public HandClock Clock { get; }

    public Database Database { get; }

    public SourceTable Sources { get; }

    public Robots Robots { get; }

    public Acquirer Acquirer { get; }

    public SourceState State => Sources.All().Single(state => state.Source.Name == "gazette");

    public Task AddAsync(Uri url, SourceKind kind = SourceKind.Feed) => AddAsync(new Source { Name = "gazette", Url = url, Kind = kind });

    public Task AddAsync(Source source) => Sources.AddAsync(source, Clock.Now, CancellationToken.None);

    public async Task<VisitReport> FirstVisitAsync(Uri url, SourceKind kind = SourceKind.Feed)
    {
        await AddAsync(url, kind);
        return await VisitAsync();
    }

    /// <summary>Moves the clock, then visits.</summary>
    public Task<VisitReport> VisitAsync(TimeSpan later = default)
    {
        Clock.Now += later;
        return Acquirer.VisitAsync(State, CancellationToken.None);
    }

    /// <summary>Minutes from now to the next visit.</summary>
    public double WaitAfter(VisitReport report) => (report.NextVisitAt - Clock.Now).TotalMinutes;

    public static Told Rss(params string[] items) => RssWith("", items);

    /// <param name="channel">Elements of the channel beside its items.</param>
    /// <param name="items">From <see cref="Item"/>.</param>
    public static Told RssWith(string channel, params string[] items)
        => Told.Text($"<?xml version='1.0'?><rss version=\"2.0\"><channel><title>Gazette</title>{channel}{string.Concat(items)}</channel></rss>", "application/rss+xml");

    public static string Item(string id, DateTimeOffset? published = null, string? link = null, string? title = null)
        => $"<item><guid isPermaLink=\"false\">{id}</guid><title>{title ?? $"Title {id}"}</title>{(link is null ? "" : $"<link>{link}</link>")}{(published is { } at ? $"<pubDate>{at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture)}</pubDate>" : "")}</item>";

    /// <summary>A page of headlines that lead to /news/SLUG.</summary>
    public static Told Headlines(params string[] slugs)
        => Told.Text($"<html><body><main>{string.Concat(slugs.Select(slug => $"<article><h3><a href='/news/{slug}'>{slug.Replace('-', ' ')}</a></h3></article>"))}</main></body></html>");

    /// <summary>The same database, web and clock, and nothing in memory.</summary>
    public Newsroom Restarted() => new(null, Database, Web, Clock, _options, _surroundings);

    public void Dispose()
    {
        _fetcher.Dispose();
        if (_folder is not null)
        {
            Database.Dispose();
            Web.Dispose();
            _folder.Dispose();
        }
    }
}
