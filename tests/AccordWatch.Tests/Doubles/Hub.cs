using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccordWatch.Tests.Doubles;

/// <summary>A WebSub hub on loopback that verifies before it answers. It stands for the reverse proxy of its subscriber too: callbacks lead to <see cref="Subscriber"/>.</summary>
internal sealed class Hub : IAsyncDisposable
{
    private readonly WebApplication _web;
    // Waits for the consent of the callback before a body is sent: a refusal is read, not a broken connection.
    private readonly HttpClient _client = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { DefaultRequestHeaders = { ExpectContinue = true } };
    private readonly ConcurrentDictionary<Uri, string> _secrets = new();
    private readonly ConcurrentQueue<IReadOnlyDictionary<string, string>> _asked = new();

    private Hub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _web = builder.Build();
        _web.MapPost("/", (Delegate)TakeAsync);
    }

    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Where the subscriber listens.</summary>
    public Uri? Subscriber { get; set; }

    public TimeSpan Lease { get; set; } = TimeSpan.FromDays(9);

    /// <summary>What it answers instead of doing what it is asked.</summary>
    public int? Refuses { get; set; }

    /// <summary>Called when a subscription or its end is verified.</summary>
    public Action<string> Verified { get; set; } = _ => { };

    /// <summary>The forms that were sent to it.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Asked => [.. _asked];

    /// <summary>Callbacks that it has verified.</summary>
    public IReadOnlyCollection<Uri> Callbacks => [.. _secrets.Keys];

    public static async Task<Hub> StartAsync()
    {
        var hub = new Hub();
        await hub._web.StartAsync();
        hub.Url = new Uri(hub._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return hub;
    }

    /// <summary>Sends a body to the only callback.</summary>
    /// <param name="body">Of the feed.</param>
    /// <param name="method">Of the signature; null sends none.</param>
    /// <param name="secret">Null takes the right one.</param>
    public async Task<HttpStatusCode> PushAsync(string body, string? method = "sha256", string? secret = null)
    {
        var (callback, right) = Assert.Single(_secrets);
        return await SendAsync(callback, body, method, secret ?? right);
    }

    public async Task<HttpStatusCode> SendAsync(Uri callback, string body, string? method, string secret)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/rss+xml");
        if (method is not null)
        {
            using var hash = IncrementalHash.CreateHMAC(new HashAlgorithmName(method.ToUpperInvariant()), Encoding.UTF8.GetBytes(secret));
            hash.AppendData(Encoding.UTF8.GetBytes(body));
            content.Headers.Add("X-Hub-Signature", $"{method}={Convert.ToHexStringLower(hash.GetHashAndReset())}");
        }

        using var answer = await _client.PostAsync(Behind(callback), content);
        return answer.StatusCode;
    }

    /// <summary>Asks the callback, as a hub does when it verifies or denies.</summary>
    public async Task<(HttpStatusCode Status, string Body)> CallAsync(Uri callback, params (string Name, string Value)[] query)
    {
        using var answer = await _client.GetAsync(new Uri($"{Behind(callback)}?{string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"))}"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _client.Dispose();
    }

    private Uri Behind(Uri callback) => new(Subscriber!, callback.AbsolutePath);

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        _asked.Enqueue(form);
        if (Refuses is { } status)
        {
            return Results.StatusCode(status);
        }

        var (mode, callback) = (form["hub.mode"], new Uri(form["hub.callback"]));
        var challenge = RandomNumberGenerator.GetHexString(20);
        var answer = await CallAsync(callback, ("hub.mode", mode), ("hub.topic", form["hub.topic"]), ("hub.challenge", challenge), ("hub.lease_seconds", $"{(long)Lease.TotalSeconds}"));
        if (answer == (HttpStatusCode.OK, challenge))
        {
            if (mode == "subscribe")
            {
                _secrets[callback] = form["hub.secret"];
            }
            else
            {
                _secrets.TryRemove(callback, out _);
            }

            Verified(mode);
        }

        return Results.StatusCode(202);
    }
}
