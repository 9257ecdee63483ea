using System.Globalization;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Acquire;

/// <summary>Reads the older pages of a feed that shows only new entries (RFC 5005), back to what was known: what came in between is not lost.</summary>
internal sealed class GapFill(Fetcher fetcher, Robots robots, SourceTable sources, AcquireOptions options)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly SourceReader _reader = new(fetcher, robots, FeedParsers.For(options));

    /// <param name="state">As it was before the visit.</param>
    /// <param name="news">What the feed shows now.</param>
    /// <param name="since">When the gap begins.</param>
    /// <param name="cancellationToken">Thrown on; whatever else happens is an outcome.</param>
    /// <returns>Null when the feed has no older pages.</returns>
    public async Task<GapFilling?> FillAsync(SourceState state, SourceReading.News news, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var asked = new HashSet<Uri> { state.Address, news.Body.Page.Url };
        var shown = news.Feed.Entries.Select(NameOf).ToHashSet();
        var entries = new List<FeedEntry>();
        var (pages, bytes) = (0, 0);
        GapFilling Ended(string? because) => new(because is null, entries, pages, because);

        var next = OlderThan(state, news.Feed, 2);
        if (next is null || options.GapPages <= 0)
        {
            return null;
        }

        while (next is not null)
        {
            if (pages == options.GapPages || bytes > options.MaxBodyBytes)
            {
                return Ended("more older pages than one visit reads");
            }

            if (!asked.Add(next))
            {
                return Ended($"{Fetcher.Shown(next)}: the older pages lead back to one that was read");
            }

            // The user has not named this address, so robots.txt is asked.
            var fetched = await fetcher.FetchAsync(next, new FetchConditions { AllowPrivate = state.Source.AllowPrivate, Robots = robots }, cancellationToken);
            if (fetched is not Fetched.Body body || await _reader.ReadAsync(state.Source, body, cancellationToken) is not SourceReading.News older)
            {
                return Ended((fetched as Fetched.Refused)?.Because ?? $"{Fetcher.Shown(next)}: not a feed");
            }

            asked.Add(body.Page.Url);
            (pages, bytes) = (pages + 1, bytes + body.Page.Body.Length);
            var known = sources.KnownIn(state.Source, older.Feed.Entries);
            entries.AddRange(OfGap(older.Feed.Entries, known, since).Where(entry => shown.Add(NameOf(entry))));
            if (known.Count > 0 || IsPassed(older.Feed.Entries, since))
            {
                return Ended(null);
            }

            next = OlderThan(state, older.Feed, pages + 2);
        }

        return Ended("the older pages end before they show anything known");
    }

    private static Uri? OlderThan(SourceState state, Feed feed, int number)
        => feed.Older is { } named && Uri.TryCreate(named, UriKind.Absolute, out var url) ? url
            : state.Source.Paging == Paging.WordPress ? Paged(state.Address, number)
            : null;

    private static Uri Paged(Uri url, int number)
        => new UriBuilder(url) { Query = string.Create(CultureInfo.InvariantCulture, $"{(url.Query.Length > 1 ? $"{url.Query[1..]}&" : "")}paged={number}") }.Uri;

    // Behind the first known one stands what was there before the source was read at all.
    private static IEnumerable<FeedEntry> OfGap(IReadOnlyList<FeedEntry> page, IReadOnlySet<FeedEntry> known, DateTimeOffset since)
    {
        var isBefore = false;
        foreach (var entry in page)
        {
            var isKnown = known.Contains(entry);
            isBefore |= isKnown;
            if (!isKnown && (entry.Published is { } at ? at >= since - Day : !isBefore))
            {
                yield return entry;
            }
        }
    }

    // One old entry may be pinned; most of a page are not.
    private static bool IsPassed(IReadOnlyList<FeedEntry> page, DateTimeOffset since)
        => page.Count > 0 && page.Count(entry => entry.Published < since) * 2 > page.Count;

    // While pages are read, entries move from one to the next.
    private static (string?, string?, string?) NameOf(FeedEntry entry) => (entry.Id, entry.Link, entry.Title);
}
