using Dapper;

namespace AccordWatch.Store;

/// <summary>A robots.txt as it was answered.</summary>
/// <param name="Origin">Scheme, host and port.</param>
/// <param name="FetchedAt">UTC.</param>
/// <param name="Rules">The file; empty where there is none, null where the server failed.</param>
/// <param name="Broken">How the server failed, or null.</param>
public sealed record KeptRobots(string Origin, DateTimeOffset FetchedAt, string? Rules, string? Broken);

/// <summary>The robots.txt files of the sites that are read, so that a restart does not ask for them again.</summary>
public sealed class RobotsTable(Database database)
{
    private const int MostCharacters = 512_000;

    public KeptRobots? Find(string origin)
    {
        using var connection = database.Read();
        var row = connection.QueryFirstOrDefault<Row>("SELECT fetched_at, rules, broken FROM robots WHERE origin = @origin", new { origin });
        return row is null ? null : new KeptRobots(origin, row.FetchedAt, row.Rules, row.Broken);
    }

    public Task KeepAsync(KeptRobots kept, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute(
                    """
                    INSERT INTO robots (origin, fetched_at, rules, broken)
                    VALUES (@Origin, @FetchedAt, @rules, @Broken)
                    ON CONFLICT (origin) DO UPDATE SET fetched_at = excluded.fetched_at, rules = excluded.rules, broken = excluded.broken
                    """,
                    new { kept.Origin, kept.FetchedAt, rules = kept.Rules?.Length > MostCharacters ? kept.Rules[..MostCharacters] : kept.Rules, kept.Broken },
                    transaction);
            },
            cancellationToken);

    private sealed class Row
    {
        public DateTimeOffset FetchedAt { get; init; }
        public string? Rules { get; init; }
        public string? Broken { get; init; }
    }
}
