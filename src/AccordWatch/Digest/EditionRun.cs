using System.Security.Cryptography;
using AccordWatch.Delivery;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Digest;

/// <summary>
/// Sends each subscriber the edition that is due, once. All that decides this is in the database before anything is sent, so a run may be
/// repeated, late, or cut short at any point.
/// </summary>
/// <param name="database">Of this installation; no other process sends from it.</param>
/// <param name="transport">Hands the mail over.</param>
/// <param name="options">Sender, owner, links.</param>
/// <param name="renderer">Puts it into words.</param>
public sealed class EditionRun(Database database, IMailTransport transport, MailOptions options, DigestRenderer renderer) : IDisposable
{
    private const string KeyName = "digest_key";
    private const string HostName = "list_host";

    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(72);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly EditionTable _editions = new(database);
    private readonly DeliveryTable _deliveries = new(database);
    private readonly DigestComposer _composer = new(database, renderer);
    private readonly InstallationTable _installation = new(database);

    /// <summary>Plans, writes and sends what is due, and tries again what was deferred.</summary>
    /// <param name="subscribers">Those who get digests now.</param>
    /// <param name="now">UTC; becomes the Date of what is written.</param>
    /// <param name="cancellationToken">Stops before the next step; a message at its last step is waited for.</param>
    public async Task<EditionReport> RunAsync(IReadOnlyList<Subscriber> subscribers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var recovered = await _deliveries.RecoverAsync(now, cancellationToken).ConfigureAwait(false);
            var key = await _installation.KeepFirstAsync(KeyName, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), cancellationToken).ConfigureAwait(false);
            var host = await _installation.KeepFirstAsync(HostName, Host, cancellationToken).ConfigureAwait(false);
            var ids = new MessageIds(Convert.FromBase64String(key), options.From);
            var mail = new DigestMail(options, ids, host);
            var outcomes = new List<EditionOutcome>();
            foreach (var subscriber in subscribers)
            {
                outcomes.Add(await ServeAsync(subscriber, ids, mail, now, cancellationToken).ConfigureAwait(false));
            }

            return new EditionReport(outcomes, recovered);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The mail that the subscriber would get if the edition under way ended at the instant; nothing is kept and nothing is sent.</summary>
    /// <exception cref="FormatException">The subscriber's address is none.</exception>
    /// <exception cref="TimeZoneNotFoundException">The subscriber's zone is unknown.</exception>
    public DigestPreview Preview(Subscriber subscriber, DateTimeOffset now)
    {
        var key = _installation.Find(KeyName) is { } kept ? Convert.FromBase64String(kept) : [];
        var ids = new MessageIds(key, options.From);
        var mail = new DigestMail(options, ids, _installation.Find(HostName) ?? Host);
        var due = Periods.LastDue(subscriber, now);
        // A new subscriber's first edition begins with the period that has just ended.
        var period = new Period(_editions.FirstPeriodOf(subscriber.Address) is null ? due.Start : due.End, now);
        var (content, digest) = _composer.Compose(subscriber, period, _editions.UntoldOf(subscriber.Address, period), mail);
        return new DigestPreview(content, digest, mail.Write(subscriber, digest, ids.Of(subscriber, Periods.Coming(subscriber, now)), null, now));
    }

    public void Dispose() => _turn.Dispose();

    private string Host => options.PublicHost.Length > 0 ? options.PublicHost : Mailbox.DomainOf(options.From);

    private async Task<EditionOutcome> ServeAsync(Subscriber subscriber, MessageIds ids, DigestMail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Period period;
        try
        {
            period = Periods.LastDue(subscriber, now);
        }
        catch (Exception problem) when (problem is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return new EditionOutcome(subscriber.Address, null, DeliveryState.Failed, true, problem.Message, null, null);
        }

        var plan = new EditionPlan(subscriber.Address, subscriber.Cadence, period, ids.Of(subscriber, period));
        var (id, isNew) = await _editions.PlanAsync(plan, now, cancellationToken).ConfigureAwait(false);
        var before = _deliveries.Find(id)!;
        try
        {
            await AdvanceAsync(subscriber, before, mail, now, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException problem)
        {
            await _deliveries.GiveUpAsync(_deliveries.Find(id)!, problem.Message, now, cancellationToken).ConfigureAwait(false);
        }

        var after = _deliveries.Find(id)!;
        var isNow = isNew || after.State != before.State || after.Attempt != before.Attempt;
        return new EditionOutcome(subscriber.Address, period, after.State, isNow, after.Reason, after.Subject, after.MessageId);
    }

    private async Task AdvanceAsync(Subscriber subscriber, KeptDelivery delivery, DigestMail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (delivery.State == DeliveryState.Planned)
        {
            await WriteAsync(subscriber, delivery, mail, now, cancellationToken).ConfigureAwait(false);
            delivery = _deliveries.Find(delivery.Id)!;
        }

        if (await _deliveries.ClaimAsync(delivery, now, cancellationToken).ConfigureAwait(false) is { } claimed)
        {
            await SendAsync(subscriber, claimed, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(Subscriber subscriber, KeptDelivery delivery, DigestMail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = _editions.ItemsOf(delivery.Id);
        var (content, digest) = _composer.Compose(subscriber, delivery.Period, items, mail);
        var told = content.Items.Select(item => item.Accord.Id).ToHashSet(StringComparer.Ordinal);
        var message = mail.Write(subscriber, digest, delivery.MessageId, delivery.EditionId, now);
        await _deliveries.KeepRenderedAsync(delivery, digest.Subject, message, [.. items.Where(item => !told.Contains(item.AccordId))], now, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(Subscriber subscriber, KeptDelivery claimed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var envelope = new Envelope(options.From, subscriber.Address, claimed.Message, claimed.MessageId)
        {
            BeforeDot = async token =>
            {
                if (!await _deliveries.MarkDotAsync(claimed, now, token).ConfigureAwait(false))
                {
                    throw new InvalidOperationException($"delivery {claimed.Id} is no longer this attempt's");
                }
            },
        };
        var handover = await transport.SendAsync(envelope, cancellationToken).ConfigureAwait(false);
        var (state, reason, nextTry) = Judge(handover, claimed, now);
        // What the server said is kept even when the program is asked to stop.
        await _deliveries.SettleAsync(claimed, state, reason, nextTry, now, CancellationToken.None).ConfigureAwait(false);
    }

    private static (DeliveryState State, string Reason, DateTimeOffset? NextTry) Judge(Handover handover, KeptDelivery claimed, DateTimeOffset now) => handover switch
    {
        Handover.Accepted accepted => (DeliveryState.Sent, accepted.Reply, null),
        Handover.Deferred deferred when now - claimed.RenderedAt < MaxWait => (DeliveryState.Deferred, deferred.Because, now + Backoff.After(claimed.Attempt, claimed.MessageId)),
        Handover.Deferred deferred => (DeliveryState.Failed, $"given up after {MaxWait.TotalHours:0} hours: {deferred.Because}", null),
        Handover.Failed failed => (DeliveryState.Failed, failed.Because, null),
        Handover.Unknown unknown => (DeliveryState.Unknown, unknown.Because, null),
        _ => throw new InvalidOperationException($"unheard-of outcome {handover}"),
    };
}
