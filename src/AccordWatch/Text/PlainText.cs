using System.Buffers;
using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace AccordWatch.Text;

/// <summary>Plain text of HTML fragments.</summary>
public static class PlainText
{
    private const int LongestEntity = 34;

    private static readonly string[] Inline = ["a", "b", "i", "em", "strong", "span", "u", "sup", "sub", "small", "abbr", "font"];
    private static readonly string[] Raw = ["script", "style"];

    // Characters that need a second look: control characters that XML forbids, and 128 to 159.
    private static readonly SearchValues<char> Spoilt
        = SearchValues.Create([.. Enumerable.Range(0, 9).Concat([11, 12]).Concat(Enumerable.Range(14, 18)).Concat(Enumerable.Range(0x80, 32)).Select(code => (char)code)]);

    /// <summary>Entities of HTML decoded, characters 128 to 159 read as windows-1252, as browsers do; those that XML forbids are dropped.</summary>
    public static string Decode(string text)
    {
        var decoded = text.Contains('&', StringComparison.Ordinal) ? WithoutEntities(text) : text;
        if (!decoded.AsSpan().ContainsAny(Spoilt))
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
            else if (character is >= ' ' or '\t' or '\n' or '\r')
            {
                clean.Append(character);
            }
        }

        return clean.ToString();
    }

    /// <summary>The visible text on one line: tags, comments, scripts and styles are gone, entities decoded, white space is one space.</summary>
    public static string OfHtml(string html)
    {
        var next = html.IndexOf('<', StringComparison.Ordinal);
        if (next < 0)
        {
            return OneLine(Decode(html));
        }

        var text = new StringBuilder(html.Length);
        var at = 0;
        var last = html.LastIndexOf('>');
        while (next >= 0 && next < last)
        {
            text.Append(html, at, next - at);
            var end = TagEnd(html, next);
            // A tag between two words parts them; inside a word (<b>M</b>exico) it does not.
            text.Append(end == 0 ? "<" : IsBlock(html, next) ? " " : "");
            at = end == 0 ? next + 1 : end;
            next = html.IndexOf('<', at);
        }

        // Nothing behind the last > is a tag.
        return OneLine(Decode(text.Append(html, at, html.Length - at).ToString()));
    }

    /// <summary>White space of every kind becomes one space, none at the ends.</summary>
    public static string OneLine(string text)
    {
        var before = ' ';
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) && (character != ' ' || before == ' '))
            {
                return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            }

            before = character;
        }

        return before == ' ' ? text.TrimEnd() : text;
    }

    private static string WithoutEntities(string text)
    {
        var decoded = new StringBuilder(text.Length);
        var at = 0;
        for (var next = text.IndexOf('&', StringComparison.Ordinal); next >= 0; next = text.IndexOf('&', at))
        {
            decoded.Append(text, at, next - at);
            var end = text.AsSpan(next, Math.Min(LongestEntity, text.Length - next)).IndexOf(';');
            var meant = end > 1 ? Meaning(text.AsSpan(next + 1, end - 1)) : null;
            decoded.Append(meant ?? "&");
            at = meant is null ? next + 1 : next + end + 1;
        }

        return decoded.Append(text, at, text.Length - at).ToString();
    }

    // Null when there is no such entity: what looks like one is text then.
    private static string? Meaning(ReadOnlySpan<char> name) => name switch
    {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u00A0",
        ['#', 'x' or 'X', .. var digits] => Numbered(digits, NumberStyles.AllowHexSpecifier),
        ['#', .. var digits] => Numbered(digits, NumberStyles.None),
        _ => HtmlEntityProvider.Resolver.GetSymbol($"{name};"),
    };

    private static string? Numbered(ReadOnlySpan<char> digits, NumberStyles style)
        => uint.TryParse(digits, style, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) && code != 0 ? new Rune(code).ToString() : null;

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

        foreach (var raw in Raw)
        {
            if (string.Compare(html, at + 1, raw, 0, raw.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return After(html, ">", html.IndexOf($"</{raw}", at, StringComparison.OrdinalIgnoreCase) is var close and > 0 ? close : html.Length);
            }
        }

        var end = html.IndexOf('>', at);
        return end <= 0 ? 0 : html.AsSpan(at, end - at).IndexOfAny('"', '\'') < 0 ? end + 1 : QuotedEnd(html, at, end) + 1;
    }

    // A > inside a quoted value of an attribute does not end the tag, unless the quote is never closed.
    private static int QuotedEnd(string html, int at, int first)
    {
        var quote = '\0';
        for (var place = at; place < html.Length && place < at + 4096; place++)
        {
            var character = html[place];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character == '>')
            {
                return place;
            }
            else if (character is '"' or '\'' && html.AsSpan(at, place - at).TrimEnd() is [.., '='])
            {
                quote = character;
            }
        }

        return first;
    }

    private static int After(string html, string mark, int from)
        => from < html.Length && html.IndexOf(mark, from, StringComparison.Ordinal) is var found and >= 0 ? found + mark.Length : html.Length;

    private static bool IsBlock(string html, int at)
    {
        var name = html.AsSpan(at + 1).TrimStart('/');
        foreach (var inline in Inline)
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
