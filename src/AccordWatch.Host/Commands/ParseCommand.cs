using System.CommandLine;
using AccordWatch.Acquire;
using AccordWatch.Host.Settings;
using AccordWatch.Model;

namespace AccordWatch.Host.Commands;

internal static class ParseCommand
{
    public static Command Build(Globals globals)
    {
        var files = new Argument<string[]>("FILE") { Description = "Feeds to read: files or URLs; - for standard input", Arity = ArgumentArity.ZeroOrMore };
        var batch = new Option<string?>("--batch") { Description = "NDJSON with case, file, content_type, url, headers on each line; - for standard input", HelpName = "CASES" };
        var root = new Option<string?>("--root") { Description = "Folder that the files of a batch are relative to", HelpName = "DIR" };
        var command = new Command(
            "parse",
            "Reads feeds of any kind and prints their entries.\n\nExamples:\n  accordwatch parse feed.xml\n  accordwatch parse https://example.org/feed\n  accordwatch parse --batch cases.jsonl --root feeds/")
        { files, batch, root };
        command.SetAction(async (line, cancellationToken) =>
        {
            if (line.GetValue(batch) is { } cases)
            {
                var folder = line.GetValue(root) ?? ".";
                return await Batch.RunAsync(cases, "case", (input, _) => Task.FromResult(OneCase(input, folder)), cancellationToken);
            }

            var named = line.GetValue(files)!;
            return named.Length == 0
                ? throw new UsageException("parse needs a FILE or --batch CASES. Example: accordwatch parse feed.xml")
                : await PrintAsync(named, line.GetValue(globals.Json), () => globals.SettingsOf(line), cancellationToken);
        });
        return command;
    }

    private static object OneCase(System.Text.Json.JsonElement input, string folder)
    {
        var path = Path.Combine(folder, input.TextOf("file") ?? throw new UsageException("the line has no 'file'"));
        var url = Uri.TryCreate(input.TextOf("url"), UriKind.Absolute, out var absolute) ? absolute : null;
        if (HeaderOf(input, "content-location") is { } location)
        {
            url = url is null ? Uri.TryCreate(location, UriKind.Absolute, out var alone) ? alone : null : Uri.TryCreate(url, location, out var joined) ? joined : url;
        }

        var feed = FeedReader.Read(File.ReadAllBytes(path), input.TextOf("content_type"), url, HeaderOf(input, "content-language"));
        return Output(input.TextOf("case"), feed, url);
    }

    private static string? HeaderOf(System.Text.Json.JsonElement input, string name)
        => input.TryGetProperty("headers", out var headers) && headers.ValueKind == System.Text.Json.JsonValueKind.Object
            && headers.EnumerateObject().FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: System.Text.Json.JsonValueKind.String } value
            ? value.GetString()
            : null;

    // What has no name of its own is shown by its address.
    private static Dictionary<string, object?> Output(string? name, Feed? feed, Uri? url) => new()
    {
        ["case"] = name,
        ["feed_title"] = feed is null ? null : feed.Title ?? feed.Link ?? url?.AbsoluteUri,
        ["feed_link"] = feed is null ? null : feed.Link ?? url?.AbsoluteUri,
        ["feed_language"] = feed?.Language,
        ["items"] = (feed?.Entries ?? []).Select(entry => new Dictionary<string, object?>
        {
            ["title"] = entry.Title ?? entry.Link,
            ["link"] = entry.Link,
            ["id"] = entry.Id,
            ["published"] = entry.Published?.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
            ["updated"] = entry.Updated?.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
            ["author"] = entry.Authors.Count == 0 ? null : string.Join(", ", entry.Authors),
            ["summary"] = entry.Summary,
            ["content"] = entry.Content,
            ["language"] = entry.Language,
            ["categories"] = entry.Categories,
            ["enclosures"] = entry.Enclosures,
        }).ToList(),
        ["error"] = feed is null ? "not a feed" : null,
    };

    private static async Task<int> PrintAsync(string[] files, bool asJson, Func<HostSettings> settings, CancellationToken cancellationToken)
    {
        var code = ExitCode.Ok;
        foreach (var file in files)
        {
            var page = await Input.PageAsync(file, settings, cancellationToken);
            var feed = FeedReader.Read(page.Body, page.ContentType, page.Url == Input.Nowhere ? null : page.Url);
            if (feed is null)
            {
                await Console.Error.WriteLineAsync($"{file}: not a feed (neither RSS, Atom, RDF nor JSON Feed).");
                code = ExitCode.RunTime;
            }
            else if (asJson)
            {
                Console.WriteLine(Json.Line(Output(file, feed, null)));
            }
            else
            {
                Print(feed);
            }
        }

        return code;
    }

    private static void Print(Feed feed)
    {
        Console.WriteLine($"{feed.Title ?? "(no title)"}  {feed.Link}  {feed.Language}");
        if (feed.Problem is not null)
        {
            Console.WriteLine($"  read forgivingly: {feed.Problem}");
        }

        if (FeedBounds.NoteOn(feed) is { } note)
        {
            Console.WriteLine($"  {note}");
        }

        foreach (var entry in feed.Entries)
        {
            Console.WriteLine($"  {entry.Published:yyyy-MM-dd HH:mm zzz}  {entry.Title}\n    {entry.Link}");
        }
    }
}
