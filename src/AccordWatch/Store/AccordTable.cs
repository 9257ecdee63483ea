using System.Text.Json;
using AccordWatch.Model;
using Dapper;

namespace AccordWatch.Store;

/// <summary>One line of an accord's history.</summary>
public sealed record AccordChange(int Revision, DateTimeOffset ChangedAt, string Change);

/// <summary>Where an accord stands after a report: the caller judges which step of its life counts.</summary>
/// <param name="Status">After this report.</param>
/// <param name="SignedOn">The day of signing, likewise.</param>
/// <param name="Move"><c>step</c>, <c>none</c>, or <c>jump</c>, which waits for a decision.</param>
public sealed record Standing(string Status, string? SignedOn, string Move = "step");

/// <summary>A step in the life of an accord, with the words that prove it.</summary>
/// <param name="Status">Where it went.</param>
/// <param name="Day">The day of signing as stated, else the day of the report, YYYY-MM-DD or less; null when neither is known.</param>
/// <param name="Move"><c>first</c>, <c>step</c>, <c>accepted</c> (by decision) or <c>jump</c> (waits for one).</param>
/// <param name="ArticleId">Who says so.</param>
/// <param name="Quote">How; null where no sentence was kept.</param>
/// <param name="Url">Where.</param>
public sealed record AccordStep(string Status, string? Day, string Move, long ArticleId, string? Quote, string Url);

/// <summary>Which one a state is among those that joined, as news counts, and the first article that says so.</summary>
public sealed record MemberCount(int Number, long Article, string Url);

/// <summary>What one article says of an accord.</summary>
public sealed record Account
{
    public required AccordArticle Article { get; init; }

    /// <summary>Whose words they are; null for a headline alone, which counts for no source.</summary>
    public string? Origin { get; init; }

    /// <summary>An agency or a ministry tells it itself.</summary>
    public bool IsOfficial { get; init; }

    /// <summary>What was read in it, without evidence.</summary>
    public required Finding Told { get; init; }

    /// <summary>By field, the value that was read last with the words that prove it.</summary>
    public IReadOnlyDictionary<string, AccordEvidence> Evidence { get; init; } = new Dictionary<string, AccordEvidence>();
}

/// <summary>The register as kept: accords, their parties, the articles that report them and the words that prove each field.</summary>
public sealed class AccordTable(Database database)
{
    private const string Columns = "id, title, status, instrument, kind, joins, origin, signed_on, areas, signatories, score, first_reported_at, updated_at, reported_from, reported_until, revision";

    private const string SourcesSql = $"""
        SELECT l.accord_id, count(DISTINCT {Origins.Sql}),
            max({Origins.Official}),
            min(json_extract(l.told, '$.Founds'))
        FROM accord_article l
        JOIN article a ON a.id = l.article_id
        WHERE l.role = 'report' AND l.accord_id IN (SELECT value FROM json_each(@ids))
        GROUP BY l.accord_id
        """;

    /// <summary>Enters a new accord under the next free number of its prefix; numbers are never given twice.</summary>
    /// <param name="prefix">e.g. <c>AW-2021-MEX-RUS</c>.</param>
    /// <param name="title">How readers will know it.</param>
    /// <param name="finding">What the article says; its status, instrument and kind must be known.</param>
    /// <param name="article">Where it says so.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>The id, e.g. <c>AW-2021-MEX-RUS-001</c>.</returns>
    public Task<string> EnterAsync(string prefix, string title, Finding finding, KeptArticle article, DateTimeOffset now, CancellationToken cancellationToken)
        => EnterAsync(prefix, title, "news", finding, article, now, cancellationToken);

    /// <summary>Enters an accord that an article only recalls: known before, and no news.</summary>
    /// <inheritdoc cref="EnterAsync(string, string, Finding, KeptArticle, DateTimeOffset, CancellationToken)"/>
    public Task<string> RecallAsync(string prefix, string title, Finding finding, KeptArticle article, DateTimeOffset now, CancellationToken cancellationToken)
        => EnterAsync(prefix, title, "background", finding, article, now, cancellationToken);

