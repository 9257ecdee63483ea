using System.Net;
using System.Text;

namespace AccordWatch.Text;

/// <summary>Plain text of HTML fragments.</summary>
public static class PlainText
{
    /// <summary>Entities decoded, characters 128 to 159 read as windows-1252, as browsers do; those that XML forbids are dropped.</summary>
    public static string Decode(string text)
    {
        var decoded = text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;
        if (!decoded.AsSpan().ContainsAnyInRange('\u0080', '\u009F') && !decoded.AsSpan().ContainsAnyInRange('\0', '\u0008'))
        {
            return decoded;
        }

        var clean = new StringBuilder(decoded.Length);
        foreach (var character in decoded)
        {
            if (character is >= '\u0080' and <= '\u009F')
            {
                clean.Append(Windows1252[character - 0x80]);
            }
            else if (character is not (>= '\0' and <= '\u0008'))
            {
                clean.Append(character);
            }
        }

        return clean.ToString();
    }

    /// <summary>The visible text on one line: tags, comments, scripts and styles are gone, entities decoded, white space is one space.</summary>
    public static string OfHtml(string html)
    {
        var text = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length)
        {
            if (html[at] == '<' && TagEnd(html, at) is var end and > 0)
            {
                // A tag between two words parts them; inside a word (<b>M</b>exico) it does not.
                if (IsBlock(html, at))
                {
                    text.Append(' ');
                }

                at = end;
            }
            else
            {
                text.Append(html[at]);
                at++;
            }
        }

        return OneLine(Decode(text.ToString()));
    }

    /// <summary>White space of every kind becomes one space, none at the ends.</summary>
    public static string OneLine(string text)
        => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // The place behind the tag, comment, script or style that begins here; 0 for a lone <.
    private static int TagEnd(string html, int at)
    {
        if (at + 1 >= html.Length || !(char.IsAsciiLetter(html[at + 1]) || html[at + 1] is '/' or '!' or '?'))
        {
            return 0;
        }

        if (string.CompareOrdinal(html, at, "<!--", 0, 4) == 0)
        {
            return After(html, "-->", at);
        }

        foreach (var raw in (string[])["script", "style"])
        {
            if (string.Compare(html, at + 1, raw, 0, raw.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return After(html, ">", html.IndexOf($"</{raw}", at, StringComparison.OrdinalIgnoreCase) is var close and > 0 ? close : html.Length);
            }
        }

        return html.IndexOf('>', at) is var end and > 0 ? end + 1 : 0;
    }

    private static int After(string html, string mark, int from)
        => from < html.Length && html.IndexOf(mark, from, StringComparison.Ordinal) is var found and >= 0 ? found + mark.Length : html.Length;

    private static bool IsBlock(string html, int at)
    {
        var name = html.AsSpan(at + 1).TrimStart('/');
        foreach (var inline in (string[])["a", "b", "i", "em", "strong", "span", "u", "sup", "sub", "small", "abbr", "font"])
        {
            if (name.StartsWith(inline, StringComparison.OrdinalIgnoreCase) && name.Length > inline.Length && !char.IsAsciiLetterOrDigit(name[inline.Length]))
            {
                return false;
            }
        }

        return true;
    }

    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
}
