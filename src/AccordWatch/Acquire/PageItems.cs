using System.Text.Json;
using AccordWatch.Model;
using AccordWatch.Text;
using AngleSharp.Dom;

namespace AccordWatch.Acquire;

/// <summary>The list of articles that a page states for machines (JSON-LD, schema.org ItemList and its relatives).</summary>
internal static class PageItems
{
    private const int Most = 500;

    public static IReadOnlyList<FeedEntry> Of(IDocument document)
    {
        var entries = new List<FeedEntry>();
        foreach (var script in document.QuerySelectorAll("script[type='application/ld+json']"))
        {
            try
            {
                using var json = JsonDocument.Parse(script.TextContent, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
                Collect(json.RootElement, document, entries);
            }
            catch (JsonException)
            {
                // The anchors of the page say the same.
            }
        }

        return [.. entries.DistinctBy(entry => entry.Link).Take(Most)];
    }

    // Depth is bounded by the JSON reader (64).
    private static void Collect(JsonElement at, IDocument document, List<FeedEntry> entries)
    {
        if (at.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in at.EnumerateArray())
            {
                Collect(one, document, entries);
            }
        }
        else if (at.ValueKind == JsonValueKind.Object && !IsA(at, "BreadcrumbList", "SiteNavigationElement"))
        {
            if (IsA(at, "ItemList") && at.TryGetProperty("itemListElement", out var items))
            {
                Add(items, document, entries);
            }
            else if (IsA(at, "NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle"))
            {
                Add(at, document, entries);
            }
            else
            {
                foreach (var inner in at.EnumerateObject())
                {
                    Collect(inner.Value, document, entries);
                }
            }
        }
    }

    private static void Add(JsonElement item, IDocument document, List<FeedEntry> entries)
    {
        if (item.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in item.EnumerateArray())
            {
                Add(one, document, entries);
            }

            return;
        }

        var inner = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("item", out var named) ? named : item;
        var link = inner.ValueKind == JsonValueKind.String ? inner.GetString() : TextOf(inner, "url") ?? TextOf(item, "url") ?? TextOf(inner, "@id");
        if (HtmlPage.Resolve(document, link) is not { } url)
        {
            return;
        }

        var published = DateReader.Read(TextOf(inner, "datePublished"));
        entries.Add(new FeedEntry
        {
            Link = url.AbsoluteUri,
            Title = (TextOf(inner, "headline") ?? TextOf(inner, "name") ?? TextOf(item, "name")) is { } title ? PlainText.OfHtml(title) : null,
            Published = published?.Instant,
            ZoneUnknown = published is { ZoneKnown: false },
        });
    }

    private static string? TextOf(JsonElement item, string name)
        => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static bool IsA(JsonElement item, params string[] types)
        => item.TryGetProperty("@type", out var type) && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray() : Enumerable.Repeat(type, 1))
            .Any(one => one.ValueKind == JsonValueKind.String && types.Contains(one.GetString(), StringComparer.Ordinal));
}
