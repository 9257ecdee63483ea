using AccordWatch.Model;

namespace AccordWatch.Store;

/// <summary>A source with what its visits have shown.</summary>
public sealed record SourceState
{
    public required Source Source { get; init; }
    public string Origin { get; init; } = "file";
    public DateTimeOffset NextVisitAt { get; init; }
    public DateTimeOffset? LastVisitAt { get; init; }
    public DateTimeOffset? LastSuccessAt { get; init; }
    public DateTimeOffset? BaselineAt { get; init; }
    public DateTimeOffset? FullFetchAt { get; init; }
    public string? ETag { get; init; }
    public string? LastModified { get; init; }

    /// <summary>SHA-256 of the body that was read last.</summary>
    public string? BodyHash { get; init; }

    public int Failures { get; init; }
    public DateTimeOffset? FailingSince { get; init; }
    public string? LastReason { get; init; }

    /// <summary>When the publisher asks to be read, as the last body said; null when it did not.</summary>
    public Timetable? Timetable { get; init; }

    /// <summary>The hub that its last body named (WebSub), or null.</summary>
    public Uri? Hub { get; init; }

    /// <summary>What its own address is called at the hub.</summary>
    public Uri? Topic { get; init; }

    /// <summary>State of the subscription at the hub, as <see cref="SubscriptionTable"/> keeps it; null when there is none.</summary>
    public string? Subscription { get; init; }

    /// <summary>Why the subscription is refused, has failed or has lapsed, or null.</summary>
    public string? SubscriptionReason { get; init; }

    /// <summary>End of the lease, past or to come.</summary>
    public DateTimeOffset? SubscribedUntil { get; init; }

    /// <summary>When the hub last said that there is something new; null while nothing is subscribed, or since it has said nothing of something new.</summary>
    public DateTimeOffset? PushedAt { get; init; }

    /// <summary>Where the source has moved for good and is read now; null while it is read where the list says.</summary>
    public Uri? MovedTo { get; init; }

    /// <summary>Where the last answer said that it has moved for good; not believed yet.</summary>
    public Uri? MoveSaid { get; init; }

    /// <summary>When that was said first.</summary>
    public DateTimeOffset? MoveSaidAt { get; init; }

    /// <summary>When the publisher answered that it is gone for good (410); it is not visited on its own then.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>How many entries the source itself showed when it last showed any.</summary>
    public int Yield { get; init; }

    /// <summary>Entries that are held until somebody looks at them.</summary>
    public int Held { get; init; }

    /// <summary>Median time between two of its entries; null until there are a few.</summary>
    public TimeSpan? Rhythm { get; init; }

    public DateTimeOffset? LastEntryAt { get; init; }

    /// <summary>Why its silence is an alarm, or null.</summary>
    public string? Silence { get; init; }

    /// <summary>How often more came than it shows at once and older pages did not make up for it, so that entries may have been missed.</summary>
    public int OverlapsLost { get; init; }

    /// <summary>How often older pages did make up for it.</summary>
    public int GapsFilled { get; init; }

    /// <summary>Sitemaps of the site, for a page.</summary>
    public IReadOnlyList<KnownSitemap> Sitemaps { get; init; } = [];

    /// <summary>The address that is asked.</summary>
    public Uri Address => MovedTo ?? Source.Url;
}

/// <summary>A sitemap that was read.</summary>
/// <param name="Url">Absolute.</param>
public sealed record KnownSitemap(string Url)
{
    /// <summary>It lists news.</summary>
    public bool IsNews { get; init; }

    public string? ETag { get; init; }
    public string? LastModified { get; init; }
    public DateTimeOffset AskedAt { get; init; }
}
