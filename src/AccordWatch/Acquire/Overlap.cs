using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Acquire;

/// <summary>Whether a feed still shows something of what it showed before: where it does not, more came in between than it shows at once.</summary>
internal static class Overlap
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <param name="state">As it was before the visit.</param>
    /// <param name="shown">All it shows.</param>
    /// <param name="unknown">What of it is new.</param>
    public static bool IsLost(SourceState state, IReadOnlyList<FeedEntry> shown, IReadOnlyList<FeedEntry> unknown)
    {
        // A feed of one entry never overlaps; one that shows fewer than before has been tidied up.
        if (state.BaselineAt is null || state.LastSuccessAt is not { } last || shown.Count < 2 || shown.Count < state.Yield || unknown.Count < shown.Count)
        {
            return false;
        }

        // Entries that are older than the last visit were there then, under other names.
        return shown.Count(entry => entry.Published < last - Day) * 2 < shown.Count;
    }
}
