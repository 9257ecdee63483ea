using System.Text;
using System.Text.RegularExpressions;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>Bytes of a feed as text: byte order mark, then the HTTP charset, then the XML declaration, then a look at the bytes (RFC 7303 section 3).</summary>
internal static partial class FeedText
{
    public static string Of(ReadOnlySpan<byte> body, string? contentType)
    {
        if (Charset.OfMark(body) is { } marked)
        {
            return marked;
        }

        // text/xml without a charset is not us-ascii, whatever RFC 3023 said.
        var named = Charset.NameIn(contentType);
        var declared = DeclarationIn().Match(Encoding.Latin1.GetString(body[..Math.Min(body.Length, 300)])) is { Success: true } xml ? xml.Groups[1].Value : null;
        // A declaration that can be read byte by byte cannot be right about two bytes to a character.
        declared = declared is not null && WideName().IsMatch(declared) ? null : declared;
        foreach (var encoding in ((string?[])[named, declared]).Select(Charset.Find).OfType<Encoding>())
        {
            if (Charset.Try(encoding, body) is { } text)
            {
                return text;
            }
        }

        return Utf16Without(body) ?? Charset.Try(new UTF8Encoding(false, true), body) ?? Charset.Find("windows-1252")!.GetString(body);
    }

    // "<?" in two-byte units, and in EBCDIC, where it is 4C 6F A7 94.
    private static string? Utf16Without(ReadOnlySpan<byte> body) => body switch
    {
        [0x3C, 0, 0x3F, 0, ..] => Encoding.Unicode.GetString(body),
        [0, 0x3C, 0, 0x3F, ..] => Encoding.BigEndianUnicode.GetString(body),
        [0x4C, 0x6F, 0xA7, 0x94, ..] => Ebcdic(body),
        _ => null,
    };

    private static string Ebcdic(ReadOnlySpan<byte> body)
    {
        var guess = Charset.Find("37")!.GetString(body);
        return DeclarationIn().Match(guess) is { Success: true } declared && Charset.Find(declared.Groups[1].Value) is { } encoding ? encoding.GetString(body) : guess;
    }

    [GeneratedRegex("""<\?xml[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex DeclarationIn();

    [GeneratedRegex("^(?:utf-?(?:16|32)|ucs|iso-10646|unicode)", RegexOptions.IgnoreCase)]
    private static partial Regex WideName();
}
