using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using AccordWatch.Acquire;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

/// <summary>Names that resolve to what they should not, and hosts that cannot prove who they are.</summary>
public sealed class HostileHostTests : IDisposable
{
    private const string Host = "gazette.test";

    private readonly Authority _authority = new();
    private readonly List<IDisposable> _open = [];

    public void Dispose()
    {
        _open.ForEach(one => one.Dispose());
        _authority.Dispose();
    }

    [Theory]
    [Trait("Hostile", "H-017")]
    [InlineData("9.9.9.9 127.0.0.1", "127.0.0.1 is a private")]
    [InlineData("127.0.0.1 9.9.9.9", "127.0.0.1 is a private")]
    [InlineData("9.9.9.9 2620:fe::fe ::ffff:10.0.0.1", "10.0.0.1 is a private")]
    [InlineData("2620:fe::fe fd00::1", "fd00::1 is a private")]
    public async Task A_name_with_one_private_address_among_public_ones_is_refused(string addresses, string because)
        => await AssertRefusedAsync(Room(Plain with { AllowPrivate = [] }, addresses.Split(' ')), new Uri($"http://{Host}/feed"), because);

    [Fact]
    [Trait("Hostile", "H-018")]
    public async Task A_name_that_changes_its_address_is_judged_by_the_one_that_is_connected_to()
    {
        var answers = new Queue<string>(["127.0.0.1", "127.0.0.9"]);
        var asked = 0;
        var room = Kept(new Newsroom(
            Plain with { AllowPrivate = ["127.0.0.1"] },
            new Surroundings
            {
                Resolve = (_, _) =>
                {
                    asked++;
                    return Task.FromResult(new[] { IPAddress.Parse(answers.Count > 1 ? answers.Dequeue() : answers.Peek()) });
                },
            },
            new Web()));
        room.Web.Tells("/feed", Rss(Item("a")));

        // Only port 80 is open to a name that is not allowed itself: the way there is followed up to the connection.
        var refused = await room.FirstVisitAsync(new Uri($"http://{Host}/feed"));
        var again = await room.VisitAsync(TimeSpan.FromHours(1));

        Assert.Contains("no connection (ConnectionRefused)", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("127.0.0.9 is a private", again.Reason, StringComparison.Ordinal);
        Assert.Equal(2, asked);
        Assert.Empty(room.Web.Asked);
    }

    [Theory]
    [Trait("Hostile", "H-025")]
    [InlineData("https://watch.example/", "https://watch.example/admin", "this installation itself")]
    [InlineData("https://watch.example/", "https://WATCH.example/", "this installation itself")]
    [InlineData("https://watch.example/accords/", "https://watch.example/accords/admin", "this installation itself")]
    [InlineData("https://watch.example:8443/", "https://watch.example:8443/feed", "this installation itself")]
    public async Task The_public_address_of_this_installation_is_not_a_source(string own, string url, string because)
        => await AssertRefusedAsync(Room(Plain with { PublicUrl = new Uri(own) }, "9.9.9.9"), new Uri(url), because);

    [Fact]
    [Trait("Hostile", "H-025")]
    public async Task A_redirect_to_this_installation_is_refused()
    {
        var room = Room(Plain with { PublicUrl = new Uri("https://watch.example/") }, "9.9.9.9");

        await AssertRefusedAsync(room, room.Web.Tells("/feed", Told.MovedTo("https://watch.example/admin")), "this installation itself");
    }

    [Theory]
    [Trait("Hostile", "H-025")]
    [MemberData(nameof(OwnAddresses))]
    public async Task An_address_that_this_machine_listens_at_is_refused(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();

        await AssertRefusedAsync(Room(Plain with { AllowPrivate = [] }, address), new Uri($"http://{Host}/admin"), "is a private or reserved address");
        Assert.False(listener.Pending());
    }

    public static TheoryData<string> OwnAddresses
        => [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(own => own.Address)
            .Where(own => own.AddressFamily == AddressFamily.InterNetwork && !AddressGuard.IsPublic(own)).Select(own => own.ToString()).Distinct()];

    [Theory]
    [Trait("Hostile", "H-025")]
    [InlineData("9.9.9.9", "9.9.9.9", true)]
    [InlineData("::ffff:9.9.9.9", "9.9.9.9", true)]
    [InlineData("2620:fe::fe", "2620:fe::fe", true)]
    [InlineData("9.9.9.9", "9.9.9.10", false)]
    public void A_connection_that_ends_where_it_began_is_one_to_ourselves(string local, string remote, bool isItself)
    {
        Assert.Equal(isItself, new AddressGuard([]).IsItself(Host, IPAddress.Parse(local), IPAddress.Parse(remote)));
        Assert.False(new AddressGuard([Host]).IsItself(Host, IPAddress.Parse(local), IPAddress.Parse(remote)));
    }

    [Theory]
    [Trait("Hostile", "H-026")]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_from_a_secure_page_to_an_open_one_is_refused(int status)
    {
        var open = Kept(new Web());
        var target = open.Tells("/feed", Rss(Item("a")));
        var room = Secure(_authority.Issue(Host));
        room.Web.Tells("/feed", Told.MovedTo(target.AbsoluteUri, status));

        await AssertRefusedAsync(room, room.Web.Url(Host, "/feed"), "redirects from https to unprotected http://127.0.0.1");
        Assert.Empty(open.Asked);
    }

    // Without this, all that follows could be refused for another reason.
    [Fact]
    public async Task A_host_with_a_certificate_of_a_trusted_authority_is_read()
    {
        var room = Secure(_authority.Issue(Host));
        room.Web.Tells("/feed", Rss(Item("a")));

        Assert.Equal((VisitOutcome.Body, (string?)null), await room.FirstVisitAsync(room.Web.Url(Host, "/feed")) is var report ? (report.Outcome, report.Reason) : default);
    }

    [Theory]
    [Trait("Hostile", "H-042")]
    [InlineData("expired", "NotTimeValid")]
    [InlineData("self-signed", "UntrustedRoot")]
    [InlineData("of another host", "NameMismatch")]
    [InlineData("of an unknown authority", "PartialChain")]
    [InlineData("revoked", "Revoked")]
    public async Task A_certificate_that_proves_nothing_is_refused(string kind, string because)
    {
        using var stranger = new Authority();
        var lists = Kept(new Web());
        var certificate = kind switch
        {
            "expired" => _authority.Issue(Host, until: DateTimeOffset.UtcNow.AddDays(-1)),
            "self-signed" => _authority.SelfSigned(Host),
            "of another host" => _authority.Issue("other.test"),
            "of an unknown authority" => stranger.Issue(Host),
            _ => _authority.Issue(Host, revocations: lists.Url($"/{Guid.NewGuid():N}.crl")),
        };
        lists.TellsAll(new Told(200, _authority.Revoked(certificate)) { Headers = { ["Content-Type"] = "application/pkix-crl" } });
        var room = Secure(certificate);
        room.Web.Tells("/feed", Rss(Item("a")));

        await AssertRefusedAsync(room, room.Web.Url(Host, "/feed"), because);
        Assert.Empty(room.Web.Asked);
        Assert.Equal(kind == "revoked" ? 1 : 0, lists.Asked.Count);
    }

    [Fact]
    [Trait("Hostile", "H-042")]
    public async Task A_list_of_revoked_certificates_that_cannot_be_had_is_no_reason_to_refuse()
    {
        var lists = Kept(new Web());
        var room = Secure(_authority.Issue(Host, revocations: lists.Url($"/{Guid.NewGuid():N}.crl")));
        room.Web.Tells("/feed", Rss(Item("a")));

        Assert.Equal(VisitOutcome.Body, (await room.FirstVisitAsync(room.Web.Url(Host, "/feed"))).Outcome);
    }

    // The address of the issuer stands in the certificate: whoever runs the host wrote it.
    [Fact]
    [Trait("Hostile", "H-042")]
    public async Task A_certificate_does_not_make_us_ask_the_address_that_it_names()
    {
        using var stranger = new Authority();
        var inside = Kept(new Web());
        inside.TellsAll(new Told(200, stranger.Certificate));
        var room = Secure(stranger.Issue(Host, issuer: inside.Url("/issuer.crt"), revocations: inside.Url("/list.crl")));

        await AssertRefusedAsync(room, room.Web.Url(Host, "/feed"), "PartialChain");
        Assert.Empty(inside.Asked);
    }

    [Theory]
    [Trait("Hostile", "H-041")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TLS_where_none_is_expected_and_none_where_it_is_are_refused(bool isSecure)
    {
        var room = isSecure ? Secure(_authority.Issue(Host)) : Room(Plain with { AllowPrivate = [Host] }, "127.0.0.1");
        room.Web.Tells("/feed", Rss(Item("a")));

        await AssertRefusedAsync(room, new UriBuilder(room.Web.Url(Host, "/feed")) { Scheme = isSecure ? "http" : "https" }.Uri, "");
    }

    private Newsroom Room(AcquireOptions options, params string[] addresses)
        => Kept(new Newsroom(options, new Surroundings
        {
            Resolve = (host, _) => Task.FromResult<IPAddress[]>(IPAddress.TryParse(host, out var literal) ? [literal] : [.. addresses.Select(IPAddress.Parse)]),
        }));

    private Newsroom Secure(X509Certificate2 certificate)
        => Kept(new Newsroom(
            Plain with { AllowPrivate = [Host] },
            new Surroundings { Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Loopback }), Roots = _authority.Roots },
            new Web(certificate)));

    private T Kept<T>(T one) where T : IDisposable
    {
        _open.Add(one);
        return one;
    }

    private static async Task AssertRefusedAsync(Newsroom room, Uri url, string because)
    {
        var report = await room.FirstVisitAsync(url);

        Assert.Equal((VisitOutcome.Failed, 0), (report.Outcome, report.New));
        Assert.Contains(because, report.Reason, StringComparison.Ordinal);
        Assert.Equal((1, report.Reason), (room.State.Failures, room.State.LastReason));
        Assert.Empty(room.Sources.Waiting("gazette"));
    }
}
