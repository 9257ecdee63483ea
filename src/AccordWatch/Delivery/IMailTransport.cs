namespace AccordWatch.Delivery;

/// <summary>Hands one finished message over to whoever carries it on.</summary>
public interface IMailTransport
{
    /// <summary>As the settings call it, e.g. <c>smtp</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// One attempt for one recipient. Awaits <see cref="Envelope.BeforeDot"/> just before the step that cannot be taken back; a failure before that
    /// step never leaves the message with the other side, so a cancellation there may be thrown. After it the outcome is waited for.
    /// </summary>
    public Task<Handover> SendAsync(Envelope envelope, CancellationToken cancellationToken);
}

/// <summary>One message for one recipient.</summary>
/// <param name="From">Envelope sender, an address without a name.</param>
/// <param name="To">The only recipient, an address without a name.</param>
/// <param name="Message">The bytes of RFC 5322, lines ended by CR LF; every attempt carries the same.</param>
/// <param name="MessageId">With its angle brackets.</param>
public sealed record Envelope(string From, string To, ReadOnlyMemory<byte> Message, string MessageId)
{
    /// <summary>Keeps the mark that the message may have been accepted from now on; when it fails, the message is not sent.</summary>
    public Func<CancellationToken, Task> BeforeDot { get; init; } = _ => Task.CompletedTask;
}

/// <summary>How an attempt ended.</summary>
public abstract record Handover
{
    private Handover()
    {
    }

    /// <summary>The other side has the message and answers for it from now on; this is not yet delivery.</summary>
    public sealed record Accepted(string Reply) : Handover;

    /// <summary>The other side certainly does not have it; a later attempt may succeed.</summary>
    public sealed record Deferred(string Because) : Handover;

    /// <summary>The other side refused it for good.</summary>
    public sealed record Failed(string Because) : Handover;

    /// <summary>The whole message went out and no answer came: it may have been accepted.</summary>
    public sealed record Unknown(string Because) : Handover;
}
