using System.Data;
using System.Globalization;
using System.Text.Json;
using AccordWatch.Model;
using Dapper;

namespace AccordWatch.Store;

/// <summary>One change that a decision makes; turned round it is undone.</summary>
/// <param name="Field">Of an article under an accord: <c>accord</c>, <c>role</c>, <c>move</c> or <c>roll</c>; of an article by itself: its <c>story</c>, or whether it is <c>pinned</c> there;
/// of an accord: a field of it, or <c>merged_into</c>.</param>
/// <param name="Accord">Which accord; null for <c>accord</c>, and for what is no accord's.</param>
/// <param name="Article">Which article; null for a field of an accord.</param>
/// <param name="Before">The value that it had.</param>
/// <param name="After">The value that it gets.</param>
public sealed record DecisionChange(string Field, string? Accord, long? Article, string? Before, string? After);

/// <summary>What a person decided.</summary>
public sealed record Decision
{
    public long Id { get; init; }
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>accept, reject, merge, split, edit or undo; of stories: story_merge, story_split or story_undo.</summary>
    public required string What { get; init; }

    /// <summary>Id of an accord, of an article, or of a story.</summary>
    public required string Subject { get; init; }

    /// <summary>In words.</summary>
    public required string Detail { get; init; }

    public IReadOnlyList<DecisionChange> Changes { get; init; } = [];

    /// <summary>The decision that it takes back.</summary>
    public long? Undoes { get; init; }

    /// <summary>Accords that are told anew from their reports afterwards.</summary>
    public IReadOnlyList<string> Touches { get; init; } = [];
}

/// <summary>A report as it is kept under an accord.</summary>
public sealed record KeptReport(Finding Told, string Move, KeptArticle Article);

/// <summary>Decisions: each is kept for ever with all that it changes, in one transaction, or not at all.</summary>
public sealed class DecisionTable(Database database)
{
    private static readonly string[] Fields = ["title", "status", "instrument", "kind", "signed_on", "areas", "merged_into"];

    /// <summary>Decisions in force on accords: not undone, and no undoing; newest first.</summary>
    public IReadOnlyList<Decision> Standing() => Standing("what NOT IN ('undo', 'story_merge', 'story_split', 'story_undo')");

    /// <summary>Decisions in force on stories, likewise.</summary>
    public IReadOnlyList<Decision> StandingOnStories() => Standing("what IN ('story_merge', 'story_split')");

    private List<Decision> Standing(string condition)
    {
        using var connection = database.Read();
        return [.. connection.Query<Row>($"SELECT * FROM decision d WHERE {condition} AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.id) ORDER BY id DESC").Select(row => new Decision
        {
            Id = row.Id,
            MadeAt = row.MadeAt,
            What = row.What,
            Subject = row.Subject,
            Detail = row.Detail,
            Changes = JsonSerializer.Deserialize<DecisionChange[]>(row.Changes)!,
        })];
    }

    /// <summary><c>accept</c> or <c>reject</c>, whichever stands on the article; null when nobody decided.</summary>
    public string? VerdictOn(long articleId)
    {
        using var connection = database.Read();
        return connection.QueryFirstOrDefault<string?>(
            """
            SELECT what FROM decision d
            WHERE subject = @subject AND what IN ('accept', 'reject') AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.id)
            ORDER BY id DESC
            """,
            new { subject = Key(articleId) });
    }

    /// <summary>The reports of an accord, in the order in which they came.</summary>
    public IReadOnlyList<KeptReport> ReportsOf(string accord)
    {
        using var connection = database.Read();
        return ReportsOf(connection, null, accord);
    }

    /// <summary>The places of an article in the register: accord, role and move.</summary>
    public IReadOnlyList<(string Accord, string Role, string Move)> PlacesOf(long articleId)
    {
        using var connection = database.Read();
        return [.. connection.Query<(string, string, string)>("SELECT accord_id, role, move FROM accord_article WHERE article_id = @articleId ORDER BY accord_id", new { articleId })];
    }

