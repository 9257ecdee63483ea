using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>How a visit ended.</summary>
public enum VisitOutcome
{
    /// <summary>Something was read, new or not.</summary>
    Body,

    /// <summary>The publisher says that nothing has changed.</summary>
    Unchanged,

    Failed,
}

/// <summary>A visit in words for the log.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Seen">Entries that the source showed.</param>
/// <param name="New">Entries that were not known before.</param>
/// <param name="Reason">Why it failed; for a body, why the forgiving reader was needed; else null.</param>
/// <param name="Failures">Failures in a row, this one included.</param>
/// <param name="NextVisitAt">UTC.</param>
/// <param name="MovedTo">Where the source has moved for good, as this visit was told, or null.</param>
public sealed record VisitReport(string Source, VisitOutcome Outcome, int Seen, int New, string? Reason, int Failures, DateTimeOffset NextVisitAt, Uri? MovedTo)
{
    /// <summary>The source is read at <see cref="MovedTo"/> from now on.</summary>
    public bool IsMoved { get; init; }

    /// <summary>The publisher says that the source is gone for good; it is not visited on its own any more.</summary>
    public bool IsGone { get; init; }

    /// <summary>How many of the new entries are held until somebody looks at them.</summary>
    public int Held { get; init; }

    /// <summary>What of it was beyond the bounds and is left out or shortened, else null.</summary>
    public string? LeftOut { get; init; }

    /// <summary>Why, else null.</summary>
    public string? HeldBecause { get; init; }

    /// <summary>Everything it showed was new, so something may have been missed unless <see cref="Filling"/> has told it.</summary>
    public bool OverlapIsLost { get; init; }

    /// <summary>What its older pages told of that, or null when it has none.</summary>
    public GapFilling? Filling { get; init; }

    /// <summary>Troubles that have begun or ended with this visit.</summary>
    public IReadOnlyList<IncidentChange> Incidents { get; init; } = [];
}

