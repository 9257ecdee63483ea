using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using AccordWatch.Model;

namespace AccordWatch.Acquire;

/// <summary>
/// Feeds of every kind: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0 (RFC 4287), CDF, JSON Feed 1.0 and 1.1. Strict first, forgiving after; never an
/// exception.
/// </summary>
public static class FeedReader
{
    private const int Piece = 8192;

    private static readonly string[] Roots = ["<?xml", "<rss", "<rdf:RDF", "<feed", "<atom:feed"];

    /// <param name="body">The bytes as fetched.</param>
    /// <param name="contentType">The Content-Type header; its charset counts, its type does not.</param>
    /// <param name="url">Where it was fetched, for relative links.</param>
    /// <param name="language">The Content-Language header (RFC 9110 8.5); it counts when the feed names no language.</param>
    /// <returns>Null when the bytes are no feed, for example a web page.</returns>
    public static Feed? Read(ReadOnlyMemory<byte> body, string? contentType, Uri? url, string? language = null)
    {
        var feed = FeedText.Utf8Start(body.Span, contentType) is var start and >= 0 && body.Span[start] == '<' && body.Span.Count((byte)'=') <= StrictXml.FewEquals
            ? FromUtf8(body[start..], url)
            : FromText(FeedText.Of(body.Span, contentType), url);
        // A list of languages says whom the page is for, not what it is written in.
        if (feed is null)
        {
            return null;
        }

        feed = FeedBounds.Within(feed);
        return feed.Language is null && !string.IsNullOrWhiteSpace(language) && !language.Contains(',', StringComparison.Ordinal) ? feed with { Language = language.Trim() } : feed;
    }

    // Without a copy of the whole as text: large feeds would fill the heap of large objects at every visit.
    private static Feed? FromUtf8(ReadOnlyMemory<byte> body, Uri? url)
    {
        try
        {
            using var stream = MemoryMarshal.TryGetArray(body, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, false) : new MemoryStream(body.ToArray());
            using var text = new StreamReader(stream, Encoding.UTF8, false, Piece);
            return StrictXml.Read(text) is { } root ? Syndication.FeedOf(root, url) : null;
        }
        catch (XmlException mistake)
        {
            return Mended(Encoding.UTF8.GetString(body.Span), url, mistake);
        }
    }

    private static Feed? FromText(string text, Uri? url)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (start.StartsWith("{"))
        {
            return JsonFeed.Read(start.Length == text.Length ? text : start.ToString(), url);
        }

        // Text before the declaration is not well-formed and common.
        var at = start.StartsWith("<") ? text.Length - start.Length : text.IndexOf('<', StringComparison.Ordinal);
        return at < 0 ? null : FromXml(at == 0 ? text : text[at..], url);
    }

    private static Feed? FromXml(string markup, Uri? url)
    {
        try
        {
            if (markup.AsSpan().Count('=') > StrictXml.FewEquals && StrictXml.IsCrowded(markup))
            {
                throw new XmlException("an element has more attributes than are read");
            }

            return StrictXml.Read(new StringReader(markup)) is { } root ? Syndication.FeedOf(root, url) : null;
        }
        catch (XmlException mistake)
        {
            return Mended(markup, url, mistake);
        }
    }

    private static Feed? Mended(string markup, Uri? url, XmlException mistake)
        => (Forgiven(markup, url) ?? (BehindRubbish(markup) is { } rest ? Forgiven(rest, url) : null)) is { } feed
            ? feed with { Problem = $"not well-formed XML: {mistake.Message}" }
            : null;

    private static Feed? Forgiven(string markup, Uri? url) => ForgivingXml.Read(markup) is { } root ? Syndication.FeedOf(root, url) : null;

    // A program's warnings, in HTML of their own, before the feed.
    private static string? BehindRubbish(string markup)
    {
        if (markup.Contains("<html", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (var root in Roots)
        {
            if (markup.IndexOf(root, StringComparison.OrdinalIgnoreCase) is var at and > 0)
            {
                return markup[at..];
            }
        }

        return null;
    }
}
