using System.Globalization;
using System.Net;
using AccordWatch.Acquire;
using AccordWatch.Host.Schedule;
using AccordWatch.Host.Settings;
using AccordWatch.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccordWatch.Host.Push;

/// <summary>
/// Where hubs verify subscriptions and say that there is something new (WebSub 5.3 and 7). What they send is never read as a feed: it makes the source due, and
/// the visit asks the publisher.
/// </summary>
internal sealed class HubListener : IHostedService, IAsyncDisposable
{
    private const int MostBodyBytes = 5_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLease = TimeSpan.FromDays(30);

    private readonly SubscriptionTable _table;
    private readonly Uri _callbacks;
    private readonly TimeSpan _lease;
    private readonly Journal _journal;
    private readonly TimeProvider _clock;
    private readonly WebApplication _web;

    public HubListener(SubscriptionTable table, HostSettings settings, Journal journal, TimeProvider clock)
    {
        (_table, _callbacks, _lease, _journal, _clock) = (table, settings.Callbacks!, settings.WebSub.Lease, journal, clock);
        // Empty: neither files nor variables that are not ours change it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 100;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = Patience;
            kestrel.Listen(IPAddress.Parse(settings.WebSub.Listen), settings.WebSub.Port);
        });
        _web = builder.Build();
        _web.MapGet("/websub/{token}", VerifyAsync);
        _web.MapPost("/websub/{token}", PushAsync);
    }

    /// <summary>Where it listens, once it is started.</summary>
    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public Task StartAsync(CancellationToken cancellationToken) => _web.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _web.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task<IResult> VerifyAsync(HttpContext context, string token)
    {
        var query = context.Request.Query;
        var (callback, mode, topic, challenge) = (CallbackOf(token), query["hub.mode"].ToString(), query["hub.topic"].ToString(), query["hub.challenge"].ToString());
        if (_table.Find(callback) is not { } subscription)
        {
            return Results.NotFound();
        }

        if (mode == "denied" && await _table.DenyAsync(callback, topic, query["hub.reason"], _clock.GetUtcNow(), context.RequestAborted))
        {
            _journal.Denied(subscription);
            return Results.Ok();
        }

        if (challenge.Length == 0 || !await _table.ConfirmAsync(callback, mode, topic, LeaseOf(query["hub.lease_seconds"].ToString()), _clock.GetUtcNow(), context.RequestAborted))
        {
            return Results.NotFound();
        }

        _journal.Verified(subscription, mode);
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(challenge, "text/plain");
    }

    private async Task<IResult> PushAsync(HttpContext context, string token)
    {
        if (_table.Find(CallbackOf(token)) is not { } subscription)
        {
            return Results.NotFound();
        }

        if (subscription.IsEnding)
        {
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        try
        {
            var isRight = await PushSignature.IsRightAsync(context.Request.Headers["X-Hub-Signature"], subscription.Secret, context.Request.Body, either.Token);
            if (isRight)
            {
                await _table.PushedAsync(subscription, _clock.GetUtcNow(), either.Token);
            }

            _journal.Pushed(subscription, isRight);
            // A wrong signature gets the same answer (WebSub 7.1): whoever guesses learns nothing.
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (BadHttpRequestException mistake)
        {
            return Results.StatusCode(mistake.StatusCode);
        }
        catch (OperationCanceledException)
        {
            return Results.StatusCode(StatusCodes.Status408RequestTimeout);
        }
    }

    private Uri CallbackOf(string token) => new(_callbacks, Uri.EscapeDataString(token));

    private TimeSpan LeaseOf(string seconds)
        => !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? _lease
            : number < ShortestLease.TotalSeconds ? ShortestLease
            : number > LongestLease.TotalSeconds ? LongestLease
            : TimeSpan.FromSeconds(number);
}
