using System.Xml;
using AccordWatch.Model;

namespace AccordWatch.Acquire;

/// <summary>
/// Feeds of every kind: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0 (RFC 4287), CDF, JSON Feed 1.0 and 1.1. Strict first, forgiving after; never an
/// exception.
/// </summary>
public static class FeedReader
{
    /// <param name="body">The bytes as fetched.</param>
    /// <param name="contentType">The Content-Type header; its charset counts, its type does not.</param>
    /// <param name="url">Where it was fetched, for relative links.</param>
    /// <returns>Null when the bytes are no feed, for example a web page.</returns>
    public static Feed? Read(ReadOnlyMemory<byte> body, string? contentType, Uri? url)
    {
        var text = FeedText.Of(body.Span, contentType);
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (start.StartsWith("{"))
        {
            return JsonFeed.Read(text, url);
        }

        // Text before the declaration is not well-formed and common.
        var markup = start.StartsWith("<") ? start.ToString() : text.IndexOf('<', StringComparison.Ordinal) is var at and >= 0 ? text[at..] : "";
        if (markup.Length == 0)
        {
            return null;
        }

        try
        {
            return StrictXml.Read(markup) is { } root ? Syndication.FeedOf(root, url) : null;
        }
        catch (XmlException mistake)
        {
            return ForgivingXml.Read(markup) is { } root && Syndication.FeedOf(root, url) is { } feed
                ? feed with { Problem = $"not well-formed XML: {mistake.Message}" }
                : null;
        }
    }
}
