using System.Data;

namespace AccordWatch.Store;

/// <summary>An article that goes to another story.</summary>
/// <param name="Article">Its id.</param>
/// <param name="From">Id of the story that it was in.</param>
/// <param name="To">Id of the story that it goes to, known or new.</param>
/// <param name="Because">Why, in words for the user.</param>
public sealed record StoryMove(long Article, long From, long To, string Because)
{
    /// <summary>The story goes as a whole: articles that it told earlier go the same way, but for those placed by hand.</summary>
    public bool IsMerge { get; init; }
}

/// <summary>Moves between stories, written inside the caller's transaction.</summary>
internal static class StoryRows
{
    /// <summary>The story that an id leads to, as <c>id</c>; for a common table expression with the parameter @story.</summary>
    public const string Lead = """
        WITH RECURSIVE way (id, merged_into) AS (
            SELECT id, merged_into FROM story WHERE id = @story
            UNION SELECT s.id, s.merged_into FROM way w JOIN story s ON s.id = w.merged_into)
        SELECT id FROM way WHERE merged_into IS NULL
        """;

    private const string TellMove = """
        INSERT INTO story_move (article_id, from_story, to_story, moved_at, because)
        SELECT id, story_id, @to, @now, @because FROM article WHERE id = @article AND story_id <> @to
        """;

    // A new story, which the article opens; known already, nothing changes.
    private static void Open(IDbConnection connection, IDbTransaction transaction, long story, long article)
        => connection.Run(
            transaction,
            """
            INSERT INTO story (id, title, first_at, last_at)
            SELECT @story, title, coalesce(published_at, first_seen_at), coalesce(published_at, first_seen_at) FROM article WHERE id = @article
            ON CONFLICT (id) DO NOTHING
            """,
            ("@story", story),
            ("@article", article));

    /// <summary>Moves articles in this order; a story that is left without any leads to where its last one went.</summary>
    /// <param name="connection">Of the writer.</param>
    /// <param name="transaction">Of the writer.</param>
    /// <param name="moves">Those of articles that are in the story already change nothing.</param>
    /// <param name="now">UTC.</param>
    public static void Move(IDbConnection connection, IDbTransaction transaction, IReadOnlyList<StoryMove> moves, DateTimeOffset now)
    {
        foreach (var move in moves)
        {
            One(connection, transaction, move, now);
            foreach (var article in move.IsMerge ? RestOf(connection, transaction, move.From) : [])
            {
                One(connection, transaction, move with { Article = article }, now);
            }
        }

        foreach (var (from, to) in moves.Reverse().DistinctBy(move => move.From).Select(move => (move.From, move.To)))
        {
            Settle(connection, transaction, from, to);
        }

        foreach (var to in moves.Select(move => move.To).Distinct())
        {
            Settle(connection, transaction, to, null);
        }
    }

    private static List<long> RestOf(IDbConnection connection, IDbTransaction transaction, long story)
        => connection.Rows(transaction, "SELECT id FROM article WHERE story_id = @story AND pinned = 0 ORDER BY id", row => row.GetInt64(0), ("@story", story));

    private static void One(IDbConnection connection, IDbTransaction transaction, StoryMove move, DateTimeOffset now)
    {
        Open(connection, transaction, move.To, move.Article);
        connection.Run(transaction, TellMove, ("@article", move.Article), ("@to", move.To), ("@now", now), ("@because", move.Because));
        connection.Run(transaction, "UPDATE article SET story_id = @to WHERE id = @article", ("@article", move.Article), ("@to", move.To));
        // One that was empty has an article again, before anything is led to it.
        connection.Run(transaction, "UPDATE story SET merged_into = NULL WHERE id = @to", ("@to", move.To));
    }

    // Its times are those of its articles.
    private static void Settle(IDbConnection connection, IDbTransaction transaction, long story, long? heir)
        => connection.Run(
            transaction,
            """
            UPDATE story
            SET first_at = coalesce((SELECT min(coalesce(published_at, first_seen_at)) FROM article WHERE story_id = @story), first_at),
                last_at = coalesce((SELECT max(coalesce(published_at, first_seen_at)) FROM article WHERE story_id = @story), last_at),
                merged_into = CASE WHEN NOT EXISTS (SELECT 1 FROM article WHERE story_id = @story) THEN coalesce(merged_into, @heir) END
            WHERE id = @story
            """,
            ("@story", story),
            ("@heir", heir));
}
