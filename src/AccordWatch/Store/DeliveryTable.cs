using System.Data;
using System.Text.Json;
using AccordWatch.Model;
using Dapper;

namespace AccordWatch.Store;

/// <summary>Where one subscriber's copy of an edition stands.</summary>
public enum DeliveryState
{
    /// <summary>Its items are fixed.</summary>
    Planned,

    /// <summary>Its bytes are fixed.</summary>
    Rendered,

    /// <summary>An attempt is under way; it has certainly not been accepted.</summary>
    Claimed,

    /// <summary>An attempt is at its last step: from here on it may have been accepted.</summary>
    DotMarked,

    /// <summary>The mail server has accepted it.</summary>
    Sent,

    /// <summary>It waits for its next attempt.</summary>
    Deferred,

    /// <summary>It was refused or given up; the next edition tells its items.</summary>
    Failed,

    /// <summary>It may have been accepted. It is not sent again; the next edition tells its items and says so.</summary>
    Unknown,

    /// <summary>There was nothing to tell.</summary>
    SkippedEmpty,
}

/// <summary>One subscriber's copy of an edition, as kept.</summary>
public sealed record KeptDelivery
{
    public required long Id { get; init; }
    public required long EditionId { get; init; }

    /// <summary>Address in lower case.</summary>
    public required string Subscriber { get; init; }

    public required Period Period { get; init; }
    public required DeliveryState State { get; init; }
    public int Attempt { get; init; }
    public required string MessageId { get; init; }
    public string? Subject { get; init; }

    /// <summary>What every attempt sends; empty before it is rendered.</summary>
    public ReadOnlyMemory<byte> Message { get; init; }

    public DateTimeOffset? RenderedAt { get; init; }
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>The server's words or what stood in the way.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>
/// Deliveries and the steps between their states. Each step is compare-and-set on state and attempt, so of two that try only one goes on.
/// </summary>
public sealed class DeliveryTable(Database database)
{
    private const string Query = """
        SELECT d.id, d.edition_id, d.subscriber, e.period_start, e.period_end, d.state, d.attempt, d.message_id, d.subject, d.message, d.rendered_at,
            d.next_try_at, d.reason, d.updated_at
        FROM delivery d
        JOIN edition e ON e.id = d.edition_id
        """;

    public KeptDelivery? Find(long id) => Select("WHERE d.id = @id", new { id }).FirstOrDefault();

    /// <summary>Deliveries in a state, newest first.</summary>
    public IReadOnlyList<KeptDelivery> In(DeliveryState state) => Select("WHERE d.state = @state ORDER BY d.id DESC", new { state = ToText(state) });

    /// <summary>Newest first.</summary>
    public IReadOnlyList<KeptDelivery> Newest(int limit) => Select("ORDER BY d.id DESC LIMIT @limit", new { limit });

    /// <summary>Fixes the bytes. Items that did not fit are taken out of the ledger, so that the next edition tells them.</summary>
    /// <param name="delivery">A planned one.</param>
    /// <param name="subject">For lists.</param>
    /// <param name="message">The bytes that every attempt sends.</param>
    /// <param name="left">Items that the message does not tell.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>False when it was no longer planned.</returns>
    public Task<bool> KeepRenderedAsync(
        KeptDelivery delivery, string subject, ReadOnlyMemory<byte> message, IReadOnlyList<EditionItem> left, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var kept = connection.Execute(
                    """
                    UPDATE delivery SET state = 'rendered', subject = @subject, message = @message, rendered_at = @now, updated_at = @now
                    WHERE id = @Id AND state = 'planned'
                    """,
                    new { delivery.Id, subject, message = message.ToArray(), now },
                    transaction) == 1;
                foreach (var item in kept ? left : [])
                {
                    connection.Execute(
                        "DELETE FROM digest_item WHERE delivery_id = @Id AND accord_id = @AccordId AND revision = @Revision",
                        new { delivery.Id, item.AccordId, item.Revision },
                        transaction);
                }

                return kept;
            },
            cancellationToken);

