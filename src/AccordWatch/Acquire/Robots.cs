using System.Collections.Concurrent;
using System.Text;
using AccordWatch.Store;

namespace AccordWatch.Acquire;

/// <summary>What a publisher asks of programs at one address.</summary>
/// <param name="Objection">Why the address is not to be read, for people; null when it may be.</param>
/// <param name="CrawlDelay">The pause asked for between two requests, at most <see cref="AcquireOptions.LongestCrawlDelay"/>.</param>
/// <param name="Sitemaps">As the file names them.</param>
public sealed record RobotsAnswer(string? Objection, TimeSpan? CrawlDelay, IReadOnlyList<string> Sitemaps);

/// <summary>
/// The robots.txt of every site that is read (RFC 9309), asked for once a day: absent (4xx) allows everything, broken (5xx) nothing until it is asked for again.
/// </summary>
/// <param name="fetcher">The way to the web.</param>
/// <param name="table">Keeps the files from run to run; null keeps them in memory only.</param>
/// <param name="options">The cap of Crawl-delay.</param>
/// <param name="clock">Ages them.</param>
public sealed class Robots(Fetcher fetcher, RobotsTable? table, AcquireOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // No answer at all is often our own network.
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Site> _sites = new(StringComparer.Ordinal);

    /// <param name="url">The address to be read.</param>
    /// <param name="allowPrivate">Hosts or ranges that its source may reach although they are private.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<RobotsAnswer> AskAsync(Uri url, IReadOnlyList<string> allowPrivate, CancellationToken cancellationToken)
    {
        var origin = url.GetLeftPart(UriPartial.Authority);
        var site = _sites.GetOrAdd(string.Join('\n', [origin, .. allowPrivate]), _ => new Site());
        await site.Gate.WaitAsync(cancellationToken);
        try
        {
            if (clock.GetUtcNow() >= site.Until)
            {
                await RefreshAsync(site, origin, allowPrivate, cancellationToken);
            }
        }
        finally
        {
            site.Gate.Release();
        }

        var delay = site.Rules.CrawlDelay is { } asked && asked > options.LongestCrawlDelay ? options.LongestCrawlDelay : site.Rules.CrawlDelay;
        var objection = site.Broken is { } broken ? $"its robots.txt could not be read, so nothing is ({broken})"
            : site.Rules.Forbids(url) is { } line ? $"robots.txt does not allow it ({line})"
            : null;
        return new RobotsAnswer(objection, delay, site.Rules.Sitemaps);
    }

    private async Task RefreshAsync(Site site, string origin, IReadOnlyList<string> allowPrivate, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var kept = table?.Find(origin);
        if (kept is not null && kept.FetchedAt + Day > now && kept.FetchedAt <= now)
        {
            site.Take(kept.Rules, kept.Broken, kept.FetchedAt + Day);
            return;
        }

        var fetched = await fetcher.FetchAsync(new Uri($"{origin}/robots.txt"), new FetchConditions { AllowPrivate = allowPrivate }, cancellationToken);
        var (rules, broken, isAnswer) = fetched switch
        {
            Fetched.Body body => (Encoding.UTF8.GetString(body.Page.Body.Span), null, true),
            Fetched.Refused { Status: null or >= 500 } refused => (null, refused.Because, refused.Status is not null),
            _ => ((string?)"", (string?)null, true),
        };
        // RFC 9309 2.4: an old file is better than none.
        (rules, broken) = rules is null && kept?.Rules is { } old ? (old, null) : (rules, broken);
        site.Take(rules, broken, now + (isAnswer ? Day : Hour));
        if (table is not null && isAnswer)
        {
            await table.KeepAsync(new KeptRobots(origin, now, rules, broken), cancellationToken);
        }
    }

    private sealed class Site
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public RobotsFile Rules { get; private set; } = RobotsFile.Open;

        public string? Broken { get; private set; }

        public DateTimeOffset Until { get; private set; }

        public void Take(string? rules, string? broken, DateTimeOffset until)
        {
            Rules = rules is null ? RobotsFile.Open : RobotsFile.Parse(rules);
            Broken = rules is null ? broken ?? "no answer" : null;
            Until = until;
        }
    }
}
