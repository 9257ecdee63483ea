using System.Xml;

namespace AccordWatch.Acquire;

/// <summary>Well-formed XML: no DTD is processed, nothing is loaded from elsewhere.</summary>
internal static class StrictXml
{
    private const int MaxCharacters = 40_000_000;

    /// <exception cref="XmlException">The document is not well-formed, or larger or deeper than a feed may be.</exception>
    public static Markup? Read(string text)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        using var reader = XmlReader.Create(new StringReader(text), settings);
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

                    var element = Open(reader, open);
                    root ??= element;
                    open = reader.IsEmptyElement ? open : element;
                    break;
                case XmlNodeType.EndElement:
                    open = open?.Parent;
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

    private static Markup Open(XmlReader reader, Markup? parent)
    {
        var element = new Markup(Namespaces.NameOf(reader.Prefix, reader.LocalName, reader.NamespaceURI), parent);
        parent?.Add(element);
        if (reader.HasAttributes)
        {
            while (reader.MoveToNextAttribute())
            {
                if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                {
                    element.Set(Namespaces.NameOf(reader.Prefix, reader.LocalName, reader.NamespaceURI), reader.Value);
                }
            }

            reader.MoveToElement();
        }

        return element;
    }
}
