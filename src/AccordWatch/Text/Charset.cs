using System.Text;
using System.Text.RegularExpressions;

namespace AccordWatch.Text;

/// <summary>Character encodings as feeds and pages name them.</summary>
internal static partial class Charset
{
    static Charset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The bytes as the byte order mark says; null without one.</summary>
    public static string? OfMark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        [0xFF, 0xFE, 0, 0, .. var rest] => Encoding.UTF32.GetString(rest),
        [0, 0, 0xFE, 0xFF, .. var rest] => new UTF32Encoding(true, false).GetString(rest),
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => null,
    };

    /// <summary>Null when the bytes cannot be of that encoding.</summary>
    public static string? Try(Encoding encoding, ReadOnlySpan<byte> body)
    {
        try
        {
            var strict = encoding is TableEncoding ? encoding : Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
            var text = strict.GetString(body);
            // Declared as one-byte or UTF-8, written in two-byte units: the text is full of zeros.
            return text.AsSpan(0, Math.Min(64, text.Length)).Contains('\0') ? null : text;
        }
        catch (Exception wrong) when (wrong is DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>UTF-8 with a few spoilt characters, as when a text was cut at a byte; null when it is something else.</summary>
    public static string? Mended(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        var spoilt = text.AsSpan().Count('\uFFFD');
        return spoilt * 10 < body.Length - text.Length ? text : null;
    }

    public static string? NameIn(string? contentType)
        => Named().Match(contentType ?? "") is { Success: true } named ? named.Groups[1].Value : null;

    /// <summary>The encoding of that name; Latin-1 means windows-1252 and GB 2312 means GB 18030, as browsers read them.</summary>
    public static Encoding? Find(string? name) => string.IsNullOrWhiteSpace(name) ? null : CodePages.Find(name);

    [GeneratedRegex("""charset\s*=\s*["']?([\w.:-]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
