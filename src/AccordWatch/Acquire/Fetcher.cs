using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using AccordWatch.Model;

namespace AccordWatch.Acquire;

/// <summary>The only way out to the web: every URL, every redirect and every resolved address passes the same guard.</summary>
public sealed class Fetcher(AcquireOptions options, TimeProvider clock, Surroundings? surroundings = null) : IDisposable
{
    private const string Accept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.5, */*;q=0.1";

    private readonly ConcurrentDictionary<string, Lazy<Way>> _ways = new(StringComparer.OrdinalIgnoreCase);
    private readonly Surroundings _surroundings = surroundings ?? new Surroundings();
    private readonly HostSpacing _hosts = new(options.HostSpacing, clock);

    /// <summary>What is sent as User-Agent.</summary>
    public string UserAgent { get; } = UserAgentOf(options);

    /// <summary>Gets a page. Whatever the network does is an outcome; only the caller's cancellation is thrown.</summary>
    public async Task<Fetched> FetchAsync(Uri url, FetchConditions conditions, CancellationToken cancellationToken)
    {
        Way way;
        try
        {
            way = WayFor(conditions.AllowPrivate);
        }
        catch (FormatException mistake)
        {
            return new Fetched.Refused($"{Shown(url)}: allow_private: {mistake.Message}", null, null);
        }

        var visit = new Journey(url, options.Total);
        while (true)
        {
            if ((way.Guard.Objection(visit.At) ?? OwnAddress(visit.At)) is { } objection)
            {
                return visit.Refused(objection);
            }

            var wishes = conditions.Robots is { } robots ? await robots.AskAsync(visit.At, conditions.AllowPrivate, cancellationToken) : null;
            if (wishes?.Objection is { } refusal)
            {
                return visit.Refused(refusal);
            }

            var sameVisit = !visit.Hosts.Add(visit.At.IdnHost);
            using var turn = await _hosts.EnterAsync(visit.At.IdnHost, sameVisit, wishes?.CrawlDelay ?? TimeSpan.Zero, cancellationToken);
            if (await HopAsync(way.Client, visit, conditions, cancellationToken) is { } ended)
            {
                return ended;
            }
        }
    }

    private string? OwnAddress(Uri url)
        => options.PublicUrl is { } own && own.IdnHost.Equals(url.IdnHost, StringComparison.OrdinalIgnoreCase) && own.Port == url.Port && url.AbsolutePath.StartsWith(own.AbsolutePath, StringComparison.Ordinal)
            ? "is the address of this installation itself (acquire.publicUrl)"
            : null;

    public void Dispose()
    {
        foreach (var way in _ways.Values.Where(way => way.IsValueCreated))
        {
            way.Value.Client.Dispose();
        }
    }

    /// <returns>Null when the visit goes on at another URL.</returns>
    private async Task<Fetched?> HopAsync(HttpClient client, Journey visit, FetchConditions conditions, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        using var total = new CancellationTokenSource(visit.Left, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(total.Token, cancellationToken);
        using var patience = new Patience(options.Timeout, clock, either.Token);
        try
        {
            using var request = RequestFor(visit.At, conditions);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return await OutcomeAsync(answer, visit, conditions, patience);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (total.IsCancellationRequested)
        {
            return visit.Refused($"not finished within {options.Total.TotalSeconds:0.#} s");
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            return visit.Refused($"no answer for {options.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception mistake) when (mistake is HttpRequestException or IOException or SocketException or InvalidDataException or OperationCanceledException
            or AuthenticationException or InvalidOperationException or ArgumentException or FormatException or NotSupportedException)
        {
            return visit.Refused(ReasonOf(mistake));
        }
        finally
        {
            visit.Spend(clock.GetElapsedTime(started));
        }
    }

    private async Task<Fetched?> OutcomeAsync(HttpResponseMessage answer, Journey visit, FetchConditions conditions, Patience patience)
    {
        var status = (int)answer.StatusCode;
        return status switch
        {
            >= 200 and <= 299 when conditions.Form is not null => new Fetched.Accepted(),
            301 or 302 or 303 when conditions.Form is not null => visit.Refused($"answered {status} (redirect) to a form, which is not followed", status),
            301 or 302 or 303 or 307 or 308 => Follow(answer, visit),
            304 => conditions is { ETag: null, LastModified: null } ? visit.Refused("answered 304 (not modified) although it was not asked whether it was", status) : UnchangedOf(answer, visit),
            200 or 203 => await BodyAsync(answer, visit, patience),
            204 or 205 => visit.Refused("empty body", status),
            _ => visit.Refused($"answered {status}{(ReasonPhrases.TryGetValue(status, out var words) ? $" ({words})" : "")}", status, AnswerHeaders.RetryAfter(answer, clock.GetUtcNow())),
        };
    }

    private static readonly Dictionary<int, string> ReasonPhrases = new()
    {
        [401] = "a login is needed",
        [403] = "access is forbidden",
        [404] = "no such page",
        [410] = "the page is gone for good",
        [429] = "too many requests",
        [451] = "blocked for legal reasons",
        [500] = "the server has failed",
        [502] = "the server behind it has failed",
        [503] = "the server is overloaded or down",
        [504] = "the server behind it is too slow",
    };

    private Fetched.Refused? Follow(HttpResponseMessage answer, Journey visit)
    {
        var status = (int)answer.StatusCode;
        if (AnswerHeaders.TextOf(answer.Headers, "Location") is not { } location || !Uri.TryCreate(visit.At, location, out var target))
        {
            return visit.Refused($"answered {status} (redirect) without an address to go to", status);
        }

        if (visit.At.Scheme == Uri.UriSchemeHttps && target.Scheme == Uri.UriSchemeHttp)
        {
            return visit.Refused($"redirects from https to unprotected {Shown(target)}", status);
        }

        if (++visit.Hops > options.MaxHops)
        {
            return visit.Refused($"more than {options.MaxHops} redirects, the last to {Shown(target)}", status, AnswerHeaders.RetryAfter(answer, clock.GetUtcNow()));
        }

        visit.Go(target, forGood: status is 301 or 308);
        return null;
    }

    private async Task<Fetched> BodyAsync(HttpResponseMessage answer, Journey visit, Patience patience)
    {
        var status = (int)answer.StatusCode;
        if (answer.Content.Headers.ContentLength > options.MaxWireBytes)
        {
            return visit.Refused($"{answer.Content.Headers.ContentLength} bytes are more than the limit of {options.MaxWireBytes}", status);
        }

        if (AnswerHeaders.BadLength(answer) is { } length)
        {
            return visit.Refused($"'{length}' is no length of a body", status);
        }

        var codings = answer.Content.Headers.ContentEncoding.Where(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)).ToList();
        if (codings.Count > 1)
        {
            return visit.Refused($"more than one content-coding ({string.Join(", ", codings)})", status);
        }

        patience.Renew();
        await using var wire = new CountingStream(await answer.Content.ReadAsStreamAsync(patience.Token), options.MaxWireBytes, patience);
        await using var decoded = await DecodedAsync(wire, codings.Count == 0 ? null : codings[0].ToLowerInvariant(), patience.Token);
        if (decoded is null)
        {
            return visit.Refused($"unknown content-coding {codings[0]}", status);
        }

        var body = await ReadAsync(decoded, wire, patience.Token);
        var links = AnswerHeaders.TextOf(answer.Headers, "Link");
        return body.Length == 0
            ? visit.Refused("empty body", status)
            : new Fetched.Body(
                new Page(visit.At, body, AnswerHeaders.TextOf(answer.Content.Headers, "Content-Type"), clock.GetUtcNow().ToUniversalTime())
                {
                    ContentLanguage = AnswerHeaders.TextOf(answer.Content.Headers, "Content-Language"),
                },
                AnswerHeaders.Validator(answer.Headers, "ETag"),
                AnswerHeaders.Validator(answer.Content.Headers, "Last-Modified"),
                visit.MovedTo)
            {
                FreshFor = AnswerHeaders.FreshFor(answer, clock.GetUtcNow()),
                Hub = LinkHeader.Find(links, "hub", visit.At),
                Self = LinkHeader.Find(links, "self", visit.At),
            };
    }

    // RFC 9110 15.4.5: a 304 may bring newer validators and a newer lifetime.
    private Fetched.Unchanged UnchangedOf(HttpResponseMessage answer, Journey visit) => new()
    {
        ETag = AnswerHeaders.Validator(answer.Headers, "ETag"),
        LastModified = AnswerHeaders.Validator(answer.Content.Headers, "Last-Modified"),
        FreshFor = AnswerHeaders.FreshFor(answer, clock.GetUtcNow()),
        MovedTo = visit.MovedTo,
    };

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream decoded, CountingStream wire, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await decoded.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (body.Length + read > options.MaxBodyBytes)
            {
                throw new InvalidDataException($"the body is larger than the limit of {options.MaxBodyBytes} bytes");
            }

            body.Write(piece, 0, read);
            if (body.Length > 1_000_000 && body.Length > wire.Count * options.MaxRatio)
            {
                throw new InvalidDataException($"the body unpacks to more than {options.MaxRatio} times its size");
            }
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static async Task<Stream?> DecodedAsync(CountingStream wire, string? coding, CancellationToken cancellationToken) => coding switch
    {
        null => wire,
        "gzip" or "x-gzip" => new GZipStream(wire, CompressionMode.Decompress),
        "br" => new BrotliStream(wire, CompressionMode.Decompress),
        // RFC 9110 means zlib; servers exist that send the bare format.
        "deflate" => await wire.StartsLikeZlibAsync(cancellationToken) ? new ZLibStream(wire, CompressionMode.Decompress) : new DeflateStream(wire, CompressionMode.Decompress),
        _ => null,
    };

    private HttpRequestMessage RequestFor(Uri url, FetchConditions conditions)
    {
        var request = conditions.Form is { } form ? new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) } : new HttpRequestMessage(HttpMethod.Get, url);
        Add("User-Agent", UserAgent);
        Add("Accept", Accept);
        Add("Accept-Encoding", "gzip, br, deflate");
        Add("If-None-Match", conditions.ETag);
        Add("If-Modified-Since", conditions.LastModified);
        return request;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value) && !value.Any(char.IsControl))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    // A way of its own for each allow-list: a pooled connection to a private host must not serve a source that may not go there.
    private Way WayFor(IReadOnlyList<string> allowPrivate)
    {
        string[] allowed = [.. options.AllowPrivate.Concat(allowPrivate).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
        return _ways.GetOrAdd(string.Join('\n', allowed), _ => new Lazy<Way>(() => NewWay(new AddressGuard(allowed)))).Value;
    }

    private Way NewWay(AddressGuard guard)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(guard, context.DnsEndPoint, _surroundings, cancellationToken),
            ConnectTimeout = options.Connect,
            MaxConnectionsPerServer = 2,
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust() },
            // Long enough for the articles of one visit; the next visit is far away.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            UseCookies = false,
            UseProxy = false,
        };
        return new Way(guard, new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan });
    }

    // A certificate names addresses of further ones: a hostile one would have us ask any host for them, past the guard. Lists of revoked certificates are asked
    // for only when the rest of a chain is trusted; one that cannot be had is no reason to refuse.
    private X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.Online,
            RevocationFlag = X509RevocationFlag.EndCertificateOnly,
            UrlRetrievalTimeout = options.Connect,
            VerificationFlags = X509VerificationFlags.IgnoreEndRevocationUnknown | X509VerificationFlags.IgnoreCertificateAuthorityRevocationUnknown | X509VerificationFlags.IgnoreRootRevocationUnknown,
        };
        if (_surroundings.Roots is { } roots)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        return policy;
    }

    // Resolves once and connects to exactly these addresses: a check before would lose to a name that answers differently the second time.
    private static async ValueTask<Stream> ConnectAsync(AddressGuard guard, DnsEndPoint target, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var addresses = await surroundings.Resolve(target.Host, cancellationToken);
        if (Array.Find(addresses, address => !guard.Allows(target.Host, address)) is { } forbidden)
        {
            throw new ForbiddenAddressException(AddressGuard.PrivateAddress(forbidden));
        }

        SocketException? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, target.Port), cancellationToken);
                if (guard.IsItself(target.Host, ((IPEndPoint)socket.LocalEndPoint!).Address, address))
                {
                    throw new ForbiddenAddressException($"{address} is an address of this machine; put the host or its range under allow_private if it is meant");
                }

                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException mistake)
            {
                socket.Dispose();
                last = mistake;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static string ReasonOf(Exception mistake)
    {
        for (var inner = mistake; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case ForbiddenAddressException:
                    return inner.Message;
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return "the name of the host cannot be resolved";
                case SocketException socket:
                    return $"no connection ({socket.SocketErrorCode})";
                case AuthenticationException:
                    return $"no secure connection: {inner.Message}";
                case TimeoutException:
                    return "no connection in time";
                case HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }:
                    return "the headers of the answer are larger than 64 KB";
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "the answer broke off";
                default:
                    break;
            }
        }

        return mistake is OperationCanceledException ? "no connection in time" : mistake.Message;
    }

    private static string UserAgentOf(AcquireOptions options)
    {
        var version = typeof(Fetcher).Assembly.GetName().Version?.ToString(3);
        string?[] parts = [options.PublicUrl is null ? null : $"+{options.PublicUrl}", options.Contact];
        var comment = string.Concat(string.Join("; ", parts.Where(part => !string.IsNullOrWhiteSpace(part))).Where(letter => letter is >= ' ' and <= '~' and not ('(' or ')' or '\\')));
        return comment.Length == 0 ? $"AccordWatch/{version}" : $"AccordWatch/{version} ({comment})";
    }

    // A password in a URL belongs neither in a log nor on the screen.
    internal static string Shown(Uri url) => !url.IsAbsoluteUri ? url.OriginalString : url.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped);

    private sealed record Way(AddressGuard Guard, HttpClient Client);

    private sealed class ForbiddenAddressException(string message) : Exception(message);
}
