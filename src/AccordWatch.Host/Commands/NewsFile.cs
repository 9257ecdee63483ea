using System.Text.Json;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Host.Commands;

/// <summary>Articles as files and batch lines give them.</summary>
internal static class NewsFile
{
    private static readonly Uri Nowhere = new("about:blank");

    /// <summary>Of {"title", "text", "date", "lang", "source"}; a date without a day is none.</summary>
    public static Article OfJson(JsonElement input) => Make(
        input.TextOf("title"),
        input.TextOf("text"),
        input.TextOf("date") is { Length: > 7 } date ? DateReader.Read(date)?.Instant : null,
        input.TextOf("lang"),
        input.TextOf("source"));

    /// <summary>The first line is the title, the rest the text; a line that is only a date or a URL may stand before either.</summary>
    /// <exception cref="UsageException">No such file.</exception>
    public static async Task<Article> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"{path}: no such file. Give a text file whose first line is the headline.");
        }

        var lines = (await File.ReadAllLinesAsync(path, cancellationToken)).Select(line => line.Trim()).ToList();
        DateTimeOffset? published = null;
        for (var at = 0; at < Math.Min(6, lines.Count); at++)
        {
            var date = lines[at].Length is > 7 and < 50 ? DateReader.Read(lines[at])?.Instant : null;
            if (date is null && !Uri.TryCreate(lines[at], UriKind.Absolute, out _))
            {
                continue;
            }

            published ??= date;
            lines[at] = "";
        }

        var first = lines.FindIndex(line => line.Length > 0);
        return first < 0 ? Make("", "", published, null, null) : Make(lines[first], string.Join('\n', lines.Skip(first + 1)), published, null, null);
    }

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
