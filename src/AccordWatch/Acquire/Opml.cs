using System.Globalization;
using System.Text;
using System.Xml;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>What became of one outline of a list.</summary>
public enum OutlineResult
{
    Added,
    Present,
    Invalid,

    /// <summary>Well written, but nothing was to be had at its address.</summary>
    Unreachable,
}

/// <param name="Number">1 is the first outline that is not a folder.</param>
/// <param name="Text">As the list calls it.</param>
/// <param name="Result">Added: the source may be added. Present: its address is read already.</param>
/// <param name="Source">The new source or the present one; null when invalid.</param>
/// <param name="Reason">Why it is invalid or unreachable, else null.</param>
public sealed record OpmlOutline(int Number, string Text, OutlineResult Result, Source? Source, string? Reason);

/// <summary>Lists of feeds as programs exchange them (OPML 2.0, http://opml.org/spec2.opml; 1.0 is read too).</summary>
public static class Opml
{
    private const int MaxBytes = 5_000_000;
    private const int MaxOutlines = 10_000;
    private const string Ours = "urn:accordwatch:opml";

    /// <summary>Good outlines are kept, bad ones are told; nothing in the list opens a private address.</summary>
    /// <param name="body">The file.</param>
    /// <param name="present">Sources that are read already.</param>
    /// <exception cref="InvalidDataException">The file as a whole is no list of feeds; the message says why.</exception>
    public static IReadOnlyList<OpmlOutline> Read(ReadOnlyMemory<byte> body, IReadOnlyCollection<Source> present)
    {
        var root = RootOf(body);
        var outlines = new List<(Markup Outline, string Folder)>();
        foreach (var part in root.Name == "opml" ? root.All("body", "outline") : [root])
        {
            Collect(part, "", outlines);
        }

        return new OpmlReader(present).Read(outlines);
    }

    /// <summary>OPML 2.0: feeds in a folder for their first category; what only this program knows is in attributes of its own namespace.</summary>
    public static string Write(IReadOnlyList<Source> sources, DateTimeOffset now)
    {
        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "aw", null, Ours);
            xml.WriteStartElement("head");
            xml.WriteElementString("title", "AccordWatch sources");
            xml.WriteElementString("dateCreated", now.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture));
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            foreach (var folder in sources.GroupBy(source => source.Categories.Count == 0 ? "" : source.Categories[0]))
            {
                WriteFolder(xml, folder.Key, [.. folder]);
            }

            xml.WriteEndDocument();
        }

        return text.ToString() + "\n";
    }

    private static Markup RootOf(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBytes)
        {
            throw new InvalidDataException($"larger than {MaxBytes} bytes; no list of feeds is");
        }

        var text = FeedText.Of(body.Span, null).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) || text.Contains("<!ENTITY", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException("a document type definition (DTD) is not accepted; delete the <!DOCTYPE … > and try again");
        }

        Markup? root;
        try
        {
            root = StrictXml.Read(new StringReader(text));
        }
        catch (XmlException)
        {
            root = ForgivingXml.Read(text);
        }

        return root is { Name: "opml" or "body" or "outline" } ? root : throw new InvalidDataException("not an OPML file: its first element should be <opml>");
    }

    private static void Collect(Markup at, string folder, List<(Markup Outline, string Folder)> outlines)
    {
        var children = at.All("outline").ToList();
        var isFolder = at.Name == "body" || (children.Count > 0 && at["xmlurl"] is null);
        if (!isFolder)
        {
            outlines.Add((at, folder));
        }

        if (outlines.Count > MaxOutlines)
        {
            throw new InvalidDataException($"more than {MaxOutlines} outlines");
        }

        var name = PlainText.OneLine(at["text"] ?? at["title"] ?? "");
        var inside = at.Name == "body" || !isFolder || name.Length == 0 ? folder : folder.Length == 0 ? name : $"{folder}/{name}";
        foreach (var child in children)
        {
            Collect(child, inside, outlines);
        }
    }

    private static void WriteFolder(XmlWriter xml, string name, List<Source> sources)
    {
        if (name.Length > 0)
        {
            xml.WriteStartElement("outline");
            xml.WriteAttributeString("text", name);
        }

        foreach (var source in sources)
        {
            WriteSource(xml, source);
        }

        if (name.Length > 0)
        {
            xml.WriteEndElement();
        }
    }

    private static void WriteSource(XmlWriter xml, Source source)
    {
        var isPage = source.Kind == SourceKind.Page;
        xml.WriteStartElement("outline");
        xml.WriteAttributeString("text", source.Name);
        xml.WriteAttributeString("title", source.Name);
        xml.WriteAttributeString("type", isPage ? "link" : "rss");
        xml.WriteAttributeString(isPage ? "url" : "xmlUrl", source.Url.AbsoluteUri);
        Write(null, "language", source.Language);
        Write(null, "category", source.Categories.Count == 0 ? null : string.Join(',', source.Categories.Select(one => $"/{one.Replace(',', ' ')}")));
        Write(Ours, "name", source.Name);
        Write(Ours, "kind", isPage ? "page" : null);
        Write(Ours, "selector", source.LinkSelector);
        Write(Ours, "pattern", source.UrlPattern);
        Write(Ours, "every", source.Every is { } every ? Durations.ToText(every) : null);
        Write(Ours, "paging", source.Paging == Paging.WordPress ? "wordpress" : null);
        Write(Ours, "fullText", source.FullText ? null : "false");
        xml.WriteEndElement();

        void Write(string? space, string name, string? value)
        {
            if (value is not null)
            {
                xml.WriteAttributeString(name, space, value);
            }
        }
    }

    // A StringWriter would declare UTF-16.
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
