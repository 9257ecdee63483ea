using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace AccordWatch.Delivery;

/// <summary>Hands messages over with MailKit.</summary>
/// <remarks>
/// MailKit has no hook before the final dot, so the mark is kept before MAIL FROM: a crash in between counts as unknown although nothing was sent.
/// </remarks>
public sealed class MailKitTransport(MailOptions options) : IMailTransport
{
    public string Name => "mailkit";

    public async Task<Handover> SendAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient { Timeout = (int)options.FinalTimeout.TotalMilliseconds };
        if (await OpenAsync(client, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            return problem;
        }

        using var bytes = new MemoryStream(envelope.Message.ToArray());
        using var message = await MimeMessage.LoadAsync(bytes, cancellationToken).ConfigureAwait(false);
        await envelope.BeforeDot(cancellationToken).ConfigureAwait(false);
        var outcome = await HandOverAsync(client, envelope, message).ConfigureAwait(false);
        await CloseAsync(client).ConfigureAwait(false);
        return outcome;
    }

    private async Task<Handover?> OpenAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(options.Host, options.PortInForce, ToSocketOptions(options.Security), cancellationToken).ConfigureAwait(false);
            if (options.User.Length > 0)
            {
                await client.AuthenticateAsync(options.User, options.Password, cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new Handover.Deferred($"{options.Host}: {problem.Message}");
        }
    }

    private static async Task<Handover> HandOverAsync(SmtpClient client, Envelope envelope, MimeMessage message)
    {
        try
        {
            var sender = new MailboxAddress("", Mailbox.Checked(envelope.From));
            var recipient = new MailboxAddress("", Mailbox.Checked(envelope.To));
            return new Handover.Accepted(await client.SendAsync(message, sender, [recipient], CancellationToken.None).ConfigureAwait(false));
        }
        catch (SmtpCommandException refusal)
        {
            var reply = $"{(int)refusal.StatusCode} {refusal.Message}";
            return (int)refusal.StatusCode < 500 ? new Handover.Deferred(reply) : new Handover.Failed(reply);
        }
        catch (Exception problem) when (problem is ProtocolException or IOException or TimeoutException or OperationCanceledException)
        {
            return new Handover.Unknown(problem.Message);
        }
    }

    private static async Task CloseAsync(SmtpClient client)
    {
        try
        {
            await client.DisconnectAsync(quit: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is ProtocolException or CommandException or IOException or ServiceNotConnectedException)
        {
            // The outcome is known; what happens at QUIT does not change it.
        }
    }

    private static SecureSocketOptions ToSocketOptions(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };
}

public static partial class Transports
{
    static partial void CreateFull(MailOptions options, ref IMailTransport? transport) => transport = new MailKitTransport(options);
}
