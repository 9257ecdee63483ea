using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AccordWatch.Delivery;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Delivery;

public sealed class SmtpTransportTests : IAsyncLifetime
{
    private static readonly byte[] Letter = Encoding.ASCII.GetBytes("Subject: hello\r\n\r\n.\r\n..two\r\nend\r\n");

    // It outlives each test: a handshake that the client has left may still hold it.
    private static readonly X509Certificate2 Certificate = SelfSigned();

    private readonly MailServer _server = new();
    private int _marks;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_message_arrives_byte_for_byte_and_is_marked_once_before_the_dot()
    {
        var marksAtDot = -1;
        _server.WhenDotIsRead = () => marksAtDot = _marks;

        var handover = await SendAsync(Plain());

        Assert.Contains("250 queued", Assert.IsType<Handover.Accepted>(handover).Reply, StringComparison.Ordinal);
        Assert.Equal(Letter, Assert.Single(_server.Received));
        Assert.Equal((1, 1), (_marks, marksAtDot));
        Assert.Contains("RCPT TO:<reader@example.org>", _server.Commands);
    }

    [Theory]
    [InlineData("a\nb\r.\rc", "a\r\nb\r\n.\r\nc\r\n")]
    [InlineData("x\r\n.\r\nMAIL FROM:<a@example.org>\r\n", "x\r\n.\r\nMAIL FROM:<a@example.org>\r\n")]
    public async Task No_line_of_a_message_can_end_it_early(string message, string arrived)
    {
        await SendAsync(Plain(), message);

        Assert.Equal(arrived, Encoding.ASCII.GetString(Assert.Single(_server.Received)));
        Assert.Single(_server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_recipient_refused_for_good_has_failed_with_the_servers_words()
    {
        _server.AtRecipient = "550 5.1.1 no such mailbox";

        Assert.Equal("550 5.1.1 no such mailbox", Assert.IsType<Handover.Failed>(await SendAsync(Plain())).Because);
        Assert.Empty(_server.Received);
        Assert.Equal(0, _marks);
    }

    [Theory]
    [InlineData("451 4.7.1 greylisted", "250 queued")]
    [InlineData("250 ok", "452 4.3.1 no room")]
    public async Task A_refusal_for_now_is_deferred(string atRecipient, string atDot)
    {
        (_server.AtRecipient, _server.AtDot) = (atRecipient, atDot);

        Assert.StartsWith("45", Assert.IsType<Handover.Deferred>(await SendAsync(Plain())).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_after_the_dot_is_unknown()
    {
        _server.AtDot = null;

        Assert.IsType<Handover.Unknown>(await SendAsync(Plain()));
        Assert.Equal(1, _marks);
    }

    [Fact]
    public async Task A_connection_lost_before_the_dot_is_deferred()
    {
        _server.DropsAtData = true;

        Assert.IsType<Handover.Deferred>(await SendAsync(Plain()));
        Assert.Equal(0, _marks);
    }

    [Fact]
    public async Task A_mark_that_cannot_be_kept_leaves_the_dot_unsent()
    {
        var envelope = Letterhead(Letter) with { BeforeDot = _ => throw new InvalidOperationException("disk full") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => new SmtpTransport(Plain()).SendAsync(envelope, CancellationToken.None));

        Assert.Empty(_server.Received);
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "AUTH PLAIN AHVzZXIAc2VjcmV0")]
    [InlineData("auth LOGIN", "c2VjcmV0")]
    public async Task It_logs_in_the_way_the_server_offers(string offer, string said)
    {
        _server.Offers = ["SIZE 1000000", offer];

        Assert.IsType<Handover.Accepted>(await SendAsync(Plain() with { User = "user", Password = "secret" }));
        Assert.Contains(said, _server.Commands);
    }

    [Fact]
    public async Task Without_the_demanded_starttls_no_password_is_sent()
    {
        _server.Offers = ["AUTH PLAIN"];

        var handover = await SendAsync(Plain() with { Security = MailSecurity.StartTls, User = "user", Password = "secret" });

        Assert.Contains("STARTTLS", Assert.IsType<Handover.Deferred>(handover).Because, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, "\r\n250 injected")]
    public async Task Starttls_needs_a_certificate_that_is_trusted_and_no_words_before_it(bool trusted, string injected)
    {
        (_server.Certificate, _server.Offers, _server.AlongWithStartTls) = (Certificate, ["STARTTLS", "AUTH PLAIN"], injected);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        if (trusted)
        {
            trust.CustomTrustStore.Add(Certificate);
        }

        var options = Plain() with { Host = "localhost", Security = MailSecurity.StartTls, User = "user", Password = "secret" };
        var handover = await new SmtpTransport(options, trust).SendAsync(Letterhead(Letter), CancellationToken.None);

        var isWell = trusted && injected.Length == 0;
        Assert.Equal(isWell, handover is Handover.Accepted);
        Assert.Equal(isWell, _server.Commands.Any(command => command.StartsWith("AUTH", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("reader@example.org>\r\nRCPT TO:<other@example.org")]
    [InlineData("\"a b\"@example.org")]
    [InlineData("Name <reader@example.org>")]
    [InlineData("reader@example.org ")]
    public async Task An_address_that_is_not_one_never_reaches_the_server(string address)
    {
        await Assert.ThrowsAsync<FormatException>(() => new SmtpTransport(Plain()).SendAsync(Letterhead(Letter) with { To = address }, CancellationToken.None));

        Assert.Empty(_server.Commands);
    }

    private static Envelope Letterhead(byte[] message) => new("watch@example.org", "reader@example.org", message, "<one@example.org>");

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private MailOptions Plain() => new() { Transport = TransportKind.Smtp, Host = "127.0.0.1", Port = _server.Port, Security = MailSecurity.None };

    private Task<Handover> SendAsync(MailOptions options, string? message = null)
    {
        var envelope = Letterhead(message is null ? Letter : Encoding.ASCII.GetBytes(message)) with
        {
            BeforeDot = _ =>
            {
                _marks++;
                return Task.CompletedTask;
            },
        };
        return new SmtpTransport(options).SendAsync(envelope, CancellationToken.None);
    }
}
