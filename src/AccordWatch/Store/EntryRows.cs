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
        using var insertion = new Insertion(connection, transaction, source, visit);
        foreach (var matched in MatchedEntry.AllOf(connection, transaction, source.Name, visit.Entries))
        {
            if (matched.IsNew)
            {
                var state = StateOf(matched.Entry, visit, isFirst);
                var inserted = insertion.Insert(matched, state);
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

    /// <summary>The statement that inserts an entry, prepared once for all of a visit.</summary>
    private sealed class Insertion : IDisposable
    {
        private readonly VisitRecord _visit;
        private readonly IDbCommand _command;

        public Insertion(IDbConnection connection, IDbTransaction transaction, Source source, VisitRecord visit)
        {
            _visit = visit;
            _command = connection.CreateCommand();
            _command.Transaction = transaction;
            _command.CommandText = """
                INSERT INTO entry (source_name, entry_key, key_version, guid, canonical_url, content_hash, url, title, published_at, first_seen_at, body, state, reason)
                VALUES (@source, @key, @version, @guid, @canonical, @hash, @link, @title, @published, @seen, @body, @state, @reason)
                ON CONFLICT (source_name, entry_key) DO NOTHING
                """;
            Set("@source", source.Name);
            Set("@version", KeyVersion);
            Set("@seen", Instant.ToText(visit.StartedAt));
        }

        /// <returns>0 when there is one of that key.</returns>
        public int Insert(MatchedEntry matched, string state)
        {
            Set("@key", matched.Key);
            Set("@guid", matched.Marks.Guid);
            Set("@canonical", matched.Marks.Url);
            Set("@hash", matched.Marks.Hash);
            Set("@link", matched.Entry.Link);
            Set("@title", matched.Entry.Title);
            Set("@published", matched.Entry.Published is { } at ? Instant.ToText(at) : null);
            Set("@body", JsonSerializer.Serialize(matched.Entry));
            Set("@state", state);
            Set("@reason", state == "held" ? _visit.HoldBecause : null);
            return _command.ExecuteNonQuery();
        }

        public void Dispose() => _command.Dispose();

        private void Set(string name, object? value)
        {
            if (!_command.Parameters.Contains(name))
            {
                var parameter = _command.CreateParameter();
                parameter.ParameterName = name;
                _command.Parameters.Add(parameter);
            }

            ((IDbDataParameter)_command.Parameters[name]).Value = value ?? DBNull.Value;
        }
    }
}
