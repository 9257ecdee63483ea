using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AccordWatch.Delivery;

/// <summary>A small ESMTP client (RFC 5321) with STARTTLS (RFC 3207), TLS from the start (RFC 8314) and AUTH PLAIN or LOGIN (RFC 4954).</summary>
/// <remarks>
/// System.Net.Mail's client is not used: it builds each message anew, with a Date and boundaries of its own, so a retry could not send the same bytes;
/// it does not say whether a failure came before or after the final dot; and it knows neither TLS from the start nor AUTH PLAIN.
/// </remarks>
public sealed class SmtpTransport : IMailTransport
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly MailOptions _options;
    private readonly X509ChainPolicy? _trust;

    public SmtpTransport(MailOptions options)
        : this(options, null)
    {
    }

    internal SmtpTransport(MailOptions options, X509ChainPolicy? trust)
    {
        _options = options;
        _trust = trust;
    }

    public string Name => "smtp";

    public async Task<Handover> SendAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var (from, to) = (Mailbox.Checked(envelope.From), Mailbox.Checked(envelope.To));
        using var session = new SmtpSession(_options, _trust);
        try
        {
            var refusal = await GreetAsync(session, cancellationToken).ConfigureAwait(false)
                ?? await AddressAsync(session, from, to, cancellationToken).ConfigureAwait(false);
            if (refusal is not null)
            {
                return refusal;
            }

            await session.WriteAsync(WithStuffedDots(envelope.Message.Span), _options.ReplyTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or SocketException or AuthenticationException)
        {
            return new Handover.Deferred($"{_options.Host}: {problem.Message}");
        }

        await envelope.BeforeDot(cancellationToken).ConfigureAwait(false);
        return await FinishAsync(session).ConfigureAwait(false);
    }

    // A server that refuses the session says nothing about the recipient, so even its 5xx is worth another attempt.
    private async Task<Handover?> GreetAsync(SmtpSession session, CancellationToken cancellationToken)
    {
        await session.ConnectAsync(cancellationToken).ConfigureAwait(false);
        if (_options.Security == MailSecurity.Tls)
        {
            await session.SecureAsync(cancellationToken).ConfigureAwait(false);
        }

        var greeting = await session.ReplyAsync(_options.ReplyTimeout, cancellationToken).ConfigureAwait(false);
        var hello = $"EHLO {session.OwnName(_options.PublicHost)}";
        var offer = greeting.IsPositive ? await session.AskAsync(hello, cancellationToken).ConfigureAwait(false) : greeting;
        if (offer.IsPositive && _options.Security == MailSecurity.StartTls)
        {
            offer = await StartTlsAsync(session, offer, hello, cancellationToken).ConfigureAwait(false);
        }

        if (offer.IsPositive && _options.User.Length > 0)
        {
            offer = await LogInAsync(session, offer.Extension("AUTH") ?? "", cancellationToken).ConfigureAwait(false);
        }

        return offer.IsPositive ? null : new Handover.Deferred($"{_options.Host}: {offer}");
    }

    private static async Task<SmtpReply> StartTlsAsync(SmtpSession session, SmtpReply offer, string hello, CancellationToken cancellationToken)
    {
        if (offer.Extension("STARTTLS") is null)
        {
            throw new SmtpBrokenException("the server does not offer STARTTLS, which the settings demand");
        }

        var ready = await session.AskAsync("STARTTLS", cancellationToken).ConfigureAwait(false);
        if (!ready.IsPositive)
        {
            return ready;
        }

        await session.SecureAsync(cancellationToken).ConfigureAwait(false);
        // What was offered before TLS may have been forged.
        return await session.AskAsync(hello, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SmtpReply> LogInAsync(SmtpSession session, string mechanisms, CancellationToken cancellationToken)
    {
        var offered = mechanisms.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (offered.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            return await session.AskAsync($"AUTH PLAIN {Base64($"\0{_options.User}\0{_options.Password}")}", cancellationToken).ConfigureAwait(false);
        }

        if (!offered.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            throw new SmtpBrokenException($"the server offers neither AUTH PLAIN nor LOGIN, only '{mechanisms}'");
        }

        var reply = await session.AskAsync("AUTH LOGIN", cancellationToken).ConfigureAwait(false);
        foreach (var answer in (string[])[_options.User, _options.Password])
        {
            reply = reply.Code == 334 ? await session.AskAsync(Base64(answer), cancellationToken).ConfigureAwait(false) : reply;
        }

        return reply;
    }

    private static async Task<Handover?> AddressAsync(SmtpSession session, string from, string to, CancellationToken cancellationToken)
    {
        foreach (var command in (string[])[$"MAIL FROM:<{from}>", $"RCPT TO:<{to}>", "DATA"])
        {
            var reply = await session.AskAsync(command, cancellationToken).ConfigureAwait(false);
            if (command == "DATA" ? reply.Code != 354 : !reply.IsPositive)
            {
                return Refusal(reply);
            }
        }

        return null;
    }

    private async Task<Handover> FinishAsync(SmtpSession session)
    {
        SmtpReply reply;
        try
        {
            // From here on only the server knows, so a cancellation is not heard.
            await session.WriteAsync(".\r\n"u8.ToArray(), _options.FinalTimeout, CancellationToken.None).ConfigureAwait(false);
            reply = await session.ReplyAsync(_options.FinalTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            return new Handover.Unknown($"{_options.Host}: after the final dot: {problem.Message}");
        }

        await LeaveAsync(session).ConfigureAwait(false);
        return reply.IsPositive ? new Handover.Accepted(reply.ToString())
            : reply.Code >= 400 ? Refusal(reply)
            : new Handover.Unknown(reply.ToString());
    }

    private static async Task LeaveAsync(SmtpSession session)
    {
        try
        {
            await session.WriteAsync("QUIT\r\n"u8.ToArray(), Farewell, CancellationToken.None).ConfigureAwait(false);
            await session.ReplyAsync(Farewell, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            // The reply to the message stands, whatever happens at QUIT.
        }
    }

    private static Handover Refusal(SmtpReply reply) => reply.IsPermanent ? new Handover.Failed(reply.ToString()) : new Handover.Deferred(reply.ToString());

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The message as DATA carries it: a dot doubled at the start of a line, every line break CR LF (a bare one would smuggle), one at the end.</summary>
    internal static byte[] WithStuffedDots(ReadOnlySpan<byte> message)
    {
        var wire = new List<byte>(message.Length + 64);
        for (var at = 0; at < message.Length;)
        {
            var rest = message[at..];
            var length = rest.IndexOfAny((byte)'\r', (byte)'\n') is var found and >= 0 ? found : rest.Length;
            if (length > 0 && rest[0] == '.')
            {
                wire.Add((byte)'.');
            }

            wire.AddRange(rest[..length]);
            wire.AddRange("\r\n"u8);
            at += length + (rest[length..].StartsWith("\r\n"u8) ? 2 : 1);
        }

        return [.. wire];
    }
}
