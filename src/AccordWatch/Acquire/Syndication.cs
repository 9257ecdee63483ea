using System.Text;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>What the elements of the syndication formats mean. The order of the names is the order of trust.</summary>
internal static class Syndication
{
    // A list that is looked through for each of its parts must be short.
    private const int MaxListed = FeedBounds.Listed;

    private static readonly string[] PublishedNames = ["pubdate", "published", "atom:published", "issued", "atom:issued", "dcterms:issued", "dc:date", "dcterms:created", "created", "atom:created", "date"];
    private static readonly string[] UpdatedNames = ["updated", "atom:updated", "modified", "atom:modified", "dcterms:modified", "lastbuilddate"];
    private static readonly string[] ItemTitles = ["title", "atom:title", "dc:title", "media:title", "itunes:title"];
    private static readonly string[] EntryTitles = ["atom:title", "title", "dc:title", "media:title"];
    private static readonly string[] ItemAuthors = ["author", "dc:creator", "dc:author", "atom:author", "itunes:author", "googleplay:author", "media:credit"];
    private static readonly string[] ChannelAuthors = ["atom:author", "author", "dc:creator", "itunes:author", "googleplay:author", "managingeditor", "itunes:owner", "webmaster", "dc:publisher"];
    private static readonly string[] EntryAuthors = ["atom:author", "author", "dc:creator", "itunes:author"];
    private static readonly string[] CategoryNames = ["category", "dc:subject", "media:category", "atom:category", "itunes:category", "googleplay:category"];

    // Lists in one element, as some publishers write them.
    private static readonly string[] KeywordNames = ["tags", "itunes:keywords", "media:keywords"];

    /// <returns>Null when the root is none of a feed.</returns>
    public static Feed? FeedOf(Markup root, Uri? url) => root.Name switch
    {
        "rss" or "rdf:rdf" or "rdf" or "channel" or "item" => Rss(root, url),
        "atom:feed" or "feed" or "atom:entry" or "entry" => Atom(root, url),
        "html" or "xhtml:html" => null,
        _ when root.Below("item").Count > 0 => Rss(root, url),
        _ when root.Below("atom:entry").Count > 0 => Atom(root, url),
        _ when root.Child("channel") is not null => Rss(root, url),
        _ => null,
    };

    private static Feed Rss(Markup root, Uri? url)
    {
        var channel = root.Name == "channel" ? root : root.Child("channel") ?? root.Below("channel").FirstOrDefault() ?? root;
        var items = root.Name == "item" ? [root] : root.Below("item");
        var link = channel.Resolve(channel["href"], url) ?? PlainLinkOf(channel, url) ?? AlternateOf(channel, url);
        var start = BaseOf(link, url);
        var categories = CategoriesOf(channel);
        var authors = new Lazy<List<string>>(() => AuthorsOf(channel, ChannelAuthors));
        return new Feed
        {
            Title = TitleOf(channel, ItemTitles),
            Link = link,
            Language = First(channel.Child("language", "dc:language")?.Text, channel.Language, channel.Child("title")?.OwnLanguage),
            Timetable = Timetables.Of(channel),
            Older = OlderOf(channel, url),
            Hub = LinkTo("hub", channel, url),
            Self = LinkTo("self", channel, url),
            Entries = [.. items.Take(FeedBounds.Entries).Select(item => RssItem(item, start, categories, authors))],
            LeftOut = Math.Max(0, items.Count - FeedBounds.Entries),
        };
    }

    // A feed that another host serves for a site has links of the site.
    private static Uri? BaseOf(string? link, Uri? url)
        => Uri.TryCreate(link, UriKind.Absolute, out var site) && (url is null || !string.Equals(site.Host, url.Host, StringComparison.OrdinalIgnoreCase)) ? site : url;

