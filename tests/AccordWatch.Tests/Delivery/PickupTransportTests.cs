using System.Text;
using AccordWatch.Delivery;
using AccordWatch.Knowledge;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Delivery;

public sealed class PickupTransportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_message_again_replaces_its_own_file()
    {
        var transport = Transports.For(new MailOptions(), _folder.Path);

        await transport.SendAsync(Saying("once"), CancellationToken.None);
        var handover = await transport.SendAsync(Saying("again"), CancellationToken.None);

        var file = Assert.Single(Directory.GetFiles(_folder.File("pickup")));
        Assert.Equal(file, Assert.IsType<Handover.Accepted>(handover).Reply);
        Assert.Equal(("digest.abc.eml", "again"), (Path.GetFileName(file), File.ReadAllText(file)));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_defers_the_message()
    {
        File.WriteAllText(_folder.File("pickup"), "a file, not a folder");

        Assert.IsType<Handover.Deferred>(await Transports.For(new MailOptions(), _folder.Path).SendAsync(Saying("once"), CancellationToken.None));
    }

    [Theory]
    [InlineData("<../../etc/x@example.org>")]
    [InlineData("<.hidden@example.org>")]
    public async Task A_message_id_cannot_lead_out_of_the_folder(string messageId)
        => await Assert.ThrowsAsync<FormatException>(() => new PickupTransport(_folder.Path).SendAsync(Saying("x") with { MessageId = messageId }, CancellationToken.None));

    [Theory]
    [InlineData(TransportKind.MailKit, MailSecurity.Tls, "AccordWatchPackages=full")]
    [InlineData(TransportKind.Smtp, MailSecurity.None, "readable to mail.example.org")]
    public void What_this_build_or_these_settings_cannot_give_is_a_mistake_with_its_remedy(TransportKind transport, MailSecurity security, string words)
    {
        var options = new MailOptions { Transport = transport, Host = "mail.example.org", Security = security, User = "user" };

        Assert.Contains(words, Assert.Throws<MistakeException>(() => Transports.For(options, _folder.Path)).Message, StringComparison.Ordinal);
    }

    private static Envelope Saying(string text) => new("watch@example.org", "reader@example.org", Encoding.ASCII.GetBytes(text), "<digest.abc@example.org>");
}