    /// <summary>
    /// Adds a report of a known accord. Gaps are filled from it; a new status, a new party or a date that was unknown makes a new revision,
    /// more coverage does not. What people have edited stays as they set it.
    /// </summary>
    /// <param name="known">The accord as it stands.</param>
    /// <param name="finding">What the further article says.</param>
    /// <param name="standing">Where that leaves the accord.</param>
    /// <param name="article">Where it says so.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    /// <returns>What changed; empty for mere coverage.</returns>
    public Task<IReadOnlyList<string>> ReportAsync(Accord known, Finding finding, Standing standing, KeptArticle article, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync<IReadOnlyList<string>>(
            (connection, transaction) =>
            {
                var edited = AccordRows.EditedOf(connection, transaction, known.Id);
                var status = edited.Contains("status") ? known.Status : standing.Status;
                var signedOn = edited.Contains("signed_on") ? known.SignedOn : standing.SignedOn;
                var isNews = known.Origin == "background" && status != known.Status;
                var changes = ChangesTo(known, finding, status, signedOn);
                var revision = known.Revision + (changes.Count == 0 ? 0 : 1);
                connection.Execute(
                    """
                    UPDATE accord
                    SET status = @status, signed_on = @signedOn, areas = @areas, signatories = @signatories,
                        score = max(score, @Score), revision = @revision, updated_at = CASE WHEN @changed THEN @now ELSE updated_at END,
                        origin = CASE WHEN @isNews THEN 'news' ELSE origin END, first_reported_at = CASE WHEN @isNews THEN @now ELSE first_reported_at END,
                        reported_from = min(coalesce(reported_from, @at), coalesce(@at, reported_from)), reported_until = max(coalesce(reported_until, @at), coalesce(@at, reported_until))
                    WHERE id = @Id
                    """,
                    new
                    {
                        known.Id,
                        status,
                        signedOn,
                        finding.Score,
                        areas = JsonSerializer.Serialize(edited.Contains("areas") ? known.Areas : known.Areas.Union(finding.Areas)),
                        signatories = JsonSerializer.Serialize(known.Signatories.Union(finding.Signatories)),
                        revision,
                        changed = changes.Count > 0,
                        isNews,
                        now = Instant.ToText(now),
                        at = article.PublishedAt is { } at ? Instant.ToText(at) : null,
                    },
                    transaction);
                foreach (var change in changes)
                {
                    AccordRows.Remember(connection, transaction, known.Id, revision, change, article.Id, now);
                }

                AccordRows.Attach(connection, transaction, known.Id, "report", standing.Move, finding, article, now);
                return changes;
            },
            cancellationToken);

    /// <summary>What stands in the register, newest first; also what is only known as background.</summary>
    public IReadOnlyList<Accord> All() => Query("FROM registered ORDER BY coalesce(signed_on, first_reported_at) DESC, id", new { });

    /// <summary>
    /// All that a report of these parties may be about, which share a country or a name with them: those that were merged too, since their own days and papers still
    /// tell them. Companies of no country are known by their letters only, so each may be the one.
    /// </summary>
    public IReadOnlyList<Accord> Comparable(IReadOnlyList<Party> parties)
    {
        const string condition = """
            FROM accord
            WHERE id IN (
                SELECT accord_id FROM accord_party WHERE country IN (SELECT value FROM json_each(@countries))
                UNION SELECT accord_id FROM accord_party WHERE name IN (SELECT value FROM json_each(@names))
                UNION SELECT accord_id FROM accord_party WHERE @company AND kind = 'company' AND country IS NULL)
            AND (merged_into IS NOT NULL OR id IN (SELECT id FROM registered))
            ORDER BY coalesce(signed_on, first_reported_at) DESC, id
            """;
        return Query(condition, new
        {
            countries = JsonSerializer.Serialize(parties.Select(party => party.Country).OfType<string>().Distinct()),
            names = JsonSerializer.Serialize(parties.Select(party => party.Name).Distinct()),
            company = parties.Any(party => party.Country is null),
        });
    }

    /// <summary>The accord of this id, or the one that it was merged into; null when there is none.</summary>
    public Accord? Find(string id)
        => Query("FROM accord WHERE id = (SELECT coalesce(merged_into, id) FROM accord WHERE id = @id)", new { id = id.ToUpperInvariant() }).FirstOrDefault();

    /// <summary>The accord of this id, merged or not.</summary>
    internal Accord? Exactly(string id) => Query("FROM accord WHERE id = @id", new { id }).FirstOrDefault();

    /// <summary>Ids that lead to this accord.</summary>
    public IReadOnlyList<string> MergedInto(string id)
    {
        using var connection = database.Read();
        return [.. connection.Query<string>("SELECT id FROM accord WHERE merged_into = @id ORDER BY id", new { id })];
    }

    /// <summary>Ids of the accords that the article is known to report.</summary>
    public IReadOnlyList<string> ReportedBy(long articleId)
    {
        using var connection = database.Read();
        return [.. connection.Query<string>("SELECT accord_id FROM accord_article WHERE article_id = @articleId AND role = 'report' ORDER BY accord_id", new { articleId })];
    }

    /// <summary>Ids of the accords whose parties made the open instrument, as their reports tell.</summary>
    public IReadOnlyList<string> FoundingsOf(string instrument)
    {
        const string sql = """
            SELECT DISTINCT coalesce(a.merged_into, a.id)
            FROM accord_article l
            JOIN accord a ON a.id = l.accord_id
            WHERE l.role = 'report' AND json_extract(l.told, '$.Founds') = @instrument
            ORDER BY 1
            """;
        using var connection = database.Read();
        return [.. connection.Query<string>(sql, new { instrument })];
    }

    /// <summary>By accord, which one its party is among those that joined the instrument: as most of its reports count.</summary>
    public IReadOnlyDictionary<string, MemberCount> MemberNumbersOf(string instrument)
    {
        const string sql = """
            SELECT coalesce(a.merged_into, a.id) AS accord, json_extract(l.told, '$.MemberNumber') AS number, min(l.article_id) AS article, t.url
            FROM accord_article l
            JOIN accord a ON a.id = l.accord_id
            JOIN article t ON t.id = l.article_id
            WHERE l.role = 'report' AND json_extract(l.told, '$.Joins') = @instrument AND json_extract(l.told, '$.MemberNumber') IS NOT NULL
            GROUP BY 1, 2
            ORDER BY count(*) DESC, min(l.article_id)
            """;
        using var connection = database.Read();
        return connection.Query<(string Accord, long Number, long Article, string Url)>(sql, new { instrument }).DistinctBy(row => row.Accord)
            .ToDictionary(row => row.Accord, row => new MemberCount((int)row.Number, row.Article, row.Url));
    }

    public IReadOnlyList<AccordEvidence> EvidenceOf(string id)
    {
        const string sql = """
            SELECT e.field, e.value, e.quote, e.start_at, e.end_at, e.url, e.fetched_at
            FROM accord_evidence e
            JOIN accord_article l ON l.accord_id = e.accord_id AND l.article_id = e.article_id
            WHERE e.accord_id = @id AND l.role <> 'withdrawn'
            ORDER BY e.field, e.fetched_at, e.start_at
            """;
        using var connection = database.Read();
        return [.. connection.Query<(string Field, string Value, string Quote, long Start, long End, string Url, DateTimeOffset FetchedAt)>(sql, new { id })
            .Select(row => new AccordEvidence(row.Field, row.Value, row.Quote, (int)row.Start, (int)row.End, row.Url, row.FetchedAt))];
    }

    public IReadOnlyList<AccordArticle> ArticlesOf(string id)
    {
        const string sql = $"""
            SELECT a.id, a.title, a.url, a.source_name, a.language, a.published_at,
                row_number() OVER (PARTITION BY a.copy_group ORDER BY {Origins.Canonical}) > 1 AS folded
            FROM accord_article l
            JOIN article a ON a.id = l.article_id
            WHERE l.accord_id = @id AND l.role <> 'withdrawn'
            ORDER BY a.published_at, a.id
            """;
        using var connection = database.Read();
        return [.. connection.Query<(long Id, string Title, string Url, string Source, string? Language, DateTimeOffset? Published, long Folded)>(sql, new { id })
            .Select(row => new AccordArticle(row.Title, row.Url, row.Source, row.Language, row.Published) { Id = row.Id, IsFolded = row.Folded == 1 })];
    }

    /// <summary>What each article says of the accord, in the order in which the register read them.</summary>
    public IReadOnlyList<Account> AccountsOf(string id)
    {
        const string sql = $"""
            SELECT a.id, a.title, a.url, a.source_name, a.language, a.published_at, {Origins.Sql} AS origin,
                {Origins.Official} AS official,
                l.told
            FROM accord_article l
            JOIN article a ON a.id = l.article_id
            WHERE l.accord_id = @id AND l.role <> 'withdrawn'
            ORDER BY l.linked_at, a.id
            """;
        var evidence = EvidenceOf(id).ToLookup(one => one.Url);
        using var connection = database.Read();
        return [.. connection.Query<AccountRow>(sql, new { id }).Select(row => new Account
        {
            Article = new AccordArticle(row.Title, row.Url, row.SourceName, row.Language, row.PublishedAt) { Id = row.Id },
            Origin = row.Origin,
            IsOfficial = row.Official > 0,
            Told = JsonSerializer.Deserialize<Finding>(row.Told)!,
            Evidence = evidence[row.Url].GroupBy(one => one.Field).ToDictionary(field => field.Key, field => field.MaxBy(one => one.FetchedAt)!),
        })];
    }

    /// <summary>Fields of the accord that people have set and not taken back.</summary>
    public IReadOnlySet<string> EditedIn(string id)
    {
        using var connection = database.Read();
        return AccordRows.EditedOf(connection, null, id);
    }

    /// <summary>The life of the accord as articles told it, in that order.</summary>
    public IReadOnlyList<AccordStep> StepsOf(string id)
    {
        const string sql = """
            SELECT l.status, coalesce(CASE WHEN l.status IN ('signed', 'acceded') THEN json_extract(l.told, '$.SignedOn') END, substr(a.published_at, 1, 10)) AS day, l.move, a.id, a.url,
                (SELECT e.quote FROM accord_evidence e WHERE e.accord_id = l.accord_id AND e.article_id = a.id AND e.field = 'status' LIMIT 1) AS quote
            FROM accord_article l
            JOIN article a ON a.id = l.article_id
            WHERE l.accord_id = @id AND l.role <> 'withdrawn' AND l.move <> 'none'
            ORDER BY coalesce(a.published_at, a.first_seen_at), a.id
            """;
        using var connection = database.Read();
        return [.. connection.Query<(string Status, string? Day, string Move, long ArticleId, string Url, string? Quote)>(sql, new { id })
            .Select(row => new AccordStep(row.Status, row.Day, row.Move, row.ArticleId, row.Quote, row.Url))];
    }

    public IReadOnlyList<AccordChange> HistoryOf(string id)
    {
        using var connection = database.Read();
        return [.. connection.Query<(long Revision, DateTimeOffset At, string Change)>("SELECT revision, changed_at, change FROM accord_history WHERE accord_id = @id ORDER BY id", new { id })
            .Select(row => new AccordChange((int)row.Revision, row.At, row.Change))];
    }

    private Task<string> EnterAsync(string prefix, string title, string origin, Finding finding, KeptArticle article, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var id = AccordRows.NextId(connection, transaction, prefix);
                AccordRows.Insert(connection, transaction, id, title, origin, finding, article, now);
                AccordRows.Remember(connection, transaction, id, 1, origin == "news" ? "entered" : "known from the background of an article", article.Id, now);
                AccordRows.Attach(connection, transaction, id, origin == "news" ? "report" : "mention", "first", finding, article, now);
                return id;
            },
            cancellationToken);

