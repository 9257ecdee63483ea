using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AccordWatch.Tests.Doubles;

/// <summary>A request as it came over the wire.</summary>
internal sealed record Asked(string Path, IReadOnlyDictionary<string, string> Headers);

/// <summary>What a path answers with.</summary>
internal sealed record Told(int Status, byte[] Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Repeats the body until the reader hangs up.</summary>
    public bool Endless { get; init; }

    /// <summary>Sends nothing more after this many bytes of the body, yet keeps the connection open.</summary>
    public int? StallsAfter { get; init; }

    /// <summary>The body is the whole answer, status line and headers included, however wrong.</summary>
    public bool IsRaw { get; init; }

    public static Told Raw(string answer) => new(200, Encoding.Latin1.GetBytes(answer)) { IsRaw = true };

    public static Told Text(string text, string type = "text/html; charset=utf-8") => new(200, Encoding.UTF8.GetBytes(text)) { Headers = { ["Content-Type"] = type } };

    public static Told Nothing(int status) => new(status, []);

    public Told With(string header, string value) => this with { Headers = new(Headers) { [header] = value } };

    public static Told MovedTo(string location, int status = 302) => new(status, []) { Headers = { ["Location"] = location } };
}

/// <summary>A scripted web server on the loopback address: real sockets, no network.</summary>
internal sealed class Web : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, Func<Asked, Told>> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Asked> _asked = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly X509Certificate2? _certificate;
    private Told _otherwise = Told.Nothing(404);
    private int _now;

    /// <param name="certificate">With a private key: what is served is served over TLS.</param>
    public Web(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _ = AcceptAsync();
    }

    public IReadOnlyList<Asked> Asked => [.. _asked];

    /// <summary>Most requests that were answered at the same time.</summary>
    public int MostAtOnce { get; private set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url(string path) => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}{path}");

    /// <summary>The same under a name.</summary>
    public Uri Url(string host, string path) => new UriBuilder(Url(path)) { Host = host }.Uri;

    /// <summary>What the path answers from now on.</summary>
    public Uri Tells(string path, Told told) => Tells(path, _ => told);

    public Uri Tells(string path, Func<Asked, Told> told)
    {
        _pages[path] = told;
        return Url(path);
    }

    /// <summary>What every path answers that tells nothing else.</summary>
    public void TellsAll(Told told) => _otherwise = told;

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token), _closing.Token);
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken closing)
    {
        try
        {
            using (client)
            {
                await using var stream = await StreamAsync(client, closing);
                if (await RequestAsync(stream, closing) is not { } asked)
                {
                    return;
                }

                _asked.Enqueue(asked);
                Count(+1);
                var told = _pages.TryGetValue(asked.Path, out var page) ? page(asked) : _otherwise;
                // Once the answer is written the reader may already ask for the next.
                Count(-1);
                if (!told.IsRaw)
                {
                    await stream.WriteAsync(HeadOf(told), closing);
                }

                await BodyAsync(stream, told, closing);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException or SocketException or AuthenticationException)
        {
            // The reader hung up or does not trust us, or the test is over.
        }
    }

    private async Task<Stream> StreamAsync(TcpClient client, CancellationToken closing)
    {
        if (_certificate is null)
        {
            return client.GetStream();
        }

        var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(_certificate, [], offline: true) }, closing);
        return secure;
    }

    private void Count(int change)
    {
        lock (_listener)
        {
            _now += change;
            MostAtOnce = Math.Max(MostAtOnce, _now);
        }
    }

    private static byte[] HeadOf(Told told)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {told.Status} Told\r\nConnection: close\r\n");
        foreach (var (name, value) in told.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (!told.Endless && told.Status != 304 && !told.Headers.ContainsKey("Content-Length"))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {told.Body.Length}\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    private static async Task BodyAsync(Stream stream, Told told, CancellationToken closing)
    {
        if (told.StallsAfter is { } length)
        {
            await stream.WriteAsync(told.Body.AsMemory(0, length), closing);
            await Task.Delay(Timeout.Infinite, closing);
        }

        do
        {
            await stream.WriteAsync(told.Body, closing);
        }
        while (told.Endless);
    }

    private static async Task<Asked?> RequestAsync(Stream stream, CancellationToken closing)
    {
        using var lines = new StreamReader(stream, Encoding.Latin1, false, 1024, leaveOpen: true);
        if (await lines.ReadLineAsync(closing) is not { } first)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await lines.ReadLineAsync(closing) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new Asked(first.Split(' ')[1], headers);
    }
}
