using System.Net;
using System.Net.Sockets;

namespace AccordWatch.Acquire;

/// <summary>Keeps a URL that somebody else wrote from reaching the network that this program stands in.</summary>
public sealed class AddressGuard
{
    // IANA special-purpose registries (RFC 6890), multicast and the reserved class E.
    private static readonly IPNetwork[] ClosedV4 = [.. Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4")];

    // All public IPv6 lies in 2000::/3. Loopback, ::/96, NAT64, discard, unique local, link-local and multicast lie outside it.
    private static readonly IPNetwork OpenV6 = IPNetwork.Parse("2000::/3");

    // Inside it: protocol assignments with Teredo, documentation, 6to4.
    private static readonly IPNetwork[] ClosedV6 = [.. Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")];

    private static readonly int[] Ports = [80, 443, 8080, 8443];

    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> _ranges = [];

    /// <param name="allowed">Host names, addresses or CIDR ranges that may be reached although they are private.</param>
    /// <exception cref="FormatException">One of them is none of these.</exception>
    public AddressGuard(IEnumerable<string> allowed)
    {
        foreach (var entry in allowed)
        {
            if (RangeOf(entry) is { } range)
            {
                _ranges.Add(range);
            }
            else if (IsEntry(entry))
            {
                _hosts.Add(entry.TrimEnd('.'));
            }
            else
            {
                throw new FormatException($"'{entry}' is neither a host name nor a range like 10.1.2.0/24");
            }
        }
    }

    /// <summary>Whether the text is a host name, an address or a CIDR range.</summary>
    public static bool IsEntry(string text) => RangeOf(text) is not null || (!text.Contains('/', StringComparison.Ordinal) && Uri.CheckHostName(text) == UriHostNameType.Dns);

    public static bool IsPublic(IPAddress address)
    {
        var plain = Plain(address);
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? !ClosedV4.Any(network => network.Contains(plain))
            : OpenV6.Contains(plain) && !ClosedV6.Any(network => network.Contains(plain));
    }

    /// <summary>Whether the host of the URL is by its very name one that is not public.</summary>
    public static bool IsInside(Uri url)
        => url.IsLoopback || (IPAddress.TryParse(url.IdnHost, out var address) && !IsPublic(address));

    /// <summary>Why the URL may not be asked for, before any name is resolved; null when it may.</summary>
    public string? Objection(Uri url)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return "only http and https addresses are read";
        }

        if (url.UserInfo.Length > 0)
        {
            return "an address with a user name or password is not read";
        }

        if (url.IdnHost.Length == 0)
        {
            return "the address names no host";
        }

        if (IPAddress.TryParse(url.IdnHost, out var literal) && !Allows(url.IdnHost, literal))
        {
            return PrivateAddress(literal);
        }

        return Ports.Contains(url.Port) || IsListed(url.IdnHost) ? null : $"port {url.Port} is not allowed; put the host under allow_private if it is meant";
    }

    /// <summary>Whether the host may be reached at that address.</summary>
    public bool Allows(string host, IPAddress address) => IsPublic(address) || IsMeant(host, address);

    /// <summary>Whether a connection has come back to the machine it left from, at an address that nobody allowed: only then both ends have the same one.</summary>
    /// <param name="host">As asked for.</param>
    /// <param name="local">Of this end.</param>
    /// <param name="remote">Of the other end.</param>
    public bool IsItself(string host, IPAddress local, IPAddress remote) => Plain(local).Equals(Plain(remote)) && !IsMeant(host, remote);

    internal static string PrivateAddress(IPAddress address) => $"{address} is a private or reserved address; put the host or its range under allow_private if it is meant";

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IEnumerable<IPNetwork> Networks(params string[] texts) => texts.Select(IPNetwork.Parse);

    private static IPNetwork? RangeOf(string text)
        => IPAddress.TryParse(text, out var address) ? new IPNetwork(Plain(address), Plain(address).AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : IPNetwork.TryParse(text, out var network) ? network
        : null;

    private bool IsMeant(string host, IPAddress address) => _hosts.Contains(host.TrimEnd('.')) || InRange(address);

    private bool IsListed(string host) => _hosts.Contains(host.TrimEnd('.')) || (IPAddress.TryParse(host, out var address) && InRange(address));

    private bool InRange(IPAddress address) => _ranges.Exists(range => range.Contains(Plain(address)));
}