    private static FeedEntry RssItem(Markup item, Uri? url, List<string> categories, Lazy<List<string>> authors)
    {
        var published = DateOf(item, PublishedNames);
        var updated = DateOf(item, UpdatedNames) ?? DateReader.Read(item["lastmod"]);
        var body = item.Child("content:encoded", "encoded", "xhtml:body", "body", "xhtml:div", "fullitem", "atom:content", "content");
        var (summary, content) = TextsOf(item, BodyOf(body));
        var own = AuthorsOf(item, ItemAuthors);
        var tags = CategoriesOf(item);
        return new FeedEntry
        {
            Id = First(item.Child("guid")?.Text, item["rdf:about"], item.Child("atom:id", "id", "dc:identifier")?.Text),
            Link = ItemLinkOf(item, url),
            Title = TitleOf(item, ItemTitles) ?? EntryTitle.Of(summary, content),
            Summary = summary,
            Content = content,
            Published = (published ?? updated)?.Instant,
            ZoneUnknown = (published ?? updated) is { ZoneKnown: false },
            Updated = updated?.Instant,
            Authors = own.Count > 0 ? own : authors.Value,
            Language = First(item.Child("dc:language", "language")?.Text, body?.OwnLanguage, item.Child("description")?.OwnLanguage, item.Child("title")?.OwnLanguage, item.Language),
            Categories = tags.Count > 0 ? tags : categories,
            Enclosures = EnclosuresOf(item, url),
        };
    }

    // A description and a summary beside it are two texts: the longer one is the content when nothing else is.
    private static (string? Summary, string? Content) TextsOf(Markup item, string? content)
    {
        var description = BodyOf(item.Child("description", "dc:description", "atom:summary", "summary", "abstract", "googleplay:description", "itunes:summary") ?? MediaChild(item, "media:description") ?? item.Child("itunes:subtitle"));
        var other = content is null && item.Child("description") is not null ? BodyOf(item.Child("atom:summary", "summary")) : null;
        return other is null || other == description ? (description, content)
            : description is null || description.Length > other.Length ? (other, description)
            : (description, other);
    }

    private static string? ItemLinkOf(Markup item, Uri? url)
    {
        var guid = item.Child("guid");
        // RSS 2.0: a guid is a permalink unless it says that it is none.
        var isPermalink = guid is not null && guid["ispermalink"]?.Trim().ToLowerInvariant() != "false" && guid.Text.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        return item.Resolve(item.Child("feedburner:origlink")?.Text, url)
            ?? PlainLinkOf(item, url)
            ?? item.Resolve(item["href"], url)
            ?? (isPermalink ? guid!.Resolve(guid.Text, url) : null)
            ?? AlternateOf(item, url)
            ?? item.Resolve(item["rdf:about"], url);
    }

    // RSS has one link; where there are several the last one counts, as with every element that is given twice.
    private static string? PlainLinkOf(Markup owner, Uri? url)
    {
        string? last = null;
        foreach (var part in owner.Parts)
        {
            if (part is Markup { Name: "link" } link && link["rel"] is null or "alternate")
            {
                last = link.Resolve(First(link.Text, link["href"]), url) ?? last;
            }
        }

        return last;
    }

    private static Feed Atom(Markup root, Uri? url)
    {
        var entries = root.Local == "entry" ? [root] : root.Below(root.Name == "feed" ? "entry" : "atom:entry");
        var categories = CategoriesOf(root);
        var authors = new Lazy<List<string>>(() => AuthorsOf(root, EntryAuthors));
        return new Feed
        {
            Title = TitleOf(root, EntryTitles),
            Link = AlternateOf(root, url),
            Language = First(root.Language, root.Child("dc:language")?.Text, root.Child("atom:title", "title")?.OwnLanguage),
            Timetable = Timetables.Of(root),
            Older = OlderOf(root, url),
            Hub = LinkTo("hub", root, url),
            Self = LinkTo("self", root, url),
            Entries = [.. entries.Take(FeedBounds.Entries).Select(entry => AtomEntry(entry, url, categories, authors))],
            LeftOut = Math.Max(0, entries.Count - FeedBounds.Entries),
        };
    }

