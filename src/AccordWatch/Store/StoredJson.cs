using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccordWatch.Model;

namespace AccordWatch.Store;

/// <summary>What the tables hold as JSON, without reflection: its preparations would cost a short run more than all the rest.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(FeedEntry))]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(IEnumerable<string>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Of(FeedEntry entry) => JsonSerializer.Serialize(entry, Default.FeedEntry);

    public static string Of(Finding finding) => JsonSerializer.Serialize(finding, Default.Finding);

    public static string Of(IEnumerable<string> texts) => JsonSerializer.Serialize(texts, Default.IEnumerableString);

    /// <summary>A source, for <see cref="SourceOf"/>.</summary>
    public static string Of(Source source)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("Name", source.Name);
            json.WriteString("Url", source.Url.OriginalString);
            json.WriteNumber("Kind", (int)source.Kind);
            json.WriteString("Language", source.Language);
            json.WriteString("LinkSelector", source.LinkSelector);
            json.WriteString("UrlPattern", source.UrlPattern);
            WriteTexts(json, "AllowPrivate", source.AllowPrivate);
            json.WriteString("Every", source.Every?.ToString("c", CultureInfo.InvariantCulture));
            json.WriteBoolean("FullText", source.FullText);
            json.WriteNumber("Paging", (int)source.Paging);
            WriteTexts(json, "Categories", source.Categories);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>The source that <see cref="Of(Source)"/> wrote; what the text does not name has its default.</summary>
    public static Source SourceOf(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var source = new Source { Name = TextOf("Name")!, Url = new Uri(TextOf("Url")!) };
        return source with
        {
            Kind = (SourceKind)NumberOf("Kind", (int)source.Kind),
            Language = TextOf("Language"),
            LinkSelector = TextOf("LinkSelector"),
            UrlPattern = TextOf("UrlPattern"),
            AllowPrivate = TextsOf("AllowPrivate"),
            Every = TextOf("Every") is { } every ? TimeSpan.ParseExact(every, "c", CultureInfo.InvariantCulture) : null,
            FullText = root.TryGetProperty("FullText", out var fullText) ? fullText.GetBoolean() : source.FullText,
            Paging = (Paging)NumberOf("Paging", (int)source.Paging),
            Categories = TextsOf("Categories"),
        };

        string? TextOf(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

        int NumberOf(string name, int otherwise) => root.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;

        string[] TextsOf(string name)
        {
            var texts = new List<string>();
            if (root.TryGetProperty(name, out var list))
            {
                foreach (var one in list.EnumerateArray())
                {
                    texts.Add(one.GetString()!);
                }
            }

            return [.. texts];
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
