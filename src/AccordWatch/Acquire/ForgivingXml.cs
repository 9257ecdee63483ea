using System.Text;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>
/// Markup that is not well-formed, read as far as it goes: undeclared entities and prefixes, bare ampersands, unclosed and crossed
/// elements, a cut-off end. Never throws; work is linear in the text.
/// </summary>
internal sealed class ForgivingXml
{
    private readonly string _text;
    // An element that holds text only is over when another one of its owner begins.
    private static readonly HashSet<string> Leaves = ["title", "link", "guid", "pubdate", "comments", "dc:date", "dc:creator", "atom:link", "atom:id", "atom:updated", "atom:published"];

    private static readonly HashSet<string> Beginnings =
    [
        "title", "link", "guid", "pubdate", "comments", "description", "category", "enclosure", "source", "dc:date", "dc:creator", "content:encoded", "image",
        "item", "entry", "atom:entry", "atom:title", "atom:link", "atom:id", "atom:updated", "atom:published", "atom:summary", "atom:content", "atom:author", "atom:category",
    ];

    private const int MaxDeclared = 200;
    private const int MaxExpanded = 10_000;
    private const int MaxAttributes = 1_000;
    private const int MaxNamespaces = 1_000;
    private const int LongestName = 256;

    private readonly Dictionary<string, string> _uris = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);
    private int _expanded;
    private int _at;
    private Markup? _root;
    private Markup? _open;

    private ForgivingXml(string text) => _text = text;

    public static Markup? Read(string text)
    {
        var reader = new ForgivingXml(text);
        reader.ReadAll();
        return reader._root;
    }

    private void ReadAll()
    {
        while (_at < _text.Length)
        {
            var next = _text.IndexOf('<', _at);
            if (next != _at)
            {
                var end = next < 0 ? _text.Length : next;
                _open?.Add(Decode(_text[_at..end]));
                _at = end;
            }
            else if (Starts("<!--"))
            {
                SkipPast("-->");
            }
            else if (Starts("<![CDATA["))
            {
                var end = _text.IndexOf("]]>", _at, StringComparison.Ordinal);
                var stop = end < 0 ? _text.Length : end;
                _open?.Add(_text[(_at + 9)..stop]);
                _at = end < 0 ? stop : end + 3;
            }
            else if (Starts("<?"))
            {
                SkipPast("?>");
            }
            else if (Starts("<!"))
            {
                SkipDeclaration();
            }
            else if (Starts("</"))
            {
                Close();
            }
            else if (_at + 1 < _text.Length && (char.IsLetter(_text[_at + 1]) || _text[_at + 1] == '_'))
            {
                Open();
            }
            else
            {
                _open?.Add("<");
                _at++;
            }
        }
    }

    private void Open()
    {
        _at++;
        var name = ReadName();
        var attributes = new List<(string Name, string Value)>();
        var isEmpty = false;
        while (_at < _text.Length && _text[_at] != '>' && _text[_at] != '<')
        {
            if (_text[_at] == '/' && _at + 1 < _text.Length && _text[_at + 1] == '>')
            {
                isEmpty = true;
                _at++;
            }
            else if (char.IsLetter(_text[_at]) || _text[_at] == '_')
            {
                var attribute = (ReadName(), ReadValue());
                if (attributes.Count < MaxAttributes)
                {
                    attributes.Add(attribute);
                }
            }
            else
            {
                _at++;
            }
        }

        _at += _at < _text.Length && _text[_at] == '>' ? 1 : 0;
        foreach (var (key, value) in attributes)
        {
            if (_uris.Count < MaxNamespaces && (key == "xmlns" || key.StartsWith("xmlns:", StringComparison.Ordinal)))
            {
                _uris[key == "xmlns" ? "" : key[6..]] = value;
            }
        }

        if ((_root is not null && _open is null) || _open?.Depth >= Markup.MaxDepth)
        {
            return;
        }

        var plain = PlainName(name);
        CloseUnclosed(plain);
        var element = new Markup(plain, _open);
        foreach (var (key, value) in attributes.Where(one => !one.Name.StartsWith("xmlns", StringComparison.Ordinal)))
        {
            element.Set(key.Contains(':', StringComparison.Ordinal) ? PlainName(key) : key.ToLowerInvariant(), value);
        }

        _open?.Add(element);
        _root ??= element;
        _open = isEmpty ? _open : element;
    }

    // The end tag of the element before was forgotten.
    private void CloseUnclosed(string name)
    {
        if (_open is { Parent: not null } leaf && Leaves.Contains(leaf.Name) && Beginnings.Contains(name))
        {
            _open = leaf.Parent;
        }

        if (name is not ("item" or "entry" or "atom:entry"))
        {
            return;
        }

        for (var waiting = _open; waiting is not null; waiting = waiting.Parent)
        {
            if (waiting.Name == name && waiting.Parent is not null)
            {
                _open = waiting.Parent;
                return;
            }
        }
    }

    private void Close()
    {
        _at += 2;
        var name = PlainName(ReadName());
        var end = _text.IndexOfAny(['>', '<'], _at);
        _at = end < 0 ? _text.Length : _text[end] == '>' ? end + 1 : end;
        // An end tag that nothing waits for is passed over; one that an outer element waits for closes what is inside it too.
        for (var waiting = _open; waiting is not null; waiting = waiting.Parent)
        {
            if (waiting.Name == name)
            {
                _open = waiting.Parent;
                return;
            }
        }
    }

    private string PlainName(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var prefix = colon < 0 ? "" : name[..colon];
        return Namespaces.NameOf(prefix, name[(colon + 1)..], _uris.GetValueOrDefault(prefix, ""));
    }

    private string ReadName()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is ':' or '-' or '_' or '.'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private string ReadValue()
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != '=')
        {
            return "";
        }

        _at++;
        SkipSpace();
        var quote = _at < _text.Length && _text[_at] is '"' or '\'' ? _text[_at] : '\0';
        var start = quote == '\0' ? _at : _at + 1;
        var end = quote == '\0' ? _text.IndexOfAny([' ', '\n', '\t', '\r', '>'], start) : _text.IndexOf(quote, start);
        end = end < 0 ? _text.Length : end;
        _at = Math.Min(_text.Length, quote == '\0' ? end : end + 1);
        return Decode(_text[Math.Min(start, end)..end]);
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    // A DOCTYPE may hold declarations in brackets.
    private void SkipDeclaration()
    {
        var end = _text.IndexOf('>', _at);
        var bracket = _text.IndexOf('[', _at);
        if (bracket >= 0 && bracket < end)
        {
            var close = _text.IndexOf("]>", bracket, StringComparison.Ordinal);
            end = close < 0 ? end : close + 1;
            DeclareAll(_text.AsSpan(bracket, Math.Max(0, end - bracket)));
        }

        _at = end < 0 ? _text.Length : end + 1;
    }

    // XML 1.0 4.2: internal entities, but only those that stand for plain text; one that refers to another is left alone.
    private void DeclareAll(ReadOnlySpan<char> subset)
    {
        const string Mark = "<!ENTITY";
        for (var at = subset.IndexOf(Mark); at >= 0 && _declared.Count < MaxDeclared; at = subset.IndexOf(Mark))
        {
            subset = subset[(at + Mark.Length)..].TrimStart();
            var space = subset.IndexOfAny(' ', '\t', '\n');
            var value = space < 0 ? default : subset[space..].TrimStart();
            var close = value.Length > 1 && value[0] is '"' or '\'' ? value[1..].IndexOf(value[0]) : -1;
            if (close is >= 0 and < 128 && !value.Slice(1, close).ContainsAny("&%<"))
            {
                _declared.TryAdd(subset[..space].ToString(), value.Slice(1, close).ToString());
            }
        }
    }

    private string Decode(string text) => PlainText.Decode(_declared.Count == 0 ? text : WithDeclared(text));

    private string WithDeclared(string text)
    {
        var declared = _declared.GetAlternateLookup<ReadOnlySpan<char>>();
        StringBuilder? decoded = null;
        var at = 0;
        for (var next = text.IndexOf('&', StringComparison.Ordinal); next >= 0 && _expanded < MaxExpanded; next = text.IndexOf('&', next + 1))
        {
            var end = text.AsSpan(next, Math.Min(LongestName, text.Length - next)).IndexOf(';');
            if (end > 1 && declared.TryGetValue(text.AsSpan(next + 1, end - 1), out var value))
            {
                _expanded++;
                (decoded ??= new StringBuilder()).Append(text, at, next - at).Append(value);
                next += end;
                at = next + 1;
            }
        }

        return decoded?.Append(text, at, text.Length - at).ToString() ?? text;
    }

    private bool Starts(string mark) => string.CompareOrdinal(_text, _at, mark, 0, mark.Length) == 0;

    private void SkipPast(string mark)
    {
        var end = _text.IndexOf(mark, _at, StringComparison.Ordinal);
        _at = end < 0 ? _text.Length : end + mark.Length;
    }
}
