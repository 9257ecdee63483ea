using System.Data;
using System.Text.Json;
using AccordWatch.Model;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AccordWatch.Store;

/// <summary>An article as kept, with its place among the stories.</summary>
public sealed record KeptArticle
{
    public long Id { get; init; }
    public string SourceName { get; init; } = "";
    public string Url { get; init; } = "";
    public string CanonicalUrl { get; init; } = "";
    public string Title { get; init; } = "";
    public string Text { get; init; } = "";
    public string? Language { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset FirstSeenAt { get; init; }
    public DateTimeOffset FetchedAt { get; init; }
    public long StoryId { get; init; }
    public long CopyGroup { get; init; }
    public string ToldBecause { get; init; } = "";

    /// <summary>By which another article of the same text is found; null when it is too short.</summary>
    public string? TextKey { get; init; }

    /// <summary>Placed by hand.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Only a headline so far.</summary>
    public bool IsRelated { get; init; }

    /// <summary>Why it is told in the words of the feed, or null.</summary>
    public string? Note { get; init; }
}

/// <summary>An article with its place among the stories, to be kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Entry">The entry that led to it.</param>
/// <param name="Article">The article.</param>
/// <param name="Story">Id of its story, known or new.</param>
/// <param name="CopyOf">Id of an article of the same wording; null when it is the first.</param>
/// <param name="Because">Why it was put there.</param>
public sealed record PlacedArticle(long Id, WaitingEntry Entry, Article Article, long Story, long? CopyOf, string Because)
{
    /// <summary>Only a headline so far: no copy of another, and no independent source.</summary>
    public bool IsRelated { get; init; }

    /// <summary>Agency and place that its dateline names.</summary>
    public (string? Agency, string? Place) Wire { get; init; }

    /// <summary>What stood before its headline: UPDATE, CORRECTED and the like.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>By which an article of the same text is found; null when it is too short to be told from a template.</summary>
    public string? TextKey { get; init; }

    /// <summary>What is to be said of its entry, or null.</summary>
    public string? Note { get; init; }

    /// <summary>What was read in it; null when that is kept later.</summary>
    public Finding? Finding { get; init; }
}

/// <summary>Articles, the stories that they tell, and what was read in them.</summary>
public sealed class ArticleTable(Database database)
{
    private const string Columns = "id, source_name, url, canonical_url, title, text, language, published_at, first_seen_at, fetched_at, story_id, copy_group, told_because, text_key, pinned AS is_pinned, related AS is_related, (SELECT reason FROM entry WHERE entry.id = article.entry_id) AS note";

    private const string EndEntry = "UPDATE entry SET state = @state, reason = @reason WHERE id = @id";

    private const string InsertArticle = $"""
        INSERT INTO article (id, entry_id, source_name, url, canonical_url, title, text, text_key, origin, published_at, first_seen_at, fetched_at,
            language, authors, paywalled, story_id, copy_group, told_because, related, wire, wire_place, flags)
        VALUES (@id, @entry, @source, @url, @canonical, @title, @text, @key, @origin, @published, @seen, @fetched,
            @language, @authors, @paywalled, @story, coalesce((SELECT copy_group FROM article WHERE id = @copyOf), @id), @because, @related, @wire, @place, @flags)
        RETURNING {Columns}
        """;

    /// <summary>The id that the next article will have.</summary>
    public long NextId()
    {
        using var connection = database.Read();
        return (long)connection.Value(null, "SELECT coalesce(max(id), 0) + 1 FROM article")!;
    }

    /// <summary>Ids of the articles that this source has told before, by canonical URL.</summary>
    public Dictionary<string, long> Known(string source, IEnumerable<string> canonicalUrls)
    {
        using var connection = database.Read();
        return connection.Rows(
            null,
            "SELECT canonical_url, id FROM article WHERE source_name = @source AND canonical_url IN (SELECT value FROM json_each(@urls))",
            row => (Url: row.Text("canonical_url")!, Id: row.Number("id")!.Value),
            ("@source", source),
            ("@urls", StoredJson.Of(canonicalUrls))).ToDictionary(row => row.Url, row => row.Id, StringComparer.Ordinal);
    }

