using System.Text;
using System.Text.RegularExpressions;
using AccordWatch.Model;
using AngleSharp;
using AngleSharp.Dom;

namespace AccordWatch.Acquire;

/// <summary>A web page as a tree: nothing else is loaded, no script runs, time is bounded. AngleSharp bounds the depth (512).</summary>
internal static partial class HtmlPage
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    static HtmlPage() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Whether the bytes are worth reading as HTML.</summary>
    public static bool Is(Page page)
    {
        var type = page.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        if (type is "text/html" or "application/xhtml+xml")
        {
            return HeadOf(page).Contains('<', StringComparison.Ordinal);
        }

        return (type.Length == 0 || type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal))
            && HtmlTag().IsMatch(HeadOf(page));
    }

    /// <exception cref="InvalidDataException">The page needs too long.</exception>
    public static Task<IDocument> ParseAsync(Page page, CancellationToken cancellationToken) => ParseAsync(page, Budget, cancellationToken);

    /// <inheritdoc cref="ParseAsync(Page, CancellationToken)"/>
    internal static async Task<IDocument> ParseAsync(Page page, TimeSpan time, CancellationToken cancellationToken)
    {
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(time);
        try
        {
            var context = BrowsingContext.New(Configuration.Default);
            var charset = Charset().Match(page.ContentType ?? "");
            var document = await context.OpenAsync(
                answer => answer.Content(new MemoryStream(page.Body.ToArray(), false), true).Address(page.Url).Header("Content-Type", $"text/html{(charset.Success ? $"; {charset.Value}" : "")}"),
                budget.Token);
            budget.Token.ThrowIfCancellationRequested();
            return document;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidDataException($"the page could not be read within {time.TotalSeconds:0.#} s");
        }
    }

    /// <summary>The address that an attribute names, without its fragment; null unless http or https.</summary>
    public static Uri? Resolve(IDocument document, string? address)
    {
        if (string.IsNullOrWhiteSpace(address) || !Uri.TryCreate(document.BaseUri, UriKind.Absolute, out var start) || !Uri.TryCreate(start, address.Trim(), out var url))
        {
            return null;
        }

        return url.Scheme is "http" or "https" && url.UserInfo.Length == 0 ? new UriBuilder(url) { Fragment = "" }.Uri : null;
    }

    private static string HeadOf(Page page) => Encoding.Latin1.GetString(page.Body.Span[..Math.Min(4096, page.Body.Length)]);

    [GeneratedRegex(@"<(?:!doctype\s+html|html|head|body|title|meta|div|p|ul|table|article|main|a)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HtmlTag();

    [GeneratedRegex("""charset\s*=\s*["']?[\w.:-]+["']?""", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
