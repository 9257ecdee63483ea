using Dapper;

namespace AccordWatch.Store;

/// <summary>What keeps the database small and quick; for quiet hours, at most once a day.</summary>
public sealed class Upkeep(Database database)
{
    private const string LastRun = "upkeep_at";

    private readonly InstallationTable _installation = new(database);

    /// <summary>Whether the hour has passed since the last run.</summary>
    /// <param name="at">UTC.</param>
    /// <param name="now">UTC.</param>
    public bool IsDue(TimeOnly at, DateTimeOffset now)
    {
        var today = now.UtcDateTime.Date + at.ToTimeSpan();
        var last = today <= now.UtcDateTime ? today : today.AddDays(-1);
        return _installation.Find(LastRun) is not { } run || string.CompareOrdinal(run, Instant.ToText(new DateTimeOffset(last, TimeSpan.Zero))) < 0;
    }

    /// <returns>How many records of visits were dropped.</returns>
    public async Task<int> RunAsync(TimeSpan keepVisits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var dropped = await database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute(
                    "INSERT INTO installation (name, value) VALUES (@LastRun, @now) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    new { LastRun, now = Instant.ToText(now) },
                    transaction);
                connection.Execute("DELETE FROM robots WHERE fetched_at < @before", new { before = now - TimeSpan.FromDays(30) }, transaction);
                return connection.Execute("DELETE FROM visit WHERE ended_at < @before", new { before = now - keepVisits }, transaction);
            },
            cancellationToken).ConfigureAwait(false);
        await database.CheckpointAsync(cancellationToken).ConfigureAwait(false);
        return dropped;
    }
}
