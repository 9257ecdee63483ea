using System.Data;
using System.Text.Json;
using AccordWatch.Model;
using Dapper;

namespace AccordWatch.Store;

/// <summary>A subscription of a source at a hub (WebSub).</summary>
public sealed record Subscription
{
    public required string SourceName { get; init; }
    public required Uri Hub { get; init; }

    /// <summary>As sent to the hub, which says it back letter by letter.</summary>
    public required string Topic { get; init; }

    public required Uri Callback { get; init; }

    /// <summary>Signs what the hub sends.</summary>
    public required string Secret { get; init; }

    /// <summary>wanted, pending, active, failed, refused, lapsed or ending.</summary>
    public required string State { get; init; }

    public DateTimeOffset? UntilAt { get; init; }

    /// <summary>Hosts or CIDR ranges that its source may reach although they are private.</summary>
    public IReadOnlyList<string> AllowPrivate { get; init; } = [];

    /// <summary>Its source is not read any more, or names another hub.</summary>
    public bool IsEnding => State == "ending";

    /// <summary>What is asked of the hub: hub.mode.</summary>
    public string Mode => IsEnding ? "unsubscribe" : "subscribe";
}

/// <summary>Subscriptions at hubs, at most one for a source beside those that end.</summary>
public sealed class SubscriptionTable(Database database)
{
    private const int LongestReason = 300;

