using System.Globalization;
using System.Text;
using AccordWatch.Text;

namespace AccordWatch.Digest;

/// <summary>Strings of feeds and pages as a reader may see them.</summary>
internal static class Shown
{
    private const int MaxUrl = 2000;

    /// <summary>On one line, without control characters, overrides of direction and halves of characters; cut at a word with an ellipsis.</summary>
    public static string Line(string? text, int max)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                clean.Append(' ');
            }
            else if (!IsUnseen(rune.Value))
            {
                clean.Append(rune.ToString());
            }
        }

        return Cut(PlainText.OneLine(clean.ToString()), max);
    }

    /// <summary>The address as a link, or null unless it is http or https and of a sane length.</summary>
    public static Uri? Link(string? url)
        => Uri.TryCreate(url, UriKind.Absolute, out var link)
            && (link.Scheme == Uri.UriSchemeHttp || link.Scheme == Uri.UriSchemeHttps)
            && link.UserInfo.Length == 0
            && link.AbsoluteUri.Length <= MaxUrl
                ? link
                : null;

    /// <summary>The host in ASCII, so that look-alike letters show.</summary>
    public static string Host(Uri link) => link.IdnHost;

    // Zero-width space and its kin, bidirectional overrides and isolates, non-characters. Joiners stay: Persian and emoji need them.
    private static bool IsUnseen(int value)
        => value is 0x200B or 0x2060 or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0xFDD0 and <= 0xFDEF) || (value & 0xFFFE) == 0xFFFE;

    private static string Cut(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        // Never inside a grapheme; at a space when one is near.
        var end = 0;
        foreach (var start in StringInfo.ParseCombiningCharacters(text[..Math.Min(text.Length, max + 64)]))
        {
            end = start < max ? start : end;
        }

        var space = text.LastIndexOf(' ', Math.Max(0, end - 1));
        return text[..(space > max - 40 && space > 0 ? space : end)] + "…";
    }
}
