namespace AccordWatch.Acquire;

/// <summary>How politely, and how carefully, other people's sites are read.</summary>
public sealed record AcquireOptions
{
    /// <summary>Longest wait for the headers of an answer, and between two pieces of its body.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest time for one page with its redirects; waiting for a host's turn is not counted.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most bytes as sent over the network.</summary>
    public int MaxWireBytes { get; init; } = 10_000_000;

    /// <summary>Most bytes after decompression.</summary>
    public int MaxBodyBytes { get; init; } = 20_000_000;

    /// <summary>Most decompressed bytes to one byte sent, once a body has passed 1 MB.</summary>
    public int MaxRatio { get; init; } = 100;

    /// <summary>Most redirects.</summary>
    public int MaxHops { get; init; } = 5;

    /// <summary>Shortest time between the starts of two visits to one host.</summary>
    public TimeSpan HostSpacing { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between two requests that a robots.txt can ask for with Crawl-delay.</summary>
    public TimeSpan LongestCrawlDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Goes into the User-Agent, so that an annoyed administrator can write to us.</summary>
    public string? Contact { get; init; }

    /// <summary>Goes into the User-Agent: where this installation is to be found. What lies at or below it is never visited.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Hosts or CIDR ranges that every source may reach although they are private.</summary>
    public IReadOnlyList<string> AllowPrivate { get; init; } = [];

    /// <summary>Which reader makes entries of a feed.</summary>
    public FeedParserKind FeedParser { get; init; } = FeedParserKind.Own;

    /// <summary>Most older pages of a feed that one visit reads to fill a gap; 0 reads none.</summary>
    public int GapPages { get; init; } = 10;

    /// <summary>Entries older than this on the first visit of a source are kept, not told.</summary>
    public TimeSpan Baseline { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Time from the first visit of a source to the second.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Shortest time between two visits of a source that has news every time.</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest time between two visits of a source that has none.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(24);
}