    private static readonly TimeSpan[] Ladder = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    /// <summary>Forgets the subscriptions that cannot reach us any more; their sources are due.</summary>
    /// <param name="callbacks">Begin of all callbacks that can; null when none can.</param>
    /// <param name="now">When they are due.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    public Task KeepOnlyAsync(Uri? callbacks, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var parameters = new { now, start = callbacks?.AbsoluteUri ?? "" };
                const string others = "@start = '' OR substr(callback, 1, length(@start)) <> @start";
                connection.Execute($"UPDATE source SET next_visit_at = min(next_visit_at, @now) WHERE name IN (SELECT source_name FROM subscription WHERE state = 'active' AND ({others}))", parameters, transaction);
                connection.Execute($"DELETE FROM subscription WHERE {others}", parameters, transaction);
            },
            cancellationToken);

    /// <summary>Makes the table agree with the hubs that sources name: new ones are wanted, others end, and a lease that is over has lapsed.</summary>
    /// <param name="callbackAndSecret">Makes both for a new subscription.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    public Task AgreeAsync(Func<(Uri Callback, string Secret)> callbackAndSecret, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var parameters = new { now, most = Ladder.Length };
                connection.Execute(
                    """
                    UPDATE source SET next_visit_at = min(next_visit_at, @now) WHERE name IN (SELECT source_name FROM subscription WHERE state = 'active' AND until_at <= @now);
                    UPDATE subscription SET state = 'lapsed', reason = 'the lease has ended' WHERE state = 'active' AND until_at <= @now;
                    UPDATE subscription SET state = 'ending', asked = NULL, tries = 0, next_try_at = @now
                    WHERE state <> 'ending' AND NOT EXISTS (
                        SELECT 1 FROM source s WHERE s.name = source_name AND s.active = 1 AND s.gone_at IS NULL AND s.hub = subscription.hub AND s.topic = subscription.topic);
                    DELETE FROM subscription WHERE state = 'ending' AND (coalesce(until_at, @now) <= @now OR (tries >= @most AND next_try_at <= @now));
                    """,
                    parameters,
                    transaction);
                var wanted = connection.Query<(string Name, string Hub, string Topic)>(
                    """
                    SELECT name, hub, topic
                    FROM source
                    WHERE active = 1 AND gone_at IS NULL AND hub IS NOT NULL AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.source_name = source.name AND s.state <> 'ending')
                    """,
                    transaction: transaction).ToList();
                foreach (var (name, hub, topic) in wanted)
                {
                    var (callback, secret) = callbackAndSecret();
                    connection.Execute(
                        "INSERT INTO subscription (callback, source_name, hub, topic, secret, state, next_try_at) VALUES (@callback, @name, @hub, @topic, @secret, 'wanted', @now)",
                        new { callback = callback.AbsoluteUri, name, hub, topic, secret, now },
                        transaction);
                }
            },
            cancellationToken);

    /// <summary>Those whose hub is to be asked, those that end included.</summary>
    public IReadOnlyList<Subscription> Due(DateTimeOffset now) => Query("WHERE next_try_at <= @now ORDER BY next_try_at, callback", new { now });

    /// <returns>Null when no hub was given that callback. What is not read any more is ending.</returns>
    public Subscription? Find(Uri callback) => Query("WHERE callback = @callback", new { callback = callback.AbsoluteUri }).FirstOrDefault();

    /// <summary>Counts an attempt before it is made: the hub may verify before it answers.</summary>
    public Task BeginAsync(Subscription subscription, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var tries = connection.QuerySingleOrDefault<int>("SELECT tries FROM subscription WHERE callback = @callback", new { callback = subscription.Callback.AbsoluteUri }, transaction);
                connection.Execute(
                    """
                    UPDATE subscription
                    SET tries = tries + 1, next_try_at = @next, asked = @Mode, state = CASE WHEN state IN ('active', 'ending') THEN state ELSE 'pending' END
                    WHERE callback = @callback AND state = @State
                    """,
                    new { callback = subscription.Callback.AbsoluteUri, subscription.Mode, subscription.State, next = now + Ladder[Math.Min(tries, Ladder.Length - 1)] },
                    transaction);
            },
            cancellationToken);

    /// <summary>The hub could not be asked, or did not take the request; an active subscription stays so until its lease ends.</summary>
    /// <param name="subscription">As it was begun.</param>
    /// <param name="reason">For the user.</param>
    /// <param name="isRefusal">The hub said no; else it could not be reached.</param>
    /// <param name="notBefore">The hub asks to be left alone until then; null when it does not say.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    public Task FailAsync(Subscription subscription, string reason, bool isRefusal, DateTimeOffset? notBefore, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute(
                    """
                    UPDATE subscription
                    SET asked = NULL, reason = @reason, next_try_at = max(next_try_at, coalesce(@notBefore, next_try_at)), state = CASE WHEN state IN ('active', 'ending') THEN state ELSE @state END
                    WHERE callback = @callback AND asked = @Mode
                    """,
                    new { callback = subscription.Callback.AbsoluteUri, subscription.Mode, reason = Short(reason), notBefore, state = isRefusal ? "refused" : "failed" },
                    transaction);
            },
            cancellationToken);

    /// <summary>The hub asks whether we meant it.</summary>
    /// <param name="callback">Where it asked.</param>
    /// <param name="mode">hub.mode.</param>
    /// <param name="topic">hub.topic.</param>
    /// <param name="lease">For a subscription: how long it holds; it is asked for again after two thirds.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>False when nothing like that was asked of it, or it was verified already.</returns>
    public Task<bool> ConfirmAsync(Uri callback, string mode, string topic, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) => connection.Execute(
                mode == "unsubscribe"
                    ? "DELETE FROM subscription WHERE callback = @callback AND topic = @topic AND asked = 'unsubscribe'"
                    : "UPDATE subscription SET state = 'active', asked = NULL, tries = 0, reason = NULL, until_at = @until, next_try_at = @renew WHERE callback = @callback AND topic = @topic AND asked = 'subscribe' AND @mode = 'subscribe'",
                new { callback = callback.AbsoluteUri, mode, topic, until = now + lease, renew = now + (lease * 2 / 3) },
                transaction) == 1,
            cancellationToken);

    /// <summary>The hub says that it will not, or no longer, serve the subscription; its source is due, and the hub is asked again after a day.</summary>
    /// <returns>False when it has no such subscription.</returns>
    public Task<bool> DenyAsync(Uri callback, string topic, string? reason, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var parameters = new { callback = callback.AbsoluteUri, topic, reason = Short(reason ?? "the hub gave no reason"), now, next = now + Ladder[^1] };
                connection.Execute("UPDATE source SET next_visit_at = min(next_visit_at, @now) WHERE name IN (SELECT source_name FROM subscription WHERE callback = @callback AND topic = @topic AND state = 'active')", parameters, transaction);
                var ended = connection.Execute("DELETE FROM subscription WHERE callback = @callback AND topic = @topic AND state = 'ending'", parameters, transaction);
                return ended + connection.Execute("UPDATE subscription SET state = 'refused', asked = NULL, reason = @reason, next_try_at = @next WHERE callback = @callback AND topic = @topic", parameters, transaction) == 1;
            },
            cancellationToken);

    /// <summary>The hub says that there is something new: the source is due at once, but not before the user's shortest time.</summary>
    public Task PushedAsync(Subscription subscription, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var name = subscription.SourceName;
                connection.Execute("UPDATE subscription SET pushed_at = @now WHERE callback = @callback", new { callback = subscription.Callback.AbsoluteUri, now }, transaction);
                var (settings, last) = connection.QuerySingle<(string Settings, DateTimeOffset? Last)>("SELECT settings, last_visit_at FROM source WHERE name = @name", new { name }, transaction);
                var earliest = last + JsonSerializer.Deserialize<Source>(settings)!.Every;
                connection.Execute("UPDATE source SET next_visit_at = min(next_visit_at, @at) WHERE name = @name", new { name, at = earliest > now ? earliest.Value : now }, transaction);
            },
            cancellationToken);

    /// <summary>What the hub said while the source was being visited may not be in what the visit read: it is made again. A hub that said nothing of news is not relied on.</summary>
    internal static void Heed(IDbConnection connection, IDbTransaction transaction, Source source, VisitRecord visit)
        => connection.Execute(
            """
            UPDATE subscription SET pushed_at = NULL WHERE source_name = @Name AND state <> 'ending' AND @HubWasSilent AND pushed_at <= @StartedAt;
            UPDATE source SET next_visit_at = min(next_visit_at, @again)
            WHERE name = @Name AND EXISTS (SELECT 1 FROM subscription s WHERE s.source_name = @Name AND s.state <> 'ending' AND s.pushed_at > @StartedAt);
            """,
            new { source.Name, visit.HubWasSilent, visit.StartedAt, again = visit.EndedAt + (source.Every ?? TimeSpan.Zero) },
            transaction);

    private static string Short(string reason)
    {
        var line = string.Concat(reason.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length > LongestReason ? line[..LongestReason] : line;
    }

    private List<Subscription> Query(string condition, object parameters)
    {
        using var connection = database.Read();
        return [.. connection.Query<Row>(
            $"SELECT source_name, s.hub, s.topic, callback, secret, CASE WHEN active = 1 THEN state ELSE 'ending' END AS state, until_at, settings FROM subscription s JOIN source ON source.name = source_name {condition}",
            parameters).Select(row => new Subscription
            {
                SourceName = row.SourceName,
                Hub = new Uri(row.Hub),
                Topic = row.Topic,
                Callback = new Uri(row.Callback),
                Secret = row.Secret,
                State = row.State,
                UntilAt = row.UntilAt,
                AllowPrivate = JsonSerializer.Deserialize<Source>(row.Settings)!.AllowPrivate,
            })];
    }

    private sealed class Row
    {
        public string SourceName { get; init; } = "";
        public string Hub { get; init; } = "";
        public string Topic { get; init; } = "";
        public string Callback { get; init; } = "";
        public string Secret { get; init; } = "";
        public string State { get; init; } = "";
        public DateTimeOffset? UntilAt { get; init; }
        public string Settings { get; init; } = "";
    }
}
