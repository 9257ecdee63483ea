namespace AccordWatch.Acquire;

/// <summary>Which vocabulary an element belongs to, by its namespace URI, or by its prefix where the URI is wrong or missing.</summary>
internal static class Namespaces
{
    // Fragments rather than whole URIs: feeds get slashes, versions and case wrong.
    private static readonly (string Part, string Prefix)[] Known =
    [
        ("purl.org/dc/elements", "dc"), ("purl.org/dc/terms", "dcterms"), ("purl.org/rss/1.0/modules/content", "content"), ("purl.org/rss/1.0/modules/syndication", "sy"),
        ("www.w3.org/2005/atom", "atom"), ("purl.org/atom", "atom"), ("search.yahoo.com/mrss", "media"), ("itunes.com/dtds", "itunes"),
        ("www.w3.org/1999/02/22-rdf-syntax", "rdf"), ("www.w3.org/1999/xhtml", "xhtml"), ("rssnamespace.org/feedburner", "feedburner"),
        ("www.w3.org/xml/1998/namespace", "xml"),
        ("purl.org/rss/1.0", ""), ("purl.org/net/rss1.1", ""), ("my.netscape.com/rdf", ""), ("channel.netscape.com/rdf", ""), ("backend.userland.com", ""), ("blogs.law.harvard.edu", ""),
    ];

    private static readonly HashSet<string> Prefixes = ["dc", "dcterms", "content", "sy", "atom", "media", "itunes", "rdf", "feedburner", "xml"];

    /// <summary>The plain name of an element or attribute.</summary>
    /// <param name="prefix">As written.</param>
    /// <param name="local">As written.</param>
    /// <param name="uri">Empty when the prefix is not declared.</param>
    public static string NameOf(string prefix, string local, string uri)
    {
        var plain = local.ToLowerInvariant();
        var vocabulary = PrefixOf(uri) ?? (Prefixes.Contains(prefix.ToLowerInvariant()) ? prefix.ToLowerInvariant() : prefix.Length == 0 ? "" : $"{prefix.ToLowerInvariant()}");
        // An Atom document has Atom as its own language, in RSS it is a guest: the reader asks for both.
        return vocabulary.Length == 0 ? plain : $"{vocabulary}:{plain}";
    }

    private static string? PrefixOf(string uri)
    {
        if (uri.Length == 0)
        {
            return null;
        }

        foreach (var (part, prefix) in Known)
        {
            if (uri.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return prefix;
            }
        }

        return null;
    }
}
