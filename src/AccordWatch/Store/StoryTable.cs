using Dapper;

namespace AccordWatch.Store;

/// <summary>A story as kept.</summary>
public sealed record KeptStory
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public DateTimeOffset FirstAt { get; init; }
    public DateTimeOffset LastAt { get; init; }
    public int Articles { get; init; }
    public int Sources { get; init; }

    /// <summary>Sources that do not tell each other's words, nor those of one agency.</summary>
    public int Independent { get; init; }
}

/// <summary>An article of a story.</summary>
public sealed record StoryMember
{
    public long Id { get; init; }

    /// <summary><c>first</c> of the story, a <c>copy</c> of an article's words, a <c>report</c> in other words, or <c>related</c>: a headline alone.</summary>
    public string Place { get; init; } = "";

    public string Title { get; init; } = "";
    public string Source { get; init; } = "";
    public string Url { get; init; } = "";
    public string? Language { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The first article of the same wording.</summary>
    public long CopyGroup { get; init; }

    /// <summary>Agency that its dateline names.</summary>
    public string? Wire { get; init; }

    /// <summary>It stands for all of its wording.</summary>
    public bool IsCanonical { get; init; }

    /// <summary>Placed by hand.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Why it is in this story.</summary>
    public string Because { get; init; } = "";
}

/// <summary>That an article went to another story.</summary>
public sealed record KeptMove(DateTimeOffset MovedAt, long From, long To, string Because);

/// <summary>Stories as kept: ids never change, and those of merged stories lead on.</summary>
public sealed class StoryTable(Database database)
{
    private const string Stories = $"""
        SELECT s.id, s.title, s.first_at, s.last_at, count(*) AS articles, count(DISTINCT a.source_name) AS sources, count(DISTINCT {Origins.Sql}) AS independent
        FROM story s
        JOIN article a ON a.story_id = s.id
        """;

    /// <summary>Stories that have articles, the one that was told last first.</summary>
    public IReadOnlyList<KeptStory> Newest(int limit)
    {
        using var connection = database.Read();
        return [.. connection.Query<KeptStory>(
            $"{Stories} WHERE s.id IN (SELECT id FROM story WHERE merged_into IS NULL ORDER BY last_at DESC, id DESC LIMIT @limit) GROUP BY s.id ORDER BY s.last_at DESC, s.id DESC",
            new { limit })];
    }

    /// <summary>The story of this id, or the one that it leads to; null when there is none.</summary>
    public KeptStory? Find(long id)
    {
        using var connection = database.Read();
        return connection.QueryFirstOrDefault<KeptStory>($"{Stories} WHERE s.id = ({StoryRows.Lead}) GROUP BY s.id", new { story = id });
    }

    /// <summary>Its articles, in the order in which they came.</summary>
    public IReadOnlyList<StoryMember> MembersOf(long story)
    {
        const string sql = $"""
            SELECT a.id, a.title, a.source_name AS source, a.url, a.language, coalesce(a.published_at, a.first_seen_at) AS at, a.copy_group, a.wire, a.pinned AS is_pinned,
                CASE WHEN a.related THEN 'related' WHEN a.id = min(CASE WHEN a.related = 0 THEN a.id END) OVER () THEN 'first' WHEN a.copy_group <> a.id THEN 'copy' ELSE 'report' END AS place,
                row_number() OVER (PARTITION BY a.copy_group ORDER BY {Origins.Canonical}) = 1 AS is_canonical,
                coalesce((SELECT m.because FROM story_move m WHERE m.article_id = a.id ORDER BY m.id DESC LIMIT 1), a.told_because) AS because
            FROM article a
            WHERE a.story_id = @story
            ORDER BY a.id
            """;
        using var connection = database.Read();
        return [.. connection.Query<StoryMember>(sql, new { story })];
    }

    /// <summary>The article that stands for the story.</summary>
    public long CanonicalOf(long story)
    {
        using var connection = database.Read();
        return connection.QueryFirst<long>($"SELECT a.id FROM article a WHERE a.story_id = @story ORDER BY {Origins.Canonical} LIMIT 1", new { story });
    }

    /// <summary>Ids that lead to the story.</summary>
    public IReadOnlyList<long> LeadingTo(long story)
    {
        const string sql = """
            WITH RECURSIVE leads (id) AS (SELECT id FROM story WHERE merged_into = @story UNION SELECT s.id FROM leads l JOIN story s ON s.merged_into = l.id)
            SELECT id FROM leads ORDER BY id
            """;
        using var connection = database.Read();
        return [.. connection.Query<long>(sql, new { story })];
    }

    /// <summary>The ways of an article from story to story since it was told, oldest first.</summary>
    public IReadOnlyList<KeptMove> MovesOf(long article)
    {
        using var connection = database.Read();
        return [.. connection.Query<(DateTimeOffset At, long From, long To, string Because)>(
                "SELECT moved_at, from_story, to_story, because FROM story_move WHERE article_id = @article ORDER BY id",
                new { article })
            .Select(row => new KeptMove(row.At, row.From, row.To, row.Because))];
    }

    /// <summary>Pairs of stories that stand parted by hand; both ids as they lead now.</summary>
    public IReadOnlyList<(long One, long Other)> Parted()
    {
        const string sql = """
            SELECT DISTINCT CAST(json_extract(c.value, '$.Before') AS INTEGER), CAST(json_extract(c.value, '$.After') AS INTEGER)
            FROM decision d, json_each(d.changes) c
            WHERE d.what = 'story_split' AND json_extract(c.value, '$.Field') = 'story' AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.id)
            """;
        using var connection = database.Read();
        return [.. connection.Query<(long One, long Other)>(sql).Select(pair => (LeadOf(pair.One), LeadOf(pair.Other)))];

        long LeadOf(long story) => connection.QueryFirst<long>(StoryRows.Lead, new { story });
    }

    /// <summary>Moves articles that were told before, and gives each its place among the copies, in one transaction.</summary>
    /// <param name="moves">In this order.</param>
    /// <param name="copies">Articles with the first one of the same wording.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    public Task MoveAsync(IReadOnlyList<StoryMove> moves, IReadOnlyList<(long Article, long First)> copies, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                StoryRows.Move(connection, transaction, moves, now);
                foreach (var (article, first) in copies)
                {
                    connection.Run(transaction, "UPDATE article SET copy_group = @first WHERE id = @article", ("@article", article), ("@first", first));
                }
            },
            cancellationToken);
}
