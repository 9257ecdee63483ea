using System.Text.Json;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Host.Commands;

/// <summary>Articles as plain files and batch lines give them.</summary>
internal static class NewsFile
{
    private const int LongestTitle = 160;

    // Lines behind the title that may still be only a date or an address.
    private const int HeadLines = 3;

    private static readonly Uri Nowhere = new("about:blank");

    /// <summary>Of {"title", "text", "date", "lang", "source"}; a date without a day is none.</summary>
    public static Article OfJson(JsonElement input) => Make(
        input.TextOf("title"),
        input.TextOf("text"),
        input.TextOf("date") is { Length: > 7 } date ? DateReader.Read(date)?.Instant : null,
        input.TextOf("lang"),
        input.TextOf("source"));

    /// <summary>
    /// The first line is the title when it is short and does not end like a sentence. A date behind it is the article's; a date before it is
    /// the clock of a site.
    /// </summary>
    public static Article OfText(string whole)
    {
        var lines = whole.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).SkipWhile(line => line.Length == 0 || IsAddress(line) || DateOf(line) is not null).ToList();
        var hasTitle = lines.Count > 1 && lines[0].Length <= LongestTitle && !lines[0].EndsWith('.');
        var title = hasTitle ? lines[0] : "";
        var body = hasTitle ? lines.Skip(1).ToList() : lines;
        DateTimeOffset? published = null;
        foreach (var line in body.Where(line => line.Length > 0).Take(HeadLines).ToList())
        {
            published ??= DateOf(line);
            if (DateOf(line) is not null || IsAddress(line))
            {
                body.Remove(line);
            }
        }

        return Make(title, string.Join('\n', body).Trim(), published, null, null);
    }

    private static DateTimeOffset? DateOf(string line) => line.Length is > 7 and < 50 ? DateReader.Read(line)?.Instant : null;

    private static bool IsAddress(string line) => Uri.TryCreate(line, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private static Article Make(string? title, string? text, DateTimeOffset? published, string? language, string? source) => new()
    {
        Url = Nowhere,
        CanonicalUrl = Nowhere,
        Title = title ?? "",
        Text = text ?? "",
        Published = published,
        Language = string.IsNullOrEmpty(language) ? null : language,
        Source = source ?? "",
    };
}
