using System.Net;
using AccordWatch.Acquire;

namespace AccordWatch.Tests.Acquire;

public sealed class AddressGuardTests
{
    private static readonly AddressGuard Strict = new([]);

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.0.1")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:0:8.8.8.8")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void A_private_or_reserved_address_is_refused_in_every_disguise(string address) => Assert.False(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::6810:84e5")]
    [InlineData("2001:200::1")]
    public void A_public_address_is_allowed(string address) => Assert.True(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("ftp://example.org/feed", "http and https")]
    [InlineData("file:///etc/passwd", "http and https")]
    [InlineData("https://me:secret@example.org/", "password")]
    [InlineData("https://example.org:22/", "port 22")]
    [InlineData("http://2130706433/", "127.0.0.1 is a private")]
    [InlineData("http://0x7f.1/", "127.0.0.1 is a private")]
    [InlineData("http://[::ffff:7f00:1]/", "private")]
    public void A_url_that_leads_astray_is_objected_to(string url, string because)
        => Assert.Contains(because, Strict.Objection(new Uri(url)), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("http://example.org:8080/feed")]
    [InlineData("https://пример.рф/")]
    public void An_ordinary_url_meets_no_objection(string url) => Assert.Null(Strict.Objection(new Uri(url)));

    [Fact]
    public void An_allowed_range_or_host_opens_only_itself()
    {
        var guard = new AddressGuard(["10.1.2.0/24", "intranet.example"]);

        Assert.True(guard.Allows("anything.example", IPAddress.Parse("10.1.2.3")));
        Assert.True(guard.Allows("INTRANET.example.", IPAddress.Parse("192.168.0.1")));
        Assert.Null(guard.Objection(new Uri("http://intranet.example:9000/")));
        Assert.False(guard.Allows("anything.example", IPAddress.Parse("10.1.3.3")));
        Assert.False(guard.Allows("other.example", IPAddress.Parse("192.168.0.1")));
    }

    [Fact]
    public void What_is_neither_host_nor_range_is_a_mistake() => Assert.Throws<FormatException>(() => new AddressGuard(["10.1.2.0/99"]));
}
