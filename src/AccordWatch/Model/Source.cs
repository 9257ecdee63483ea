namespace AccordWatch.Model;

/// <summary>What is read from a source: a feed, or a news page without one.</summary>
public enum SourceKind
{
    Feed,
    Page,
}

/// <summary>How the older pages of a feed are found when some of its news was missed.</summary>
public enum Paging
{
    /// <summary>The feed names them (RFC 5005).</summary>
    Named,

    /// <summary>The feed names them or, where it does not, WordPress has them under <c>?paged=2</c> and so on.</summary>
    WordPress,
}

/// <summary>One place that publishes news, as <c>config/sources.yaml</c> or <c>sources add</c> names it.</summary>
public sealed record Source
{
    /// <summary>Unique, stable, shown everywhere; e.g. <c>nasa-news</c>.</summary>
    public required string Name { get; init; }

    public required Uri Url { get; init; }

    public SourceKind Kind { get; init; } = SourceKind.Feed;

    /// <summary>ISO 639-1 code of the language expected, when the text itself cannot tell.</summary>
    public string? Language { get; init; }

    /// <summary>CSS selector of the links on a news page; null lets the page be read by its repeated blocks.</summary>
    public string? LinkSelector { get; init; }

    /// <summary>Only links whose URL matches this pattern of words and <c>*</c> are articles.</summary>
    public string? UrlPattern { get; init; }

    /// <summary>Hosts or CIDR ranges that this source may reach although they are private.</summary>
    public IReadOnlyList<string> AllowPrivate { get; init; } = [];

    /// <summary>Shortest time between two visits; null leaves it to the program.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Whether the article page is fetched, or the feed's own text is enough.</summary>
    public bool FullText { get; init; } = true;

    public Paging Paging { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];
}
