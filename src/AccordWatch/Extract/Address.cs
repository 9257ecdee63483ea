using System.Net;
using AccordWatch.Text;

namespace AccordWatch.Extract;

/// <summary>The address that identifies an article.</summary>
internal static class Address
{
    // Second-level labels under which names are registered: co.uk, com.mx, gov.au.
    private static readonly HashSet<string> Registries = new(StringComparer.Ordinal) { "co", "com", "org", "net", "gov", "gob", "gub", "gouv", "edu", "ac", "or", "ne", "go", "mil", "gc" };

    /// <summary>What the page names as canonical, if it is of the same site; else its own address. A page speaks for no other site.</summary>
    public static Uri Of(Uri url, string? canonical)
    {
        var isWeb = Uri.TryCreate(url, canonical?.Trim(), out var named) && named.Scheme is "http" or "https" && named.IsDefaultPort == url.IsDefaultPort && HasName(named);
        // A front page named as canonical of every article is a mistake of the site.
        return CanonicalUrl.Of(isWeb && canonical is { Length: > 0 } && SiteOf(named!) == SiteOf(url) && (named!.AbsolutePath.Length > 1 || url.AbsolutePath.Length <= 1) ? named : url);
    }

    // A host can be spelt so that it is no name in any alphabet; asking for its ASCII form then throws.
    private static bool HasName(Uri url)
    {
        try
        {
            return url.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static string SiteOf(Uri url)
    {
        var host = url.IdnHost.ToLowerInvariant();
        var labels = host.Split('.');
        if (labels.Length < 3 || IPAddress.TryParse(host, out _))
        {
            return host;
        }

        return string.Join('.', labels[^(labels[^1].Length == 2 && Registries.Contains(labels[^2]) ? 3 : 2)..]);
    }
}
