using System.Text;

namespace AccordWatch.Text;

/// <summary>The URL that identifies an article, whatever was hung on it on the way.</summary>
public static class CanonicalUrl
{
    private static readonly string[] Noise = ["utm_", "fbclid", "gclid", "yclid", "mc_cid", "mc_eid", "igshid", "at_medium", "at_campaign", "ref=rss", "source=rss", "cmpid", "ncid", "spm", "phpsessid", "jsessionid", "sessionid"];

    /// <summary>Lower-case host without www., amp. or m.; no fragment, no tracking parameters, no trailing slash; https.</summary>
    public static Uri Of(Uri url)
    {
        var host = url.IdnHost.ToLowerInvariant();
        foreach (var prefix in (string[])["www.", "amp.", "m.", "mobile."])
        {
            if (host.StartsWith(prefix, StringComparison.Ordinal) && host.IndexOf('.', prefix.Length) > 0)
            {
                host = host[prefix.Length..];
                break;
            }
        }

        var path = url.AbsolutePath;
        path = path.EndsWith("/amp", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/amp/", StringComparison.OrdinalIgnoreCase) ? path[..path.LastIndexOf("/amp", StringComparison.OrdinalIgnoreCase)] : path;
        path = path.TrimEnd('/');
        var query = url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !Noise.Any(noise => part.StartsWith(noise, StringComparison.OrdinalIgnoreCase)));
        var canonical = new StringBuilder("https://").Append(host);
        if (!url.IsDefaultPort)
        {
            canonical.Append(':').Append(url.Port);
        }

        canonical.Append(path.Length == 0 ? "/" : path);
        var joined = string.Join('&', query);
        return new Uri(joined.Length == 0 ? canonical.ToString() : $"{canonical}?{joined}");
    }
}
