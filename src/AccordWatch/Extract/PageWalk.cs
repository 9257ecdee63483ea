using System.Text;
using AccordWatch.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AccordWatch.Extract;

/// <summary>One walk over a page, which gathers its passages and all that names title, date, authors and address.</summary>
internal sealed class PageWalk
{
    // The walk is recursive.
    private const int MaxDepth = 400;
    private const int ShortText = 300;

    // No article comes near to these; hostile pages do.
    private const int MostPassages = 20_000;
    private const int MostSigns = 200;

    private readonly StringBuilder _line = new();
    private readonly List<Passage> _passages = [];
    private readonly List<(Region Region, string Text, int Order)> _headlines = [];
    private readonly List<Stamp> _stamps = [];
    private readonly Dictionary<string, List<string>> _metas = new(StringComparer.OrdinalIgnoreCase);
    private int _linkLetters;

    public PageWalk(IHtmlDocument document)
    {
        Language = document.DocumentElement?.GetAttribute("lang") ?? document.DocumentElement?.GetAttribute("xml:lang");
        Root = new Region(null, "html", " ");
        if (document.Head is { } head)
        {
            ReadHead(head);
        }

        if (document.Body is { } body)
        {
            Visit(body, Root, false, 0);
            Flush(Root);
        }

        foreach (var passage in _passages)
        {
            var share = passage.Region.Name == "li" ? 0.6 : 1;
            passage.Region.Count(passage.IsProse ? passage.Letters * (1 - passage.LinkShare) * share : 0, passage.LinkShare >= 0.5 ? passage.Letters + 15 : 0);
        }
    }

    public Region Root { get; }

    public string? Language { get; }

    public string Title { get; private set; } = "";

    public IReadOnlyList<Passage> Passages => _passages;

    /// <summary>The h1 and h2 elements; the order is the number of passages before.</summary>
    public IReadOnlyList<(Region Region, string Text, int Order)> Headlines => _headlines;

    /// <summary>Texts of time elements and of what is marked as a date, with the itemprop.</summary>
    public IReadOnlyList<Stamp> Stamps => _stamps;

    public List<string> Scripts { get; } = [];

    public List<string> NamedAuthors { get; } = [];

    public List<string> Bylines { get; } = [];

    /// <summary>Texts of links to the page of an author.</summary>
    public List<string> LinkedAuthors { get; } = [];

    public string? Canonical { get; private set; }

