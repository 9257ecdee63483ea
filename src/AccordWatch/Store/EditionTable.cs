using System.Data;
using AccordWatch.Model;
using Dapper;

namespace AccordWatch.Store;

/// <summary>One accord that an edition tells of.</summary>
public sealed record EditionItem
{
    public string AccordId { get; init; } = "";

    /// <summary>The revision to be told.</summary>
    public int Revision { get; init; }

    /// <summary>The newest revision told before; null when the subscriber has not heard of the accord.</summary>
    public int? ToldRevision { get; init; }

    /// <summary>It stood in a mail that may or may not have been accepted.</summary>
    public bool MaybeTold { get; init; }
}

/// <summary>An article that the classifier leaves to the reader's judgement.</summary>
public sealed record ReviewArticle(AccordArticle Article, double Score);

/// <summary>What is to be planned.</summary>
/// <param name="Subscriber">The address; its case does not matter.</param>
/// <param name="Cadence">How often.</param>
/// <param name="Period">What the edition covers.</param>
/// <param name="MessageId">The one of this subscriber's copy, for ever.</param>
public sealed record EditionPlan(string Subscriber, Cadence Cadence, Period Period, string MessageId);

/// <summary>Editions, and the ledger of what each subscriber has been told.</summary>
public sealed class EditionTable(Database database)
{
    /// <summary>More than this waits for the next edition.</summary>
    public const int MaxItems = 200;

    // Told is what stands in a mail that was accepted or still may be; a mail that failed or whose outcome is unknown has not surely told.
    private const string Untold = """
        SELECT a.id AS accord_id, a.revision,
            (SELECT max(i.revision) FROM digest_item i JOIN delivery d ON d.id = i.delivery_id
             WHERE i.subscriber = @subscriber AND i.accord_id = a.id AND d.state NOT IN ('failed', 'unknown')) AS told_revision,
            EXISTS (SELECT 1 FROM digest_item i JOIN delivery d ON d.id = i.delivery_id
             WHERE i.subscriber = @subscriber AND i.accord_id = a.id AND (d.state = 'unknown' OR (i.maybe_told = 1 AND i.revision = a.revision))) AS maybe_told
        FROM registered a
        WHERE a.origin = 'news' AND a.updated_at >= @since AND a.updated_at < @until
            AND NOT EXISTS (SELECT 1 FROM digest_item i JOIN delivery d ON d.id = i.delivery_id
             WHERE i.subscriber = @subscriber AND i.accord_id = a.id AND i.revision >= a.revision AND d.state NOT IN ('failed', 'unknown'))
        ORDER BY a.first_reported_at, a.id
        LIMIT @limit
        """;

