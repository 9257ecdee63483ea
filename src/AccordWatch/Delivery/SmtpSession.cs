using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AccordWatch.Delivery;

/// <summary>The server broke off, spoke no SMTP, or did not offer what the settings demand.</summary>
internal sealed class SmtpBrokenException(string message) : IOException(message);

/// <summary>One connection to a mail server: lines out, replies in.</summary>
/// <param name="options">Host, timeouts.</param>
/// <param name="trust">Overrides which certificates are trusted; null is the system's store.</param>
internal sealed class SmtpSession(MailOptions options, X509ChainPolicy? trust) : IDisposable
{
    private const int MaxReply = 64 * 1024;

    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[4096];
    private Stream _stream = Stream.Null;
    private int _from;
    private int _to;

    /// <summary>Connects and reads nothing yet.</summary>
    public Task ConnectAsync(CancellationToken cancellationToken)
        => WithinAsync(
            options.ConnectTimeout,
            async token =>
            {
                await _client.ConnectAsync(options.Host, options.PortInForce, token).ConfigureAwait(false);
                _stream = _client.GetStream();
                return true;
            },
            cancellationToken);

    /// <summary>Turns the connection into TLS; a certificate that does not fit ends it.</summary>
    public Task SecureAsync(CancellationToken cancellationToken)
    {
        // Whatever came along with the reply to STARTTLS was sent unprotected (response injection, CVE-2011-0411).
        if (_from < _to)
        {
            throw new SmtpBrokenException("the server spoke on after STARTTLS, before TLS began");
        }

        return WithinAsync(
            options.ConnectTimeout,
            async token =>
            {
                var secure = new SslStream(_stream);
                _stream = secure;
                await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = options.Host, CertificateChainPolicy = trust }, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    /// <summary>How this side names itself: the host given, or else its own address.</summary>
    public string OwnName(string host)
    {
        if (host.Length > 0)
        {
            return host;
        }

        var address = ((IPEndPoint)_client.Client.LocalEndPoint!).Address;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address.ToString().Split('%')[0]}]" : $"[{address}]";
    }

    /// <summary>Sends one command and reads its reply.</summary>
    /// <exception cref="FormatException">The command holds a line break.</exception>
    public async Task<SmtpReply> AskAsync(string command, CancellationToken cancellationToken)
    {
        if (command.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new FormatException("a line break inside an SMTP command");
        }

        await WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), options.ReplyTimeout, cancellationToken).ConfigureAwait(false);
        return await ReplyAsync(options.ReplyTimeout, cancellationToken).ConfigureAwait(false);
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan timeout, CancellationToken cancellationToken)
        => WithinAsync(
            timeout,
            async token =>
            {
                await _stream.WriteAsync(bytes, token).ConfigureAwait(false);
                await _stream.FlushAsync(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public Task<SmtpReply> ReplyAsync(TimeSpan timeout, CancellationToken cancellationToken)
        => WithinAsync(timeout, ReadReplyAsync, cancellationToken);

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private async Task<SmtpReply> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        for (var size = 0; size < MaxReply;)
        {
            var line = await LineAsync(cancellationToken).ConfigureAwait(false);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code) || code is < 200 or > 599 || (line.Length > 3 && line[3] is not (' ' or '-')))
            {
                throw new SmtpBrokenException("the server does not speak SMTP");
            }

            size += line.Length + 2;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return new SmtpReply(code, lines);
            }
        }

        throw new SmtpBrokenException("the server's reply does not end");
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        while (line.Count < MaxReply)
        {
            if (_from == _to)
            {
                _from = 0;
                _to = await _stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
                if (_to == 0)
                {
                    throw new SmtpBrokenException("the server closed the connection");
                }
            }

            var one = _buffer[_from++];
            if (one == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one);
        }

        throw new SmtpBrokenException("the server's line does not end");
    }

    private static async Task<T> WithinAsync<T>(TimeSpan timeout, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await work(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SmtpBrokenException($"no answer within {timeout.TotalSeconds:0} s");
        }
    }
}