    private static List<string> ChangesTo(Accord known, Finding finding, string status, string? signedOn)
    {
        var changes = new List<string>();
        if (status != known.Status)
        {
            changes.Add($"status: {known.Status} -> {status}");
        }

        if (known.SignedOn != signedOn)
        {
            changes.Add($"signed_on: {signedOn}");
        }

        changes.AddRange(finding.Parties.Where(party => known.Parties.All(other => other.Name != party.Name)).Select(party => $"party: {party.Name}"));
        return changes;
    }

    private List<Accord> Query(string condition, object parameters)
    {
        using var connection = database.Read();
        var rows = connection.Query<Row>($"SELECT {Columns} {condition}", parameters).ToList();
        var ids = JsonSerializer.Serialize(rows.ConvertAll(row => row.Id));
        var parties = connection.Query<(string Accord, string Name, string Kind, string? Country)>(
                "SELECT accord_id, name, kind, country FROM accord_party WHERE accord_id IN (SELECT value FROM json_each(@ids)) ORDER BY accord_id, position",
                new { ids })
            .ToLookup(row => row.Accord, row => new Party(row.Name, row.Kind, row.Country));
        var sources = connection.Query<(string Accord, long Sources, long Official, string? Founds)>(SourcesSql, new { ids }).ToDictionary(row => row.Accord);
        return [.. rows.Select(row => (Row: row, Told: sources.GetValueOrDefault(row.Id))).Select(one => OneOf(one.Row, parties[one.Row.Id], one.Told))];

        static Accord OneOf(Row row, IEnumerable<Party> parties, (string Accord, long Sources, long Official, string? Founds) told) => new()
        {
            Id = row.Id,
            Title = row.Title,
            Status = row.Status,
            Instrument = row.Instrument,
            Kind = row.Kind,
            Joins = row.Joins,
            Founds = told.Founds,
            Origin = row.Origin,
            ReportedFrom = row.ReportedFrom,
            ReportedUntil = row.ReportedUntil,
            Sources = (int)told.Sources,
            IsOfficial = told.Official > 0,
            Parties = [.. parties],
            Signatories = JsonSerializer.Deserialize<string[]>(row.Signatories)!,
            SignedOn = row.SignedOn,
            Areas = JsonSerializer.Deserialize<string[]>(row.Areas)!,
            Score = row.Score,
            FirstReportedAt = row.FirstReportedAt,
            UpdatedAt = row.UpdatedAt,
            Revision = row.Revision,
        };
    }

    private sealed class AccountRow
    {
        public long Id { get; init; }
        public string Title { get; init; } = "";
        public string Url { get; init; } = "";
        public string SourceName { get; init; } = "";
        public string? Language { get; init; }
        public DateTimeOffset? PublishedAt { get; init; }
        public string? Origin { get; init; }
        public long Official { get; init; }
        public string Told { get; init; } = "";
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Title { get; init; } = "";
        public string Status { get; init; } = "";
        public string Instrument { get; init; } = "";
        public string Kind { get; init; } = "";
        public string? Joins { get; init; }
        public string Origin { get; init; } = "";
        public DateTimeOffset? ReportedFrom { get; init; }
        public DateTimeOffset? ReportedUntil { get; init; }
        public string? SignedOn { get; init; }
        public string Areas { get; init; } = "[]";
        public string Signatories { get; init; } = "[]";
        public double Score { get; init; }
        public DateTimeOffset FirstReportedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public int Revision { get; init; }
    }
}