    /// <summary>
    /// Plans one subscriber's copy of an edition: the edition, the delivery and its items are kept together, or nothing. Planned again, nothing changes.
    /// An earlier copy that still waits is given up, and what it would have told is told by this one.
    /// </summary>
    /// <returns>Id of the delivery, and whether it was planned now.</returns>
    public Task<(long Id, bool IsNew)> PlanAsync(EditionPlan plan, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var edition = EditionOf(connection, transaction, plan, now);
                var subscriber = KeyOf(plan.Subscriber);
                var known = connection.QueryFirstOrDefault<long?>(
                    "SELECT id FROM delivery WHERE edition_id = @edition AND subscriber = @subscriber",
                    new { edition, subscriber },
                    transaction);
                return known is { } id ? (id, false) : (Enter(connection, transaction, plan, edition, now), true);
            },
            cancellationToken);

    /// <summary>What the delivery tells of, oldest accord first.</summary>
    public IReadOnlyList<EditionItem> ItemsOf(long deliveryId)
    {
        const string sql = """
            SELECT i.accord_id, i.revision, i.maybe_told,
                (SELECT max(o.revision) FROM digest_item o JOIN delivery d ON d.id = o.delivery_id
                 WHERE o.subscriber = i.subscriber AND o.accord_id = i.accord_id AND o.revision < i.revision AND d.state NOT IN ('failed', 'unknown')) AS told_revision
            FROM digest_item i
            JOIN accord a ON a.id = i.accord_id
            WHERE i.delivery_id = @deliveryId
            ORDER BY a.first_reported_at, a.id
            """;
        using var connection = database.Read();
        return [.. connection.Query<EditionItem>(sql, new { deliveryId })];
    }

    /// <summary>What the subscriber would be told if an edition ended at the instant.</summary>
    public IReadOnlyList<EditionItem> UntoldOf(string subscriber, Period period)
    {
        using var connection = database.Read();
        return UntoldOf(connection, null, KeyOf(subscriber), period);
    }

    /// <summary>When the subscriber's first edition began, or null: older news is not told.</summary>
    public DateTimeOffset? FirstPeriodOf(string subscriber)
    {
        using var connection = database.Read();
        return FirstPeriodOf(connection, null, KeyOf(subscriber));
    }

    /// <summary>
    /// Articles for review, one for each wording, since the subscriber's last mail (or first period) until the period's end; the strongest first.
    /// </summary>
    public IReadOnlyList<ReviewArticle> ReviewsFor(string subscriber, Period period, int limit)
    {
        const string sql = """
            SELECT a.title, a.url, a.source_name, a.language, a.published_at, max(f.score) AS score
            FROM finding f
            JOIN article a ON a.id = f.article_id
            WHERE f.decision = 'review' AND f.decided_at >= @since AND f.decided_at < @until
                AND f.id = (SELECT max(n.id) FROM finding n WHERE n.article_id = f.article_id)
                AND a.id = a.copy_group
                AND NOT EXISTS (SELECT 1 FROM accord_article l WHERE l.article_id = a.id AND l.role = 'report')
                AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.what = 'reject' AND d.subject = CAST(a.id AS TEXT) AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.id))
            GROUP BY a.id
            ORDER BY max(f.score) DESC, a.id
            LIMIT @limit
            """;
        using var connection = database.Read();
        var last = connection.QueryFirst<DateTimeOffset?>(
            "SELECT max(e.period_end) FROM delivery d JOIN edition e ON e.id = d.edition_id WHERE d.subscriber = @subscriber AND d.state = 'sent'",
            new { subscriber = KeyOf(subscriber) });
        var since = last ?? FirstPeriodOf(connection, null, KeyOf(subscriber)) ?? period.Start;
        return [.. connection.Query<ReviewRow>(sql, new { since, until = period.End, limit })
            .Select(row => new ReviewArticle(new AccordArticle(row.Title, row.Url, row.SourceName, row.Language, row.PublishedAt), row.Score))];
    }

    /// <summary>Addresses name the same mailbox in any case.</summary>
    internal static string KeyOf(string address) => address.Trim().ToLowerInvariant();

    private static long EditionOf(IDbConnection connection, IDbTransaction transaction, EditionPlan plan, DateTimeOffset now)
    {
        var key = new { cadence = plan.Cadence == Cadence.Weekly ? "weekly" : "daily", plan.Period.Start, plan.Period.End, now };
        connection.Execute(
            """
            INSERT INTO edition (kind, cadence, period_start, period_end, created_at) VALUES ('digest', @cadence, @Start, @End, @now)
            ON CONFLICT (kind, cadence, period_start, period_end) DO NOTHING
            """,
            key,
            transaction);
        return connection.QuerySingle<long>(
            "SELECT id FROM edition WHERE kind = 'digest' AND cadence = @cadence AND period_start = @Start AND period_end = @End",
            key,
            transaction);
    }

    private static long Enter(IDbConnection connection, IDbTransaction transaction, EditionPlan plan, long edition, DateTimeOffset now)
    {
        var subscriber = KeyOf(plan.Subscriber);
        connection.Execute(
            """
            UPDATE delivery
            SET state = 'failed', reason = 'not accepted before the next edition; its news is told there' || coalesce(': ' || reason, ''), updated_at = @now
            WHERE subscriber = @subscriber AND state IN ('planned', 'rendered', 'deferred')
            """,
            new { subscriber, now },
            transaction);
        var items = UntoldOf(connection, transaction, subscriber, plan.Period);
        var id = connection.QuerySingle<long>(
            """
            INSERT INTO delivery (edition_id, subscriber, state, message_id, updated_at)
            VALUES (@edition, @subscriber, @state, @MessageId, @now)
            RETURNING id
            """,
            new { edition, subscriber, state = items.Count == 0 ? "skipped_empty" : "planned", plan.MessageId, now },
            transaction);
        foreach (var item in items)
        {
            connection.Execute(
                """
                INSERT INTO digest_item (subscriber, accord_id, revision, delivery_id, maybe_told) VALUES (@subscriber, @AccordId, @Revision, @id, @MaybeTold)
                ON CONFLICT (subscriber, accord_id, revision) DO UPDATE SET delivery_id = excluded.delivery_id, maybe_told = excluded.maybe_told
                """,
                new { subscriber, item.AccordId, item.Revision, id, item.MaybeTold },
                transaction);
        }

        return id;
    }

    private static List<EditionItem> UntoldOf(IDbConnection connection, IDbTransaction? transaction, string subscriber, Period period)
    {
        var since = FirstPeriodOf(connection, transaction, subscriber) is { } first && first < period.Start ? first : period.Start;
        return [.. connection.Query<EditionItem>(Untold, new { subscriber, since, until = period.End, limit = MaxItems }, transaction)];
    }

    private static DateTimeOffset? FirstPeriodOf(IDbConnection connection, IDbTransaction? transaction, string subscriber)
        => connection.QueryFirst<DateTimeOffset?>(
            "SELECT min(e.period_start) FROM delivery d JOIN edition e ON e.id = d.edition_id WHERE d.subscriber = @subscriber",
            new { subscriber },
            transaction);

    private sealed class ReviewRow
    {
        public string Title { get; init; } = "";
        public string Url { get; init; } = "";
        public string SourceName { get; init; } = "";
        public string? Language { get; init; }
        public DateTimeOffset? PublishedAt { get; init; }
        public double Score { get; init; }
    }
}
