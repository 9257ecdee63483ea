using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace AccordWatch.Acquire;

/// <summary>An element of a feed document, with its name made plain: <c>item</c>, <c>atom:link</c>, <c>dc:creator</c>, always in lower case.</summary>
internal sealed class Markup(string name, Markup? parent)
{
    /// <summary>Deeper elements are read as their parent's text: no feed needs them, hostile ones use them.</summary>
    public const int MaxDepth = 256;

    private const int MaxAttributes = 200;

    // Most elements hold one text or a handful of elements: the list is made when a second part comes.
    private object? _only;
    private List<object>? _several;
    private List<KeyValuePair<string, string>>? _attributes;

    public string Name { get; } = name;

    public Markup? Parent { get; } = parent;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    public string Local => Name[(Name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Texts and elements in document order.</summary>
    public ReadOnlySpan<object> Parts
        => _several is not null ? CollectionsMarshal.AsSpan(_several) : _only is not null ? MemoryMarshal.CreateReadOnlySpan(ref _only, 1)! : [];

    public List<Markup> Children
    {
        get
        {
            var children = new List<Markup>();
            foreach (var part in Parts)
            {
                if (part is Markup child)
                {
                    children.Add(child);
                }
            }

            return children;
        }
    }

    public bool HasChildren
    {
        get
        {
            foreach (var part in Parts)
            {
                if (part is Markup)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public string? this[string attribute]
    {
        get
        {
            foreach (var (key, value) in CollectionsMarshal.AsSpan(_attributes))
            {
                if (key == attribute)
                {
                    return value;
                }
            }

            return null;
        }
    }

    public void Add(object part)
    {
        if (_several is not null)
        {
            _several.Add(part);
        }
        else if (_only is null)
        {
            _only = part;
        }
        else
        {
            _several = [_only, part];
        }
    }

    public void Set(string attribute, string value)
    {
        _attributes ??= [];
        if (_attributes.Count < MaxAttributes)
        {
            _attributes.Add(new(attribute, value));
        }
    }

    /// <summary>The first child of the first of the names that there is.</summary>
    public Markup? Child(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var part in Parts)
            {
                if (part is Markup child && child.Name == name)
                {
                    return child;
                }
            }
        }

        return null;
    }

    /// <summary>All children of the names, in document order.</summary>
    public List<Markup> All(params ReadOnlySpan<string> names)
    {
        var all = new List<Markup>();
        foreach (var part in Parts)
        {
            if (part is Markup child && names.Contains(child.Name))
            {
                all.Add(child);
            }
        }

        return all;
    }

    /// <summary>Elements of that name anywhere below but not inside one another, in document order.</summary>
    public List<Markup> Below(string name)
    {
        var found = new List<Markup>();
        Collect(name, found);
        return found;
    }

    private void Collect(string name, List<Markup> found)
    {
        foreach (var part in Parts)
        {
            if (part is not Markup child)
            {
                continue;
            }

            if (child.Name == name)
            {
                found.Add(child);
            }
            else
            {
                child.Collect(name, found);
            }
        }
    }

    /// <summary>The text of the element and of all below it.</summary>
    public string Text
    {
        get
        {
            if (_several is null)
            {
                return _only is Markup child ? child.Text : ((string?)_only ?? "").Trim();
            }

            var text = new StringBuilder();
            AppendText(text);
            return text.ToString().Trim();
        }
    }

    /// <summary>What stands between the tags, as markup when there are elements and as text otherwise.</summary>
    public string Inner
    {
        get
        {
            if (!HasChildren)
            {
                return Text;
            }

            var markup = new StringBuilder();
            AppendInner(markup);
            return markup.ToString().Trim();
        }
    }

    /// <summary>Nearest <c>xml:lang</c> at or above.</summary>
    public string? Language => OwnLanguage ?? Parent?.Language;

    public string? OwnLanguage => this["xml:lang"] ?? this["lang"];

    /// <summary>The URL made absolute by every <c>xml:base</c> above it (RFC 3986), null unless it is http or https.</summary>
    public string? Resolve(string? url, Uri? document)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return null;
        }

        url = Plain(url);
        var isAbsolute = Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !absolute.IsFile;
        if (!isAbsolute && !Uri.TryCreate(BaseOf(document), url, out absolute))
        {
            return url.StartsWith("//", StringComparison.Ordinal) ? Resolve($"https:{url}", null) : null;
        }

        return absolute!.Scheme is "http" or "https" ? isAbsolute ? url : absolute.AbsoluteUri : null;
    }

    // Escaped twice, and broken over lines: line ends and tabs are no part of a URL (WHATWG URL standard 4.4).
    private static string Plain(string url)
    {
        url = (url.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(url) : url).Trim();
        return url.AsSpan().ContainsAny('\n', '\r', '\t') ? string.Concat(url.Split(['\n', '\r', '\t'], StringSplitOptions.TrimEntries)) : url;
    }

    private Uri? BaseOf(Uri? document)
    {
        var above = Parent is null ? document : Parent.BaseOf(document);
        if (this["xml:base"] is not { Length: > 0 } own)
        {
            return above;
        }

        var isAbsolute = Uri.TryCreate(own.Trim(), UriKind.Absolute, out var meant) && !meant.IsFile;
        if (!isAbsolute && (above is null || !Uri.TryCreate(above, own.Trim(), out meant)))
        {
            return above;
        }

        return meant!.Scheme is "http" or "https" && (!AddressGuard.IsInside(meant) || meant.IdnHost == document?.IdnHost) ? meant : above;
    }

    private void AppendText(StringBuilder text)
    {
        foreach (var part in Parts)
        {
            if (part is Markup child)
            {
                child.AppendText(text);
            }
            else
            {
                text.Append((string)part);
            }
        }
    }

    private void AppendInner(StringBuilder markup)
    {
        foreach (var part in Parts)
        {
            if (part is not Markup child)
            {
                AppendEscaped(markup, (string)part, false);
                continue;
            }

            var name = child.Local;
            markup.Append('<').Append(name);
            foreach (var (key, value) in CollectionsMarshal.AsSpan(child._attributes))
            {
                AppendEscaped(markup.Append(' ').Append(key).Append("=\""), value, true);
                markup.Append('"');
            }

            if (child.Parts.IsEmpty && name is "br" or "img" or "hr" or "wbr" or "source" or "input" or "col" or "area" or "embed")
            {
                markup.Append("/>");
                continue;
            }

            markup.Append('>');
            child.AppendInner(markup);
            markup.Append("</").Append(name).Append('>');
        }
    }

    private static void AppendEscaped(StringBuilder markup, string text, bool isAttribute)
    {
        if (!text.AsSpan().ContainsAny("&<>\""))
        {
            markup.Append(text);
            return;
        }

        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => markup.Append("&amp;"),
                '<' => markup.Append("&lt;"),
                '>' => markup.Append("&gt;"),
                '"' when isAttribute => markup.Append("&quot;"),
                _ => markup.Append(character),
            };
        }
    }
}
