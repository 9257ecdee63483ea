using System.Data;
using System.Globalization;
using System.Text.Json;
using AccordWatch.Model;
using Dapper;

namespace AccordWatch.Store;

/// <summary>One line of an accord's history.</summary>
public sealed record AccordChange(int Revision, DateTimeOffset ChangedAt, string Change);

/// <summary>The register as kept: accords, their parties, the articles that report them and the words that prove each field.</summary>
public sealed class AccordTable(Database database)
{
    private const string Columns = "id, title, status, instrument, kind, signed_on, areas, signatories, score, first_reported_at, updated_at, revision";

    /// <summary>Enters a new accord under the next free number of its prefix; numbers are never given twice.</summary>
    /// <param name="prefix">e.g. <c>AW-2021-MEX-RUS</c>.</param>
    /// <param name="title">How readers will know it.</param>
    /// <param name="finding">What the article says; its status, instrument and kind must be known.</param>
    /// <param name="article">Where it says so.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>The id, e.g. <c>AW-2021-MEX-RUS-001</c>.</returns>
    public Task<string> EnterAsync(string prefix, string title, Finding finding, KeptArticle article, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var id = NextId(connection, transaction, prefix);
                connection.Execute(
                    """
                    INSERT INTO accord (id, title, status, instrument, kind, signed_on, areas, signatories, score, first_reported_at, updated_at, revision)
                    VALUES (@id, @title, @Status, @Instrument, @Kind, @SignedOn, @areas, @signatories, @Score, @now, @now, 1)
                    """,
                    new
                    {
                        id,
                        title,
                        finding.Status,
                        finding.Instrument,
                        finding.Kind,
                        finding.SignedOn,
                        areas = JsonSerializer.Serialize(finding.Areas),
                        signatories = JsonSerializer.Serialize(finding.Signatories),
                        finding.Score,
                        now,
                    },
                    transaction);
                Remember(connection, transaction, id, 1, "entered", article, now);
                Attach(connection, transaction, id, finding, article, now);
                return id;
            },
            cancellationToken);

    /// <summary>
    /// Adds a report of a known accord. Gaps are filled from it; a new status, a new party or a date that was unknown makes a new revision,
    /// more coverage does not.
    /// </summary>
    /// <param name="known">The accord as it stands.</param>
    /// <param name="finding">What the further article says.</param>
    /// <param name="status">The status after this report: the caller judges which step of the life cycle counts.</param>
    /// <param name="signedOn">The day of signing after this report, likewise.</param>
    /// <param name="article">Where it says so.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>What changed; empty for mere coverage.</returns>
    public Task<IReadOnlyList<string>> ReportAsync(Accord known, Finding finding, string status, string? signedOn, KeptArticle article, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync<IReadOnlyList<string>>(
            (connection, transaction) =>
            {
                var changes = ChangesTo(known, finding, status, signedOn);
                var revision = known.Revision + (changes.Count == 0 ? 0 : 1);
                connection.Execute(
                    """
                    UPDATE accord
                    SET status = @status, signed_on = @signedOn, areas = @areas, signatories = @signatories,
                        score = max(score, @Score), revision = @revision, updated_at = CASE WHEN @changed THEN @now ELSE updated_at END
                    WHERE id = @Id
                    """,
                    new
                    {
                        known.Id,
                        status,
                        signedOn,
                        finding.Score,
                        areas = JsonSerializer.Serialize(known.Areas.Union(finding.Areas)),
                        signatories = JsonSerializer.Serialize(known.Signatories.Union(finding.Signatories)),
                        revision,
                        changed = changes.Count > 0,
                        now = Instant.ToText(now),
                    },
                    transaction);
                foreach (var change in changes)
                {
                    Remember(connection, transaction, known.Id, revision, change, article, now);
                }

                Attach(connection, transaction, known.Id, finding, article, now);
                return changes;
            },
            cancellationToken);

    public IReadOnlyList<Accord> All() => Query("ORDER BY coalesce(signed_on, first_reported_at) DESC, id", new { });

    public Accord? Find(string id) => Query("WHERE id = @id", new { id = id.ToUpperInvariant() }).FirstOrDefault();

    public IReadOnlyList<AccordEvidence> EvidenceOf(string id)
    {
        const string sql = """
            SELECT field, value, quote, start_at, end_at, url, fetched_at
            FROM accord_evidence
            WHERE accord_id = @id
            ORDER BY field, fetched_at, start_at
            """;
        using var connection = database.Read();
        return [.. connection.Query<(string Field, string Value, string Quote, long Start, long End, string Url, DateTimeOffset FetchedAt)>(sql, new { id })
            .Select(row => new AccordEvidence(row.Field, row.Value, row.Quote, (int)row.Start, (int)row.End, row.Url, row.FetchedAt))];
    }

    public IReadOnlyList<AccordArticle> ArticlesOf(string id)
    {
        const string sql = """
            SELECT a.title, a.url, a.source_name, a.language, a.published_at
            FROM accord_article l
            JOIN article a ON a.id = l.article_id
            WHERE l.accord_id = @id
            ORDER BY a.published_at, a.id
            """;
        using var connection = database.Read();
        return [.. connection.Query<(string Title, string Url, string Source, string? Language, DateTimeOffset? Published)>(sql, new { id })
            .Select(row => new AccordArticle(row.Title, row.Url, row.Source, row.Language, row.Published))];
    }

    public IReadOnlyList<AccordChange> HistoryOf(string id)
    {
        using var connection = database.Read();
        return [.. connection.Query<(long Revision, DateTimeOffset At, string Change)>("SELECT revision, changed_at, change FROM accord_history WHERE accord_id = @id ORDER BY id", new { id })
            .Select(row => new AccordChange((int)row.Revision, row.At, row.Change))];
    }

    private static List<string> ChangesTo(Accord known, Finding finding, string status, string? signedOn)
    {
        var changes = new List<string>();
        if (status != known.Status)
        {
            changes.Add($"status: {known.Status} -> {status}");
        }

        if (known.SignedOn != signedOn)
        {
            changes.Add($"signed_on: {signedOn}");
        }

        changes.AddRange(finding.Parties.Where(party => known.Parties.All(other => other.Name != party.Name)).Select(party => $"party: {party.Name}"));
        return changes;
    }

    private static string NextId(IDbConnection connection, IDbTransaction transaction, string prefix)
    {
        // The history outlives any accord, so a number once given stays taken.
        var last = connection.ExecuteScalar<string?>(
            "SELECT max(accord_id) FROM accord_history WHERE accord_id LIKE @prefix || '-___'",
            new { prefix },
            transaction);
        var number = last is null ? 1 : int.Parse(last.AsSpan(last.Length - 3), CultureInfo.InvariantCulture) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:000}");
    }

    private static void Remember(IDbConnection connection, IDbTransaction transaction, string id, int revision, string change, KeptArticle article, DateTimeOffset now)
        => connection.Execute(
            "INSERT INTO accord_history (accord_id, revision, changed_at, change, article_id) VALUES (@id, @revision, @now, @change, @articleId)",
            new { id, revision, now, change, articleId = article.Id },
            transaction);

    private static void Attach(IDbConnection connection, IDbTransaction transaction, string id, Finding finding, KeptArticle article, DateTimeOffset now)
    {
        connection.Execute(
            "INSERT INTO accord_article (accord_id, article_id, linked_at) VALUES (@id, @articleId, @now) ON CONFLICT DO NOTHING",
            new { id, articleId = article.Id, now },
            transaction);
        var taken = connection.ExecuteScalar<int>("SELECT count(*) FROM accord_party WHERE accord_id = @id", new { id }, transaction);
        foreach (var party in finding.Parties)
        {
            taken += connection.Execute(
                "INSERT INTO accord_party (accord_id, position, name, kind, country) VALUES (@id, @taken, @Name, @Kind, @Country) ON CONFLICT DO NOTHING",
                new { id, taken, party.Name, party.Kind, party.Country },
                transaction);
        }

        foreach (var evidence in finding.Evidence)
        {
            var (field, value) = FieldAndValue(evidence.Field, finding);
            connection.Execute(
                """
                INSERT INTO accord_evidence (accord_id, field, value, article_id, quote, start_at, end_at, url, fetched_at)
                VALUES (@id, @field, @value, @articleId, @Quote, @Start, @End, @Url, @FetchedAt)
                ON CONFLICT DO NOTHING
                """,
                new { id, field, value, articleId = article.Id, evidence.Quote, evidence.Start, evidence.End, article.Url, article.FetchedAt },
                transaction);
        }
    }

    // party:Roscosmos and area:satcom carry their value in their name; the others have it in the finding.
    private static (string Field, string Value) FieldAndValue(string field, Finding finding) => field switch
    {
        "status" => (field, finding.Status ?? ""),
        "instrument" => (field, finding.Instrument ?? ""),
        "kind" => (field, finding.Kind ?? ""),
        "signed_on" => (field, finding.SignedOn ?? ""),
        _ => (field, field[(field.IndexOf(':', StringComparison.Ordinal) + 1)..]),
    };

    private List<Accord> Query(string condition, object parameters)
    {
        using var connection = database.Read();
        var parties = connection.Query<(string Accord, string Name, string Kind, string? Country)>("SELECT accord_id, name, kind, country FROM accord_party ORDER BY accord_id, position")
            .ToLookup(row => row.Accord, row => new Party(row.Name, row.Kind, row.Country));
        return [.. connection.Query<Row>($"SELECT {Columns} FROM accord {condition}", parameters).Select(row => new Accord
        {
            Id = row.Id,
            Title = row.Title,
            Status = row.Status,
            Instrument = row.Instrument,
            Kind = row.Kind,
            Parties = [.. parties[row.Id]],
            Signatories = JsonSerializer.Deserialize<string[]>(row.Signatories)!,
            SignedOn = row.SignedOn,
            Areas = JsonSerializer.Deserialize<string[]>(row.Areas)!,
            Score = row.Score,
            FirstReportedAt = row.FirstReportedAt,
            UpdatedAt = row.UpdatedAt,
            Revision = row.Revision,
        })];
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Title { get; init; } = "";
        public string Status { get; init; } = "";
        public string Instrument { get; init; } = "";
        public string Kind { get; init; } = "";
        public string? SignedOn { get; init; }
        public string Areas { get; init; } = "[]";
        public string Signatories { get; init; } = "[]";
        public double Score { get; init; }
        public DateTimeOffset FirstReportedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public int Revision { get; init; }
    }
}
