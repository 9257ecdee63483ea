using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace AccordWatch.Acquire;

/// <summary>What a fetcher takes from the machine that it runs on.</summary>
public sealed record Surroundings
{
    /// <summary>All addresses of a host.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Certificate authorities that are trusted; null for those of the machine.</summary>
    public X509Certificate2Collection? Roots { get; init; }
}
