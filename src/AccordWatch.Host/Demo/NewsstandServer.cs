using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccordWatch.Host.Demo;

/// <summary>Serves the newsstand on loopback, each newspaper below its own path; only what has been published by the clock's time is there.</summary>
internal sealed class NewsstandServer : IAsyncDisposable
{
    private readonly Newsstand _stand;
    private readonly TimeProvider _clock;
    private readonly WebApplication _web;

    private NewsstandServer(Newsstand stand, TimeProvider clock)
    {
        _stand = stand;
        _clock = clock;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _web = builder.Build();
        _web.MapGet("/{outlet}/{article?}", Answer);
    }

    public Uri Root { get; private set; } = new("http://127.0.0.1/");

    public int Requests { get; private set; }

    public static async Task<NewsstandServer> StartAsync(Newsstand stand, TimeProvider clock, CancellationToken cancellationToken)
    {
        var server = new NewsstandServer(stand, clock);
        await server._web.StartAsync(cancellationToken);
        server.Root = new Uri(server._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    public Uri FrontOf(Outlet outlet) => new(Root, $"/{outlet.Name}/");

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private IResult Answer(HttpContext context, string outlet, string? article)
    {
        Requests++;
        if (_stand.Outlets.FirstOrDefault(one => one.Name == outlet) is not { } named)
        {
            return Results.NotFound();
        }

        var published = _stand.Articles.Where(one => one.Outlet == named && one.Published <= _clock.GetUtcNow()).Reverse().ToList();
        var root = new Uri(Root, $"/{outlet}").AbsoluteUri;
        var (type, text) = article is null ? NewsstandPages.Front(named, published, root)
            : published.Find(one => one.Id == article) is { } found ? ("text/html", NewsstandPages.Article(found, [.. published.Where(one => one != found).Take(4)], root))
            : ("", "");
        return type.Length == 0 ? Results.NotFound() : Send(context, named.Encoding.GetBytes(text), $"{type}; charset={named.Encoding.WebName}");
    }

    private static IResult Send(HttpContext context, byte[] body, string type)
    {
        var tag = $"\"{Convert.ToHexString(SHA256.HashData(body))[..16]}\"";
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch == tag ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(body, type);
    }
}
