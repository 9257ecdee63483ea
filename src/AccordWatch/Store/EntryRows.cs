using System.Data;
using AccordWatch.Model;

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

    // Of later changes nobody hears, and what changes all the time is read again so often and no more.
    private const int MostRereadings = 5;
    private static readonly TimeSpan Rereading = TimeSpan.FromDays(4);

    // What was told stays told; the new wording is kept beside the state, and the article read again.
    private static void Revise(IDbConnection connection, IDbTransaction transaction, VisitRecord visit, MatchedEntry matched, long id)
        => connection.Run(
            transaction,
            """
            UPDATE entry
            SET guid = coalesce(@guid, guid), canonical_url = coalesce(@canonical, canonical_url), url = coalesce(@link, url),
                revised_at = CASE WHEN @hash <> coalesce(content_hash, '') THEN @started ELSE revised_at END,
                title = coalesce(@title, title), content_hash = coalesce(@hash, content_hash), body = @body,
                state = CASE WHEN state = 'told' AND @hash <> coalesce(content_hash, '')
                    AND EXISTS (SELECT 1 FROM article a WHERE a.entry_id = entry.id AND a.rereadings < @most AND a.first_seen_at >= @since) THEN 'revised' ELSE state END,
                attempts = CASE WHEN state = 'told' THEN 0 ELSE attempts END
            WHERE id = @id
            """,
            ("@id", id),
            ("@guid", matched.Marks.Guid),
            ("@canonical", matched.Marks.Url),
            ("@hash", matched.Marks.Hash),
            ("@link", matched.Entry.Link),
            ("@title", matched.Entry.Title),
            ("@started", visit.StartedAt),
            ("@most", MostRereadings),
            ("@since", visit.StartedAt - Rereading),
            ("@body", StoredJson.Of(matched.Entry)));

    /// <returns>0 when there is one of that key.</returns>
    private static int Insert(IDbConnection connection, IDbTransaction transaction, Source source, VisitRecord visit, MatchedEntry matched, string state)
        => connection.Run(
            transaction,
            """
            INSERT INTO entry (source_name, entry_key, key_version, guid, canonical_url, content_hash, url, title, published_at, first_seen_at, body, state, reason)
            VALUES (@source, @key, @version, @guid, @canonical, @hash, @link, @title, @published, @seen, @body, @state, @reason)
            ON CONFLICT (source_name, entry_key) DO NOTHING
            """,
            ("@source", source.Name),
            ("@key", matched.Key),
            ("@version", KeyVersion),
            ("@guid", matched.Marks.Guid),
            ("@canonical", matched.Marks.Url),
            ("@hash", matched.Marks.Hash),
            ("@link", matched.Entry.Link),
            ("@title", matched.Entry.Title),
            ("@published", matched.Entry.Published),
            ("@seen", visit.StartedAt),
            ("@body", StoredJson.Of(matched.Entry)),
            ("@state", state),
            ("@reason", state == "held" ? visit.HoldBecause : null));
}
