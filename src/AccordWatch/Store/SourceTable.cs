using System.Data;
using System.Text.Json;
using AccordWatch.Model;
using Dapper;

namespace AccordWatch.Store;

/// <summary>Sources, their visits and their entries.</summary>
public sealed class SourceTable(Database database)
{
    private const string Columns = "settings, origin, next_visit_at, last_visit_at, last_success_at, baseline_at, full_fetch_at, etag, last_modified, body_hash, failures, failing_since, last_reason, moved_to, move_said, move_said_at, gone_at, yield, sitemaps, timetable, hub, topic, rhythm_seconds, last_entry_at, "
        + "(SELECT state FROM subscription s WHERE s.source_name = source.name AND s.state <> 'ending') AS subscription, "
        + "(SELECT reason FROM subscription s WHERE s.source_name = source.name AND s.state <> 'ending') AS subscription_reason, "
        + "(SELECT until_at FROM subscription s WHERE s.source_name = source.name AND s.state <> 'ending') AS subscribed_until, "
        + "(SELECT CASE state WHEN 'active' THEN pushed_at END FROM subscription s WHERE s.source_name = source.name AND s.state <> 'ending') AS pushed_at, "
        + "(SELECT reason FROM incident WHERE incident.source_name = source.name AND kind = 'silent' AND closed_at IS NULL) AS silence, "
        + "(SELECT count(*) FROM gap WHERE gap.source_name = source.name AND cause = 'overlap_lost' AND is_filled = 0) AS overlaps_lost, "
        + "(SELECT count(*) FROM gap WHERE gap.source_name = source.name AND cause = 'overlap_lost' AND is_filled = 1) AS gaps_filled, "
        + "(SELECT count(*) FROM entry WHERE entry.source_name = source.name AND entry.state = 'held') AS held";

    private const int MostAttempts = 3;

