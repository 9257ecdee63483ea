namespace AccordWatch.Model;

/// <summary>A feed as read: its own fields and its entries, in document order.</summary>
public sealed record Feed
{
    public string? Title { get; init; }
    public string? Link { get; init; }
    public string? Language { get; init; }

    /// <summary>Null when the feed does not say when it wants to be read.</summary>
    public Timetable? Timetable { get; init; }

    /// <summary>Absolute URL of the page with older entries (RFC 5005: <c>prev-archive</c>, else <c>next</c>; JSON Feed: <c>next_url</c>).</summary>
    public string? Older { get; init; }

    /// <summary>Absolute URL of the first hub that the feed names (WebSub), or null.</summary>
    public string? Hub { get; init; }

    /// <summary>Absolute URL that the feed gives as its own; the topic at its hub.</summary>
    public string? Self { get; init; }

    public IReadOnlyList<FeedEntry> Entries { get; init; } = [];

    /// <summary>Entries beyond the bound, which are not among <see cref="Entries"/>.</summary>
    public int LeftOut { get; init; }

    /// <summary>Why the forgiving reader was needed, or null for a well-formed document.</summary>
    public string? Problem { get; init; }
}

/// <summary>One entry of a feed or of a news page's list.</summary>
public sealed record FeedEntry
{
    /// <summary>guid, atom:id or JSON Feed id, as published.</summary>
    public string? Id { get; init; }

    /// <summary>Absolute URL of the article, http or https.</summary>
    public string? Link { get; init; }

    /// <summary>Plain text.</summary>
    public string? Title { get; init; }

    /// <summary>HTML or plain text, as published.</summary>
    public string? Summary { get; init; }

    /// <summary>The whole article as HTML or plain text, when the feed carries it.</summary>
    public string? Content { get; init; }

    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset? Updated { get; init; }

    /// <summary>True when the published date named no zone, or one that is not known; it was then read as UTC.</summary>
    public bool ZoneUnknown { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];
    public string? Language { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>URLs of enclosed media.</summary>
    public IReadOnlyList<string> Enclosures { get; init; } = [];

    /// <summary>Names of the fields that were longer than they may be and are kept up to their bound; null when none was.</summary>
    public string? Shortened { get; init; }
}
