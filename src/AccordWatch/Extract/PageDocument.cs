using AccordWatch.Model;
using AccordWatch.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AccordWatch.Extract;

/// <summary>The bytes of a page as a document, within a size and a time.</summary>
internal static class PageDocument
{
    /// <summary>Larger pages are data, not articles; the largest news pages have about 4 MB.</summary>
    public const int MaxBytes = 12 << 20;

    // Deeper elements become siblings.
    private const int MaxDepth = 256;

    /// <exception cref="OperationCanceledException">The page takes too long.</exception>
    /// <returns>The document, or the reason why there is none.</returns>
    public static (IHtmlDocument? Document, string Because) Read(Page page, CancellationToken budget)
    {
        if (page.Body.Length == 0)
        {
            return (null, "the page is empty");
        }

        if (OtherKind(page) is { } kind)
        {
            return (null, $"not HTML: {kind}");
        }

        if (page.Body.Length > MaxBytes)
        {
            return (null, $"the page has {page.Body.Length >> 20} MB; at most {MaxBytes >> 20} MB are read");
        }

        var text = PageText.Of(page.Body.Span, page.ContentType);
        return string.IsNullOrWhiteSpace(text) ? (null, "the page is empty") : (Parse(text, budget), "");
    }

    private static IHtmlDocument Parse(string text, CancellationToken budget) => new HtmlParser(new HtmlParserOptions
    {
        // The parser looks at a token only between reads of a stream; the page is in memory, so each element looks.
        OnCreated = (_, _) => budget.ThrowIfCancellationRequested(),
        SkipComments = true,
        SkipRawText = true,
        DisableElementPositionTracking = true,
        MaximumDepth = MaxDepth,
    }).ParseDocument(text.AsMemory());

    private static string? OtherKind(Page page)
    {
        var type = (page.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return page.Body.Span switch
        {
            [0x25, 0x50, 0x44, 0x46, ..] => "application/pdf",
            [0x89, 0x50, 0x4E, 0x47, ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x47, 0x49, 0x46, 0x38, ..] => "image/gif",
            [0x50, 0x4B, 3, 4, ..] => "application/zip",
            [0x1F, 0x8B, ..] => "application/gzip",
            [0x52, 0x49, 0x46, 0x46, ..] => "an image or a sound",
            _ when type.StartsWith("image/", StringComparison.Ordinal) || type.StartsWith("audio/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal)
                || type is "application/pdf" or "application/zip" or "application/json" or "text/css" or "text/csv" or "text/calendar" => type,
            var body when IsBinary(body) => "binary data",
            var body when !body.Contains((byte)'<') => type.Length == 0 ? "no markup" : $"{type} without markup",
            _ => null,
        };
    }

    // Zeros in the first bytes, unless a byte order mark announces two bytes to a character.
    private static bool IsBinary(ReadOnlySpan<byte> body)
        => body is not ([0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF, ..]) && body[..Math.Min(body.Length, 512)].Count((byte)0) > 4;
}
