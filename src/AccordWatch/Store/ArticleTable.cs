using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AccordWatch.Model;
using Dapper;

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

    /// <summary>Why it is told in the words of the feed, or null.</summary>
    public string? Note { get; init; }
}

/// <summary>Articles, the stories that they tell, and what was read in them.</summary>
public sealed class ArticleTable(Database database)
{
    private const string Columns = "id, source_name, url, canonical_url, title, text, language, published_at, first_seen_at, fetched_at, story_id, copy_group, told_because, (SELECT reason FROM entry WHERE entry.id = article.entry_id) AS note";

    /// <summary>The id that the next article will have.</summary>
    public long NextId()
    {
        using var connection = database.Read();
        return connection.ExecuteScalar<long>("SELECT coalesce(max(id), 0) + 1 FROM article");
    }

    /// <summary>Id of the article that this source has told before under the same canonical URL, or null.</summary>
    public long? Known(Article article)
    {
        using var connection = database.Read();
        return connection.ExecuteScalar<long?>(
            "SELECT id FROM article WHERE source_name = @Source AND canonical_url = @url",
            new { article.Source, url = article.CanonicalUrl.AbsoluteUri });
    }

    /// <summary>Keeps an article and its entry's new state in one transaction.</summary>
    /// <param name="id">From <see cref="NextId"/>.</param>
    /// <param name="entry">The entry that led to it.</param>
    /// <param name="article">The article.</param>
    /// <param name="storyOf">Id of the first article of its story; null opens a story.</param>
    /// <param name="copyOf">Id of an article of the same wording; null when it is the first.</param>
    /// <param name="because">Why it was put there.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>The article as kept.</returns>
    public Task<KeptArticle> KeepAsync(long id, WaitingEntry entry, Article article, long? storyOf, long? copyOf, string because, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute("UPDATE entry SET state = 'told', reason = NULL WHERE id = @Id", new { entry.Id }, transaction);
                var at = article.Published ?? entry.FirstSeenAt;
                var story = storyOf is null
                    ? connection.ExecuteScalar<long>(
                        "INSERT INTO story (title, first_at, last_at) VALUES (@Title, @at, @at) RETURNING id",
                        new { article.Title, at },
                        transaction)
                    : connection.ExecuteScalar<long>(
                        "UPDATE story SET last_at = max(last_at, @at) WHERE id = (SELECT story_id FROM article WHERE id = @storyOf) RETURNING id",
                        new { storyOf, at = Instant.ToText(at) },
                        transaction);
                connection.Execute(
                    """
                    INSERT INTO article (id, entry_id, source_name, url, canonical_url, title, text, text_hash, origin, published_at, first_seen_at, fetched_at,
                        language, authors, paywalled, story_id, copy_group, told_because)
                    VALUES (@id, @entryId, @Source, @url, @canonical, @Title, @Text, @hash, @origin, @Published, @FirstSeenAt, @FetchedAt,
                        @Language, @authors, @Paywalled, @story, coalesce((SELECT copy_group FROM article WHERE id = @copyOf), @id), @because)
                    """,
                    new
                    {
                        id,
                        entryId = entry.Id,
                        article.Source,
                        url = article.Url.AbsoluteUri,
                        canonical = article.CanonicalUrl.AbsoluteUri,
                        article.Title,
                        article.Text,
                        hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(article.Text))),
                        origin = article.Origin == TextOrigin.Page ? "page" : "feed",
                        article.Published,
                        entry.FirstSeenAt,
                        article.FetchedAt,
                        article.Language,
                        authors = JsonSerializer.Serialize(article.Authors),
                        article.Paywalled,
                        story,
                        copyOf,
                        because,
                    },
                    transaction);
                return connection.QuerySingle<KeptArticle>($"SELECT {Columns} FROM article WHERE id = @id", new { id }, transaction);
            },
            cancellationToken);

    /// <summary>Articles first seen since the instant, oldest first, with the first article of each one's story.</summary>
    public IReadOnlyList<(KeptArticle Article, long FirstOfStory)> Since(DateTimeOffset instant)
    {
        using var connection = database.Read();
        var firsts = connection.Query<(long Story, long First)>("SELECT story_id, min(id) FROM article GROUP BY story_id").ToDictionary(row => row.Story, row => row.First);
        return [.. connection.Query<KeptArticle>($"SELECT {Columns} FROM article WHERE first_seen_at >= @instant ORDER BY id", new { instant })
            .Select(article => (article, firsts[article.StoryId]))];
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

    /// <summary>One finding for each article and version of the rules; the same again changes nothing.</summary>
    public Task KeepFindingAsync(long articleId, Finding finding, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute(
                    """
                    INSERT INTO finding (article_id, rules_version, is_accord, score, decision, body, decided_at)
                    VALUES (@articleId, @RulesVersion, @IsAccord, @Score, @Decision, @body, @now)
                    ON CONFLICT (article_id, rules_version) DO NOTHING
                    """,
                    new { articleId, finding.RulesVersion, finding.IsAccord, finding.Score, finding.Decision, body = JsonSerializer.Serialize(finding), now },
                    transaction);
            },
            cancellationToken);

    /// <summary>The newest finding on the article, or null.</summary>
    public Finding? FindingOn(long articleId)
    {
        using var connection = database.Read();
        var body = connection.QueryFirstOrDefault<string>("SELECT body FROM finding WHERE article_id = @articleId ORDER BY id DESC", new { articleId });
        return body is null ? null : JsonSerializer.Deserialize<Finding>(body);
    }
}
