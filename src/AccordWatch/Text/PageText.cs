using System.Text;
using System.Text.RegularExpressions;

namespace AccordWatch.Text;

/// <summary>Bytes of a web page as text: byte order mark, the HTTP charset, the page's own meta, then a look at the bytes.</summary>
public static partial class PageText
{
    // The HTML standard looks for the declaration in the first 1,024 bytes; newsrooms put more before it.
    private const int Prescan = 8192;

    public static string Of(ReadOnlySpan<byte> body, string? contentType)
    {
        if (Charset.OfMark(body) is { } marked)
        {
            return marked;
        }

        // Text of another encoding is hardly ever valid UTF-8, whatever the declaration says.
        if (Charset.Try(Encoding.UTF8, body) is { } utf8)
        {
            return utf8;
        }

        var declared = Declared().Match(Encoding.Latin1.GetString(body[..Math.Min(body.Length, Prescan)])) is { Success: true } meta ? meta.Groups[1].Value : null;
        foreach (var encoding in ((string?[])[Charset.NameIn(contentType), declared]).Select(Charset.Find).OfType<Encoding>())
        {
            if (encoding.CodePage == Encoding.UTF8.CodePage)
            {
                if (Charset.Mended(body) is { } mended)
                {
                    return mended;
                }
            }
            else if (Charset.Try(encoding, body) is { } text)
            {
                return text;
            }
        }

        return Charset.Mended(body) ?? Charset.Find(declared)?.GetString(body) ?? Charset.Find("windows-1252")!.GetString(body);
    }

    [GeneratedRegex("""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Declared();
}
