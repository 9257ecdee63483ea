using System.Globalization;
using Dapper;

namespace AccordWatch.Store;

/// <summary>A trouble of a source that lasts.</summary>
public sealed record Incident
{
    public string SourceName { get; init; } = "";

    /// <summary>failing, silent or gone.</summary>
    public string Kind { get; init; } = "";

    public DateTimeOffset OpenedAt { get; init; }
    public string Reason { get; init; } = "";
}

/// <summary>A time for which nothing can be said about a source.</summary>
public sealed record Gap
{
    public string SourceName { get; init; } = "";

    /// <summary>overlap_lost (more came than it shows at once), down or empty.</summary>
    public string Cause { get; init; } = "";

    public DateTimeOffset FromAt { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? ToAt { get; init; }

    public string? Note { get; init; }

    /// <summary>Older pages have told what was missed.</summary>
    public bool IsFilled { get; init; }

    /// <summary>Entries that older pages brought.</summary>
    public int Recovered { get; init; }
}

/// <summary>How well the sources that are watched can be read, and what may have been missed.</summary>
public sealed class HealthTable(Database database)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private const int MostNamed = 8;

    // A publisher that was away for less has its news still on show.
    private static readonly TimeSpan ShortGap = TimeSpan.FromHours(6);

    /// <summary>Troubles that last, the oldest first.</summary>
    public IReadOnlyList<Incident> Open()
    {
        const string sql = """
            SELECT i.source_name, i.kind, i.opened_at, i.reason
            FROM incident i JOIN source s ON s.name = i.source_name
            WHERE i.closed_at IS NULL AND s.active = 1
            ORDER BY i.opened_at, i.id
            """;
        using var connection = database.Read();
        return [.. connection.Query<Incident>(sql)];
    }

    /// <summary>Gaps that last or have ended since the instant, the oldest first.</summary>
    public IReadOnlyList<Gap> Gaps(DateTimeOffset since)
    {
        const string sql = """
            SELECT g.source_name, g.cause, g.from_at, g.to_at, g.note, g.is_filled, g.recovered
            FROM gap g JOIN source s ON s.name = g.source_name
            WHERE (g.to_at IS NULL OR g.to_at >= @since) AND s.active = 1
            ORDER BY g.from_at, g.id
            """;
        using var connection = database.Read();
        return [.. connection.Query<Gap>(sql, new { since })];
    }

    /// <summary>One line for a digest: how many sources are well, which are not, and for which no claim of completeness can be made.</summary>
    /// <param name="since">Begin of what the digest tells of.</param>
    /// <param name="now">End of it.</param>
    public string Line(DateTimeOffset since, DateTimeOffset now)
    {
        using var connection = database.Read();
        var sources = connection.ExecuteScalar<int>("SELECT count(*) FROM source WHERE active = 1");
        var held = connection.Query<(string Name, int Count)>("SELECT source_name, count(*) FROM entry WHERE state = 'held' GROUP BY source_name ORDER BY source_name").ToList();
        var open = Open();
        var ill = open.Select(one => one.SourceName).Distinct().Count();
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{sources} {(sources == 1 ? "source" : "sources")} watched, {(ill == 0 ? "none" : ill)} in trouble") };
        parts.AddRange(open.GroupBy(one => one.Kind).Select(kind => $"{kind.Key}: {Few(kind.Select(one => $"{one.SourceName} (since {Day(one.OpenedAt)})"))}"));
        var gaps = Gaps(since).Where(gap => !gap.IsFilled && (gap.Cause == "overlap_lost" || (gap.ToAt ?? now) - gap.FromAt >= ShortGap)).ToList();
        parts.AddRange(gaps.Count == 0 ? [] : [$"incomplete: {Few(gaps.Select(gap => $"{gap.SourceName} ({Day(gap.FromAt)} to {(gap.ToAt is { } to ? Day(to) : "now")})").Distinct())}"]);
        parts.AddRange(held.Count == 0 ? [] : [$"held: {Few(held.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name} ({one.Count} entries)")))}"]);
        return string.Join("; ", parts);
    }

    /// <summary>Troubles of which nothing has been said for a week; they count as said now.</summary>
    public Task<IReadOnlyList<Incident>> RemindAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync<IReadOnlyList<Incident>>(
            (connection, transaction) => [.. connection.Query<Incident>(
                """
                UPDATE incident SET reminded_at = @now
                WHERE closed_at IS NULL AND coalesce(reminded_at, opened_at) <= @before
                    AND EXISTS (SELECT 1 FROM source WHERE name = incident.source_name AND active = 1)
                RETURNING source_name, kind, opened_at, reason
                """,
                new { now, before = now - Week },
                transaction)],
            cancellationToken);

    // A line of a mail: when half of the web is down, the number says it.
    private static string Few(IEnumerable<string> all)
    {
        var named = all.ToList();
        return string.Join(", ", named.Take(MostNamed)) + (named.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {named.Count - MostNamed} more") : "");
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
