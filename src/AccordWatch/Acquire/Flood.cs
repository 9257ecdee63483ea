using System.Globalization;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Acquire;

/// <summary>
/// A source that gives all its old entries new guids and new addresses would tell the news of years once more. What is old of such a flood is held until
/// somebody looks at it; what is fresh is told.
/// </summary>
internal static class Flood
{
    /// <summary>Entries older than this are not news.</summary>
    public static readonly TimeSpan Old = TimeSpan.FromDays(30);

    private const int LeastEntries = 50;
    private const double LeastShare = 0.8;

    /// <summary>Why the old ones of these are held, or null when it is no flood.</summary>
    /// <param name="state">As it was before the visit; a first visit has its baseline instead.</param>
    /// <param name="unknown">Entries that are not kept yet.</param>
    /// <param name="now">When the visit began.</param>
    public static string? In(SourceState state, IReadOnlyList<FeedEntry> unknown, DateTimeOffset now)
    {
        var old = unknown.Count(entry => entry.Published < now - Old);
        return state.BaselineAt is not null && unknown.Count >= LeastEntries && old >= LeastShare * unknown.Count
            ? string.Create(CultureInfo.InvariantCulture, $"{unknown.Count} unknown entries came at once, {old} of them older than {Old.TotalDays:0} days")
            : null;
    }
}
