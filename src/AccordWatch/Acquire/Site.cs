using System.Net;

namespace AccordWatch.Acquire;

/// <summary>Whether two addresses belong to one publisher.</summary>
internal static class Site
{
    // Second-level labels under which countries register names: co.uk, com.br, gov.in, gob.mx, ac.jp.
    private static readonly HashSet<string> Shared = ["ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "int", "mil", "net", "nom", "or", "org", "gc"];

    public static bool Same(Uri a, Uri b)
        => IPAddress.TryParse(a.IdnHost, out _) || IPAddress.TryParse(b.IdnHost, out _)
            ? a.IdnHost == b.IdnHost && a.Port == b.Port
            : Registrable(a.IdnHost) == Registrable(b.IdnHost);

    /// <summary>The part of a host name that its owner registered, as far as its form tells: <c>bbc.co.uk</c> of <c>www.bbc.co.uk</c>.</summary>
    public static string Registrable(string host)
    {
        var labels = host.ToLowerInvariant().TrimEnd('.').Split('.');
        var count = labels.Length > 2 && labels[^1].Length == 2 && Shared.Contains(labels[^2]) ? 3 : 2;
        return string.Join('.', labels[^Math.Min(count, labels.Length)..]);
    }
}
