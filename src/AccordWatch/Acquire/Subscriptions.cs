using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using AccordWatch.Store;

namespace AccordWatch.Acquire;

/// <summary>What a hub answered when it was asked.</summary>
/// <param name="Subscription">As it was asked for.</param>
/// <param name="Refusal">Why it was not taken, or null.</param>
public sealed record HubAnswer(Subscription Subscription, string? Refusal);

/// <summary>Asks hubs for subscriptions, asks again before they end, and takes back those of sources that are not read any more (WebSub 5).</summary>
/// <param name="fetcher">The way to the web.</param>
/// <param name="table">What was asked, and when it is asked again.</param>
/// <param name="callbacks">Begin of every callback; ends with a slash.</param>
/// <param name="lease">How long a subscription is to hold; the hub decides.</param>
/// <param name="clock">Tells what is due.</param>
public sealed class Subscriptions(Fetcher fetcher, SubscriptionTable table, Uri callbacks, TimeSpan lease, TimeProvider clock)
{
    private const int SideBySide = 8;

    // Of one hub at a time, so that many subscriptions there do not hold up those of others.
    private const int AtOnce = 20;

    // 256 bits each; the secret is far below the 200 bytes that a hub must take.
    private const int RandomBytes = 32;

    /// <summary>Asks hubs for what is due; one that fails is left alone until the next time.</summary>
    public async Task<IReadOnlyList<HubAnswer>> TendAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await table.AgreeAsync(() => (new Uri(callbacks, Random()), Random()), now, cancellationToken);
        var hubs = table.Due(now).GroupBy(subscription => subscription.Hub.IdnHost, StringComparer.OrdinalIgnoreCase);
        var answers = new ConcurrentQueue<HubAnswer>();
        await Parallel.ForEachAsync(hubs, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken }, async (due, token) =>
        {
            foreach (var subscription in due.Take(AtOnce))
            {
                var (answer, isDown) = await AskAsync(subscription, token);
                answers.Enqueue(answer);
                if (isDown)
                {
                    break;
                }
            }
        });
        return [.. answers];
    }

    private async Task<(HubAnswer Answer, bool IsDown)> AskAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        await table.BeginAsync(subscription, clock.GetUtcNow(), cancellationToken);
        var form = new Dictionary<string, string>
        {
            ["hub.mode"] = subscription.Mode,
            ["hub.topic"] = subscription.Topic,
            ["hub.callback"] = subscription.Callback.AbsoluteUri,
        };
        if (!subscription.IsEnding)
        {
            form["hub.secret"] = subscription.Secret;
            form["hub.lease_seconds"] = ((long)lease.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (await fetcher.FetchAsync(subscription.Hub, new FetchConditions { Form = form, AllowPrivate = subscription.AllowPrivate }, cancellationToken) is not Fetched.Refused refused)
        {
            return (new HubAnswer(subscription, null), false);
        }

        var isRefusal = refused.Status is >= 400 and <= 499;
        await table.FailAsync(subscription, refused.Because, isRefusal, clock.GetUtcNow() + refused.RetryAfter, cancellationToken);
        return (new HubAnswer(subscription, refused.Because), !isRefusal);
    }

    private static string Random() => RandomNumberGenerator.GetHexString(2 * RandomBytes, lowercase: true);
}
