using System.Text.Json;
using System.Text.RegularExpressions;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).</summary>
internal static partial class JsonFeed
{
    public static Feed? Read(string text, Uri? url)
    {
        try
        {
            return FeedIn(text.AsMemory(), url);
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidOperationException)
        {
            var whole = mistake is JsonException ? WholeItems(text) : text;
            return whole is not null && Forgiven(WithoutHalves(whole), url) is { } feed ? feed with { Problem = $"not well-formed JSON: {mistake.Message}" } : null;
        }
    }

    private static Feed? FeedIn(ReadOnlyMemory<char> text, Uri? url)
    {
        using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 });
        var root = document.RootElement;
        var isFeed = Text(root, "version")?.Contains("jsonfeed", StringComparison.OrdinalIgnoreCase) == true || root.TryGetProperty("items", out _);
        return isFeed ? FeedOf(root, url) : null;
    }

    private static Feed? Forgiven(string text, Uri? url)
    {
        try
        {
            return FeedIn(text.AsMemory(), url);
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Half of a surrogate pair, escaped, is well-formed JSON but no text (RFC 8259 8.2).
    private static string WithoutHalves(string text) => SurrogateEscape().Replace(text, match => match.Length == 12 ? match.Value : "\\ufffd");

    // What stands up to the last whole item of a document that was cut off.
    private static string? WholeItems(string text)
    {
        int depth = 0, end = 0;
        var isString = false;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\' when isString:
                    at++;
                    break;
                case '"':
                    isString = !isString;
                    break;
                case '{' or '[' when !isString:
                    depth++;
                    break;
                case '}' or ']' when !isString:
                    depth--;
                    end = depth == 2 && text[at] == '}' ? at + 1 : end;
                    break;
                default:
                    break;
            }
        }

        return end == 0 ? null : $"{text[..end]}]}}";
    }

    private static Feed FeedOf(JsonElement root, Uri? url)
    {
        var authors = AuthorsOf(root);
        var language = Text(root, "language");
        var items = List(root, "items");
        return new Feed
        {
            Title = Text(root, "title"),
            Link = Absolute(Text(root, "home_page_url"), url),
            Language = language,
            Older = Absolute(Text(root, "next_url"), url),
            Hub = List(root, "hubs").Where(hub => "WebSub".Equals(Text(hub, "type"), StringComparison.OrdinalIgnoreCase)).Select(hub => Absolute(Text(hub, "url"), url)).FirstOrDefault(hub => hub is not null),
            Self = Absolute(Text(root, "feed_url"), url),
            Entries = [.. items.Take(FeedBounds.Entries).Select(item => EntryOf(item, url, authors, language))],
            LeftOut = Math.Max(0, items.Count - FeedBounds.Entries),
        };
    }

    private static FeedEntry EntryOf(JsonElement item, Uri? url, List<string> authors, string? language)
    {
        var published = DateReader.Read(Text(item, "date_published"));
        var own = AuthorsOf(item);
        var (summary, content) = (Text(item, "summary"), Text(item, "content_html") ?? Text(item, "content_text"));
        return new FeedEntry
        {
            Id = Text(item, "id"),
            Link = Absolute(Text(item, "url"), url) ?? Absolute(Text(item, "external_url"), url),
            Title = Text(item, "title") is { } title ? PlainText.OneLine(title) : EntryTitle.Of(summary, content),
            Summary = summary,
            Content = content,
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
        JsonValueKind.String => value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static List<JsonElement> List(JsonElement owner, string name)
        => owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Absolute(string? link, Uri? url)
        => link is null ? null
            : link.StartsWith("//", StringComparison.Ordinal) && url is null ? Absolute($"https:{link}", null)
            : Uri.TryCreate(link, UriKind.Absolute, out var absolute) && !absolute.IsFile ? absolute.Scheme is "http" or "https" ? link : null
            : url is not null && Uri.TryCreate(url, link, out var joined) && joined.Scheme is "http" or "https" ? joined.AbsoluteUri
            : null;

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")]
    private static partial Regex SurrogateEscape();
}
