using System.Text;
using System.Text.Json;
using AccordWatch.Text;

namespace AccordWatch.Extract;

/// <summary>What a page's JSON-LD says of its article (schema.org Article and its kin).</summary>
internal sealed class JsonLd
{
    private const int MaxDepth = 12;
    private const int MostObjects = 200;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    private readonly List<JsonElement> _articles = [];
    private readonly List<JsonElement> _pages = [];
    private readonly Dictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);

    public JsonLd(IEnumerable<string> scripts, string pageTitle)
    {
        foreach (var script in scripts)
        {
            if (Parse(script) is { } root)
            {
                Gather(root, 0);
            }
        }

        var plain = Titles.Squeezed(pageTitle);
        var article = _articles.Find(one => Titles.Squeezed(TextOf(one, "headline") ?? "") is { Length: > 7 } headline && plain.Contains(headline, StringComparison.Ordinal));
        article = article.ValueKind == JsonValueKind.Object || _articles.Count == 0 ? article : _articles[0];
        HasArticle = article.ValueKind == JsonValueKind.Object;
        Headline = TextOf(article, "headline") ?? (HasArticle ? TextOf(article, "name") : null);
        Published = TextOf(article, "datePublished") ?? _pages.Select(page => TextOf(page, "datePublished")).FirstOrDefault(date => date is not null);
        Created = TextOf(article, "dateCreated");
        Text = TextOf(article, "articleBody");
        Publisher = Property(article, "publisher") is { } publisher ? NamesIn(publisher, 0).FirstOrDefault() : null;
        Authors = (Property(article, "author") ?? Property(article, "creator")) is { } author ? [.. NamesIn(author, 0).Distinct()] : [];
        IsByOrganisation = Property(article, "author") is { } by && (by.ValueKind == JsonValueKind.Array ? [.. by.EnumerateArray()] : (JsonElement[])[by])
            .All(one => TypesOf(one).Exists(type => type.EndsWith("Organization", StringComparison.Ordinal)));
        Locked = _articles.Concat(_pages).Any(one => Property(one, "isAccessibleForFree") is { } free
            && (free.ValueKind == JsonValueKind.False || (free.ValueKind == JsonValueKind.String && free.GetString()!.Equals("false", StringComparison.OrdinalIgnoreCase))));
    }

    public bool HasArticle { get; }

    public string? Headline { get; }

    public string? Published { get; }

    public string? Created { get; }

    /// <summary>articleBody, plain or with tags.</summary>
    public string? Text { get; }

    public string? Publisher { get; }

    public IReadOnlyList<string> Authors { get; } = [];

    /// <summary>Every author is an organisation.</summary>
    public bool IsByOrganisation { get; }

    /// <summary><c>isAccessibleForFree</c> is false.</summary>
    public bool Locked { get; }

    private static JsonElement? Parse(string script)
    {
        var plain = script.Trim();
        foreach (var wrapper in (string[])["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "-->", "//]]>", "/*]]>*/", "]]>", ";"])
        {
            plain = plain.StartsWith(wrapper, StringComparison.Ordinal) ? plain[wrapper.Length..].Trim() : plain;
            plain = plain.EndsWith(wrapper, StringComparison.Ordinal) ? plain[..^wrapper.Length].Trim() : plain;
        }

        return TryParse(plain) ?? TryParse(Mended(plain));
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Line ends and tabs inside of strings, and backslashes that begin no escape, are what breaks most of them.
    private static string Mended(string text)
    {
        var mended = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var isBad = text[at] == '\\' && (at + 1 >= text.Length || !"\"\\/bfnrtu".Contains(text[at + 1], StringComparison.Ordinal));
            if (text[at] == '\\' && !isBad)
            {
                mended.Append(text[at]).Append(text[at + 1]);
                at++;
            }
            else if (!isBad)
            {
                mended.Append(char.IsControl(text[at]) ? ' ' : text[at]);
            }
        }

        return mended.ToString();
    }

    private void Gather(JsonElement element, int depth)
    {
        if (depth > MaxDepth || _articles.Count + _pages.Count >= MostObjects)
        {
            return;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Gather(item, depth + 1);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (Property(element, "@id") is { ValueKind: JsonValueKind.String } id && element.EnumerateObject().Skip(1).Any())
            {
                _byId.TryAdd(id.GetString()!, element);
            }

            var types = TypesOf(element);
            if (types.Exists(type => type.EndsWith("Article", StringComparison.Ordinal) || type is "BlogPosting" or "LiveBlogPosting" or "Report" or "SocialMediaPosting" or "AnalysisNewsArticle"))
            {
                _articles.Add(element);
            }
            else if (types.Contains("WebPage"))
            {
                _pages.Add(element);
            }

            foreach (var property in element.EnumerateObject().Where(property => property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
            {
                Gather(property.Value, depth + 1);
            }
        }
    }

    private static List<string> TypesOf(JsonElement element) => Property(element, "@type") is not { } type ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.ToString())] : [type.ToString()];

    private static JsonElement? Property(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? TextOf(JsonElement element, string name) => Property(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text when !string.IsNullOrWhiteSpace(text.GetString()) => text.GetString(),
        { ValueKind: JsonValueKind.Array } texts => texts.EnumerateArray().FirstOrDefault(one => one.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.String } first ? first.GetString() : null,
        _ => null,
    };

    private IEnumerable<string> NamesIn(JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return [PlainText.OfHtml(element.GetString()!)];
            case JsonValueKind.Array:
                return element.EnumerateArray().SelectMany(one => NamesIn(one, depth)).ToList();
            case JsonValueKind.Object when depth < 4:
                return Property(element, "name") is { } name ? NamesIn(name, depth + 1)
                    : Property(element, "@id") is { ValueKind: JsonValueKind.String } id && _byId.TryGetValue(id.GetString()!, out var known) ? NamesIn(known, depth + 1) : [];
            default:
                return [];
        }
    }
}
