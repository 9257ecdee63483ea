using System.Xml;

namespace AccordWatch.Acquire;

/// <summary>Well-formed XML: no DTD is processed, nothing is loaded from elsewhere.</summary>
internal static class StrictXml
{
    private const int MaxCharacters = 40_000_000;
    private const int MaxAttributes = 1_000;

    /// <summary>Up to so many equals signs no element can have more attributes than System.Xml can compare with one another in a short time.</summary>
    public const int FewEquals = 20_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <exception cref="XmlException">The document is not well-formed, or larger or deeper than a feed may be.</exception>
    public static Markup? Read(TextReader text)
    {
        using var reader = XmlReader.Create(text, Settings);
        var names = new Namespaces();
        Markup? root = null;
        Markup? open = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth > Markup.MaxDepth)
                    {
                        throw new XmlException($"more than {Markup.MaxDepth} elements inside one another");
                    }

                    var element = Open(reader, names, open);
                    root ??= element;
                    open = reader.IsEmptyElement ? open : element;
                    break;
                case XmlNodeType.EndElement:
                    open = open?.Parent;
                    break;
                // Between the elements of a feed white space means nothing, in XHTML it parts words.
                case XmlNodeType.Whitespace when open is { Name: "item" or "channel" or "rss" or "rdf:rdf" or "atom:feed" or "atom:entry" }:
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    open?.Add(reader.Value);
                    break;
                default:
                    break;
            }
        }

        return root;
    }

    /// <summary>Whether an element has more attributes than any format knows, or a declaration makes that hard to tell. One pass, no memory.</summary>
    public static bool IsCrowded(ReadOnlySpan<char> text)
    {
        for (var open = text.IndexOf('<'); open >= 0; open = text.IndexOf('<'))
        {
            text = text[open..];
            switch (text)
            {
                case ['<', '!', '-', '-', ..]:
                    text = Behind(text, "-->");
                    break;
                case ['<', '!', '[', ..]:
                    text = Behind(text, "]]>");
                    break;
                case ['<', '?', ..]:
                    text = Behind(text, "?>");
                    break;
                case ['<', '!', ..]:
                    var rest = Behind(text, ">");
                    var declaration = text[..^rest.Length];
                    if (declaration.Contains('[') || declaration.Count('"') % 2 > 0 || declaration.Count('\'') % 2 > 0)
                    {
                        return true;
                    }

                    text = rest;
                    break;
                default:
                    text = BehindAttributes(text[1..], out var attributes);
                    if (attributes > MaxAttributes)
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> BehindAttributes(ReadOnlySpan<char> text, out int attributes)
    {
        attributes = 0;
        for (var next = text.IndexOfAny("\"'<>"); next >= 0 && text[next] is '"' or '\'' && attributes <= MaxAttributes; next = text.IndexOfAny("\"'<>"))
        {
            attributes++;
            var close = text[(next + 1)..].IndexOf(text[next]);
            text = close < 0 ? [] : text[(next + close + 2)..];
        }

        return text;
    }

    private static ReadOnlySpan<char> Behind(ReadOnlySpan<char> text, string mark) => text.IndexOf(mark) is var at and >= 0 ? text[(at + mark.Length)..] : [];

    private static Markup Open(XmlReader reader, Namespaces names, Markup? parent)
    {
        var element = new Markup(names.Of(reader.Prefix, reader.LocalName, reader.NamespaceURI), parent);
        parent?.Add(element);
        if (reader.MoveToFirstAttribute())
        {
            do
            {
                if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                {
                    element.Set(names.Of(reader.Prefix, reader.LocalName, reader.NamespaceURI), reader.Value);
                }
            }
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
        }

        return element;
    }
}
