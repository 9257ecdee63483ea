using System.Data;
using System.Globalization;
using System.Text.Json;
using AccordWatch.Model;
using Dapper;

namespace AccordWatch.Store;

/// <summary>The rows that one report of an accord leaves, written inside the caller's transaction.</summary>
internal static class AccordRows
{
    public static string NextId(IDbConnection connection, IDbTransaction transaction, string prefix)
    {
        // The history outlives any accord, so a number once given stays taken.
        var last = connection.ExecuteScalar<string?>("SELECT max(accord_id) FROM accord_history WHERE accord_id LIKE @prefix || '-___'", new { prefix }, transaction);
        var number = last is null ? 1 : int.Parse(last.AsSpan(last.Length - 3), CultureInfo.InvariantCulture) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:000}");
    }

    public static void Insert(IDbConnection connection, IDbTransaction transaction, string id, string title, string origin, Finding finding, KeptArticle article, DateTimeOffset now)
        => connection.Execute(
            """
            INSERT INTO accord (id, title, status, instrument, kind, joins, origin, signed_on, areas, signatories, score, first_reported_at, updated_at, reported_from, reported_until, revision)
            VALUES (@id, @title, @Status, @Instrument, @Kind, @Joins, @origin, @SignedOn, @areas, @signatories, @Score, @now, @now, @at, @at, 1)
            """,
            new
            {
                id,
                title,
                origin,
                finding.Status,
                finding.Instrument,
                finding.Kind,
                finding.Joins,
                finding.SignedOn,
                areas = JsonSerializer.Serialize(finding.Areas),
                signatories = JsonSerializer.Serialize(finding.Signatories),
                finding.Score,
                now,
                at = origin == "background" ? null : article.PublishedAt,
            },
            transaction);

    public static void Remember(IDbConnection connection, IDbTransaction transaction, string id, int revision, string change, long? articleId, DateTimeOffset now)
        => connection.Execute(
            "INSERT INTO accord_history (accord_id, revision, changed_at, change, article_id) VALUES (@id, @revision, @now, @change, @articleId)",
            new { id, revision, now, change, articleId },
            transaction);

    /// <summary>The article under the accord, its parties, and the words that prove the fields; told again, nothing changes.</summary>
    public static void Attach(IDbConnection connection, IDbTransaction transaction, string id, string role, string move, Finding finding, KeptArticle article, DateTimeOffset now)
    {
        connection.Execute(
            """
            INSERT INTO accord_article (accord_id, article_id, linked_at, role, move, status, told) VALUES (@id, @articleId, @now, @role, @move, @Status, @told)
            ON CONFLICT (accord_id, article_id) DO UPDATE SET role = excluded.role, move = excluded.move, status = excluded.status, told = excluded.told
            WHERE accord_article.role <> 'report' AND excluded.role = 'report'
            """,
            new { id, articleId = article.Id, now, role, move, finding.Status, told = JsonSerializer.Serialize(finding with { Evidence = [], Why = [], Background = [], Further = [] }) },
            transaction);
        AddParties(connection, transaction, id, finding.Parties);
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

    public static void AddParties(IDbConnection connection, IDbTransaction transaction, string id, IReadOnlyList<Party> parties)
    {
        var taken = connection.ExecuteScalar<int>("SELECT count(*) FROM accord_party WHERE accord_id = @id", new { id }, transaction);
        foreach (var party in parties)
        {
            taken += connection.Execute(
                "INSERT INTO accord_party (accord_id, position, name, kind, country) VALUES (@id, @taken, @Name, @Kind, @Country) ON CONFLICT DO NOTHING",
                new { id, taken, party.Name, party.Kind, party.Country },
                transaction);
        }
    }

    /// <summary>Fields that people have set and not taken back: no report overwrites them.</summary>
    public static IReadOnlySet<string> EditedOf(IDbConnection connection, IDbTransaction? transaction, string id)
        => connection.Query<string>(
            """
            SELECT json_extract(c.value, '$.Field')
            FROM decision d, json_each(d.changes) c
            WHERE d.what = 'edit' AND d.subject = @id AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.id)
            """,
            new { id },
            transaction).ToHashSet();

    // party:Roscosmos and area:satcom carry their value in their name; the others have it in the finding.
    private static (string Field, string Value) FieldAndValue(string field, Finding finding) => field switch
    {
        "status" => (field, finding.Status ?? ""),
        "instrument" => (field, finding.Instrument ?? ""),
        "kind" => (field, finding.Kind ?? ""),
        "signed_on" => (field, finding.SignedOn ?? ""),
        "member_number" => (field, finding.MemberNumber?.ToString(CultureInfo.InvariantCulture) ?? ""),
        _ => (field, field[(field.IndexOf(':', StringComparison.Ordinal) + 1)..]),
    };
}
