using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using AccordWatch.Extract;
using AccordWatch.Model;

namespace AccordWatch.Host.Commands;

internal static class ExtractCommand
{
    // A saved page that unpacks to more than this is no page.
    private const int MaxUnpacked = 64 << 20;

    private static readonly Uri Nowhere = new("https://localhost/");

    public static Command Build(Globals globals)
    {
        var files = new Argument<string[]>("FILE") { Description = "Saved pages to read", Arity = ArgumentArity.ZeroOrMore };
        var batch = new Option<string?>("--batch") { Description = "NDJSON with case, file, url, encoding on each line; - for standard input", HelpName = "CASES" };
        var root = new Option<string?>("--root") { Description = "Folder that the files of a batch are relative to", HelpName = "DIR" };
        var command = new Command(
            "extract",
            "Reads saved web pages and prints the article: text, title, date, authors, language.\n\nExamples:\n  accordwatch extract page.html\n  accordwatch extract --batch cases.jsonl --root pages/")
        { files, batch, root };
        command.SetAction(async (line, cancellationToken) =>
        {
            if (line.GetValue(batch) is { } cases)
            {
                var folder = line.GetValue(root) ?? ".";
                return await Batch.RunAsync(cases, "case", (input, token) => OneCaseAsync(input, folder, token), cancellationToken);
            }

            var named = line.GetValue(files)!;
            return named.Length == 0
                ? throw new UsageException("extract needs a FILE or --batch CASES. Example: accordwatch extract page.html")
                : await PrintAsync(named, line.GetValue(globals.Json), cancellationToken);
        });
        return command;
    }

    private static async Task<object> OneCaseAsync(JsonElement input, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, input.TextOf("file") ?? throw new UsageException("the line has no 'file'"));
        var url = Uri.TryCreate(input.TextOf("url"), UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" ? absolute : Nowhere;
        var type = input.TextOf("encoding") is { } encoding ? $"text/html; charset={encoding}" : null;
        return Output(input.TextOf("case"), await ReadAsync(path, url, type, cancellationToken));
    }

    private static async Task<Extraction> ReadAsync(string path, Uri url, string? contentType, CancellationToken cancellationToken)
    {
        var body = await File.ReadAllBytesAsync(path, cancellationToken);
        body = body is [0x1F, 0x8B, ..] ? await UnpackAsync(body, cancellationToken) : body;
        return ArticleExtractor.Extract(new Page(url, body, contentType, DateTimeOffset.UtcNow));
    }

    private static async Task<byte[]> UnpackAsync(byte[] packed, CancellationToken cancellationToken)
    {
        await using var unpacking = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await unpacking.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            unpacked.Write(buffer, 0, read);
            if (unpacked.Length > MaxUnpacked)
            {
                throw new InvalidDataException($"the file unpacks to more than {MaxUnpacked >> 20} MB");
            }
        }

        return unpacked.ToArray();
    }

    private static Dictionary<string, object?> Output(string? name, Extraction extraction)
    {
        var article = (extraction as Extraction.Found)?.Article;
        return new()
        {
            ["case"] = name,
            ["text"] = article?.Text,
            ["title"] = article?.Title,
            ["date"] = article?.Published?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            ["author"] = article?.Authors ?? [],
            ["lang"] = article?.Language,
            ["canonical"] = article is null || article.Url == Nowhere && article.CanonicalUrl == Nowhere ? null : article.CanonicalUrl.AbsoluteUri,
            ["is_article"] = article is not null,
            ["paywalled"] = article?.Paywalled ?? false,
            ["error"] = (extraction as Extraction.NotAnArticle)?.Because,
        };
    }

    private static async Task<int> PrintAsync(string[] files, bool asJson, CancellationToken cancellationToken)
    {
        var code = ExitCode.Ok;
        foreach (var file in files)
        {
            if (file.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !File.Exists(file))
            {
                throw new UsageException($"{file}: extract reads saved pages. Save the page to a file, or fetch and read its source with: accordwatch sources test {file}");
            }

            var extraction = File.Exists(file) ? await ReadAsync(file, Nowhere, null, cancellationToken) : throw new UsageException($"{file}: no such file.");
            if (asJson)
            {
                Console.WriteLine(Json.Line(Output(file, extraction)));
            }
            else if (extraction is Extraction.Found { Article: var article })
            {
                Print(article);
            }

            if (extraction is Extraction.NotAnArticle { Because: var because })
            {
                await Console.Error.WriteLineAsync($"{file}: not an article ({because}).");
                code = ExitCode.RunTime;
            }
        }

        return code;
    }

    private static void Print(Article article)
    {
        Console.WriteLine($"{article.Title}\n{article.Published:yyyy-MM-dd HH:mm zzz}  {string.Join(", ", article.Authors)}  {article.Language}{(article.Paywalled ? "  paywalled" : "")}");
        Console.WriteLine($"{(article.Url == article.CanonicalUrl ? "" : article.CanonicalUrl.AbsoluteUri + "\n")}\n{article.Text}\n");
    }
}
