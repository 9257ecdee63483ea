using System.Text;
using System.Text.RegularExpressions;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>
/// Bytes of a feed as text: byte order mark, then the HTTP charset, then the XML declaration (RFC 7303 section 3), then a look at the bytes. A name that the
/// bytes prove wrong is passed over.
/// </summary>
internal static partial class FeedText
{
    private const int Head = 400;

    public static string Of(ReadOnlySpan<byte> body, string? contentType)
    {
        if (Charset.OfMark(body) is { } marked)
        {
            return marked;
        }

        if (Wide(body) is { } wide)
        {
            return wide;
        }

        var named = NamedFor(body, contentType);
        if (LegacyText.IsShifted(body) && named.All(one => one is null || IsUtf8(one) || IsLatin(one)))
        {
            return LegacyText.Of(body);
        }

        var isUtf8 = named.All(one => one is null) || Array.Exists(named, IsUtf8);
        // Text of another encoding is hardly ever valid UTF-8; where one of the two says UTF-8 it is.
        if ((isUtf8 || named.All(one => one is null || IsLatin(one))) && Utf8(body, isUtf8) is { } utf8)
        {
            return utf8;
        }

        foreach (var encoding in named.OfType<Encoding>().Where(one => !IsUtf8(one)))
        {
            if (Charset.Try(encoding, body) is { } text)
            {
                return text;
            }
        }

        return (isUtf8 ? Charset.Mended(body) : null) ?? LegacyText.Of(body);
    }

    /// <summary>Where the text begins when the bytes are well-formed UTF-8 and nothing says otherwise, so that they can be read without a copy; else -1.</summary>
    public static int Utf8Start(ReadOnlySpan<byte> body, string? contentType)
    {
        var start = body.StartsWith("\uFEFF"u8) ? 3 : 0;
        var text = body[start..];
        var named = NamedFor(text, contentType);
        var isUtf8 = start > 0 || named.All(one => one is null) || Array.Exists(named, IsUtf8) || (named.All(one => one is null || IsLatin(one)) && Ascii.IsValid(text));
        return !isUtf8 || text[..Math.Min(4, text.Length)].Contains((byte)0) || LegacyText.IsShifted(text) || !System.Text.Unicode.Utf8.IsValid(text)
            ? -1
            : start + text.IndexOfAnyExcept(" \t\r\n"u8) is var first && first >= start ? first : -1;
    }

    // text/xml without a charset is not us-ascii, whatever RFC 3023 said.
    private static Encoding?[] NamedFor(ReadOnlySpan<byte> body, string? contentType)
        => [Charset.Find(Charset.NameIn(contentType)), DeclaredIn(Encoding.Latin1.GetString(body[..Math.Min(body.Length, Head)]))];

    private static bool IsUtf8(Encoding? encoding) => encoding?.CodePage == Encoding.UTF8.CodePage;

    private static bool IsLatin(Encoding encoding) => encoding.CodePage == 1252;

    // Three characters of several bytes each that all happen to be right are no accident.
    private static string? Utf8(ReadOnlySpan<byte> body, bool isNamed)
        => Charset.Try(Encoding.UTF8, body) is { } text && (isNamed || body.Length - text.Length >= 3) ? text : null;

    private static Encoding? DeclaredIn(string head)
    {
        // A declaration that can be read byte by byte cannot be right about two bytes to a character.
        return DeclarationIn().Match(head) is { Success: true } xml && Charset.Find(xml.Groups[1].Value) is { } encoding && encoding.CodePage is not (1200 or 1201 or 12000 or 12001) ? encoding : null;
    }

    // XML 1.0 appendix F.1: "<" in four-byte and two-byte units, and "<?xm" in EBCDIC.
    private static string? Wide(ReadOnlySpan<byte> body) => body switch
    {
        [0x3C, 0, 0, 0, ..] => Encoding.UTF32.GetString(body),
        [0, 0, 0, 0x3C, ..] => new UTF32Encoding(true, false).GetString(body),
        [0x3C, 0, not 0, 0, ..] => Encoding.Unicode.GetString(body),
        [0, 0x3C, 0, not 0, ..] => Encoding.BigEndianUnicode.GetString(body),
        [0x4C, 0x6F, 0xA7, 0x94, ..] => Ebcdic(body),
        _ => null,
    };

    private static string Ebcdic(ReadOnlySpan<byte> body)
    {
        var guess = Charset.Find("37")!.GetString(body);
        return DeclaredIn(guess) is { } encoding ? encoding.GetString(body) : guess;
    }

    [GeneratedRegex("""<\?xml[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DeclarationIn();
}
