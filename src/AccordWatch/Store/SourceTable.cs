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
                connection.Run(transaction, "UPDATE source SET active = 0 WHERE origin = 'file'");
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

    public IReadOnlyList<SourceState> All() => Query("WHERE active = 1 ORDER BY name");

    /// <returns>Null when there is no such source, or it is not read any more.</returns>
    public SourceState? Find(string name) => Query("WHERE active = 1 AND name = @name", ("@name", name)).FirstOrDefault();

    public IReadOnlyList<SourceState> Due(DateTimeOffset now) => Query("WHERE active = 1 AND gone_at IS NULL AND next_visit_at <= @now ORDER BY next_visit_at, name", ("@now", now));

    /// <summary>Keeps a visit: its row, its new entries and the validators, all or nothing. Validators never outrun the entries they speak for.</summary>
    public Task<VisitKept> KeepVisitAsync(Source source, VisitRecord visit, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var before = HealthRows.BeforeOf(connection, transaction, source);
                var (added, held) = EntryRows.Keep(connection, transaction, source, visit, isFirst: before.BaselineAt is null);
                connection.Run(
                    transaction,
                    """
                    INSERT INTO visit (source_name, started_at, ended_at, outcome, http_status, bytes, entries_seen, entries_new, reason)
                    VALUES (@name, @started, @ended, @outcome, @status, @bytes, @seen, @added, @reason)
                    """,
                    ("@name", source.Name),
                    ("@started", visit.StartedAt),
                    ("@ended", visit.EndedAt),
                    ("@outcome", visit.Outcome),
                    ("@status", visit.HttpStatus),
                    ("@bytes", visit.Bytes),
                    ("@seen", visit.Entries.Count),
                    ("@added", added),
                    ("@reason", visit.Reason));
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
            WHERE state IN ('new', 'revised') AND source_name = @sourceName
            ORDER BY published_at, id
            """;
        using var connection = database.Read();
        return connection.Rows(
            null,
            sql,
            row => new WaitingEntry(row.Number("id")!.Value, row.Text("source_name")!, JsonSerializer.Deserialize<FeedEntry>(row.Text("body")!)!, row.At("first_seen_at")!.Value, (int)row.Number("attempts")!),
            ("@sourceName", sourceName));
    }

    /// <summary>Counts an attempt before the work begins, so that an entry that kills the process is set aside after three deaths.</summary>
    /// <returns>Those that may be tried.</returns>
    public Task<IReadOnlyList<WaitingEntry>> BeginAsync(IReadOnlyList<WaitingEntry> entries, CancellationToken cancellationToken)
        => database.WriteAsync<IReadOnlyList<WaitingEntry>>(
            (connection, transaction) =>
            {
                foreach (var entry in entries)
                {
                    connection.Run(
                        transaction,
                        "UPDATE entry SET attempts = attempts + 1, state = CASE WHEN attempts < 3 THEN state WHEN state = 'revised' THEN 'told' ELSE 'failed' END WHERE id = @id",
                        ("@id", entry.Id));
                    connection.Run(transaction, "UPDATE article SET rereadings = rereadings + 1 WHERE entry_id = @id", ("@id", entry.Id));
                }

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
        => connection.Run(
            transaction,
            """
            INSERT INTO source (name, url, kind, language, settings, origin, added_at, next_visit_at)
            VALUES (@name, @url, @kind, @language, @settings, @origin, @now, @now)
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
            ("@name", source.Name),
            ("@url", source.Url.AbsoluteUri),
            ("@kind", source.Kind.ToString()),
            ("@language", source.Language),
            ("@settings", StoredJson.Of(source)),
            ("@origin", origin),
            ("@now", now));

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
        connection.Run(
            transaction,
            visit.Outcome == "failed" ? failed : well,
            ("@Name", source.Name),
            ("@EndedAt", visit.EndedAt),
            ("@NextVisitAt", visit.NextVisitAt),
            ("@Reason", visit.Reason),
            ("@ETag", visit.ETag),
            ("@LastModified", visit.LastModified),
            ("@BodyHash", visit.BodyHash),
            ("@WasFullFetch", visit.WasFullFetch),
            ("@IsGone", visit.IsGone),
            ("@MoveSaidAt", visit.MoveSaidAt),
            ("@Yield", visit.Yield),
            ("@sitemaps", visit.Sitemaps is null ? null : JsonSerializer.Serialize(visit.Sitemaps)),
            ("@hub", visit.Hub?.AbsoluteUri),
            ("@topic", visit.Hub is null ? null : visit.Topic?.AbsoluteUri),
            ("@timetable", visit.Timetable is null ? null : JsonSerializer.Serialize(visit.Timetable)),
            ("@movedTo", visit.MovedTo?.AbsoluteUri),
            ("@moveSaid", visit.MoveSaid?.AbsoluteUri),
            ("@unchanged", visit.Outcome == "unchanged"));
    }

    private List<SourceState> Query(string condition, params (string Name, object? Value)[] values)
    {
        using var connection = database.Read();
        return connection.Rows(null, $"SELECT {Columns} FROM source {condition}", row => new SourceState
        {
            Source = StoredJson.SourceOf(row.Text("settings")!),
            Origin = row.Text("origin")!,
            NextVisitAt = row.At("next_visit_at")!.Value,
            LastVisitAt = row.At("last_visit_at"),
            LastSuccessAt = row.At("last_success_at"),
            BaselineAt = row.At("baseline_at"),
            FullFetchAt = row.At("full_fetch_at"),
            ETag = row.Text("etag"),
            LastModified = row.Text("last_modified"),
            Failures = (int)row.Number("failures")!,
            BodyHash = row.Text("body_hash"),
            FailingSince = row.At("failing_since"),
            LastReason = row.Text("last_reason"),
            Timetable = row.Text("timetable") is { } timetable ? JsonSerializer.Deserialize<Timetable>(timetable) : null,
            Hub = row.Text("hub") is { } hub ? new Uri(hub) : null,
            Topic = row.Text("topic") is { } topic ? new Uri(topic) : null,
            Subscription = row.Text("subscription"),
            SubscriptionReason = row.Text("subscription_reason"),
            SubscribedUntil = row.At("subscribed_until"),
            PushedAt = row.At("pushed_at"),
            MovedTo = row.Text("moved_to") is { } movedTo ? new Uri(movedTo) : null,
            MoveSaid = row.Text("move_said") is { } moveSaid ? new Uri(moveSaid) : null,
            MoveSaidAt = row.At("move_said_at"),
            GoneAt = row.At("gone_at"),
            Yield = (int)row.Number("yield")!,
            Held = (int)row.Number("held")!,
            Rhythm = row.Number("rhythm_seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            LastEntryAt = row.At("last_entry_at"),
            Silence = row.Text("silence"),
            OverlapsLost = (int)row.Number("overlaps_lost")!,
            GapsFilled = (int)row.Number("gaps_filled")!,
            Sitemaps = row.Text("sitemaps") is { } sitemaps ? JsonSerializer.Deserialize<List<KnownSitemap>>(sitemaps)! : [],
        }, values);
    }
}
