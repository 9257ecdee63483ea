using System.Buffers;
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

    private static readonly SearchValues<char> Apart = SearchValues.Create(
        " \t\n\r\f\v\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\u00AD\u200B\uFEFF");

    private readonly StringBuilder _line = new();
    private readonly List<Passage> _passages = [];
    private readonly List<(Region Region, string Text, int Order)> _headlines = [];
    private readonly List<Stamp> _stamps = [];
    private readonly Dictionary<string, List<string>> _metas = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IElement> _programs = [];
    private readonly Marks _marks = new();
    private readonly CancellationToken _budget;
    private int _linkLetters;
    private int _breaks;
    private bool _space;

    /// <exception cref="OperationCanceledException">The page takes too long.</exception>
    public PageWalk(IHtmlDocument document, CancellationToken budget)
    {
        _budget = budget;
        Language = document.DocumentElement?.GetAttribute("lang") ?? document.DocumentElement?.GetAttribute("xml:lang");
        Root = new Region(null, "html", Sense.None);
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

    private PageWalk(CancellationToken budget)
    {
        _budget = budget;
        Root = new Region(null, "html", Sense.None);
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

    /// <summary>All passages of these elements, each once.</summary>
    /// <exception cref="OperationCanceledException">The page takes too long.</exception>
    public static IReadOnlyList<Passage> PassagesOf(IReadOnlyList<IElement> elements, CancellationToken budget)
    {
        var walk = new PageWalk(budget);
        var known = new HashSet<IElement>();
        foreach (var element in elements)
        {
            if (known.Add(element) && !HasAbove(element, known))
            {
                var region = new Region(walk.Root, element.LocalName, Sense.None);
                walk.Visit(element, region, false, 0);
                walk.Flush(region);
            }
        }

        return walk._passages;
    }

    private static bool HasAbove(IElement element, HashSet<IElement> known)
    {
        for (var above = element.ParentElement; above is not null; above = above.ParentElement)
        {
            if (known.Contains(above))
            {
                return true;
            }
        }

        return false;
    }

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

    public IEnumerable<string> MetaNames => _metas.Keys;

    /// <summary>The text of scripts that are no JSON-LD.</summary>
    public IEnumerable<string> Programs => _programs.Select(script => script.TextContent);

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
            case "script" when !element.HasAttribute("src") && _programs.Count < MostSigns:
                _programs.Add(element);
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
                Append(text.Data, region, inLink);
            }
            else if (nodes[at] is IElement child && depth < MaxDepth)
            {
                Enter(child, region, inLink, depth + 1);
            }
        }
    }

    private void Enter(IElement element, Region region, bool inLink, int depth)
    {
        _budget.ThrowIfCancellationRequested();
        var name = element.LocalName;
        if (name is "br" or "hr")
        {
            // Two breaks part paragraphs; one is white space.
            _breaks++;
            return;
        }

        if (Furniture.Unread.Contains(name))
        {
            ReadUnseen(element);
            return;
        }

        var signs = new Signs(element);
        var sense = _marks.Of(name, signs);
        if (name is not ("article" or "main") && Furniture.IsHidden(sense, signs))
        {
            return;
        }

        ReadSigns(element, name, sense, signs, region);
        if (Furniture.Inline.Contains(name) && !(name == "a" && HoldsBlocks(element)))
        {
            Visit(element, region, inLink || (name == "a" && !IsAnchor(signs, region)), depth);
            return;
        }

        Flush(region);
        var inner = new Region(region, name, sense)
        {
            Suspect = Furniture.IsSuspect(name, sense, signs, element),
            Doubt = Furniture.DoubtOf(sense),
            Weight = Furniture.WeightOf(name, sense, signs),
        };
        if (inner.Weight > Furniture.SomeWeight)
        {
            inner.MarkBody();
        }

        ReadHeadline(element, inner);
        Visit(element, inner, inLink || name == "a", depth);
        Flush(inner);
    }

    private void ReadHeadline(IElement element, Region inner)
    {
        if (inner.Name is "h1" or "h2" && _headlines.Count < MostSigns && TextOf(element) is { Length: > 0 } headline)
        {
            _headlines.Add((inner, headline, _passages.Count));
            if (inner.Name == "h1")
            {
                inner.MarkHeadline();
            }
        }
    }

    // A heading that links to itself.
    private static bool IsAnchor(Signs link, Region region) => region.IsHeading && (link.Address is not { } address || address.StartsWith('#'));

    private static bool HoldsBlocks(IElement element)
    {
        var nodes = element.ChildNodes;
        for (var at = 0; at < nodes.Length; at++)
        {
            if (nodes[at] is IElement child && !Furniture.Inline.Contains(child.LocalName) && child.LocalName is not ("img" or "br" or "svg" or "picture"))
            {
                return true;
            }
        }

        return false;
    }

    private void ReadSigns(IElement element, string name, Sense sense, Signs signs, Region region)
    {
        if (_stamps.Count + NamedAuthors.Count + Bylines.Count > 3 * MostSigns)
        {
            return;
        }

        if (name == "time" || signs.Property?.StartsWith("date", StringComparison.OrdinalIgnoreCase) == true || (sense & Sense.Date) != 0)
        {
            var stamp = element.GetAttribute("datetime") ?? element.GetAttribute("content")
                ?? (name == "abbr" ? element.GetAttribute("title") : null) ?? TextOf(element);
            var kind = signs.Property ?? (name != "time" ? null : element.HasAttribute("pubdate") ? "datePublished" : "time");
            _stamps.Add(new Stamp(stamp, (sense & (Sense.Changed | Sense.Published)) == Sense.Changed ? "dateModified" : kind, _passages.Count, region));
        }

        ReadAuthor(element, name, sense, signs, region);
    }

    private void ReadAuthor(IElement element, string name, Sense sense, Signs signs, Region region)
    {
        if (signs.Rel?.Contains("author", StringComparison.OrdinalIgnoreCase) == true || signs.Property is "author" or "creator")
        {
            AddUnlessComment(NamedAuthors, element, region);
        }
        else if (name == "a" && signs.Address is { } link
            && (link.Contains("/author", StringComparison.OrdinalIgnoreCase) || link.Contains("/autor", StringComparison.OrdinalIgnoreCase)))
        {
            AddUnlessComment(LinkedAuthors, element, region);
        }
        else if ((sense & Sense.Author) != 0)
        {
            AddUnlessComment(Bylines, element, region);
        }
    }

    // Those who comment are authors too, of comments.
    private static void AddUnlessComment(List<string> names, IElement element, Region region)
    {
        for (var above = region; above is not null; above = above.Parent)
        {
            if (above.Comments)
            {
                return;
            }
        }

        names.Add(TextOf(element));
    }

    // White space of any kind is one space; places where a word may be parted are not seen.
    private void Append(ReadOnlySpan<char> text, Region region, bool inLink)
    {
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAny(Apart);
            var word = run < 0 ? text : text[..run];
            if (!word.IsEmpty)
            {
                Add(word, region, inLink);
            }

            if (run < 0)
            {
                return;
            }

            _space |= char.IsWhiteSpace(text[run]);
            text = text[(run + 1)..];
        }
    }

    private void Add(ReadOnlySpan<char> word, Region region, bool inLink)
    {
        if (_breaks > 1)
        {
            Flush(region);
        }

        if ((_space || _breaks > 0) && _line.Length > 0)
        {
            _line.Append(' ');
        }

        (_space, _breaks) = (false, 0);
        _line.Append(word);
        _linkLetters += inLink ? word.Length : 0;
    }

    private void Flush(Region region)
    {
        if (_line.Length > 0 && _passages.Count < MostPassages)
        {
            _passages.Add(new Passage(region, _line.ToString(), _linkLetters));
        }

        _line.Clear();
        (_linkLetters, _space, _breaks) = (0, false, 0);
    }

    /// <summary>The first letters of all below; a loop of its own, because a property of the parser would recurse.</summary>
    internal static string TextOf(IElement element)
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