/// <summary>Visits sources and keeps what they show.</summary>
public sealed class Acquirer(Fetcher fetcher, Robots robots, SourceTable sources, AcquireOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset FirstSatellite = new(1957, 10, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly NewsSitemaps _sitemaps = new(fetcher, robots, options);
    private readonly SourceReader _reader = new(fetcher, robots, FeedParsers.For(options));
    private readonly GapFill _gaps = new(fetcher, robots, sources, options);

    /// <summary>Visits a source. Whatever the network and the publisher do is an outcome; only the caller's cancellation is thrown.</summary>
    public async Task<VisitReport> VisitAsync(SourceState state, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetUtcNow();
        var conditions = ConditionsOf(state, startedAt);
        var source = state.Source with { Url = state.Address };
        var reading = await _reader.ReadAsync(source, conditions, cancellationToken);
        var sitemaps = source.Kind == SourceKind.Page && reading is not SourceReading.News { Format: not SourceReader.PageFormat } ? await _sitemaps.ReadAsync(source, state.Sitemaps, startedAt, cancellationToken) : null;
        return await KeepAsync(state, reading, sitemaps, startedAt, conditions is { ETag: null, LastModified: null }, cancellationToken);
    }

    /// <summary>Keeps a reading as a visit, all or nothing.</summary>
    /// <param name="state">The source as it was before the visit.</param>
    /// <param name="reading">What it showed.</param>
    /// <param name="sitemaps">What the news sitemaps of its site showed; null when they were not read.</param>
    /// <param name="startedAt">When it was asked.</param>
    /// <param name="unconditional">It was asked without validators.</param>
    /// <param name="cancellationToken">Nothing is kept then.</param>
    public async Task<VisitReport> KeepAsync(SourceState state, SourceReading reading, SitemapReading? sitemaps, DateTimeOffset startedAt, bool unconditional, CancellationToken cancellationToken)
    {
        var visit = await FilledAsync(state, reading, RecordOf(state, reading, sitemaps, startedAt), cancellationToken) with { WasFullFetch = unconditional && reading is not SourceReading.Failed };
        var kept = await sources.KeepVisitAsync(state.Source, visit, cancellationToken);
        var outcome = OutcomeOf(reading);
        return new VisitReport(
            state.Source.Name,
            outcome,
            visit.Entries.Count,
            kept.New,
            outcome == VisitOutcome.Failed ? visit.Reason : (reading as SourceReading.News)?.Feed.Problem,
            outcome == VisitOutcome.Failed ? state.Failures + 1 : 0,
            visit.NextVisitAt,
            MovedToOf(reading))
        {
            IsMoved = visit.MovedTo is not null && visit.MovedTo != state.MovedTo,
            IsGone = visit.IsGone && state.MovedTo is null,
            Held = kept.Held,
            LeftOut = outcome == VisitOutcome.Failed ? null : visit.Reason,
            Incidents = kept.Incidents,
            OverlapIsLost = visit.OverlapLostSince is not null,
            Filling = visit.Filling,
            HeldBecause = kept.Held > 0 ? visit.HoldBecause : null,
        };
    }

    /// <summary>Gets the page of an article, under the same guard and with the same rights as its source, where robots.txt allows it.</summary>
    public Task<Fetched> FetchArticleAsync(Source source, Uri url, CancellationToken cancellationToken)
        => fetcher.FetchAsync(url, new FetchConditions { AllowPrivate = source.AllowPrivate, Robots = robots }, cancellationToken);

    // Once a day everything is asked for anew: a validator that is wrong for ever must not silence a source for ever.
    private static FetchConditions ConditionsOf(SourceState state, DateTimeOffset now)
        => state.FullFetchAt is { } full && now - full < Day
            ? new FetchConditions { ETag = state.ETag, LastModified = state.LastModified, BodyHash = state.BodyHash }
            : new FetchConditions { BodyHash = state.BodyHash };

    private VisitRecord RecordOf(SourceState state, SourceReading reading, SitemapReading? sitemaps, DateTimeOffset startedAt)
    {
        var endedAt = clock.GetUtcNow();
        var entries = EntriesOf(reading, sitemaps).Select(entry => Dated(entry, startedAt)).ToList();
        var unknown = sources.NewIn(state.Source, entries);
        var (hasNews, flood) = (unknown.Count > 0, Flood.In(state, unknown, startedAt));
        var visit = new VisitRecord
        {
            StartedAt = startedAt,
            EndedAt = endedAt,
            Outcome = OutcomeOf(reading).ToString().ToLowerInvariant(),
            Entries = entries,
            Sitemaps = sitemaps?.Known,
            HoldBefore = flood is null ? null : startedAt - Flood.Old,
            HoldBecause = flood,
            NextVisitAt = endedAt,
            HubWasSilent = hasNews && state.PushedAt <= state.LastVisitAt,
            BaselineBefore = startedAt - options.Baseline,
        };
        return reading switch
        {
            SourceReading.News news => Moved(state, visit, news.Body.MovedTo) with
            {
                HttpStatus = 200,
                Reason = FeedBounds.NoteOn(news.Feed),
                Bytes = news.Body.Page.Body.Length,
                ETag = news.Body.ETag,
                LastModified = news.Body.LastModified,
                BodyHash = news.Body.Hash,
                Yield = news.Feed.Entries.Count,
                OverlapLostSince = flood is null && news.Format != SourceReader.PageFormat && Overlap.IsLost(state, news.Feed.Entries, unknown) ? state.LastSuccessAt : null,
                Timetable = news.Feed.Timetable,
                Hub = HubOf(news),
                Topic = news.Body.Self ?? UrlOf(news.Feed.Self) ?? news.Body.Page.Url,
                NextVisitAt = NextAfterSuccess(state, hasNews, news.Body.FreshFor, news.Feed.Timetable, endedAt),
            },
            SourceReading.Unchanged unchanged => Moved(state, visit, unchanged.Answer.MovedTo) with
            {
                HttpStatus = unchanged.Status,
                ETag = unchanged.Answer.ETag,
                LastModified = unchanged.Answer.LastModified,
                Timetable = state.Timetable,
                Hub = state.Hub,
                Topic = state.Topic,
                NextVisitAt = NextAfterSuccess(state, hasNews, unchanged.Answer.FreshFor, state.Timetable, endedAt),
            },
            // The validators of a body that could not be used are not kept: the next visit must get it again.
            SourceReading.Failed failed => visit with
            {
                HttpStatus = failed.Status,
                Bytes = failed.Body?.Page.Body.Length ?? 0,
                Reason = failed.Body is not null && state.Yield > 0 ? $"{failed.Because}; it showed {state.Yield} entries before, so its form has probably changed" : failed.Because,
                IsGone = failed.Status == 410,
                NextVisitAt = Timetables.Allowed(state.Timetable, endedAt + Pace.AfterFailure(state, failed.RetryAfter), endedAt),
            },
            _ => throw new InvalidOperationException("A reading that is not kept."),
        };
    }

    private DateTimeOffset NextAfterSuccess(SourceState state, bool hasNews, TimeSpan? freshFor, Timetable? timetable, DateTimeOffset endedAt)
        => Timetables.Allowed(timetable, endedAt + Pace.AfterSuccess(state, hasNews, Longer(Timetables.WaitOf(timetable, endedAt), freshFor), options), endedAt);

    private async Task<VisitRecord> FilledAsync(SourceState state, SourceReading reading, VisitRecord visit, CancellationToken cancellationToken)
        => visit.OverlapLostSince is { } since && reading is SourceReading.News news && await _gaps.FillAsync(state, news, since, cancellationToken) is { } filling
            ? visit with { Filling = filling, Entries = [.. visit.Entries, .. filling.Entries] }
            : visit;

    // The page may fail, or not know its own news: what its sitemap tells is news all the same.
    private static IReadOnlyList<FeedEntry> EntriesOf(SourceReading reading, SitemapReading? sitemaps)
    {
        IReadOnlyList<FeedEntry> shown = reading is SourceReading.News news ? news.Feed.Entries : [];
        return sitemaps is null ? shown : [.. shown, .. sitemaps.Entries.ExceptBy(shown.Select(AddressOf), AddressOf)];
    }

    // A date that cannot be is none, and the entry counts as first seen now: one of the year 9999 would stay on top for ever.
    private static FeedEntry Dated(FeedEntry entry, DateTimeOffset now)
    {
        var (published, updated) = (Possible(entry.Published, now), Possible(entry.Updated, now));
        return published == entry.Published && updated == entry.Updated ? entry : entry with { Published = published, Updated = updated };
    }

    // A day ahead is another time zone. Before the first satellite there was no news of space, and the first instant of Unix is the date of what has none.
    private static DateTimeOffset? Possible(DateTimeOffset? date, DateTimeOffset now)
        => date is null || date > now + Day || date < FirstSatellite || date == DateTimeOffset.UnixEpoch ? null : date;

    private static string? AddressOf(FeedEntry entry) => Uri.TryCreate(entry.Link, UriKind.Absolute, out var url) ? CanonicalUrl.Of(url).AbsoluteUri : null;

    // Believed when it is said again on another day: a site under repair sends its readers elsewhere for hours.
    private static VisitRecord Moved(SourceState state, VisitRecord visit, Uri? said)
    {
        if (said is null || said == state.Address)
        {
            return visit with { MovedTo = state.MovedTo };
        }

        var saidAt = said == state.MoveSaid ? state.MoveSaidAt ?? visit.StartedAt : visit.StartedAt;
        return saidAt.UtcDateTime.Date < visit.StartedAt.UtcDateTime.Date
            ? visit with { MovedTo = said }
            : visit with { MovedTo = state.MovedTo, MoveSaid = said, MoveSaidAt = saidAt };
    }

    private static Uri? MovedToOf(SourceReading reading) => reading switch
    {
        SourceReading.News news => news.Body.MovedTo,
        SourceReading.Unchanged unchanged => unchanged.Answer.MovedTo,
        _ => null,
    };

    // WebSub 4: the header before the feed.
    private static Uri? HubOf(SourceReading.News news) => news.Body.Hub ?? UrlOf(news.Feed.Hub);

    private static Uri? UrlOf(string? link) => link?.Length <= FeedBounds.Link && Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other : one;

    private static VisitOutcome OutcomeOf(SourceReading reading) => reading switch
    {
        SourceReading.News => VisitOutcome.Body,
        SourceReading.Unchanged => VisitOutcome.Unchanged,
        _ => VisitOutcome.Failed,
    };
}
