using System.Security.Cryptography;
using AccordWatch.Delivery;
using AccordWatch.Digest;
using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Digest;

public sealed class EditionRunTests : IAsyncLifetime
{
    private static readonly Subscriber Reader = new() { Address = "Reader@example.org", Name = "A Reader", At = new TimeOnly(7, 30) };
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Tuesday = Monday.AddDays(1);
    private static readonly DateTimeOffset Wednesday = Monday.AddDays(2);

    private readonly MailServer _server = new();
    private FilledRegister _register = null!;

    public async Task InitializeAsync() => _register = await FilledRegister.OpenAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _register.Dispose();
    }

    [Fact]
    public async Task A_digest_lies_in_the_pickup_folder_with_all_that_a_list_owes_its_readers()
    {
        await _register.EnterAsync("one", Monday);
        var options = new MailOptions { From = "watch@example.org", OwnerAddress = "owner@example.org", UnsubscribeUrl = "https://watch.example.org/u/{token}", HelpUrl = "https://watch.example.org/help" };
        using var run = Run(options, Transports.For(options, _register.File("data")));

        var outcome = Assert.Single((await run.RunAsync([Reader], Tuesday, CancellationToken.None)).Outcomes);

        Assert.Equal((DeliveryState.Sent, true), (outcome.State, outcome.IsNow));
        var letter = new Letter(File.ReadAllBytes(Assert.Single(Directory.GetFiles(_register.File("data/pickup")))));
        Assert.Equal("\"AccordWatch\" <watch@example.org>", letter.Header("From"));
        Assert.Equal("\"A Reader\" <Reader@example.org>", letter.Header("To"));
        Assert.Equal("Tue, 24 Nov 2026 12:00:00 +0000", letter.Header("Date"));
        Assert.Equal("Space accords, 24 November 2026: 1 new", letter.Header("Subject"));
        Assert.Equal(outcome.MessageId, letter.Header("Message-ID"));
        Assert.Equal("AccordWatch <digest.example.org>", letter.Header("List-Id"));
        Assert.Matches("^<https://watch\\.example\\.org/u/[a-z2-7]{52}>, <mailto:owner@example\\.org\\?subject=unsubscribe%20Reader%40example\\.org>$", letter.Header("List-Unsubscribe"));
        Assert.Equal("List-Unsubscribe=One-Click", letter.Header("List-Unsubscribe-Post"));
        Assert.Equal(("<https://watch.example.org/help>", "<mailto:owner@example.org>"), (letter.Header("List-Help"), letter.Header("List-Owner")));
        Assert.Equal(("auto-generated", "bulk"), (letter.Header("Auto-Submitted"), letter.Header("Precedence")));
        Assert.Equal(("digest", "1"), (letter.Header("X-AccordWatch-Reason"), letter.Header("X-AccordWatch-Digest")));
        Assert.DoesNotContain(letter.Names, name => name is "Bcc" or "Cc" or "In-Reply-To" or "References");
    }

    [Fact]
    public async Task Both_parts_come_in_order_and_name_the_same_articles()
    {
        await _register.EnterAsync("one?a=1&b=2", Monday);
        await _register.EnterAsync("two", Monday, headline: "<b>Bold</b> & \"quoted\"");
        await _register.DoubtAsync("perhaps", Monday);

        await RunAsync(Tuesday);

        var letter = Received().Single();
        Assert.Equal(["text/plain", "text/html"], letter.Parts.Select(part => part.Type));
        Assert.Equal(["https://gazette.example/one?a=1&b=2", "https://gazette.example/perhaps", "https://gazette.example/two"], letter.TextLinks.Order(StringComparer.Ordinal));
        Assert.Equal(letter.TextLinks, letter.HtmlLinks);
        Assert.Contains("&lt;b&gt;Bold", letter.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_digest_says_how_well_the_sources_could_be_read()
    {
        await _register.EnterAsync("one", Monday);
        var gone = new VisitRecord { StartedAt = Monday, EndedAt = Monday, Outcome = "failed", IsGone = true, Reason = "gone", NextVisitAt = Wednesday };
        var sources = new SourceTable(_register.Database);
        await sources.KeepVisitAsync(sources.All().Single(state => state.Source.Name == "agency").Source, gone, CancellationToken.None);

        await RunAsync(Tuesday);

        var letter = Received().Single();
        foreach (var part in new[] { letter.Text, letter.Html })
        {
            Assert.Contains("2 sources watched, 1 in trouble; gone: agency (since 2026-11-23)", part.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_new_is_no_mail_and_a_row_that_says_so()
    {
        await _register.DoubtAsync("perhaps", Monday);

        var outcome = await RunAsync(Tuesday);

        Assert.Equal(DeliveryState.SkippedEmpty, outcome.State);
        Assert.Empty(_server.Commands);
    }

    [Fact]
    public async Task A_second_run_of_the_edition_sends_nothing()
    {
        await _register.EnterAsync("one", Monday);
        await RunAsync(Tuesday);

        var again = await RunAsync(Tuesday.AddHours(3));

        Assert.Equal((DeliveryState.Sent, false), (again.State, again.IsNow));
        Assert.Single(_server.Received);
    }

    [Fact]
    public async Task What_was_told_is_not_told_again_and_a_new_revision_is_told_as_changed()
    {
        var id = await _register.EnterAsync("one", Monday);
        await RunAsync(Tuesday);
        await _register.EnterAsync("two", Tuesday);
        await _register.ChangeAsync(id, "signed", "three", Tuesday);

        await RunAsync(Wednesday);
        var quiet = await RunAsync(Wednesday.AddDays(1));

        var letter = Received()[1];
        Assert.Equal("Space accords, 25 November 2026: 1 new, 1 changed", letter.Header("Subject"));
        Assert.Contains("Changed: status: planned → signed", letter.Text, StringComparison.Ordinal);
        Assert.Equal(DeliveryState.SkippedEmpty, quiet.State);
    }

    [Fact]
    public async Task A_new_subscriber_is_not_told_the_whole_past()
    {
        await _register.EnterAsync("old", Monday.AddDays(-30));
        var id = await _register.EnterAsync("older", Monday.AddDays(-40));
        await _register.ChangeAsync(id, "signed", "news", Monday);

        await RunAsync(Tuesday);

        Assert.EndsWith("2026: 1 changed", Received().Single().Header("Subject"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deferred_mail_goes_out_later_with_the_same_bytes()
    {
        await _register.EnterAsync("one", Monday);
        _server.AtDot = "451 later";
        var first = await RunAsync(Tuesday);
        var early = await RunAsync(Tuesday.AddSeconds(10));
        _server.AtDot = "250 queued";

        var last = await RunAsync(Tuesday.AddHours(1));

        Assert.Equal((DeliveryState.Deferred, "451 later", false, DeliveryState.Sent), (first.State, first.Reason, early.IsNow, last.State));
        Assert.Equal(2, _server.Received.Count);
        Assert.Single(_server.Received.Select(message => Convert.ToHexString(SHA256.HashData(message))).Distinct());
    }

    [Fact]
    public async Task News_of_a_mail_still_deferred_comes_with_the_next_edition()
    {
        await _register.EnterAsync("one", Monday);
        _server.AtRecipient = "450 later";
        await RunAsync(Tuesday);
        _server.AtRecipient = "250 ok";

        await RunAsync(Wednesday);
        await RunAsync(Wednesday.AddHours(2));

        var letter = Received().Single();
        Assert.Contains("https://gazette.example/one", letter.TextLinks);
        Assert.DoesNotContain("May already", letter.Text, StringComparison.Ordinal);
        Assert.StartsWith("not accepted before the next edition", new DeliveryTable(_register.Database).In(DeliveryState.Failed).Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_lost_after_the_dot_is_unknown_is_not_sent_again_and_its_news_comes_next_with_a_word_about_it()
    {
        await _register.EnterAsync("one", Monday);
        _server.AtDot = null;
        var first = await RunAsync(Tuesday);
        _server.AtDot = "250 queued";

        var second = await RunAsync(Tuesday.AddHours(5));
        Assert.Equal((DeliveryState.Unknown, DeliveryState.Unknown, 1), (first.State, second.State, _server.Received.Count));

        await RunAsync(Wednesday);
        Assert.Contains("May already have been sent to you", Received()[1].Text, StringComparison.Ordinal);
        Assert.Equal(DeliveryState.SkippedEmpty, (await RunAsync(Wednesday.AddDays(1))).State);
    }

    [Theory]
    [InlineData(false, DeliveryState.Sent, 1)]
    [InlineData(true, DeliveryState.Unknown, 0)]
    public async Task A_program_that_dies_sends_again_only_what_was_certainly_not_sent(bool atLastStep, DeliveryState state, int received)
    {
        await _register.EnterAsync("one", Monday);
        using (var dying = Run(Options(), new DyingTransport(atLastStep)))
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => dying.RunAsync([Reader], Tuesday, CancellationToken.None));
        }

        var next = await RunAsync(Tuesday.AddMinutes(1));

        Assert.Equal((state, received), (next.State, _server.Received.Count));
    }

    [Fact]
    public async Task A_refused_mail_has_failed_with_the_servers_words_and_others_still_get_theirs()
    {
        await _register.EnterAsync("one", Monday);
        _server.AtRecipient = "550 5.1.1 no such mailbox";
        var options = Options();
        using var run = Run(options, new SmtpTransport(options));
        var hostile = Reader with { Address = "x@example.org\r\nBcc: y@example.org" };
        var nowhere = Reader with { Address = "z@example.org", Zone = "Mars/Gale" };

        var report = await run.RunAsync([hostile, nowhere, Reader], Tuesday, CancellationToken.None);

        Assert.Equal(3, report.Now(DeliveryState.Failed));
        Assert.Equal("550 5.1.1 no such mailbox", report.Outcomes[2].Reason);
        Assert.Contains("Mars/Gale", report.Outcomes[1].Reason, StringComparison.Ordinal);
        Assert.Single(_server.Commands, command => command.StartsWith("RCPT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_digest_too_large_for_a_mailbox_leaves_the_rest_for_the_next_edition()
    {
        for (var number = 0; number < 120; number++)
        {
            await _register.EnterAsync($"n{number}", Monday, title: new string('t', 190), headline: new string('h', 190));
        }

        await RunAsync(Tuesday);
        await RunAsync(Wednesday);

        var letters = Received();
        Assert.All(letters, letter => Assert.InRange(letter.Html.Length, 1, 90_000));
        Assert.Contains("more did not fit", letters[0].Text, StringComparison.Ordinal);
        Assert.Equal(120, letters.SelectMany(letter => letter.TextLinks).Count());
        Assert.Equal(120, letters.SelectMany(letter => letter.TextLinks).Distinct().Count());
    }

    [Fact]
    public async Task A_preview_shows_the_coming_mail_and_keeps_nothing()
    {
        await _register.EnterAsync("one", Monday);
        using var run = Run(Options(), new SmtpTransport(Options()));

        var preview = run.Preview(Reader, Monday.AddHours(1));

        Assert.Equal("Space accords, 23 November 2026: 1 new", preview.Rendered.Subject);
        Assert.Equal(preview.Rendered.Text.TrimEnd(), new Letter(preview.Message.ToArray()).Text.TrimEnd());
        Assert.Empty(new DeliveryTable(_register.Database).Newest(10));
        Assert.Empty(_server.Commands);
    }

    private MailOptions Options() => new() { Transport = TransportKind.Smtp, From = "watch@example.org", Host = "127.0.0.1", Port = _server.Port, Security = MailSecurity.None };

    private EditionRun Run(MailOptions options, IMailTransport transport)
        => new(_register.Database, transport, options, new DigestRenderer(Shipped.Config.PathOf("templates/digest.html.hbs")));

    private async Task<EditionOutcome> RunAsync(DateTimeOffset now)
    {
        var options = Options();
        using var run = Run(options, new SmtpTransport(options));
        return (await run.RunAsync([Reader], now, CancellationToken.None)).Outcomes.Single();
    }

    private List<Letter> Received() => [.. _server.Received.Select(message => new Letter(message))];

    /// <summary>Ends as a killed process does: without an outcome.</summary>
    private sealed class DyingTransport(bool atLastStep) : IMailTransport
    {
        public string Name => "dying";

        public async Task<Handover> SendAsync(Envelope envelope, CancellationToken cancellationToken)
        {
            if (atLastStep)
            {
                await envelope.BeforeDot(cancellationToken);
            }

            throw new NotSupportedException();
        }
    }
}