    /// <summary>Makes the table agree with <c>sources.yaml</c>; sources added by command stay, sources gone from the file rest.</summary>
    public Task SyncAsync(IReadOnlyList<Source> file, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute("UPDATE source SET active = 0 WHERE origin = 'file'", transaction: transaction);
                foreach (var source in file)
                {
                    Upsert(connection, transaction, source, "file", now);
                }
            },
            cancellationToken);

    public Task AddAsync(Source source, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync((connection, transaction) => Upsert(connection, transaction, source, "added", now), cancellationToken);

    /// <returns>False when there is no such source.</returns>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) => connection.Execute("UPDATE source SET active = 0, origin = 'removed' WHERE name = @name AND active = 1", new { name }, transaction) == 1,
            cancellationToken);

    public IReadOnlyList<SourceState> All() => Query("WHERE active = 1 ORDER BY name", new { });

    /// <returns>Null when there is no such source, or it is not read any more.</returns>
    public SourceState? Find(string name) => Query("WHERE active = 1 AND name = @name", new { name }).FirstOrDefault();

    public IReadOnlyList<SourceState> Due(DateTimeOffset now) => Query("WHERE active = 1 AND gone_at IS NULL AND next_visit_at <= @now ORDER BY next_visit_at, name", new { now });

    /// <summary>Keeps a visit: its row, its new entries and the validators, all or nothing. Validators never outrun the entries they speak for.</summary>
    public Task<VisitKept> KeepVisitAsync(Source source, VisitRecord visit, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var before = HealthRows.BeforeOf(connection, transaction, source);
                var (added, held) = EntryRows.Keep(connection, transaction, source, visit, isFirst: before.BaselineAt is null);
                connection.Execute(
                    """
                    INSERT INTO visit (source_name, started_at, ended_at, outcome, http_status, bytes, entries_seen, entries_new, reason)
                    VALUES (@Name, @StartedAt, @EndedAt, @Outcome, @HttpStatus, @Bytes, @seen, @added, @Reason)
                    """,
                    new { source.Name, visit.StartedAt, visit.EndedAt, visit.Outcome, visit.HttpStatus, visit.Bytes, seen = visit.Entries.Count, added, visit.Reason },
                    transaction);
                Settle(connection, transaction, source, visit);
                SubscriptionTable.Heed(connection, transaction, source, visit);
                HealthRows.KeepGaps(connection, transaction, source, visit, before);
                if (added > 0)
                {
                    HealthRows.LearnRhythm(connection, transaction, source);
                }

                return new VisitKept(added, held, HealthRows.KeepIncidents(connection, transaction, source, visit, before));
            },
            cancellationToken);

    /// <summary>Those of the entries that are not kept yet.</summary>
    public IReadOnlyList<FeedEntry> NewIn(Source source, IReadOnlyList<FeedEntry> entries)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        using var connection = database.Read();
        return [.. MatchedEntry.AllOf(connection, null, source.Name, entries).Where(matched => matched.IsNew).Select(matched => matched.Entry)];
    }

    /// <summary>Those of the entries that are kept already.</summary>
    public IReadOnlySet<FeedEntry> KnownIn(Source source, IReadOnlyList<FeedEntry> entries)
    {
        using var connection = database.Read();
        return MatchedEntry.AllOf(connection, null, source.Name, entries).Where(matched => matched.Known is not null).Select(matched => matched.Entry).ToHashSet<FeedEntry>(ReferenceEqualityComparer.Instance);
    }

    public IReadOnlyList<WaitingEntry> Waiting(string sourceName)
    {
        const string sql = """
            SELECT id, source_name, body, first_seen_at, attempts
            FROM entry
            WHERE state = 'new' AND source_name = @sourceName
            ORDER BY published_at, id
            """;
        using var connection = database.Read();
        return [.. connection.Query<(long Id, string Source, string Body, DateTimeOffset FirstSeen, int Attempts)>(sql, new { sourceName })
            .Select(row => new WaitingEntry(row.Id, row.Source, JsonSerializer.Deserialize<FeedEntry>(row.Body)!, row.FirstSeen, row.Attempts))];
    }

    /// <summary>Counts an attempt before the work begins, so that an entry that kills the process is set aside after three deaths.</summary>
    /// <returns>Those that may be tried.</returns>
    public Task<IReadOnlyList<WaitingEntry>> BeginAsync(IReadOnlyList<WaitingEntry> entries, CancellationToken cancellationToken)
        => database.WriteAsync<IReadOnlyList<WaitingEntry>>(
            (connection, transaction) =>
            {
                connection.Execute(
                    "UPDATE entry SET attempts = attempts + 1, state = CASE WHEN attempts >= 3 THEN 'failed' ELSE state END WHERE id = @Id",
                    entries.Select(entry => new { entry.Id }),
                    transaction);
                return [.. entries.Where(entry => entry.Attempts < MostAttempts)];
            },
            cancellationToken);

    /// <summary>Ends the hold on the entries of a flood; told ones are told at the next visit, which is due at once.</summary>
    /// <param name="name">Of the source.</param>
    /// <param name="tell">False keeps them like the baseline of a first visit.</param>
    /// <param name="now">When it is due.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>How many were held.</returns>
    public Task<int> ReleaseAsync(string name, bool tell, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var released = connection.Execute(
                    "UPDATE entry SET state = @state, reason = @reason WHERE source_name = @name AND state = 'held'",
                    new { name, state = tell ? "new" : "baseline", reason = tell ? null : "held, and dismissed" },
                    transaction);
                connection.Execute("UPDATE source SET next_visit_at = min(next_visit_at, @now) WHERE name = @name AND @released", new { name, now, released = tell && released > 0 }, transaction);
                return released;
            },
            cancellationToken);

    private static void Upsert(IDbConnection connection, IDbTransaction transaction, Source source, string origin, DateTimeOffset now)
        => connection.Execute(
            """
            INSERT INTO source (name, url, kind, language, settings, origin, added_at, next_visit_at)
            VALUES (@Name, @url, @kind, @Language, @settings, @origin, @now, @now)
            ON CONFLICT (name) DO UPDATE SET
                active = 1, origin = excluded.origin, kind = excluded.kind, language = excluded.language, settings = excluded.settings,
                etag = CASE WHEN source.settings = excluded.settings THEN source.etag END,
                last_modified = CASE WHEN source.settings = excluded.settings THEN source.last_modified END,
                body_hash = CASE WHEN source.settings = excluded.settings THEN source.body_hash END,
                moved_to = CASE WHEN source.url = excluded.url THEN source.moved_to END,
                move_said = CASE WHEN source.url = excluded.url THEN source.move_said END,
                sitemaps = CASE WHEN source.settings = excluded.settings THEN source.sitemaps END,
                timetable = CASE WHEN source.settings = excluded.settings THEN source.timetable END,
                yield = CASE WHEN source.settings = excluded.settings THEN source.yield ELSE 0 END,
                hub = CASE WHEN source.url = excluded.url THEN source.hub END,
                topic = CASE WHEN source.url = excluded.url THEN source.topic END,
                move_said_at = CASE WHEN source.url = excluded.url THEN source.move_said_at END,
                gone_at = CASE WHEN source.url = excluded.url THEN source.gone_at END,
                failures = CASE WHEN source.url = excluded.url THEN source.failures ELSE 0 END,
                failing_since = CASE WHEN source.url = excluded.url THEN source.failing_since END,
                next_visit_at = CASE WHEN source.url = excluded.url THEN source.next_visit_at ELSE excluded.next_visit_at END,
                url = excluded.url
            """,
            new { source.Name, url = source.Url.AbsoluteUri, kind = source.Kind.ToString(), source.Language, settings = JsonSerializer.Serialize(source), origin, now },
            transaction);

    private static void Settle(IDbConnection connection, IDbTransaction transaction, Source source, VisitRecord visit)
    {
        // An address that a redirect has led to, and that fails, gives way to the one of the list.
        const string failed = """
            UPDATE source
            SET last_visit_at = @EndedAt, next_visit_at = @NextVisitAt, failures = failures + 1,
                failing_since = coalesce(failing_since, @EndedAt), last_reason = @Reason,
                gone_at = CASE WHEN @IsGone AND moved_to IS NULL THEN coalesce(gone_at, @EndedAt) ELSE gone_at END,
                full_fetch_at = CASE WHEN NOT @IsGone AND failures < 2 THEN full_fetch_at END,
                moved_to = CASE WHEN NOT @IsGone AND failures < 2 THEN moved_to END,
                sitemaps = coalesce(@sitemaps, sitemaps)
            WHERE name = @Name
            """;
        const string well = """
            UPDATE source
            SET last_visit_at = @EndedAt, next_visit_at = @NextVisitAt, last_success_at = @EndedAt, failures = 0, failing_since = NULL, last_reason = NULL,
                gone_at = NULL, timetable = @timetable, hub = @hub, topic = @topic, moved_to = @movedTo, move_said = @moveSaid, move_said_at = @MoveSaidAt,
                baseline_at = coalesce(baseline_at, @EndedAt), yield = CASE WHEN @Yield > 0 THEN @Yield ELSE yield END, sitemaps = coalesce(@sitemaps, sitemaps),
                etag = coalesce(@ETag, CASE WHEN @unchanged THEN etag END),
                last_modified = coalesce(@LastModified, CASE WHEN @unchanged THEN last_modified END),
                body_hash = coalesce(@BodyHash, CASE WHEN @unchanged THEN body_hash END),
                full_fetch_at = CASE WHEN @WasFullFetch THEN @EndedAt ELSE full_fetch_at END
            WHERE name = @Name
            """;
        connection.Execute(
            visit.Outcome == "failed" ? failed : well,
            new
            {
                source.Name,
                visit.EndedAt,
                visit.NextVisitAt,
                visit.Reason,
                visit.ETag,
                visit.LastModified,
                visit.BodyHash,
                visit.WasFullFetch,
                visit.IsGone,
                visit.MoveSaidAt,
                visit.Yield,
                sitemaps = visit.Sitemaps is null ? null : JsonSerializer.Serialize(visit.Sitemaps),
                hub = visit.Hub?.AbsoluteUri,
                topic = visit.Hub is null ? null : visit.Topic?.AbsoluteUri,
                timetable = visit.Timetable is null ? null : JsonSerializer.Serialize(visit.Timetable),
                movedTo = visit.MovedTo?.AbsoluteUri,
                moveSaid = visit.MoveSaid?.AbsoluteUri,
                unchanged = visit.Outcome == "unchanged",
            },
            transaction);
    }

    private List<SourceState> Query(string condition, object parameters)
    {
        using var connection = database.Read();
        return [.. connection.Query<Row>($"SELECT {Columns} FROM source {condition}", parameters).Select(row => new SourceState
        {
            Source = JsonSerializer.Deserialize<Source>(row.Settings)!,
            Origin = row.Origin,
            NextVisitAt = row.NextVisitAt,
            LastVisitAt = row.LastVisitAt,
            LastSuccessAt = row.LastSuccessAt,
            BaselineAt = row.BaselineAt,
            FullFetchAt = row.FullFetchAt,
            ETag = row.Etag,
            LastModified = row.LastModified,
            Failures = row.Failures,
            BodyHash = row.BodyHash,
            FailingSince = row.FailingSince,
            LastReason = row.LastReason,
            Timetable = row.Timetable is null ? null : JsonSerializer.Deserialize<Timetable>(row.Timetable),
            Hub = row.Hub is null ? null : new Uri(row.Hub),
            Topic = row.Topic is null ? null : new Uri(row.Topic),
            Subscription = row.Subscription,
            SubscriptionReason = row.SubscriptionReason,
            SubscribedUntil = row.SubscribedUntil,
            PushedAt = row.PushedAt,
            MovedTo = row.MovedTo is null ? null : new Uri(row.MovedTo),
            MoveSaid = row.MoveSaid is null ? null : new Uri(row.MoveSaid),
            MoveSaidAt = row.MoveSaidAt,
            GoneAt = row.GoneAt,
            Yield = row.Yield,
            Held = row.Held,
            Rhythm = row.RhythmSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            LastEntryAt = row.LastEntryAt,
            Silence = row.Silence,
            OverlapsLost = row.OverlapsLost,
            GapsFilled = row.GapsFilled,
            Sitemaps = row.Sitemaps is null ? [] : JsonSerializer.Deserialize<List<KnownSitemap>>(row.Sitemaps)!,
        })];
    }

    private sealed class Row
    {
        public string Settings { get; init; } = "";
        public string Origin { get; init; } = "";
        public DateTimeOffset NextVisitAt { get; init; }
        public DateTimeOffset? LastVisitAt { get; init; }
        public DateTimeOffset? LastSuccessAt { get; init; }
        public DateTimeOffset? BaselineAt { get; init; }
        public DateTimeOffset? FullFetchAt { get; init; }
        public string? Etag { get; init; }
        public string? LastModified { get; init; }
        public int Failures { get; init; }
        public string? LastReason { get; init; }
        public string? BodyHash { get; init; }
        public DateTimeOffset? FailingSince { get; init; }
        public string? Timetable { get; init; }
        public string? Hub { get; init; }
        public string? Topic { get; init; }
        public string? Subscription { get; init; }
        public string? SubscriptionReason { get; init; }
        public DateTimeOffset? SubscribedUntil { get; init; }
        public DateTimeOffset? PushedAt { get; init; }
        public string? MovedTo { get; init; }
        public string? MoveSaid { get; init; }
        public DateTimeOffset? MoveSaidAt { get; init; }
        public DateTimeOffset? GoneAt { get; init; }
        public int Yield { get; init; }
        public int Held { get; init; }
        public long? RhythmSeconds { get; init; }
        public DateTimeOffset? LastEntryAt { get; init; }
        public string? Silence { get; init; }
        public int OverlapsLost { get; init; }
        public int GapsFilled { get; init; }
        public string? Sitemaps { get; init; }
    }
}