    /// <summary>Begins an attempt; kept before any network traffic.</summary>
    /// <returns>The delivery as claimed, or null when it is not to be sent now.</returns>
    public async Task<KeptDelivery?> ClaimAsync(KeptDelivery delivery, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string sql = """
            UPDATE delivery SET state = 'claimed', attempt = attempt + 1, next_try_at = NULL, updated_at = @now
            WHERE id = @Id AND attempt = @Attempt AND (state = 'rendered' OR (state = 'deferred' AND next_try_at <= @now))
            """;
        var claimed = await ExecuteAsync(sql, new { delivery.Id, delivery.Attempt, now }, cancellationToken).ConfigureAwait(false);
        return claimed ? Find(delivery.Id) : null;
    }

    /// <summary>Keeps that the attempt's last step comes now.</summary>
    /// <returns>False when the attempt is no longer this one's; then it must not go on.</returns>
    public Task<bool> MarkDotAsync(KeptDelivery claimed, DateTimeOffset now, CancellationToken cancellationToken)
        => ExecuteAsync(
            "UPDATE delivery SET state = 'dot_marked', updated_at = @now WHERE id = @Id AND state = 'claimed' AND attempt = @Attempt",
            new { claimed.Id, claimed.Attempt, now },
            cancellationToken);

    /// <summary>Keeps how the attempt ended.</summary>
    public Task<bool> SettleAsync(KeptDelivery claimed, DeliveryState state, string reason, DateTimeOffset? nextTryAt, DateTimeOffset now, CancellationToken cancellationToken)
        => ExecuteAsync(
            """
            UPDATE delivery SET state = @state, reason = @reason, next_try_at = @nextTryAt, updated_at = @now
            WHERE id = @Id AND state IN ('claimed', 'dot_marked') AND attempt = @Attempt
            """,
            new { claimed.Id, claimed.Attempt, state = ToText(state), reason, nextTryAt, now },
            cancellationToken);

    /// <summary>Gives up a delivery that cannot be written or sent at all.</summary>
    public Task<bool> GiveUpAsync(KeptDelivery delivery, string reason, DateTimeOffset now, CancellationToken cancellationToken)
        => ExecuteAsync(
            "UPDATE delivery SET state = 'failed', reason = @reason, updated_at = @now WHERE id = @Id AND state = @state AND attempt = @Attempt",
            new { delivery.Id, delivery.Attempt, reason, state = ToText(delivery.State), now },
            cancellationToken);

    /// <summary>
    /// Takes up what a process left behind when it died: before the mark nothing was accepted, so it is sent again; after the mark nobody knows.
    /// Only for the one process that sends.
    /// </summary>
    /// <returns>How many became unknown.</returns>
    public Task<int> RecoverAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute("UPDATE delivery SET state = 'rendered', updated_at = @now WHERE state = 'claimed'", new { now }, transaction);
                return connection.Execute(
                    "UPDATE delivery SET state = 'unknown', reason = 'the program ended at the last step; it may have been sent', updated_at = @now WHERE state = 'dot_marked'",
                    new { now },
                    transaction);
            },
            cancellationToken);

    private static string ToText(DeliveryState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    private static DeliveryState ToState(string text) => Enum.Parse<DeliveryState>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private Task<bool> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.WriteAsync((connection, transaction) => connection.Execute(sql, parameters, transaction) == 1, cancellationToken);

    private List<KeptDelivery> Select(string condition, object parameters)
    {
        using var connection = database.Read();
        return [.. connection.Query<Row>($"{Query} {condition}", parameters).Select(row => new KeptDelivery
        {
            Id = row.Id,
            EditionId = row.EditionId,
            Subscriber = row.Subscriber,
            Period = new Period(row.PeriodStart, row.PeriodEnd),
            State = ToState(row.State),
            Attempt = row.Attempt,
            MessageId = row.MessageId,
            Subject = row.Subject,
            Message = row.Message,
            RenderedAt = row.RenderedAt,
            NextTryAt = row.NextTryAt,
            Reason = row.Reason,
            UpdatedAt = row.UpdatedAt,
        })];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long EditionId { get; init; }
        public string Subscriber { get; init; } = "";
        public DateTimeOffset PeriodStart { get; init; }
        public DateTimeOffset PeriodEnd { get; init; }
        public string State { get; init; } = "";
        public int Attempt { get; init; }
        public string MessageId { get; init; } = "";
        public string? Subject { get; init; }
        public byte[] Message { get; init; } = [];
        public DateTimeOffset? RenderedAt { get; init; }
        public DateTimeOffset? NextTryAt { get; init; }
        public string? Reason { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
    }
}
