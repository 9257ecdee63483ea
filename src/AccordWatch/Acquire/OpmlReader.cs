using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>Outlines into sources, each with a name and an address of its own.</summary>
internal sealed class OpmlReader
{
    private static readonly AddressGuard Guard = new([]);

    private readonly HashSet<string> _names;
    private readonly Dictionary<string, Source> _byUrl = new(StringComparer.Ordinal);

    public OpmlReader(IReadOnlyCollection<Source> present)
    {
        _names = present.Select(source => source.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var source in present)
        {
            _byUrl.TryAdd(KeyOf(source.Url, source.LinkSelector, source.UrlPattern), source);
        }
    }

    public IReadOnlyList<OpmlOutline> Read(IReadOnlyList<(Markup Outline, string Folder)> outlines) => [.. outlines.Select((one, at) => One(at + 1, one.Outline, one.Folder))];

    private OpmlOutline One(int number, Markup outline, string folder)
    {
        var text = PlainText.OneLine(outline["text"] ?? outline["title"] ?? outline["xmlurl"] ?? outline["url"] ?? "");
        var isPage = outline["aw:kind"] == "page";
        var address = outline["xmlurl"] ?? (isPage || outline["type"]?.ToLowerInvariant() is "rss" or "atom" ? outline["url"] : null);
        if (string.IsNullOrWhiteSpace(address))
        {
            return new OpmlOutline(number, text, OutlineResult.Invalid, null, "names no feed (xmlUrl is missing)");
        }

        address = address.Trim();
        address = address.StartsWith("feed://", StringComparison.OrdinalIgnoreCase) ? $"https://{address[7..]}" : address.StartsWith("feed:", StringComparison.OrdinalIgnoreCase) ? address[5..] : address;
        if (ObjectionTo(address) is { } objection)
        {
            return new OpmlOutline(number, text, OutlineResult.Invalid, null, objection);
        }

        var source = SourceOf(outline, new Uri(address), isPage, folder);
        if (_byUrl.TryGetValue(KeyOf(source.Url, source.LinkSelector, source.UrlPattern), out var known))
        {
            return new OpmlOutline(number, text, OutlineResult.Present, known, null);
        }

        _names.Add(source.Name);
        _byUrl.Add(KeyOf(source.Url, source.LinkSelector, source.UrlPattern), source);
        return new OpmlOutline(number, text, OutlineResult.Added, source, null);
    }

    private static string? ObjectionTo(string address) => SourceList.ObjectionToUrl(address) ?? Guard.Objection(new Uri(address));

    private Source SourceOf(Markup outline, Uri url, bool isPage, string folder)
    {
        var own = outline["aw:name"] is { } name && SourceList.ObjectionToName(name) is null && !_names.Contains(name) ? name : null;
        var selector = outline["aw:selector"];
        return new Source
        {
            Name = own ?? SourceList.NameFor(PlainText.OneLine(outline["text"] ?? outline["title"] ?? ""), url, _names),
            Url = url,
            Kind = isPage ? SourceKind.Page : SourceKind.Feed,
            Language = outline["language"] is { Length: >= 2 } language && language[..2].All(char.IsAsciiLetter) && (language.Length == 2 || language[2] is '-' or '_') ? language[..2].ToLowerInvariant() : null,
            Categories = CategoriesOf(outline["category"], folder),
            LinkSelector = isPage && selector is not null && SourceList.IsSelector(selector) ? selector : null,
            UrlPattern = outline["aw:pattern"],
            Every = Durations.TryRead(outline["aw:every"] ?? "", out var every) && every >= TimeSpan.FromMinutes(1) && every <= TimeSpan.FromDays(30) ? every : null,
            Paging = !isPage && outline["aw:paging"] == "wordpress" ? Paging.WordPress : Paging.Named,
            FullText = outline["aw:fulltext"] != "false",
        };
    }

    // OPML 2.0: category="/Boston/Weather,/Harvard".
    private static IReadOnlyList<string> CategoriesOf(string? attribute, string folder)
        => [.. (attribute ?? "").Split(',').Prepend(folder).Select(one => one.Trim().Trim('/')).Where(one => one.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string KeyOf(Uri url, string? selector, string? pattern) => $"{CanonicalUrl.Of(url)}\n{selector}\n{pattern}";
}
