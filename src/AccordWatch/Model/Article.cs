namespace AccordWatch.Model;

/// <summary>Where the text of an article came from.</summary>
public enum TextOrigin
{
    /// <summary>Extracted from the article's own page.</summary>
    Page,

    /// <summary>The feed's own content or summary, because the page was not to be had.</summary>
    Feed,
}

/// <summary>An article in plain text: paragraphs are separated by a blank line.</summary>
public sealed record Article
{
    /// <summary>Where it was read.</summary>
    public required Uri Url { get; init; }

    /// <summary>The URL that identifies it: rel=canonical or the cleaned URL.</summary>
    public required Uri CanonicalUrl { get; init; }

    public string Title { get; init; } = "";
    public string Text { get; init; } = "";
    public DateTimeOffset? Published { get; init; }

    /// <summary>ISO 639-1.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];
    public TextOrigin Origin { get; init; } = TextOrigin.Page;

    /// <summary>Only a teaser was readable.</summary>
    public bool Paywalled { get; init; }

    /// <summary>Name of the source that told it; empty outside a visit.</summary>
    public string Source { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset FetchedAt { get; init; }
}
