using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Digest;

/// <summary>How one subscriber's copy stands after a run.</summary>
/// <param name="Subscriber">Address.</param>
/// <param name="Period">What it covers.</param>
/// <param name="State">Where it stands.</param>
/// <param name="IsNow">It came to this state in this run; false when an earlier run had settled it.</param>
/// <param name="Reason">The server's words or what stood in the way.</param>
/// <param name="Subject">Null when nothing was written.</param>
/// <param name="MessageId">Null when not even that could be made.</param>
public sealed record EditionOutcome(string Subscriber, Period? Period, DeliveryState State, bool IsNow, string? Reason, string? Subject, string? MessageId);

/// <summary>What a run did.</summary>
/// <param name="Outcomes">One for each subscriber, in their order.</param>
/// <param name="Recovered">Deliveries of an earlier process that became unknown.</param>
public sealed record EditionReport(IReadOnlyList<EditionOutcome> Outcomes, int Recovered)
{
    /// <summary>How many came to the state in this run.</summary>
    public int Now(DeliveryState state) => Outcomes.Count(outcome => outcome.IsNow && outcome.State == state);
}

/// <summary>A mail as it would go out.</summary>
public sealed record DigestPreview(DigestContent Content, RenderedDigest Rendered, ReadOnlyMemory<byte> Message);