    /// <summary>The first meta of one of these names or properties that says something.</summary>
    public string? Meta(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_metas.TryGetValue(name, out var values))
            {
                return values[0];
            }
        }

        return null;
    }

    public IReadOnlyList<string> Metas(string name) => _metas.TryGetValue(name, out var values) ? values : [];

    private void ReadHead(IElement head)
    {
        foreach (var element in head.Children)
        {
            if (element.LocalName == "title" && Title.Length == 0)
            {
                Title = PlainText.OneLine(element.TextContent);
            }
            else
            {
                ReadUnseen(element);
            }
        }
    }

    // meta, link and JSON-LD stand in the body as well.
    private void ReadUnseen(IElement element)
    {
        switch (element.LocalName)
        {
            case "meta" when element.GetAttribute("content") is { } content && PlainText.OneLine(content) is { Length: > 0 } value:
                foreach (var name in (string?[])[element.GetAttribute("property"), element.GetAttribute("name"), element.GetAttribute("itemprop")])
                {
                    AddMeta(name, value);
                }

                break;
            case "link" when element.GetAttribute("rel") is { } rel && rel.Contains("canonical", StringComparison.OrdinalIgnoreCase):
                Canonical ??= element.GetAttribute("href");
                break;
            case "script" when element.GetAttribute("type") is { } type && type.Contains("ld+json", StringComparison.OrdinalIgnoreCase):
                Scripts.Add(element.TextContent);
                break;
        }
    }

    private void AddMeta(string? name, string value)
    {
        if (string.IsNullOrEmpty(name))
        {
            return;
        }

        if (!_metas.TryGetValue(name, out var values))
        {
            _metas[name] = values = [];
        }

        values.Add(value);
    }

    private void Visit(IElement element, Region region, bool inLink, int depth)
    {
        var nodes = element.ChildNodes;
        for (var at = 0; at < nodes.Length; at++)
        {
            if (nodes[at] is IText text)
            {
                Append(text.Data, inLink);
            }
            else if (nodes[at] is IElement child && depth < MaxDepth)
            {
                Enter(child, region, inLink, depth + 1);
            }
        }
    }

    private void Enter(IElement element, Region region, bool inLink, int depth)
    {
        var name = element.LocalName;
        if (name is "br" or "hr")
        {
            // Two breaks part paragraphs; one is white space.
            _line.Append('\n');
            return;
        }

        if (Furniture.Unread.Contains(name))
        {
            ReadUnseen(element);
            return;
        }

        var marks = Furniture.MarksOf(element);
        if (name is not ("article" or "main") && Furniture.IsHidden(element, marks))
        {
            return;
        }

        ReadSigns(element, name, marks, region);
        if (Furniture.Inline.Contains(name) && !(name == "a" && element.ChildElementCount > 0 && HoldsBlocks(element)))
        {
            Visit(element, region, inLink || (name == "a" && !IsAnchor(element, region)), depth);
            return;
        }

        Flush(region);
        var inner = new Region(region, name, marks)
        {
            Suspect = Furniture.IsSuspect(name, marks, element),
            Doubt = Furniture.DoubtOf(marks),
            Comments = Furniture.IsComments(name, marks),
            Weight = Furniture.WeightOf(name, marks, element),
        };
        if (inner.Weight > Furniture.SomeWeight)
        {
            inner.MarkBody();
        }

        if (name is "h1" or "h2" && _headlines.Count < MostSigns && TextOf(element) is { Length: > 0 } headline)
        {
            _headlines.Add((inner, headline, _passages.Count));
            if (name == "h1")
            {
                inner.MarkHeadline();
            }
        }

        Visit(element, inner, inLink || name == "a", depth);
        Flush(inner);
    }

    // A heading that links to itself.
    private static bool IsAnchor(IElement link, Region region) => region.IsHeading && (link.GetAttribute("href") is not { } address || address.StartsWith('#'));

    private static bool HoldsBlocks(IElement element) => element.Children.Any(child => !Furniture.Inline.Contains(child.LocalName) && child.LocalName is not ("img" or "br" or "svg" or "picture"));

    private void ReadSigns(IElement element, string name, string marks, Region region)
    {
        var property = element.GetAttribute("itemprop");
        if (_stamps.Count + NamedAuthors.Count + Bylines.Count > 3 * MostSigns)
        {
            return;
        }

        if (name == "time" || property?.StartsWith("date", StringComparison.OrdinalIgnoreCase) == true
            || IsMarked(marks, "date", "datum", "fecha", "published", "pubdate", "time", "timestamp", "posted"))
        {
            var stamp = element.GetAttribute("datetime") ?? element.GetAttribute("content")
                ?? (name == "abbr" ? element.GetAttribute("title") : null) ?? TextOf(element);
            var isModified = marks.Contains("updated", StringComparison.Ordinal)
                && !marks.Contains("published", StringComparison.Ordinal) || marks.Contains("modified", StringComparison.Ordinal);
            var kind = property ?? (name != "time" ? null : element.HasAttribute("pubdate") ? "datePublished" : "time");
            _stamps.Add(new Stamp(stamp, isModified ? "dateModified" : kind, _passages.Count, region));
        }

        ReadAuthor(element, name, marks, property, region);
    }

    private void ReadAuthor(IElement element, string name, string marks, string? property, Region region)
    {
        if (element.GetAttribute("rel") is { } rel && rel.Contains("author", StringComparison.OrdinalIgnoreCase) || property is "author" or "creator")
        {
            AddUnlessComment(NamedAuthors, element, region);
        }
        else if (name == "a" && element.GetAttribute("href") is { } link
            && (link.Contains("/author", StringComparison.OrdinalIgnoreCase) || link.Contains("/autor", StringComparison.OrdinalIgnoreCase)))
        {
            AddUnlessComment(LinkedAuthors, element, region);
        }
        else if (IsMarked(marks, "byline", "author", "authors", "autor", "autore", "auteur", "autoren", "byl", "writer"))
        {
            AddUnlessComment(Bylines, element, region);
        }
    }

    // Those who comment are authors too, of comments.
    private static void AddUnlessComment(List<string> names, IElement element, Region region)
    {
        if (!region.Upwards.Any(above => above.Name is not ("body" or "article" or "main") && IsMarked(above.Marks, "comment", "comments", "commentlist", "commentaires", "kommentare")))
        {
            names.Add(TextOf(element));
        }
    }

    private static bool IsMarked(string marks, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (marks.Length > word.Length && marks.Contains($" {word} ", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private void Append(string text, bool inLink)
    {
        // Line ends in the source are white space; those of br are kept. Places where a word may be parted are not seen.
        foreach (var character in text)
        {
            if (character is not ('\u00AD' or '\u200B' or '\uFEFF'))
            {
                _line.Append(character is '\n' or '\r' ? ' ' : character);
            }

            _linkLetters += inLink && !char.IsWhiteSpace(character) ? 1 : 0;
        }
    }

    private void Flush(Region region)
    {
        if (_line.Length > 0 && _passages.Count < MostPassages)
        {
            var parts = Parted(_line.ToString());
            foreach (var part in parts)
            {
                _passages.Add(new Passage(region, part, parts.Count == 1 ? _linkLetters : Math.Min(part.Length, _linkLetters / parts.Count)));
            }
        }

        _line.Clear();
        _linkLetters = 0;
    }

    private static List<string> Parted(string line)
    {
        var parts = new List<string>();
        var current = new StringBuilder();
        var breaks = 0;
        foreach (var piece in line.Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(piece))
            {
                breaks++;
                continue;
            }

            if (breaks > 0 && current.Length > 0)
            {
                parts.Add(PlainText.OneLine(current.ToString()));
                current.Clear();
            }

            current.Append(piece).Append(' ');
            breaks = 0;
        }

        if (!string.IsNullOrWhiteSpace(current.ToString()))
        {
            parts.Add(PlainText.OneLine(current.ToString()));
        }

        return parts;
    }

    /// <summary>The first letters of all below; a loop of its own, because a property of the parser would recurse.</summary>
    private static string TextOf(IElement element)
    {
        var text = new StringBuilder();
        var open = new Stack<INode>([element]);
        while (open.Count > 0 && text.Length < ShortText)
        {
            var node = open.Pop();
            if (node is IText words)
            {
                text.Append(words.Data, 0, Math.Min(words.Data.Length, 2 * ShortText));
            }
            else if (node is IElement inner && (inner == element || !Furniture.Unread.Contains(inner.LocalName)))
            {
                text.Append(Furniture.Inline.Contains(inner.LocalName) ? "" : " ");
                for (var at = inner.ChildNodes.Length - 1; at >= 0; at--)
                {
                    open.Push(inner.ChildNodes[at]);
                }
            }
        }

        return PlainText.OneLine(text.Replace("\u00AD", "").ToString());
    }
}
