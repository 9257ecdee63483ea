using System.Data;
using System.Text.Json;
using AccordWatch.Model;
using Dapper;

namespace AccordWatch.Store;

/// <summary>Keeps the entries of a visit, within its transaction.</summary>
internal static class EntryRows
{
    /// <summary>Version of <see cref="EntryMarks"/>: a change of the rule must not make old entries new.</summary>
    private const int KeyVersion = 1;

    /// <returns>How many are new, and how many of these are held.</returns>
    public static (int New, int Held) Keep(IDbConnection connection, IDbTransaction transaction, Source source, VisitRecord visit, bool isFirst)
    {
        int added = 0, held = 0;
        foreach (var matched in MatchedEntry.AllOf(connection, transaction, source.Name, visit.Entries))
        {
            if (matched.IsNew)
            {
                var state = StateOf(matched.Entry, visit, isFirst);
                var inserted = Insert(connection, transaction, source, visit, matched, state);
                added += inserted;
                held += state == "held" ? inserted : 0;
            }
            else if (matched.Known is { } known && known.Marks != matched.Marks)
            {
                Revise(connection, transaction, visit, matched, known.Id);
            }
        }

        return (added, held);
    }

    // Undated entries count as first seen now.
    private static string StateOf(FeedEntry entry, VisitRecord visit, bool isFirst)
    {
        var at = entry.Published ?? visit.StartedAt;
        return isFirst && at < visit.BaselineBefore ? "baseline" : at < visit.HoldBefore ? "held" : "new";
    }

    private static int Insert(IDbConnection connection, IDbTransaction transaction, Source source, VisitRecord visit, MatchedEntry matched, string state)
        => connection.Execute(
            """
            INSERT INTO entry (source_name, entry_key, key_version, guid, canonical_url, content_hash, url, title, published_at, first_seen_at, body, state, reason)
            VALUES (@Name, @Key, @KeyVersion, @Guid, @canonical, @Hash, @Link, @Title, @Published, @StartedAt, @body, @state, @reason)
            ON CONFLICT (source_name, entry_key) DO NOTHING
            """,
            new
            {
                source.Name,
                matched.Key,
                KeyVersion,
                matched.Marks.Guid,
                canonical = matched.Marks.Url,
                matched.Marks.Hash,
                matched.Entry.Link,
                matched.Entry.Title,
                matched.Entry.Published,
                visit.StartedAt,
                body = JsonSerializer.Serialize(matched.Entry),
                state,
                reason = state == "held" ? visit.HoldBecause : null,
            },
            transaction);

    // What was told stays told; the new wording is kept beside the state.
    private static void Revise(IDbConnection connection, IDbTransaction transaction, VisitRecord visit, MatchedEntry matched, long id)
        => connection.Execute(
            """
            UPDATE entry
            SET guid = coalesce(@Guid, guid), canonical_url = coalesce(@canonical, canonical_url), url = coalesce(@Link, url),
                revised_at = CASE WHEN @Hash <> coalesce(content_hash, '') THEN @StartedAt ELSE revised_at END,
                title = coalesce(@Title, title), content_hash = coalesce(@Hash, content_hash), body = @body
            WHERE id = @id
            """,
            new { id, matched.Marks.Guid, canonical = matched.Marks.Url, matched.Marks.Hash, matched.Entry.Link, matched.Entry.Title, visit.StartedAt, body = JsonSerializer.Serialize(matched.Entry) },
            transaction);
}
