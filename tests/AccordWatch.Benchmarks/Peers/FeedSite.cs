using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AccordWatch.Benchmarks.Peers;

/// <summary>How the addresses of a source answer.</summary>
internal enum Manner
{
    /// <summary>With a feed, or 304 when it is known.</summary>
    Well,

    /// <summary>Takes the connection and says nothing.</summary>
    Hangs,

    /// <summary>With status 500.</summary>
    Fails,

    /// <summary>With one redirect after the other.</summary>
    Circles,
}

/// <summary>Feeds over HTTP, each on a loopback host of its own (127.1.x.y): real sockets, no network.</summary>
internal sealed class FeedSite : IDisposable
{
    private static readonly byte[] Failure = Encoding.Latin1.GetBytes("HTTP/1.1 500 Failed\r\nContent-Length: 0\r\n\r\n");

    private readonly TcpListener _listener = new(IPAddress.Any, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<string, (string Tag, byte[] Body)> _feeds = new(StringComparer.Ordinal);
    private int _open;

    public FeedSite()
    {
        _listener.Start(1024);
        _ = AcceptAsync();
    }

    /// <summary>Connections that are open.</summary>
    public int Open => _open;

    /// <summary>Address of a feed that is kept ready.</summary>
    /// <param name="number">Below 65,000; each has a host of its own.</param>
    /// <param name="body">The feed.</param>
    public Uri Tells(int number, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        _feeds[$"/{number}.xml"] = ($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..16]}\"", bytes);
        return UrlOf(number, $"{number}.xml");
    }

    /// <summary>Address of a source that is not well.</summary>
    public Uri Ails(int number, Manner manner) => UrlOf(number, manner.ToString());

    /// <summary>Address of a page at the host of a feed.</summary>
    public Uri UrlOf(int number, string path)
        => new(string.Create(CultureInfo.InvariantCulture, $"http://127.1.{number / 250}.{(number % 250) + 1}:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}"));

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
            // The measurement is over.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken closing)
    {
        Interlocked.Increment(ref _open);
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await using var stream = client.GetStream();
                using var lines = new StreamReader(stream, Encoding.Latin1, false, 1024, leaveOpen: true);
                while (await lines.ReadLineAsync(closing) is { Length: > 0 } first)
                {
                    var (tag, closes) = (default(string), false);
                    while (await lines.ReadLineAsync(closing) is { Length: > 0 } line)
                    {
                        tag = line.StartsWith("If-None-Match:", StringComparison.OrdinalIgnoreCase) ? line[14..].Trim() : tag;
                        closes |= line.Equals("Connection: close", StringComparison.OrdinalIgnoreCase);
                    }

                    await AnswerAsync(stream, first.Split(' ')[1], tag, closing);
                    if (closes)
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The reader hung up, or the measurement is over.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string path, string? tag, CancellationToken closing)
    {
        if (_feeds.TryGetValue(path, out var feed))
        {
            var isKnown = tag == feed.Tag;
            var head = isKnown
                ? $"HTTP/1.1 304 Not Modified\r\nETag: {feed.Tag}\r\n\r\n"
                : string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\nETag: {feed.Tag}\r\nContent-Length: {feed.Body.Length}\r\n\r\n");
            byte[] answer = [.. Encoding.Latin1.GetBytes(head), .. isKnown ? [] : feed.Body];
            await stream.WriteAsync(answer, closing);
            return;
        }

        if (path == $"/{Manner.Hangs}")
        {
            // Until the reader hangs up.
            await stream.CopyToAsync(Stream.Null, closing);
            return;
        }

        await stream.WriteAsync(
            path.StartsWith($"/{Manner.Circles}", StringComparison.Ordinal) ? Encoding.Latin1.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {path}x\r\nContent-Length: 0\r\n\r\n") : Failure,
            closing);
    }
}
