using System.Data;
using System.Security.Cryptography;
using System.Text;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Store;

/// <summary>What tells one entry of a source from another. Publishers change each of the three; two that agree are the same entry.</summary>
/// <param name="Guid">As published, trimmed.</param>
/// <param name="Url">Canonical.</param>
/// <param name="Hash">Of title and text.</param>
internal sealed record EntryMarks(string? Guid, string? Url, string? Hash)
{
    private const int LongestGuid = 500;

    /// <summary>Unique within a source: guid, else canonical URL, else the hash.</summary>
    public string Key => Guid ?? Url ?? Hash ?? "";

    public static EntryMarks Of(FeedEntry entry)
    {
        var text = $"{entry.Title}\n{entry.Content ?? entry.Summary}";
        return new EntryMarks(
            string.IsNullOrWhiteSpace(entry.Id) ? null : entry.Id.Trim() is { Length: <= LongestGuid } guid ? guid : HashOf(entry.Id.Trim()),
            Uri.TryCreate(entry.Link, UriKind.Absolute, out var url) ? CanonicalUrl.Of(url).AbsoluteUri : null,
            text.Length == 1 ? null : HashOf(text));
    }

    /// <summary>The marks of a document's entries. A guid or URL that several of its entries share (every link leads to the front page) tells nothing.</summary>
    public static IReadOnlyList<EntryMarks> OfAll(IReadOnlyList<FeedEntry> entries)
    {
        var all = entries.Select(Of).ToList();
        var marks = all.Distinct().ToList();
        var guids = Shared(marks.Select(mark => mark.Guid));
        var urls = Shared(marks.Where(mark => mark.Guid is null || guids.Contains(mark.Guid)).Select(mark => mark.Url));
        return [.. all.Select(mark => mark with
        {
            Guid = mark.Guid is { } guid && guids.Contains(guid) ? null : mark.Guid,
            Url = mark.Url is { } url && mark.Hash is not null && urls.Contains(url) ? null : mark.Url,
        })];
    }

    public bool IsSameAs(EntryMarks other)
    {
        var (guid, url, hash) = (Agree(Guid, other.Guid), Agree(Url, other.Url), Agree(Hash, other.Hash));
        return (guid == true ? 1 : 0) + (url == true ? 1 : 0) + (hash == true ? 1 : 0) >= 2
            || (guid == true && (url is null || hash is null))
            || (guid is null && url == true)
            || (guid is null && url is null && hash == true);
    }

    private static HashSet<string> Shared(IEnumerable<string?> all)
        => all.OfType<string>().GroupBy(one => one, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Null when one side does not say.
    private static bool? Agree(string? one, string? other) => one is null || other is null ? null : one == other;
}

/// <summary>An entry beside the one that it is, if that is kept already.</summary>
/// <param name="Entry">As shown.</param>
/// <param name="Marks">Its marks.</param>
/// <param name="Key">Under which it is kept when it is new.</param>
/// <param name="Known">Id and marks of the kept entry.</param>
/// <param name="IsNew">Neither kept nor shown before in the same document.</param>
internal sealed record MatchedEntry(FeedEntry Entry, EntryMarks Marks, string Key, (long Id, EntryMarks Marks)? Known, bool IsNew)
{
    public static IReadOnlyList<MatchedEntry> AllOf(IDbConnection connection, IDbTransaction? transaction, string source, IReadOnlyList<FeedEntry> entries)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        var marks = EntryMarks.OfAll(entries);
        var kept = Kept(connection, transaction, source, marks);
        var shown = new List<EntryMarks>();
        var taken = kept.Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var byMark = Lookup(kept);
        var matched = new List<MatchedEntry>();
        foreach (var (entry, mark) in entries.Zip(marks))
        {
            var near = new[] { mark.Guid, mark.Url, mark.Hash }.OfType<string>().SelectMany(text => byMark[text]);
            (long Id, EntryMarks Marks)? known = near.Where(one => mark.IsSameAs(one.Marks)).Select(one => ((long, EntryMarks)?)(one.Id, one.Marks)).FirstOrDefault();
            var isNew = known is null && !shown.Exists(mark.IsSameAs);
            // A guid that is used again for something else does not stand for both.
            var key = isNew && !taken.Add(mark.Key) ? $"{mark.Key}\n{mark.Url ?? mark.Hash}" : mark.Key;
            if (isNew)
            {
                shown.Add(mark);
            }

            matched.Add(new MatchedEntry(entry, mark, key, known, isNew));
        }

        return matched;
    }

    private static ILookup<string, (long Id, EntryMarks Marks, string Key)> Lookup(IEnumerable<(long Id, EntryMarks Marks, string Key)> kept)
        => kept.SelectMany(one => new[] { one.Marks.Guid, one.Marks.Url, one.Marks.Hash }.OfType<string>().Select(text => (text, one))).ToLookup(pair => pair.text, pair => pair.one, StringComparer.Ordinal);

    private static List<(long Id, EntryMarks Marks, string Key)> Kept(IDbConnection connection, IDbTransaction? transaction, string source, IReadOnlyList<EntryMarks> marks)
    {
        if (connection.Value(transaction, "SELECT EXISTS (SELECT 1 FROM entry WHERE source_name = @source)", ("@source", source)) is 0L)
        {
            return [];
        }

        // UNION lets each part use its own index.
        const string sql = """
            SELECT id, guid, canonical_url, content_hash, entry_key FROM entry WHERE source_name = @source AND guid IN (SELECT value FROM json_each(@guids))
            UNION SELECT id, guid, canonical_url, content_hash, entry_key FROM entry WHERE source_name = @source AND canonical_url IN (SELECT value FROM json_each(@urls))
            UNION SELECT id, guid, canonical_url, content_hash, entry_key FROM entry WHERE source_name = @source AND content_hash IN (SELECT value FROM json_each(@hashes))
            ORDER BY id
            """;
        return connection.Rows(
            transaction,
            sql,
            row => (row.Number("id")!.Value, new EntryMarks(row.Text("guid"), row.Text("canonical_url"), row.Text("content_hash")), row.Text("entry_key")!),
            ("@source", source),
            ("@guids", StoredJson.Of(marks.Select(mark => mark.Guid).OfType<string>())),
            ("@urls", StoredJson.Of(marks.Select(mark => mark.Url).OfType<string>())),
            ("@hashes", StoredJson.Of(marks.Select(mark => mark.Hash).OfType<string>())));
    }
}