    private static FeedEntry AtomEntry(Markup entry, Uri? url, List<string> categories, Lazy<List<string>> authors)
    {
        var published = DateOf(entry, PublishedNames);
        var updated = DateOf(entry, UpdatedNames);
        var text = entry.Child("atom:content", "content", "content:encoded");
        var (summary, content) = (BodyOf(entry.Child("atom:summary", "summary") ?? MediaChild(entry, "media:description")), BodyOf(text));
        var tags = CategoriesOf(entry);
        return new FeedEntry
        {
            Id = First(entry.Child("atom:id", "id")?.Text, entry.Child("guid")?.Text),
            Link = entry.Resolve(entry.Child("feedburner:origlink")?.Text, url) ?? AlternateOf(entry, url) ?? text?.Resolve(text["src"], url),
            Title = TitleOf(entry, EntryTitles) ?? EntryTitle.Of(summary, content),
            Summary = summary,
            Content = content,
            Published = (published ?? updated)?.Instant,
            ZoneUnknown = (published ?? updated) is { ZoneKnown: false },
            Updated = updated?.Instant,
            Authors = EntryAuthorsOf(entry, authors),
            Language = First(entry.Child("dc:language")?.Text, text?.Language, entry.Child("atom:summary", "summary")?.Language, entry.Child("atom:title", "title")?.Language, entry.Language),
            Categories = tags.Count > 0 ? tags : categories,
            Enclosures = EnclosuresOf(entry, url),
        };
    }

    // RFC 4287 4.2.1: the entry's authors, else those of its source, else those of the feed.
    private static List<string> EntryAuthorsOf(Markup entry, Lazy<List<string>> authors)
    {
        var own = AuthorsOf(entry, EntryAuthors);
        own = own.Count == 0 && entry.Child("atom:source", "source") is { } source ? AuthorsOf(source, EntryAuthors) : own;
        return own.Count > 0 ? own : authors.Value;
    }

    private static string? TitleOf(Markup owner, string[] names)
    {
        foreach (var name in names)
        {
            foreach (var part in owner.Parts)
            {
                if (part is Markup title && title.Name == name && PlainTitle(title) is { Length: > 0 } plain)
                {
                    return plain;
                }
            }
        }

        return null;
    }

    private static string PlainTitle(Markup title)
    {
        // RFC 4287 3.1.1: text unless the type says html; every other title is HTML in practice.
        var isText = title.Name == "atom:title" && title["type"] is null or "text" or "text/plain" && title["mode"] is null or "xml";
        return title.HasChildren ? PlainText.OneLine(title.Text) : isText ? PlainText.OneLine(PlainText.Decode(title.Text)) : PlainText.OfHtml(Unpacked(title));
    }

    private static string? BodyOf(Markup? element) => element is null ? null : First(IsPacked(element) ? Unpacked(element) : element.Inner);

    // RFC 4287 4.1.3.3: any type but text/* and XML is base64; Atom 0.3 says it with mode.
    private static bool IsPacked(Markup element) => element["mode"] == "base64" || IsBinary(element["type"]);

    private static bool IsBinary(string? type) => type is { Length: > 0 } && type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !type.Contains("xml", StringComparison.OrdinalIgnoreCase);

