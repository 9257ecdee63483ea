using System.Net;
using System.Text;

namespace AccordWatch.Acquire;

/// <summary>An element of a feed document, with its name made plain: <c>item</c>, <c>atom:link</c>, <c>dc:creator</c>, always in lower case.</summary>
internal sealed class Markup(string name, Markup? parent)
{
    /// <summary>Deeper elements are read as their parent's text: no feed needs them, hostile ones use them.</summary>
    public const int MaxDepth = 256;

    private readonly List<object> _content = [];
    private readonly List<KeyValuePair<string, string>> _attributes = [];

    public string Name { get; } = name;

    public Markup? Parent { get; } = parent;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    public string Local => Name[(Name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public IEnumerable<Markup> Children => _content.OfType<Markup>();

    public bool HasChildren => _content.Exists(part => part is Markup);

    public string? this[string attribute] => _attributes.Find(one => one.Key == attribute).Value;

    public void Add(object part) => _content.Add(part);

    public void Set(string attribute, string value) => _attributes.Add(new(attribute, value));

    public Markup? Child(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var child in Children)
            {
                if (child.Name == name)
                {
                    return child;
                }
            }
        }

        return null;
    }

    public IEnumerable<Markup> All(params string[] names) => Children.Where(child => names.Contains(child.Name));

    /// <summary>Elements of that name anywhere below, in document order.</summary>
    public IEnumerable<Markup> Below(string name)
        => Children.SelectMany(child => child.Name == name ? [child] : child.Below(name));

    /// <summary>The text of the element and of all below it.</summary>
    public string Text
    {
        get
        {
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
    public string? Language => this["xml:lang"] ?? this["lang"] ?? Parent?.Language;

    /// <summary>The URL made absolute by every <c>xml:base</c> above it (RFC 3986), null unless it is http or https.</summary>
    public string? Resolve(string? url, Uri? document)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return null;
        }

        url = WebUtility.HtmlDecode(url).Trim();
        var isAbsolute = Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !absolute.IsFile;
        if (!isAbsolute && (BaseOf(document) is not { } start || !Uri.TryCreate(start, url, out absolute)))
        {
            return null;
        }

        return absolute!.Scheme is "http" or "https" ? isAbsolute ? url : absolute.AbsoluteUri : null;
    }

    private Uri? BaseOf(Uri? document)
    {
        var above = Parent is null ? document : Parent.BaseOf(document);
        if (this["xml:base"] is not { Length: > 0 } own)
        {
            return above;
        }

        if (Uri.TryCreate(own.Trim(), UriKind.Absolute, out var absolute) && !absolute.IsFile)
        {
            return absolute.Scheme is "http" or "https" ? absolute : above;
        }

        return above is not null && Uri.TryCreate(above, own.Trim(), out var joined) ? joined : above;
    }

    private void AppendText(StringBuilder text)
    {
        foreach (var part in _content)
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
        foreach (var part in _content)
        {
            if (part is not Markup child)
            {
                markup.Append(WebUtility.HtmlEncode((string)part));
                continue;
            }

            markup.Append('<').Append(child.Local);
            foreach (var (key, value) in child._attributes)
            {
                markup.Append(' ').Append(key).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
            }

            markup.Append('>');
            child.AppendInner(markup);
            markup.Append("</").Append(child.Local).Append('>');
        }
    }
}
