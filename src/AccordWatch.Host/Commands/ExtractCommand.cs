using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccordWatch.Extract;
using AccordWatch.Host.Settings;
using AccordWatch.Model;

namespace AccordWatch.Host.Commands;

internal static class ExtractCommand
{
    public static Command Build(Globals globals)
    {
        var files = new Argument<string[]>("FILE") { Description = "Saved pages or URLs to read; - for standard input", Arity = ArgumentArity.ZeroOrMore };
        var batch = new Option<string?>("--batch") { Description = "NDJSON with case, file, url, encoding on each line; - for standard input", HelpName = "CASES" };
        var root = new Option<string?>("--root") { Description = "Folder that the files of a batch are relative to", HelpName = "DIR" };
        var address = new Option<string?>("--url") { Description = "Address that a saved page has, for its links and the rule of its site", HelpName = "URL" };
        var command = new Command(
            "extract",
            "Reads web pages and prints the article: text, title, date, authors, language.\n\nExamples:\n  accordwatch extract page.html\n  accordwatch extract page.html --url https://example.org/news/1\n  accordwatch extract https://example.org/news/1\n  accordwatch extract --batch cases.jsonl --root pages/")
        { files, batch, root, address };
        command.SetAction(async (line, cancellationToken) =>
        {
            var sites = globals.SitesOf(line);
            if (line.GetValue(batch) is { } cases)
            {
                var folder = line.GetValue(root) ?? ".";
                return await Batch.RunAsync(cases, "case", (input, token) => OneCaseAsync(input, folder, sites, token), cancellationToken);
            }

            var named = line.GetValue(files)!;
            return named.Length == 0
                ? throw new UsageException("extract needs a FILE or --batch CASES. Example: accordwatch extract page.html")
                : await PrintAsync(named, AddressOf(line.GetValue(address)), sites, line.GetValue(globals.Json), () => globals.SettingsOf(line), cancellationToken);
        });
        return command;
    }

    private static async Task<object> OneCaseAsync(JsonElement input, string folder, SiteRules sites, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, input.TextOf("file") ?? throw new UsageException("the line has no 'file'"));
        var url = UrlOf(input.TextOf("url")) ?? Input.Nowhere;
        var type = input.TextOf("encoding") is { } encoding ? $"text/html; charset={encoding}" : null;
        var page = new Page(url, await Input.BytesAsync(path, cancellationToken), type, TimeProvider.System.GetUtcNow());
        return Output(input.TextOf("case"), ArticleExtractor.Extract(page, rule: sites.For(page.Url)));
    }

    private static Uri? UrlOf(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static Uri? AddressOf(string? text)
        => text is null ? null : UrlOf(text) ?? throw new UsageException($"--url {text}: write an address that begins with http:// or https://.");

    private static Dictionary<string, object?> Output(string? name, Extraction extraction)
    {
        var article = extraction switch
        {
            Extraction.Found found => found.Article,
            Extraction.NotAnArticle none => none.Told,
            _ => null,
        };
        return new()
        {
            ["case"] = name,
            ["text"] = article?.Text ?? "",
            ["title"] = article?.Title,
            ["date"] = article?.Published?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            ["author"] = article?.Authors ?? [],
            ["lang"] = article?.Language,
            ["canonical"] = article is null || article.Url == Input.Nowhere && article.CanonicalUrl == Input.Nowhere ? null : article.CanonicalUrl.AbsoluteUri,
            ["is_article"] = extraction is Extraction.Found,
            ["paywalled"] = article?.Paywalled ?? false,
            ["because"] = (extraction as Extraction.NotAnArticle)?.Because,
            ["rule"] = extraction.Rule is { } rule ? new { host = rule.Host, missed = rule.Missed } : null,
            ["error"] = null,
        };
    }

    private static async Task<int> PrintAsync(string[] files, Uri? address, SiteRules sites, bool asJson, Func<HostSettings> settings, CancellationToken cancellationToken)
    {
        var code = ExitCode.Ok;
        foreach (var file in files)
        {
            var page = await Input.PageAsync(file, settings, cancellationToken);
            page = page.Url == Input.Nowhere && address is not null ? page with { Url = address } : page;
            var extraction = ArticleExtractor.Extract(page, rule: sites.For(page.Url));
            if (asJson)
            {
                Console.WriteLine(Json.Line(Output(file, extraction)));
            }
            else if (extraction is Extraction.Found { Article: var article })
            {
                Print(article);
            }

            if (extraction.Rule is { } rule && !asJson)
            {
                await Console.Error.WriteLineAsync($"{file}: read with the {rule}.");
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