    private static string Unpacked(Markup element)
    {
        var text = element.Text;
        if (!IsPacked(element))
        {
            return text;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : text;
    }

    private static ReadDate? DateOf(Markup owner, string[] names)
    {
        foreach (var name in names)
        {
            ReadDate? last = null;
            foreach (var part in owner.Parts)
            {
                last = part is Markup child && child.Name == name ? DateReader.Read(child.Text) ?? last : last;
            }

            if (last is not null)
            {
                return last;
            }
        }

        return null;
    }

    // RFC 4287 4.2.7.2: a link without rel is the alternate; a web page before other types.
    private static string? AlternateOf(Markup owner, Uri? url)
    {
        var links = owner.All("atom:link", "link");
        var alternate = links.Where(link => Relation(link) is "alternate" or "")
            .OrderBy(link => link["type"] is null or "text/html" or "application/xhtml+xml" ? 0 : 1)
            .Select(link => link.Resolve(First(link["href"], link.Text), url));
        return alternate.Concat(links.Where(link => Relation(link) is "self" or "via" or "related").Select(link => link.Resolve(link["href"], url))).FirstOrDefault(link => link is not null);
    }

    // RFC 5005 sections 3 and 4: an archive holds every entry, a page of a search may have changed meanwhile.
    private static string? OlderOf(Markup owner, Uri? url) => LinkTo("prev-archive", owner, url) ?? LinkTo("next", owner, url);

    private static string? LinkTo(string relation, Markup owner, Uri? url)
        => owner.All("atom:link", "link").Where(link => Relation(link) == relation).Select(link => link.Resolve(link["href"], url)).FirstOrDefault(link => link is not null);

    // RFC 4287 4.2.7.2: the registered name, or the same as an IRI.
    private static string Relation(Markup link)
    {
        var relation = (link["rel"] ?? "").Trim();
        return relation[(relation.LastIndexOf('/') + 1)..].ToLowerInvariant();
    }

    private static List<string> EnclosuresOf(Markup item, Uri? url)
    {
        var found = new List<string>();
        foreach (var part in item.Parts)
        {
            if (part is not Markup child)
            {
                continue;
            }

            switch (child.Name)
            {
                case "enclosure" or "enc:enclosure":
                    Keep(child, First(child["url"], child["href"], child["rdf:resource"], child["resource"], child.Text), url, found);
                    break;
                case "atom:link" or "link" when Relation(child) == "enclosure":
                    Keep(child, child["href"], url, found);
                    break;
                case "feedburner:origenclosurelink":
                    Keep(child, child.Text, url, found);
                    break;
                case "media:group" or "media:content" or "media:thumbnail" or "media:peerlink":
                    KeepMedia(child, url, found);
                    break;
                default:
                    break;
            }
        }

        return found;
    }

    private static void KeepMedia(Markup media, Uri? url, List<string> found)
    {
        Keep(media, First(media["url"], media["href"]), url, found);
        foreach (var child in media.All("media:content", "media:thumbnail", "media:peerlink"))
        {
            KeepMedia(child, url, found);
        }
    }

    private static void Keep(Markup element, string? link, Uri? url, List<string> found)
    {
        if (found.Count < MaxListed && element.Resolve(link, url) is { } absolute && !found.Contains(absolute))
        {
            found.Add(absolute);
        }
    }

    private static Markup? MediaChild(Markup owner, string name)
        => owner.Child(name) ?? owner.Child("media:group")?.Child(name) ?? owner.Child("media:content")?.Child(name) ?? owner.Child("media:group")?.Child("media:content")?.Child(name);

    private static List<string> CategoriesOf(Markup owner)
    {
        var found = new List<string>();
        foreach (var part in owner.Parts)
        {
            if (part is not Markup child)
            {
                continue;
            }

            if (CategoryNames.Contains(child.Name))
            {
                KeepCategory(child, found);
            }
            else if (KeywordNames.Contains(child.Name))
            {
                KeepWords(child, found);
            }
        }

        return found;
    }

    private static void KeepCategory(Markup category, List<string> found)
    {
        var isNested = category.Child(category.Name) is not null;
        foreach (var name in (ReadOnlySpan<string?>)[isNested ? null : category.Inner, category["term"], category["label"], category["text"]])
        {
            var plain = name is null ? "" : PlainText.OneLine(PlainText.Decode(name));
            if (plain.Length > 0 && found.Count < MaxListed && !found.Contains(plain))
            {
                found.Add(plain);
            }
        }

        foreach (var inner in isNested ? category.All(category.Name) : [])
        {
            KeepCategory(inner, found);
        }
    }

    private static void KeepWords(Markup list, List<string> found)
    {
        foreach (var word in list.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (found.Count < MaxListed && !found.Contains(word))
            {
                found.Add(word);
            }
        }
    }

    // The first kind of element that names a person; one that has an address only is better than none.
    private static List<string> AuthorsOf(Markup owner, string[] names)
    {
        List<string>? addresses = null;
        foreach (var kind in names)
        {
            var authors = new List<string>();
            foreach (var part in owner.Parts)
            {
                if (authors.Count < MaxListed && part is Markup person && person.Name == kind && Person.Of(person) is { } name && !authors.Contains(name))
                {
                    authors.Add(name);
                }
            }

            if (authors.Exists(name => !name.Contains('@', StringComparison.Ordinal)))
            {
                return authors;
            }

            addresses = addresses is null && authors.Count > 0 ? authors : addresses;
        }

        return addresses ?? [];
    }

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
}
