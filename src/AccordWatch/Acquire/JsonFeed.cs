using System.Text.Json;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).</summary>
internal static class JsonFeed
{
    public static Feed? Read(string text, Uri? url)
    {
        try
        {
            using var document = JsonDocument.Parse(text.AsMemory().TrimStart('\uFEFF'), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 });
            var root = document.RootElement;
            var isFeed = Text(root, "version")?.Contains("jsonfeed", StringComparison.OrdinalIgnoreCase) == true || root.TryGetProperty("items", out _);
            return isFeed ? FeedOf(root, url) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Feed FeedOf(JsonElement root, Uri? url)
    {
        var authors = AuthorsOf(root);
        var language = Text(root, "language");
        return new Feed
        {
            Title = Text(root, "title"),
            Link = Absolute(Text(root, "home_page_url"), url),
            Language = language,
            Entries = [.. List(root, "items").Select(item => EntryOf(item, url, authors, language))],
        };
    }

    private static FeedEntry EntryOf(JsonElement item, Uri? url, List<string> authors, string? language)
    {
        var published = DateReader.Read(Text(item, "date_published"));
        var own = AuthorsOf(item);
        return new FeedEntry
        {
            Id = Text(item, "id"),
            Link = Absolute(Text(item, "url"), url) ?? Absolute(Text(item, "external_url"), url),
            Title = Text(item, "title") is { } title ? PlainText.OneLine(title) : null,
            Summary = Text(item, "summary"),
            Content = Text(item, "content_html") ?? Text(item, "content_text"),
            Published = published?.Instant,
            ZoneUnknown = published is { ZoneKnown: false },
            Updated = DateReader.Read(Text(item, "date_modified"))?.Instant,
            Authors = own.Count > 0 ? own : authors,
            Language = Text(item, "language") ?? language,
            Categories = [.. List(item, "tags").Select(AsText).OfType<string>()],
            Enclosures = [.. List(item, "attachments").Select(one => Absolute(Text(one, "url"), url)).OfType<string>()],
        };
    }

    private static List<string> AuthorsOf(JsonElement owner)
    {
        var several = List(owner, "authors").Select(NameOf).OfType<string>().ToList();
        return several.Count == 0 && owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty("author", out var one) && NameOf(one) is { } name ? [name] : several;
    }

    private static string? NameOf(JsonElement author) => author.ValueKind == JsonValueKind.Object ? Text(author, "name") ?? Text(author, "url") : AsText(author);

    private static string? Text(JsonElement owner, string name) => owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? AsText(value) : null;

    private static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()) ? null : value.GetString()!.Trim(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static List<JsonElement> List(JsonElement owner, string name)
        => owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Absolute(string? link, Uri? url)
        => link is null ? null
            : Uri.TryCreate(link, UriKind.Absolute, out var absolute) && !absolute.IsFile ? absolute.Scheme is "http" or "https" ? link : null
            : url is not null && Uri.TryCreate(url, link, out var joined) && joined.Scheme is "http" or "https" ? joined.AbsoluteUri
            : null;
}
