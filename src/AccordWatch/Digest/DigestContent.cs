using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Digest;

/// <summary>One accord in a digest.</summary>
/// <param name="Accord">As it stands.</param>
/// <param name="IsNew">The subscriber has not heard of it before.</param>
/// <param name="Changes">What changed since it was last told, in the words of its history; empty for a new one.</param>
/// <param name="Evidence">The words that prove its status, or null.</param>
/// <param name="Articles">What reports it.</param>
/// <param name="MaybeTold">It stood in a mail that may or may not have arrived.</param>
public sealed record DigestItem(
    Accord Accord, bool IsNew, IReadOnlyList<string> Changes, AccordEvidence? Evidence, IReadOnlyList<AccordArticle> Articles, bool MaybeTold);

/// <summary>All that a digest says, before it is put into words.</summary>
public sealed record DigestContent
{
    public required Subscriber Subscriber { get; init; }
    public required Period Period { get; init; }

    /// <summary>Local date of the edition.</summary>
    public required DateOnly Day { get; init; }

    public IReadOnlyList<DigestItem> Items { get; init; } = [];
    public IReadOnlyList<ReviewArticle> Reviews { get; init; } = [];

    /// <summary>Items that did not fit and come with the next edition.</summary>
    public int Left { get; init; }

    /// <summary>How well the sources could be read in the period, in one line; empty when there is nothing to read.</summary>
    public string Health { get; init; } = "";

    /// <summary>Where to end the subscription: https or mailto.</summary>
    public required string UnsubscribeLink { get; init; }

    /// <summary>Who answers for the digest.</summary>
    public required string Owner { get; init; }
}

/// <summary>A digest in words.</summary>
public sealed record RenderedDigest(string Subject, string Text, string Html);
