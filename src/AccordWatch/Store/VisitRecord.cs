using AccordWatch.Model;

namespace AccordWatch.Store;

/// <summary>What one visit brought, to be kept in one transaction.</summary>
public sealed record VisitRecord
{
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>body, unchanged or failed.</summary>
    public required string Outcome { get; init; }

    public int? HttpStatus { get; init; }
    public long Bytes { get; init; }
    public string? Reason { get; init; }
    public string? ETag { get; init; }
    public string? LastModified { get; init; }

    /// <summary>Of a body; null keeps the one known.</summary>
    public string? BodyHash { get; init; }

    public bool WasFullFetch { get; init; }
    public IReadOnlyList<FeedEntry> Entries { get; init; } = [];
    public required DateTimeOffset NextVisitAt { get; init; }

    /// <summary>Entries older than this on the first visit are the baseline: kept, not told.</summary>
    public DateTimeOffset BaselineBefore { get; init; } = DateTimeOffset.MinValue;

    /// <summary>New entries older than this are held; null holds none.</summary>
    public DateTimeOffset? HoldBefore { get; init; }

    /// <summary>Why they are held.</summary>
    public string? HoldBecause { get; init; }

    /// <summary>All it showed was new: what came after this instant and before the oldest may have been missed.</summary>
    public DateTimeOffset? OverlapLostSince { get; init; }

    /// <summary>What older pages brought when the overlap was lost, else null; its entries are among <see cref="Entries"/>.</summary>
    public GapFilling? Filling { get; init; }

    /// <summary>Entries that the source itself showed.</summary>
    public int Yield { get; init; }

    /// <summary>Null keeps those that are known.</summary>
    public IReadOnlyList<KnownSitemap>? Sitemaps { get; init; }

    /// <inheritdoc cref="SourceState.Timetable"/>
    public Timetable? Timetable { get; init; }

    /// <inheritdoc cref="SourceState.Hub"/>
    public Uri? Hub { get; init; }

    /// <inheritdoc cref="SourceState.Topic"/>
    public Uri? Topic { get; init; }

    /// <summary>It had news of which the hub it is subscribed at has said nothing.</summary>
    public bool HubWasSilent { get; init; }

    /// <inheritdoc cref="SourceState.MovedTo"/>
    public Uri? MovedTo { get; init; }

    /// <inheritdoc cref="SourceState.MoveSaid"/>
    public Uri? MoveSaid { get; init; }

    /// <inheritdoc cref="SourceState.MoveSaidAt"/>
    public DateTimeOffset? MoveSaidAt { get; init; }

    /// <summary>The publisher answered that the source is gone for good (410).</summary>
    public bool IsGone { get; init; }
}

/// <summary>What the older pages of a feed told of a gap.</summary>
/// <param name="IsFilled">They lead back to what was known before.</param>
/// <param name="Entries">Of the gap, none shown twice.</param>
/// <param name="Pages">How many were read.</param>
/// <param name="Because">Why it is not filled, else null.</param>
public sealed record GapFilling(bool IsFilled, IReadOnlyList<FeedEntry> Entries, int Pages, string? Because);

/// <summary>What became of a visit that was kept.</summary>
/// <param name="New">Entries that were not known before.</param>
/// <param name="Held">How many of these are held.</param>
/// <param name="Incidents">Troubles that have begun or ended with it.</param>
public sealed record VisitKept(int New, int Held, IReadOnlyList<IncidentChange> Incidents);

/// <summary>What became of an entry that led to no article to tell.</summary>
/// <param name="EntryId">Of the entry.</param>
/// <param name="State">As the table holds it.</param>
/// <param name="Reason">Why, or what is to be said of it; may be null.</param>
public sealed record EntryEnd(long EntryId, string State, string? Reason);

/// <summary>An entry that waits to be told.</summary>
public sealed record WaitingEntry(long Id, string SourceName, FeedEntry Entry, DateTimeOffset FirstSeenAt, int Attempts);