    /// <summary>Keeps articles with their findings, and what became of their entries and of others, in one transaction.</summary>
    /// <param name="articles">In the order of their ids, which begin with <see cref="NextId"/>.</param>
    /// <param name="moves">Articles that go to another story because of these, among them perhaps some of these.</param>
    /// <param name="others">Entries that led to no article.</param>
    /// <param name="now">When it was decided.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>The articles as kept.</returns>
    public Task<IReadOnlyList<KeptArticle>> KeepAsync(
        IReadOnlyList<PlacedArticle> articles, IReadOnlyList<StoryMove> moves, IReadOnlyList<EntryEnd> others, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync<IReadOnlyList<KeptArticle>>(
            (connection, transaction) =>
            {
                foreach (var end in others)
                {
                    connection.Run(transaction, EndEntry, ("@id", end.EntryId), ("@state", end.State), ("@reason", end.Reason));
                }

                var kept = new List<KeptArticle>();
                foreach (var placed in articles)
                {
                    kept.Add(Keep(connection, transaction, placed));
                    if (placed.Finding is { } finding)
                    {
                        KeepFinding(connection, transaction, placed.Id, finding, now);
                    }
                }

                StoryRows.Move(connection, transaction, moves, now);
                return kept;
            },
            cancellationToken);

    /// <summary>The id that the next new story will have: above that of every story ever told.</summary>
    public long NextStoryId()
    {
        using var connection = database.Read();
        return (long)connection.Value(null, "SELECT coalesce(max(id), 0) + 1 FROM story")!;
    }

    /// <summary>The first article of this text among those with lower ids, or null. Null also when the source told the text under another headline: a wall before its texts is the same for all of them.</summary>
    public (long Id, long Story)? OfText(string textKey, string source, string title, long before)
    {
        using var connection = database.Read();
        return connection.Rows(
            null,
            """
            SELECT id, story_id FROM article a
            WHERE text_key = @key AND id < @before
                AND NOT EXISTS (SELECT 1 FROM article w WHERE w.text_key = a.text_key AND w.source_name = @source AND w.title <> @title AND w.id < @before)
            ORDER BY id LIMIT 1
            """,
            row => ((long, long)?)(row.GetInt64(0), row.GetInt64(1)),
            ("@key", textKey),
            ("@source", source),
            ("@title", title),
            ("@before", before)).FirstOrDefault();
    }

    /// <summary>Articles first seen since the instant, oldest first.</summary>
    public IReadOnlyList<KeptArticle> Since(DateTimeOffset instant)
    {
        using var connection = database.Read();
        return [.. connection.Query<KeptArticle>($"SELECT {Columns} FROM article WHERE first_seen_at >= @instant ORDER BY id", new { instant })];
    }

    /// <summary>The article with this id or URL, or null.</summary>
    public KeptArticle? Find(string idOrUrl)
    {
        using var connection = database.Read();
        return connection.QueryFirstOrDefault<KeptArticle>(
            $"SELECT {Columns} FROM article WHERE CAST(id AS TEXT) = @idOrUrl OR url = @idOrUrl OR canonical_url = @idOrUrl ORDER BY id",
            new { idOrUrl });
    }

    /// <summary>Articles that no rules have read yet: those between keeping and classifying when the process ended.</summary>
    public IReadOnlyList<KeptArticle> Unread()
    {
        using var connection = database.Read();
        return [.. connection.Query<KeptArticle>($"SELECT {Columns} FROM article WHERE NOT EXISTS (SELECT 1 FROM finding WHERE article_id = article.id) ORDER BY id")];
    }

    /// <summary>Whether there are any of <see cref="Unread"/>.</summary>
    public bool AnyUnread()
    {
        using var connection = database.Read();
        return connection.Value(null, "SELECT EXISTS (SELECT 1 FROM article WHERE NOT EXISTS (SELECT 1 FROM finding WHERE article_id = article.id))") is 1L;
    }

    /// <summary>One finding for each article and version of the rules; the same again changes nothing.</summary>
    public Task KeepFindingAsync(long articleId, Finding finding, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync((connection, transaction) => KeepFinding(connection, transaction, articleId, finding, now), cancellationToken);

    /// <summary>The newest finding on the article, or null.</summary>
    public Finding? FindingOn(long articleId)
    {
        using var connection = database.Read();
        var body = connection.QueryFirstOrDefault<string>("SELECT body FROM finding WHERE article_id = @articleId ORDER BY id DESC", new { articleId });
        return body is null ? null : JsonSerializer.Deserialize<Finding>(body);
    }

    private static KeptArticle Keep(IDbConnection connection, IDbTransaction transaction, PlacedArticle placed)
    {
        var (entry, article) = (placed.Entry, placed.Article);
        connection.Run(transaction, EndEntry, ("@id", entry.Id), ("@state", "told"), ("@reason", placed.Note));
        var at = article.Published ?? entry.FirstSeenAt;
        connection.Run(
            transaction,
            "INSERT INTO story (id, title, first_at, last_at) VALUES (@story, @title, @at, @at) ON CONFLICT (id) DO UPDATE SET last_at = max(last_at, excluded.last_at)",
            ("@story", placed.Story),
            ("@title", article.Title),
            ("@at", at));
        return connection.Rows(
            transaction,
            InsertArticle,
            Kept,
            ("@id", placed.Id),
            ("@entry", entry.Id),
            ("@source", article.Source),
            ("@url", article.Url.AbsoluteUri),
            ("@canonical", article.CanonicalUrl.AbsoluteUri),
            ("@title", article.Title),
            ("@text", article.Text),
            ("@key", placed.TextKey),
            ("@origin", article.Origin == TextOrigin.Page ? "page" : "feed"),
            ("@published", article.Published),
            ("@seen", entry.FirstSeenAt),
            ("@fetched", article.FetchedAt),
            ("@language", article.Language),
            ("@authors", StoredJson.Of(article.Authors)),
            ("@paywalled", article.Paywalled),
            ("@story", placed.Story),
            ("@copyOf", placed.CopyOf),
            ("@because", placed.Because),
            ("@related", placed.IsRelated),
            ("@wire", placed.Wire.Agency),
            ("@place", placed.Wire.Place),
            ("@flags", placed.Flags.Count == 0 ? null : StoredJson.Of(placed.Flags))).Single();
    }

    private static KeptArticle Kept(SqliteDataReader row) => new()
    {
        Id = row.Number("id")!.Value,
        SourceName = row.Text("source_name")!,
        Url = row.Text("url")!,
        CanonicalUrl = row.Text("canonical_url")!,
        Title = row.Text("title")!,
        Text = row.Text("text")!,
        Language = row.Text("language"),
        PublishedAt = row.At("published_at"),
        FirstSeenAt = row.At("first_seen_at")!.Value,
        FetchedAt = row.At("fetched_at")!.Value,
        StoryId = row.Number("story_id")!.Value,
        CopyGroup = row.Number("copy_group")!.Value,
        ToldBecause = row.Text("told_because")!,
        TextKey = row.Text("text_key"),
        IsPinned = row.Number("is_pinned") == 1,
        IsRelated = row.Number("is_related") == 1,
        Note = row.Text("note"),
    };

    private static void KeepFinding(IDbConnection connection, IDbTransaction transaction, long articleId, Finding finding, DateTimeOffset now)
        => connection.Run(
            transaction,
            """
            INSERT INTO finding (article_id, rules_version, is_accord, score, decision, body, decided_at)
            VALUES (@article, @version, @isAccord, @score, @decision, @body, @now)
            ON CONFLICT (article_id, rules_version) DO NOTHING
            """,
            ("@article", articleId),
            ("@version", finding.RulesVersion),
            ("@isAccord", finding.IsAccord),
            ("@score", finding.Score),
            ("@decision", finding.Decision),
            ("@body", StoredJson.Of(finding)),
            ("@now", now));
}
