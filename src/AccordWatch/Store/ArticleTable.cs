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

    /// <summary><c>page</c> or <c>feed</c>: where its text came from.</summary>
    public string Origin { get; init; } = "page";

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

/// <summary>A newer version of an article, to be kept.</summary>
/// <param name="Id">Of the article.</param>
/// <param name="Entry">The entry that led to it.</param>
/// <param name="Article">As it is now.</param>
/// <param name="Changes">In words; empty where only the style was edited, and nothing but the reading is kept.</param>
public sealed record RevisedArticle(long Id, WaitingEntry Entry, Article Article, IReadOnlyList<string> Changes)
{
    /// <summary>Its text has come: the article has it from now on, with a finding to be made anew.</summary>
    public bool IsText { get; init; }

    /// <summary>Id of an article of the same wording, when its text has come.</summary>
    public long? CopyOf { get; init; }

    /// <inheritdoc cref="PlacedArticle.TextKey"/>
    public string? TextKey { get; init; }

    /// <inheritdoc cref="PlacedArticle.Wire"/>
    public (string? Agency, string? Place) Wire { get; init; }
}

/// <summary>What is kept together, or not at all.</summary>
/// <param name="Articles">In the order of their ids, which begin with <see cref="ArticleTable.NextId"/>.</param>
public sealed record NewsBatch(IReadOnlyList<PlacedArticle> Articles)
{
    /// <summary>Newer versions of known articles.</summary>
    public IReadOnlyList<RevisedArticle> Revisions { get; init; } = [];

    /// <summary>Articles that go to another story because of these, among them perhaps some of these.</summary>
    public IReadOnlyList<StoryMove> Moves { get; init; } = [];

    /// <summary>Entries that led to no article.</summary>
    public IReadOnlyList<EntryEnd> Others { get; init; } = [];
}

/// <summary>That a newer version of an article changed more than style.</summary>
public sealed record KeptRevision(DateTimeOffset SeenAt, string Title, IReadOnlyList<string> Changes);

/// <summary>Articles, the stories that they tell, and what was read in them.</summary>
public sealed class ArticleTable(Database database)
{
    private const string Columns = "id, source_name, url, canonical_url, title, text, language, published_at, first_seen_at, fetched_at, story_id, copy_group, told_because, text_key, origin, pinned AS is_pinned, related AS is_related, (SELECT reason FROM entry WHERE entry.id = article.entry_id) AS note";

    // What led to an article stays told, whatever a later reading finds there.
    private const string EndEntry = """
        UPDATE entry
        SET state = CASE WHEN state = 'revised' THEN 'told' ELSE @state END, reason = CASE WHEN state = 'revised' THEN reason ELSE @reason END
        WHERE id = @id
        """;

    // An entry that was told in other words before keeps what was said of it.
    private const string EndRereading = "UPDATE entry SET state = 'told' WHERE id = @id";

    private const string TakeText = """
        UPDATE article
        SET title = @title, text = @text, text_key = @key, origin = @origin, fetched_at = @fetched, language = @language, paywalled = @paywalled, related = 0,
            copy_group = coalesce((SELECT copy_group FROM article WHERE id = @copyOf), id), wire = @wire, wire_place = @place
        WHERE id = @id
        """;

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

    /// <summary>Articles that the entries have led to before, by entry.</summary>
    public Dictionary<long, long> OfEntries(IEnumerable<long> entries)
    {
        using var connection = database.Read();
        return connection.Rows(
            null,
            "SELECT entry_id, id FROM article WHERE entry_id IN (SELECT value FROM json_each(@entries))",
            row => (Entry: row.GetInt64(0), Id: row.GetInt64(1)),
            ("@entries", JsonSerializer.Serialize(entries))).ToDictionary(row => row.Entry, row => row.Id);
    }

    /// <summary>Newer versions of the article that changed more than style, oldest first.</summary>
    public IReadOnlyList<KeptRevision> RevisionsOf(long article)
    {
        using var connection = database.Read();
        return [.. connection.Query<(DateTimeOffset SeenAt, string Title, string Changes)>("SELECT seen_at, title, changes FROM article_revision WHERE article_id = @article ORDER BY id", new { article })
            .Select(row => new KeptRevision(row.SeenAt, row.Title, JsonSerializer.Deserialize<string[]>(row.Changes)!))];
    }

    /// <summary>Whether the article has its story for itself.</summary>
    public bool IsAlone(KeptArticle article)
    {
        using var connection = database.Read();
        return connection.Value(null, "SELECT count(*) FROM article WHERE story_id = @story", ("@story", article.StoryId)) is 1L;
    }

    /// <summary>Keeps articles with their findings, and what became of their entries and of others, in one transaction.</summary>
    /// <param name="batch">What is kept.</param>
    /// <param name="now">When it was decided.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>The articles as kept.</returns>
    public Task<IReadOnlyList<KeptArticle>> KeepAsync(NewsBatch batch, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync<IReadOnlyList<KeptArticle>>(
            (connection, transaction) =>
            {
                foreach (var end in batch.Others)
                {
                    connection.Run(transaction, EndEntry, ("@id", end.EntryId), ("@state", end.State), ("@reason", end.Reason));
                }

                var kept = new List<KeptArticle>();
                foreach (var placed in batch.Articles)
                {
                    kept.Add(Keep(connection, transaction, placed));
                    if (placed.Finding is { } finding)
                    {
                        KeepFinding(connection, transaction, placed.Id, finding, now);
                    }
                }

                foreach (var revised in batch.Revisions)
                {
                    Revise(connection, transaction, revised, now);
                }

                StoryRows.Move(connection, transaction, batch.Moves, now);
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

    /// <summary>The article with this id, or null.</summary>
    public KeptArticle? Find(long id)
    {
        using var connection = database.Read();
        return connection.QueryFirstOrDefault<KeptArticle>($"SELECT {Columns} FROM article WHERE id = @id", new { id });
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

    private static void Revise(IDbConnection connection, IDbTransaction transaction, RevisedArticle revised, DateTimeOffset now)
    {
        var article = revised.Article;
        connection.Run(transaction, EndRereading, ("@id", revised.Entry.Id));
        if (revised.Changes.Count > 0)
        {
            connection.Run(
                transaction,
                "INSERT INTO article_revision (article_id, seen_at, title, text, changes) VALUES (@id, @now, @title, @text, @changes)",
                ("@id", revised.Id),
                ("@now", now),
                ("@title", article.Title),
                ("@text", article.Text),
                ("@changes", StoredJson.Of(revised.Changes)));
        }

        if (revised.IsText)
        {
            connection.Run(transaction, TakeText, [
                ("@id", revised.Id),
                ("@title", article.Title),
                ("@text", article.Text),
                ("@key", revised.TextKey),
                ("@origin", article.Origin == TextOrigin.Page ? "page" : "feed"),
                ("@fetched", article.FetchedAt),
                ("@language", article.Language),
                ("@paywalled", article.Paywalled),
                ("@copyOf", revised.CopyOf),
                ("@wire", revised.Wire.Agency),
                ("@place", revised.Wire.Place)]);
            connection.Run(transaction, "DELETE FROM finding WHERE article_id = @id", ("@id", revised.Id));
        }
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
        Origin = row.Text("origin")!,
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
