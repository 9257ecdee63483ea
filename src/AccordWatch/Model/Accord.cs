namespace AccordWatch.Model;

/// <summary>One accord of the register, made of many articles.</summary>
public sealed record Accord
{
    /// <summary>e.g. <c>AW-2021-MEX-RUS-001</c>: year, alpha-3 codes in order, running number; never reused.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }
    public required string Status { get; init; }
    public required string Instrument { get; init; }
    public required string Kind { get; init; }

    /// <summary>The open instrument that its party joins; null for every other accord.</summary>
    public string? Joins { get; init; }

    /// <summary>The open instrument that its parties made, as a report tells; null for every other accord.</summary>
    public string? Founds { get; init; }

    /// <summary>Whether it binds in law: <c>yes</c> or <c>no</c>; null when that is not known. Looked up when it is shown (<c>knowledge/instruments.yaml</c>), never kept.</summary>
    public string? Binding { get; init; }

    /// <summary><c>news</c>, or <c>background</c> when articles have only recalled it.</summary>
    public string Origin { get; init; } = "news";

    public IReadOnlyList<Party> Parties { get; init; } = [];
    public IReadOnlyList<string> Signatories { get; init; } = [];
    public string? SignedOn { get; init; }
    public IReadOnlyList<string> Areas { get; init; } = [];
    public double Score { get; init; }
    public DateTimeOffset FirstReportedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When its earliest report was published; null when no report is dated.</summary>
    public DateTimeOffset? ReportedFrom { get; init; }

    /// <summary>When its latest report was published; null when no report is dated.</summary>
    public DateTimeOffset? ReportedUntil { get; init; }

    /// <summary>Independent sources that report it: copies of one text count once.</summary>
    public int Sources { get; init; }

    /// <summary>An agency or a ministry reports it itself.</summary>
    public bool IsOfficial { get; init; }

    /// <summary>Grows when a fact changes that a subscriber must hear of (status, party, date); more coverage does not count.</summary>
    public int Revision { get; init; } = 1;
}

/// <summary>The words that prove one field of an accord.</summary>
public sealed record AccordEvidence(string Field, string Value, string Quote, int Start, int End, string Url, DateTimeOffset FetchedAt);

/// <summary>An article under an accord, as shown to readers.</summary>
public sealed record AccordArticle(string Title, string Url, string Source, string? Language, DateTimeOffset? Published)
{
    /// <summary>The number by which commands know it.</summary>
    public long Id { get; init; }

    /// <summary>Another article stands for its wording.</summary>
    public bool IsFolded { get; init; }
}
