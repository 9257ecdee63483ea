using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>The name of a person as feeds write it: RFC 4287 3.2 with elements, RSS 2.0 as a mail address with a name, Dublin Core as a name.</summary>
internal static class Person
{
    /// <summary>The name; the address or page where there is no name; null where there is nothing.</summary>
    public static string? Of(Markup person)
    {
        if (person.Child("atom:name", "name", "itunes:name") is { } name && Plain(name) is { Length: > 0 } told)
        {
            return told;
        }

        if (person.Child("atom:email", "email", "itunes:email", "atom:uri", "uri", "atom:url", "url") is { } address && Plain(address) is { Length: > 0 } reached)
        {
            return reached;
        }

        return Plain(person) is { Length: > 0 } text ? NameIn(text) : null;
    }

    private static string Plain(Markup element)
    {
        var text = element.Inner;
        // Neither format allows markup here; a name that links to a page is met all the same.
        return text.Contains("<a ", StringComparison.OrdinalIgnoreCase) || text.Contains("<span", StringComparison.OrdinalIgnoreCase)
            ? PlainText.OfHtml(text)
            : PlainText.OneLine(PlainText.Decode(text));
    }

    // "mail (name)", "name (mail)", "name <mail>".
    private static string NameIn(string text)
    {
        var open = text.IndexOfAny(['(', '<']);
        var close = open < 0 ? -1 : text.IndexOfAny([')', '>'], open);
        if (close < 0 || !text.Contains('@', StringComparison.Ordinal))
        {
            return text;
        }

        var (outside, inside) = (text[..open].Trim(' ', '"'), text[(open + 1)..close].Trim());
        var name = inside.Contains('@', StringComparison.Ordinal) ? outside : outside.Contains('@', StringComparison.Ordinal) ? inside : "";
        return name.Length > 0 ? name : text;
    }
}
