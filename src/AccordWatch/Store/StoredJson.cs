using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccordWatch.Model;

namespace AccordWatch.Store;

/// <summary>Writes what the tables hold as JSON, by compiled code: reflection costs a short run more than the writing.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Source))]
[JsonSerializable(typeof(FeedEntry))]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(IEnumerable<string>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Of(Source source) => JsonSerializer.Serialize(source, Default.Source);

    public static string Of(FeedEntry entry) => JsonSerializer.Serialize(entry, Default.FeedEntry);

    public static string Of(Finding finding) => JsonSerializer.Serialize(finding, Default.Finding);

    public static string Of(IEnumerable<string> texts) => JsonSerializer.Serialize(texts, Default.IEnumerableString);

    /// <summary>The source that <see cref="Of(Source)"/> wrote; what it does not name has its default.</summary>
    public static Source SourceOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var source = new Source { Name = Text("Name")!, Url = new Uri(Text("Url")!) };
        return source with
        {
            Kind = (SourceKind)Number("Kind", (int)source.Kind),
            Language = Text("Language"),
            LinkSelector = Text("LinkSelector"),
            UrlPattern = Text("UrlPattern"),
            AllowPrivate = Texts("AllowPrivate"),
            Every = Text("Every") is { } every ? System.TimeSpan.Parse(every, CultureInfo.InvariantCulture) : null,
            FullText = root.TryGetProperty("FullText", out var fullText) ? fullText.GetBoolean() : source.FullText,
            Paging = (Paging)Number("Paging", (int)source.Paging),
            Categories = Texts("Categories"),
        };

        string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

        int Number(string name, int otherwise) => root.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;

        string[] Texts(string name) => root.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(one => one.GetString()!)] : [];
    }
}