    /// <summary>Gives an id and a row to an accord that a split makes; it stands as soon as it has a report.</summary>
    public Task<string> NewIdAsync(string prefix, string title, KeptReport first, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var id = AccordRows.NextId(connection, transaction, prefix);
                AccordRows.Insert(connection, transaction, id, title, "news", first.Told, first.Article, now);
                AccordRows.Remember(connection, transaction, id, 1, "split off", first.Article.Id, now);
                return id;
            },
            cancellationToken);

    /// <summary>Keeps the decision, makes its changes, and tells the accords that it touches anew.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="retell">An accord as its reports tell it.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>Its id.</returns>
    public Task<long> DecideAsync(Decision decision, Func<Accord, IReadOnlyList<KeptReport>, Accord> retell, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = decision.Touches.Distinct().Select(new AccordTable(database).Exactly).OfType<Accord>().ToList();
        return database.WriteAsync(
            (connection, transaction) =>
            {
                var id = connection.QuerySingle<long>(
                    "INSERT INTO decision (made_at, what, subject, detail, changes, undoes) VALUES (@now, @What, @Subject, @Detail, @changes, @Undoes) RETURNING id",
                    new { now, decision.What, decision.Subject, decision.Detail, changes = JsonSerializer.Serialize(decision.Changes), decision.Undoes },
                    transaction);
                StoryRows.Move(connection, transaction, [.. decision.Changes.Where(change => change.Field == "story").Select(change => MoveOf(change, decision, id))], now);
                foreach (var change in decision.Changes.Where(change => change.Field != "story"))
                {
                    Apply(connection, transaction, change);
                }

                foreach (var accord in before)
                {
                    var edited = AccordRows.EditedOf(connection, transaction, accord.Id);
                    var reports = ReportsOf(connection, transaction, accord.Id);
                    Rewrite(connection, transaction, accord, reports.Count == 0 ? accord : Kept(accord, retell(accord, reports), edited), decision, now);
                }

                return id;
            },
            cancellationToken);
    }

    internal static string Key(long articleId) => FormattableString.Invariant($"{articleId}");

    private static Accord Kept(Accord accord, Accord told, IReadOnlySet<string> edited) => told with
    {
        Status = edited.Contains("status") ? accord.Status : told.Status,
        Instrument = edited.Contains("instrument") ? accord.Instrument : told.Instrument,
        Kind = edited.Contains("kind") ? accord.Kind : told.Kind,
        SignedOn = edited.Contains("signed_on") ? accord.SignedOn : told.SignedOn,
        Areas = edited.Contains("areas") ? accord.Areas : told.Areas,
    };

    private static StoryMove MoveOf(DecisionChange change, Decision decision, long id)
        => new(
            change.Article!.Value,
            long.Parse(change.Before!, CultureInfo.InvariantCulture),
            long.Parse(change.After!, CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"by hand (decision {id}): {decision.Detail}"));

    private static void Apply(IDbConnection connection, IDbTransaction transaction, DecisionChange change)
    {
        // A roll is counted, not kept: the change says only what a person knows of it.
        if (change.Field == "roll")
        {
            return;
        }

        var sql = change.Field switch
        {
            "accord" => """
                UPDATE accord_article SET accord_id = @After WHERE accord_id = @Before AND article_id = @Article;
                UPDATE OR IGNORE accord_evidence SET accord_id = @After WHERE accord_id = @Before AND article_id = @Article;
                """,
            "role" => "UPDATE accord_article SET role = @After WHERE accord_id = @Accord AND article_id = @Article",
            "move" => "UPDATE accord_article SET move = @After WHERE accord_id = @Accord AND article_id = @Article",
            "pinned" => "UPDATE article SET pinned = CAST(@After AS INTEGER) WHERE id = @Article",
            _ when Fields.Contains(change.Field) => $"UPDATE accord SET {change.Field} = @After WHERE id = @Accord",
            _ => throw new ArgumentException($"'{change.Field}' cannot be changed", nameof(change)),
        };
        connection.Execute(sql, change, transaction);
    }

    // The edit itself has already been made; the other fields are those that the reports tell.
    private static void Rewrite(IDbConnection connection, IDbTransaction transaction, Accord before, Accord told, Decision decision, DateTimeOffset now)
    {
        foreach (var change in decision.Changes.Where(change => decision.What == "edit" && change.Accord == before.Id))
        {
            told = With(told, change);
        }

        connection.Execute(
            """
            UPDATE accord
            SET status = @Status, instrument = @Instrument, kind = @Kind, signed_on = @SignedOn, areas = @areas, signatories = @signatories,
                revision = revision + 1, updated_at = @now
            WHERE id = @Id
            """,
            new { told.Id, told.Status, told.Instrument, told.Kind, told.SignedOn, areas = JsonSerializer.Serialize(told.Areas), signatories = JsonSerializer.Serialize(told.Signatories), now },
            transaction);
        connection.Execute("DELETE FROM accord_party WHERE accord_id = @Id", new { told.Id }, transaction);
        AccordRows.AddParties(connection, transaction, told.Id, told.Parties);
        AccordRows.Remember(connection, transaction, told.Id, before.Revision + 1, $"{decision.What}: {decision.Detail}", null, now);
    }

    private static Accord With(Accord accord, DecisionChange change) => change.Field switch
    {
        "status" => accord with { Status = change.After! },
        "instrument" => accord with { Instrument = change.After! },
        "kind" => accord with { Kind = change.After! },
        "signed_on" => accord with { SignedOn = change.After },
        "areas" => accord with { Areas = JsonSerializer.Deserialize<string[]>(change.After!)! },
        _ => accord,
    };

    private static IReadOnlyList<KeptReport> ReportsOf(IDbConnection connection, IDbTransaction? transaction, string accord)
    {
        const string sql = """
            SELECT l.told, l.move, a.id, a.source_name, a.url, a.canonical_url, a.title, a.text, a.language, a.published_at, a.first_seen_at, a.fetched_at, a.story_id, a.copy_group, a.told_because
            FROM accord_article l
            JOIN article a ON a.id = l.article_id
            WHERE l.accord_id = @accord AND l.role <> 'withdrawn'
            ORDER BY coalesce(a.published_at, a.first_seen_at), a.id
            """;
        return [.. connection.Query<(string Told, string Move), KeptArticle, KeptReport>(sql, (link, article) => new KeptReport(JsonSerializer.Deserialize<Finding>(link.Told)!, link.Move, article), new { accord }, transaction)];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public DateTimeOffset MadeAt { get; init; }
        public string What { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Detail { get; init; } = "";
        public string Changes { get; init; } = "[]";
    }
}
