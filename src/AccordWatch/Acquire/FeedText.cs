using System.Text;
using System.Text.RegularExpressions;

namespace AccordWatch.Acquire;

/// <summary>Bytes of a feed as text: byte order mark, then the HTTP charset, then the XML declaration, then a look at the bytes (RFC 7303 section 3).</summary>
internal static partial class FeedText
{
    static FeedText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Of(ReadOnlySpan<byte> body, string? contentType)
    {
        if (OfMark(body) is { } marked)
        {
            return marked;
        }

        // text/xml without a charset is not us-ascii, whatever RFC 3023 said.
        var named = CharsetIn().Match(contentType ?? "") is { Success: true } http ? http.Groups[1].Value : null;
        var declared = DeclarationIn().Match(Encoding.Latin1.GetString(body[..Math.Min(body.Length, 300)])) is { Success: true } xml ? xml.Groups[1].Value : null;
        // A declaration that can be read byte by byte cannot be right about two bytes to a character.
        declared = declared is not null && WideName().IsMatch(declared) ? null : declared;
        foreach (var encoding in ((string?[])[named, declared]).Select(Find).OfType<Encoding>())
        {
            if (Try(encoding, body) is { } text)
            {
                return text;
            }
        }

        return Utf16Without(body) ?? Try(new UTF8Encoding(false, true), body) ?? Encoding.GetEncoding(1252).GetString(body);
    }

    private static string? OfMark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        [0xFF, 0xFE, 0, 0, .. var rest] => Encoding.UTF32.GetString(rest),
        [0, 0, 0xFE, 0xFF, .. var rest] => new UTF32Encoding(true, false).GetString(rest),
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => null,
    };

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
        var guess = Encoding.GetEncoding(37).GetString(body);
        return DeclarationIn().Match(guess) is { Success: true } declared && Find(declared.Groups[1].Value) is { } encoding ? encoding.GetString(body) : guess;
    }

    private static string? Try(Encoding encoding, ReadOnlySpan<byte> body)
    {
        try
        {
            var strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
            var text = strict.GetString(body);
            // Declared as one-byte or UTF-8, written in two-byte units: the text is full of zeros.
            return text.AsSpan(0, Math.Min(64, text.Length)).Contains('\0') ? null : text;
        }
        catch (Exception wrong) when (wrong is DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding? Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var plain = name.Trim().ToLowerInvariant().Replace('_', '-');
        plain = plain switch
        {
            "iso-8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii" => "windows-1252",
            "gb2312" or "gbk" or "x-gbk" or "hz" => "gb18030",
            "iso-8859-9" => "windows-1254",
            "euc-kr" or "ks-c-5601-1987" => "ks_c_5601-1987",
            "macintosh" or "mac" or "x-mac-roman" => "macintosh",
            "unicode" or "utf-16" or "utf16" => "utf-16",
            "utf8" => "utf-8",
            _ => plain,
        };
        foreach (var candidate in (string[])[plain, plain.Replace("cp-", "cp", StringComparison.Ordinal), CodePage().Replace(plain, "$1"), plain.Replace('-', '_')])
        {
            try
            {
                return int.TryParse(candidate, out var page) ? Encoding.GetEncoding(page) : Encoding.GetEncoding(candidate);
            }
            catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
            {
                continue;
            }
        }

        return null;
    }

    [GeneratedRegex("""charset\s*=\s*["']?([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex CharsetIn();

    [GeneratedRegex("""<\?xml[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex DeclarationIn();

    [GeneratedRegex("^(?:utf-?(?:16|32)|ucs|iso-10646|unicode)", RegexOptions.IgnoreCase)]
    private static partial Regex WideName();

    [GeneratedRegex(@"^(?:cp|ibm|windows|csibm|x-cp)-?(\d+)$")]
    private static partial Regex CodePage();
}
