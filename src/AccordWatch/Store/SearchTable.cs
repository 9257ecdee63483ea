using AccordWatch.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AccordWatch.Store;

/// <summary>An article that holds the words, and the accord that it reports, if any.</summary>
public sealed record FoundArticle(long Id, string Title, string Url, string? Language, DateTimeOffset? Published, string? Accord);

/// <summary>
/// Full text over articles, accents folded: SQLite's FTS5 where the library has it, a slow look at each article otherwise, and for scripts that
/// write no space between words.
/// </summary>
public sealed class SearchTable(Database database)
{
    private const string Select = """
        SELECT a.id, a.title, a.url, a.language, a.published_at,
            (SELECT min(l.accord_id) FROM accord_article l JOIN registered r ON r.id = l.accord_id WHERE l.article_id = a.id AND l.role = 'report') AS accord
        FROM article a
        """;

    // The words of a text that comes later replace those of the headline. FTS5 finds what it forgets by the old words:
    // https://www.sqlite.org/fts5.html#external_content_tables
    private const string Make = """
        CREATE VIRTUAL TABLE IF NOT EXISTS article_words USING fts5(title, text, content='article', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
        INSERT INTO article_words (article_words) VALUES ('rebuild');
        CREATE TRIGGER IF NOT EXISTS article_words_grow AFTER INSERT ON article
        BEGIN
            INSERT INTO article_words (rowid, title, text) VALUES (new.id, new.title, new.text);
        END;
        CREATE TRIGGER IF NOT EXISTS article_words_change AFTER UPDATE OF title, text ON article WHEN old.title <> new.title OR old.text <> new.text
        BEGIN
            INSERT INTO article_words (article_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
            INSERT INTO article_words (rowid, title, text) VALUES (new.id, new.title, new.text);
        END;
        """;

    // A trigger that names a module which the library lacks would let no article in.
    private const string Leave = "DROP TRIGGER IF EXISTS article_words_grow; DROP TRIGGER IF EXISTS article_words_change";

    /// <summary>
    /// Makes the index of all articles and the triggers that keep it, where one of them is missing: an index that only grew, as it was at first, is made anew once. A
    /// library without FTS5 goes without.
    /// </summary>
    public static async Task PrepareAsync(Database database, CancellationToken cancellationToken)
    {
        var hasModule = HasModule(database);
        if (Triggers(database) == (hasModule ? 2 : 0))
        {
            return;
        }

        await database.WriteAsync((connection, transaction) => connection.Execute(hasModule ? Make : Leave, transaction: transaction), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Articles that hold every word, or a word that begins so; the newest first.</summary>
    public IReadOnlyList<FoundArticle> Articles(IReadOnlyList<string> words, int limit)
    {
        var found = Triggers(database) == 2 && HasModule(database) ? ByIndex(words, limit) : [];
        return found.Count > 0 ? found : ByLooking(words, limit);
    }

    private static bool HasModule(Database database)
    {
        using var connection = database.Read();
        return connection.Value(null, "SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'") is > 0L;
    }

    private static long Triggers(Database database)
    {
        using var connection = database.Read();
        return (long)connection.Value(null, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN ('article_words_grow', 'article_words_change')")!;
    }

    private List<FoundArticle> ByIndex(IReadOnlyList<string> words, int limit)
    {
        using var connection = database.Read();
        var match = string.Join(' ', words.Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"*"));
        const string sql = $"""
            {Select}
            JOIN article_words w ON w.rowid = a.id
            WHERE article_words MATCH @match
            ORDER BY coalesce(a.published_at, a.first_seen_at) DESC LIMIT @limit
            """;
        return Found(connection, sql, new { match, limit });
    }

    private List<FoundArticle> ByLooking(IReadOnlyList<string> words, int limit)
    {
        using var connection = database.Read();
        var folded = words.Select(Folding.Fold).ToList();
        connection.CreateFunction(
            "holds",
            (string title, string text) => Folding.Fold(title + "\n" + text) is var all && folded.TrueForAll(word => all.Contains(word, StringComparison.Ordinal)),
            true);
        return Found(connection, $"{Select} WHERE holds(a.title, a.text) ORDER BY coalesce(a.published_at, a.first_seen_at) DESC LIMIT @limit", new { limit });
    }

    private static List<FoundArticle> Found(SqliteConnection connection, string sql, object parameters)
        => [.. connection.Query<(long Id, string Title, string Url, string? Language, DateTimeOffset? Published, string? Accord)>(sql, parameters)
            .Select(row => new FoundArticle(row.Id, row.Title, row.Url, row.Language, row.Published, row.Accord))];
}
