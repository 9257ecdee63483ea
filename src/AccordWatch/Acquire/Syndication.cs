using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>What the elements of the syndication formats mean. The order of the names is the order of trust.</summary>
internal static partial class Syndication
{
    private static readonly string[] PublishedNames = ["pubdate", "published", "atom:published", "issued", "atom:issued", "dcterms:issued", "dc:date", "dcterms:created", "created", "atom:created", "date"];
    private static readonly string[] UpdatedNames = ["updated", "atom:updated", "modified", "atom:modified", "dcterms:modified", "lastbuilddate"];

    /// <returns>Null when the root is none of a feed.</returns>
    public static Feed? FeedOf(Markup root, Uri? url) => root.Name switch
    {
        "rss" or "rdf:rdf" or "rdf" or "channel" or "item" => Rss(root, url),
        "atom:feed" or "feed" or "atom:entry" or "entry" => Atom(root, url),
        "html" or "xhtml:html" => null,
        _ when root.Below("item").Any() => Rss(root, url),
        _ when root.Below("atom:entry").Any() => Atom(root, url),
        _ when root.Child("channel") is not null => Rss(root, url),
        _ => null,
    };

    private static Feed Rss(Markup root, Uri? url)
    {
        var channel = root.Name == "channel" ? root : root.Child("channel") ?? root.Below("channel").FirstOrDefault() ?? root;
        var items = root.Name == "item" ? [root] : root.Below("item").ToList();
        return new Feed
        {
            Title = TitleOf(channel, "title", "atom:title", "dc:title"),
            Link = channel.Resolve(channel["href"] ?? channel.Child("link")?.Text, url) ?? AlternateOf(channel, url),
            Language = channel.Child("language", "dc:language")?.Text is { Length: > 0 } named ? named : channel.Language,
            TimeToLive = int.TryParse(channel.Child("ttl")?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and < 100_000 ? TimeSpan.FromMinutes(minutes) : null,
            Entries = [.. items.Select(item => RssItem(item, channel, url))],
        };
    }

    private static FeedEntry RssItem(Markup item, Markup channel, Uri? url)
    {
        var guid = item.Child("guid");
        var isPermalink = guid is not null && guid["ispermalink"]?.Trim().ToLowerInvariant() != "false" && guid.Text.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        var published = DateOf(item, PublishedNames);
        var body = BodyOf(item.Child("content:encoded", "encoded", "xhtml:body", "body", "fullitem", "atom:content", "content"));
        var summary = BodyOf(item.Child("description", "dc:description", "atom:summary", "summary", "abstract", "itunes:summary", "media:description", "itunes:subtitle"));
        return new FeedEntry
        {
            Id = First(guid?.Text, item["rdf:about"], item.Child("atom:id", "id", "dc:identifier")?.Text),
            Link = item.Resolve(item.Child("feedburner:origlink")?.Text, url)
                ?? item.All("link").Select(link => item.Resolve(First(link.Text, link["href"]), url)).FirstOrDefault(link => link is not null)
                ?? item.Resolve(item["href"], url)
                ?? (isPermalink ? item.Resolve(guid!.Text, url) : null)
                ?? AlternateOf(item, url)
                ?? item.Resolve(item["rdf:about"], url),
            Title = TitleOf(item, "title", "atom:title", "dc:title", "media:title"),
            Summary = summary,
            Content = body,
            Published = published?.Instant,
            ZoneUnknown = published is { ZoneKnown: false },
            Updated = DateOf(item, UpdatedNames)?.Instant,
            Authors = Some(AuthorsOf(item, "author", "dc:creator", "dc:author", "atom:author", "itunes:author"), () => AuthorsOf(channel, "dc:creator", "itunes:author", "managingeditor", "author")),
            Language = First(item.Child("dc:language", "language")?.Text, item.Language),
            Categories = [.. item.All("category", "dc:subject", "media:category", "atom:category", "itunes:category").Select(CategoryOf).OfType<string>().Distinct()],
            Enclosures = EnclosuresOf(item, url),
        };
    }

    private static Feed Atom(Markup root, Uri? url)
    {
        var entries = root.Local == "entry" ? [root] : root.Below(root.Name == "feed" ? "entry" : "atom:entry").ToList();
        return new Feed
        {
            Title = TitleOf(root, "atom:title", "title", "dc:title"),
            Link = AlternateOf(root, url),
            Language = First(root.Language, root.Child("dc:language")?.Text),
            Entries = [.. entries.Select(entry => AtomEntry(entry, root, url))],
        };
    }

    private static FeedEntry AtomEntry(Markup entry, Markup feed, Uri? url)
    {
        var published = DateOf(entry, PublishedNames);
        var updated = DateOf(entry, UpdatedNames);
        var content = entry.Child("atom:content", "content", "content:encoded");
        return new FeedEntry
        {
            Id = First(entry.Child("atom:id", "id")?.Text, entry.Child("guid")?.Text),
            Link = entry.Resolve(entry.Child("feedburner:origlink")?.Text, url) ?? AlternateOf(entry, url) ?? entry.Resolve(content?["src"], url),
            Title = TitleOf(entry, "atom:title", "title", "dc:title", "media:title"),
            Summary = BodyOf(entry.Child("atom:summary", "summary", "media:description") ?? entry.Below("media:description").FirstOrDefault()),
            Content = BodyOf(content),
            Published = (published ?? updated)?.Instant,
            ZoneUnknown = (published ?? updated) is { ZoneKnown: false },
            Updated = updated?.Instant,
            Authors = Some(
                AuthorsOf(entry, "atom:author", "author", "dc:creator"),
                () => entry.Child("atom:source", "source") is { } source ? AuthorsOf(source, "atom:author", "author") : [],
                () => AuthorsOf(feed, "atom:author", "author", "dc:creator")),
            Language = First(entry.Child("dc:language")?.Text, content?.Language, entry.Child("atom:summary", "summary")?.Language, entry.Child("atom:title", "title")?.Language, entry.Language),
            Categories = [.. entry.All("atom:category", "category", "dc:subject", "media:category").Select(CategoryOf).OfType<string>().Distinct()],
            Enclosures = EnclosuresOf(entry, url),
        };
    }

    private static string? TitleOf(Markup owner, params string[] names)
    {
        foreach (var title in owner.All(names).OrderBy(title => Array.IndexOf(names, title.Name)))
        {
            var isText = title.Name == "atom:title" && title["type"] is null or "text" or "text/plain" && title["mode"] is null or "xml";
            var plain = title.HasChildren ? PlainText.OneLine(title.Text) : isText ? PlainText.OneLine(title.Text) : PlainText.OfHtml(Unpacked(title));
            if (plain.Length > 0)
            {
                return plain;
            }
        }

        return null;
    }

    private static string? BodyOf(Markup? element) => element is null ? null : First(element["mode"] == "base64" || IsBinary(element["type"]) ? Unpacked(element) : element.Inner);

    // RFC 4287 4.1.3.3: any type but text/* and XML is base64; Atom 0.3 says it with mode.
    private static bool IsBinary(string? type) => type is { Length: > 0 } && type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !type.Contains("xml", StringComparison.OrdinalIgnoreCase);

    private static string Unpacked(Markup element)
    {
        var text = element.Text;
        if (element["mode"] != "base64" && !IsBinary(element["type"]))
        {
            return text;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : text;
    }

    private static ReadDate? DateOf(Markup owner, string[] names)
        => owner.All(names).OrderBy(date => Array.IndexOf(names, date.Name)).Select(date => DateReader.Read(date.Text)).FirstOrDefault(date => date is not null);

    private static string? AlternateOf(Markup owner, Uri? url)
    {
        var links = owner.All("atom:link", "link").ToList();
        var alternate = links.Where(link => (link["rel"] ?? "alternate").Trim() is "alternate" or "" or "http://www.iana.org/assignments/relation/alternate")
            .OrderBy(link => link["type"] is null or "text/html" or "application/xhtml+xml" ? 0 : 1)
            .Select(link => link.Resolve(First(link["href"], link.Text), url));
        return alternate.Concat(links.Where(link => link["rel"] is "self" or "via" or "related").Select(link => link.Resolve(link["href"], url))).FirstOrDefault(link => link is not null);
    }

    private static List<string> EnclosuresOf(Markup item, Uri? url)
        => [.. item.All("enclosure").Concat(item.All("atom:link", "link").Where(link => link["rel"] == "enclosure")).Concat(item.Below("media:content"))
            .Select(one => one.Resolve(First(one["url"], one["href"], one.Name == "enclosure" ? one.Text : null), url)).OfType<string>().Distinct()];

    private static string? CategoryOf(Markup category)
        => First(PlainText.OneLine(category.Text), category["label"] is { } label && category["term"] is null ? label : null, category["term"], category["text"]);

    private static List<string> AuthorsOf(Markup owner, params string[] names)
    {
        var authors = new List<string>();
        foreach (var kind in names)
        {
            authors.AddRange(owner.All(kind).Select(PersonOf).OfType<string>());
            if (authors.Count > 0)
            {
                break;
            }
        }

        return [.. authors.Distinct()];
    }

    private static string? PersonOf(Markup person)
    {
        if (person.Child("atom:name", "name", "itunes:name") is { } name)
        {
            return First(PlainText.OneLine(name.Text), person.Child("atom:email", "email")?.Text);
        }

        if (person.HasChildren)
        {
            return First(person.Child("atom:email", "email", "atom:uri", "uri")?.Text, PlainText.OfHtml(person.Inner));
        }

        var text = PlainText.OfHtml(person.Text);
        // RSS 2.0 asks for "mail (name)"; others write "name <mail>".
        return MailAndName().Match(text) is { Success: true } match ? match.Groups[1].Success ? match.Groups[1].Value.Trim() : match.Groups[2].Value.Trim() : First(text);
    }

    private static List<string> Some(List<string> first, params Func<List<string>>[] others)
        => first.Count > 0 ? first : others.Select(other => other()).FirstOrDefault(list => list.Count > 0) ?? [];

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text.Trim();
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\S+@\S+\s+\(([^)]+)\)$|^""?([^<""]+?)""?\s*<\S+@[^>]+>$")]
    private static partial Regex MailAndName();
}
