using System.Globalization;
using AccordWatch.Text;

namespace AccordWatch.Digest;

/// <summary>Strings of feeds and pages as a reader may see them.</summary>
internal static class Shown
{
    private const int MaxUrl = 2000;

    /// <summary>On one line, without control characters, overrides of direction and halves of characters; cut at a word with an ellipsis.</summary>
    public static string Line(string? text, int max) => Cut(PlainText.OneLine(Unseen.Without(text ?? "")), max);

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
