using System.Runtime.CompilerServices;

namespace AccordWatch.Acquire;

/// <summary>Which vocabulary an element belongs to, by its namespace URI, or by its prefix where the URI is wrong or missing.</summary>
internal sealed class Namespaces
{
    // Fragments rather than whole URIs: feeds get slashes, versions and case wrong. Null: the prefix as written.
    private static readonly (string Part, string? Prefix)[] Known =
    [
        ("purl.org/dc/elements", "dc"), ("purl.org/dc/terms", "dcterms"), ("purl.org/rss/1.0/modules/content", "content"), ("purl.org/rss/1.0/modules/syndication", "sy"),
        ("purl.org/rss/1.0/modules/dcterms", "dcterms"), ("purl.org/rss/1.0/modules", null),
        ("www.w3.org/2005/atom", "atom"), ("purl.org/atom", "atom"), ("search.yahoo.com/mrss", "media"), ("itunes.com/dtds", "itunes"),
        ("google.com/schemas/play-podcasts", "googleplay"), ("purl.oclc.org/net/rss_2.0/enc", "enc"),
        ("www.w3.org/1999/02/22-rdf-syntax", "rdf"), ("www.w3.org/1999/xhtml", "xhtml"), ("rssnamespace.org/feedburner", "feedburner"),
        ("www.w3.org/xml/1998/namespace", "xml"),
        ("purl.org/rss/1.0", ""), ("purl.org/net/rss1.1", ""), ("my.netscape.com/rdf", ""), ("channel.netscape.com/rdf", ""), ("backend.userland.com", ""), ("blogs.law.harvard.edu", ""),
    ];

    private static readonly HashSet<string> Prefixes = ["dc", "dcterms", "content", "sy", "atom", "media", "itunes", "googleplay", "enc", "rdf", "feedburner", "xml"];

    // RSS under the namespace of Atom is still RSS: Atom has no such elements.
    private static readonly HashSet<string> RssOnly = ["rss", "channel", "item", "guid", "pubdate", "description", "enclosure", "ttl", "managingeditor", "lastbuilddate", "language"];

    private readonly Dictionary<(string Prefix, string Local, string Uri), string> _names = new(new ByReference());

    /// <summary>As <see cref="NameOf(string, string, string)"/> for the atomized strings of one XML reader, each worked out once.</summary>
    public string Of(string prefix, string local, string uri)
    {
        if (!_names.TryGetValue((prefix, local, uri), out var name))
        {
            name = NameOf(prefix, local, uri);
            _names.Add((prefix, local, uri), name);
        }

        return name;
    }

    /// <summary>The plain name of an element or attribute.</summary>
    /// <param name="prefix">As written.</param>
    /// <param name="local">As written.</param>
    /// <param name="uri">Empty when the prefix is not declared.</param>
    public static string NameOf(string prefix, string local, string uri)
    {
        var plain = local.ToLowerInvariant();
        var vocabulary = VocabularyOf(prefix.ToLowerInvariant(), uri);
        // An Atom document has Atom as its own language, in RSS it is a guest: the reader asks for both.
        return vocabulary.Length == 0 || (vocabulary == "atom" && RssOnly.Contains(plain)) ? plain : $"{vocabulary}:{plain}";
    }

    private static string VocabularyOf(string prefix, string uri)
    {
        foreach (var (part, known) in uri.Length == 0 ? [] : Known)
        {
            if (uri.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return known ?? (prefix.Length == 0 ? "module" : prefix);
            }
        }

        return Prefixes.TryGetValue(prefix, out var usual) ? usual : prefix;
    }

    private sealed class ByReference : IEqualityComparer<(string Prefix, string Local, string Uri)>
    {
        public bool Equals((string Prefix, string Local, string Uri) x, (string Prefix, string Local, string Uri) y)
            => ReferenceEquals(x.Local, y.Local) && ReferenceEquals(x.Uri, y.Uri) && ReferenceEquals(x.Prefix, y.Prefix);

        public int GetHashCode((string Prefix, string Local, string Uri) obj)
            => RuntimeHelpers.GetHashCode(obj.Local) * 31 + RuntimeHelpers.GetHashCode(obj.Uri);
    }
}
