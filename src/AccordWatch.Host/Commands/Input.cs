using System.IO.Compression;
using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Extract;
using AccordWatch.Host.Settings;
using AccordWatch.Model;

namespace AccordWatch.Host.Commands;

/// <summary>What a command is given to read: a file, a URL, or <c>-</c> for standard input.</summary>
internal static class Input
{
    /// <summary>The address of what has none.</summary>
    public static readonly Uri Nowhere = new("https://localhost/");

    // A saved page that unpacks to more than this is no page.
    private const int MaxUnpacked = 64 << 20;

    /// <exception cref="UsageException">No such file.</exception>
    /// <exception cref="InvalidDataException">The URL cannot be fetched; the message says why.</exception>
    public static async Task<Page> PageAsync(string name, Func<HostSettings> settings, CancellationToken cancellationToken)
    {
        if (!File.Exists(name) && IsUrl(name) is { } url)
        {
            using var fetcher = new Fetcher(settings().Acquire, TimeProvider.System);
            return await fetcher.FetchAsync(url, FetchConditions.None, cancellationToken) switch
            {
                Fetched.Body body => body.Page,
                Fetched.Refused refused => throw new InvalidDataException(refused.Because),
                _ => throw new InvalidDataException($"{url}: no answer to read"),
            };
        }

        return new Page(Nowhere, await BytesAsync(name, cancellationToken), null, TimeProvider.System.GetUtcNow());
    }

    /// <summary>The article of a web page, or of plain text whose first line is the title.</summary>
    /// <exception cref="InvalidDataException">The page holds no article.</exception>
    public static async Task<Article> ArticleAsync(string name, Func<HostSettings> settings, Func<SiteRules> sites, CancellationToken cancellationToken)
    {
        var page = await PageAsync(name, settings, cancellationToken);
        if (page.Url == Nowhere && !LooksLikeHtml(page.Body.Span))
        {
            return NewsFile.OfText(Encoding.UTF8.GetString(page.Body.Span).TrimStart('\uFEFF'));
        }

        return ArticleExtractor.Extract(page, rule: page.Url == Nowhere ? null : sites().For(page.Url)) switch
        {
            Extraction.Found found => found.Article,
            Extraction.NotAnArticle none => throw new InvalidDataException($"{name}: not an article ({none.Because})"),
            _ => throw new InvalidOperationException("an extraction is found or not an article"),
        };
    }

    /// <summary>The bytes of a file, unpacked where it is a gzip.</summary>
    public static async Task<byte[]> BytesAsync(string name, CancellationToken cancellationToken)
    {
        var body = name == "-" ? await StandardInputAsync(cancellationToken)
            : File.Exists(name) ? await File.ReadAllBytesAsync(name, cancellationToken)
            : throw new UsageException($"{name}: no such file. Give a file, a URL, or - for standard input.");
        return body is [0x1F, 0x8B, ..] ? await UnpackAsync(body, cancellationToken) : body;
    }

    private static Uri? IsUrl(string name) => Uri.TryCreate(name, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static bool LooksLikeHtml(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(256, body.Length)]).TrimStart('\uFEFF', ' ', '\n', '\r', '\t').StartsWith('<');

    private static async Task<byte[]> StandardInputAsync(CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(whole, cancellationToken);
        return whole.ToArray();
    }

    private static async Task<byte[]> UnpackAsync(byte[] packed, CancellationToken cancellationToken)
    {
        await using var unpacking = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await unpacking.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            unpacked.Write(buffer, 0, read);
            if (unpacked.Length > MaxUnpacked)
            {
                throw new InvalidDataException($"the file unpacks to more than {MaxUnpacked >> 20} MB");
            }
        }

        return unpacked.ToArray();
    }
}
