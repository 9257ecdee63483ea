using Dapper;

namespace AccordWatch.Store;

/// <summary>Something that only a person can decide.</summary>
/// <param name="Kind"><c>doubt</c>: is it an accord? <c>jump</c>: can this step follow? <c>dates</c>: which day is right? <c>roll</c>: who is missing?</param>
/// <param name="Article">The article in question; null for dates.</param>
/// <param name="Accord">The accord in question; null for a doubt.</param>
/// <param name="Question">In words.</param>
/// <param name="Url">Where the article stands; null for dates.</param>
public sealed record ReviewItem(string Kind, long? Article, string? Accord, string Question, string? Url);

/// <summary>What waits for a person: articles in doubt, steps that cannot follow, days that contradict each other.</summary>
public sealed class ReviewTable(Database database)
{
    /// <summary>Steps first, then days, then articles, the likeliest first.</summary>
    public IReadOnlyList<ReviewItem> Waiting() => [.. Jumps(), .. Dates(), .. Doubts()];

    private IEnumerable<ReviewItem> Jumps()
    {
        const string sql = """
            SELECT l.accord_id, l.article_id, a.status, l.status, t.url
            FROM accord_article l
            JOIN accord a ON a.id = l.accord_id
            JOIN article t ON t.id = l.article_id
            WHERE l.move = 'jump' AND l.role = 'report' AND a.merged_into IS NULL
            ORDER BY l.linked_at, l.article_id
            """;
        using var connection = database.Read();
        return connection.Query<(string Accord, long Article, string Stands, string Reported, string Url)>(sql)
            .Select(row => new ReviewItem("jump", row.Article, row.Accord, $"{row.Stands} -> {row.Reported} cannot follow", row.Url));
    }

    // Only whole days of what was signed: a plan is no signing, and a month does not contradict its days.
    private IEnumerable<ReviewItem> Dates()
    {
        const string sql = """
            SELECT l.accord_id, group_concat(DISTINCT json_extract(l.told, '$.SignedOn')) AS days
            FROM accord_article l
            JOIN registered a ON a.id = l.accord_id
            WHERE l.role = 'report' AND l.status IN ('signed', 'acceded') AND length(json_extract(l.told, '$.SignedOn')) = 10
                AND NOT EXISTS (
                    SELECT 1 FROM decision d, json_each(d.changes) c
                    WHERE d.what = 'edit' AND d.subject = l.accord_id AND json_extract(c.value, '$.Field') = 'signed_on'
                        AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.id))
            GROUP BY l.accord_id
            HAVING count(DISTINCT json_extract(l.told, '$.SignedOn')) > 1
            ORDER BY l.accord_id
            """;
        using var connection = database.Read();
        return connection.Query<(string Accord, string Days)>(sql)
            .Select(row => new ReviewItem("dates", null, row.Accord, $"signed on {row.Days.Replace(",", " or ", StringComparison.Ordinal)}?", null));
    }

    private IEnumerable<ReviewItem> Doubts()
    {
        const string sql = """
            SELECT a.id, a.title, a.url
            FROM finding f
            JOIN article a ON a.id = f.article_id
            WHERE f.decision = 'review' AND a.id = a.copy_group
                AND f.id = (SELECT max(n.id) FROM finding n WHERE n.article_id = f.article_id)
                AND NOT EXISTS (SELECT 1 FROM accord_article l WHERE l.article_id = a.id AND l.role = 'report')
                AND NOT EXISTS (
                    SELECT 1 FROM decision d
                    WHERE d.what IN ('accept', 'reject') AND d.subject = CAST(a.id AS TEXT) AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.id))
            ORDER BY f.score DESC, a.id
            """;
        using var connection = database.Read();
        return connection.Query<(long Article, string Title, string Url)>(sql).Select(row => new ReviewItem("doubt", row.Article, null, row.Title, row.Url));
    }
}
