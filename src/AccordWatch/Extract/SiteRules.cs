using System.Globalization;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;

namespace AccordWatch.Extract;

/// <summary>The rules of single sites: <c>config/knowledge/sites/HOST.yaml</c>, each proved by a saved page beside it.</summary>
public sealed class SiteRules
{
    private const string Folder = "knowledge/sites";

    // No date on a saved page is too late for it.
    private static readonly DateTimeOffset AnyTime = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, SiteRule> _byHost;

    private SiteRules(Dictionary<string, SiteRule> byHost) => _byHost = byHost;

    public int Count => _byHost.Count;

    /// <summary>Files of rules in force.</summary>
    public static IReadOnlyList<string> FilesIn(ConfigFolder folder) => folder.FilesIn(Folder, "*.yaml");

    /// <summary>Changes when a rule or a saved page does.</summary>
    public static string StampOf(ConfigFolder folder) => ConfigFolder.StampOf(folder.FilesIn(Folder, "*"));

    /// <exception cref="MistakeException">A mistake in one of the files, or an example that does not come out as stated.</exception>
    public static SiteRules Load(ConfigFolder folder) => new(FilesIn(folder).Select(Read).ToDictionary(rule => rule.Host));

    /// <summary>The rule of the host of an address, or of the nearest domain above it; null for none.</summary>
    public SiteRule? For(Uri url)
    {
        if (_byHost.Count == 0)
        {
            return null;
        }

        for (var host = url.IdnHost.TrimEnd('.'); ; host = host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (_byHost.TryGetValue(host, out var rule))
            {
                return rule;
            }

            if (url.HostNameType != UriHostNameType.Dns || !host.Contains('.', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }

    /// <summary>Reads one rule and proves it with its example.</summary>
    /// <exception cref="MistakeException">A mistake in the file, or an example that does not come out as stated.</exception>
    public static SiteRule Read(string path)
    {
        var file = YamlFile.Read(path).Allow("host", "body", "title", "date", "authors", "drop", "example");
        var rule = new SiteRule(HostOf(file))
        {
            Body = SelectorOf(file, "body"),
            Title = SelectorOf(file, "title"),
            Date = SelectorOf(file, "date"),
            Authors = SelectorOf(file, "authors"),
            Drop = [.. file.Texts("drop").Select(text => SelectorOf(file, "drop", text))],
        };
        if (rule is { Body: null, Title: null, Date: null, Authors: null, Drop.Count: 0 })
        {
            throw file.Mistake("host", "the rule says nothing; add a selector for body, title, date or authors, or a list of what to drop");
        }

        Prove(rule, file);
        return rule;
    }

    private static string HostOf(YamlMap file)
    {
        var host = file.NeededText("host");
        if (Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.IPv6 || host.Any(char.IsUpper))
        {
            throw file.Mistake("host", $"'{host}' is not a host; write it in small letters and without https://, as in example.org");
        }

        return Path.GetFileName(file.File) == $"{host}.yaml" ? new Uri($"https://{host}/").IdnHost
            : throw file.Mistake("host", $"the rule of {host} belongs in a file of this name; call it {host}.yaml");
    }

    private static ISelector? SelectorOf(YamlMap file, string key) => file.Text(key) is { } text ? SelectorOf(file, key, text) : null;

    private static ISelector SelectorOf(YamlMap file, string key, string text)
        => new CssSelectorParser().ParseSelector(text) ?? throw file.Mistake(key, $"'{text}' is not a CSS selector; write one like 'div.story > p'");

    private static void Prove(SiteRule rule, YamlMap file)
    {
        var example = file.Map("example")
            ?? throw file.Mistake("example", $"is needed and missing; save the page of an article as {rule.Host}.html beside this file and state its page, title, begins and ends");
        example.Allow("page", "title", "date", "authors", "begins", "ends");
        var extraction = ArticleExtractor.Extract(new Page(new Uri($"https://{rule.Host}/"), SavedPage(example), null, AnyTime), rule: rule);
        if (extraction is not Extraction.Found { Article: var article })
        {
            throw example.Mistake("page", $"no article is found in it ({(extraction as Extraction.NotAnArticle)?.Because}); correct the selectors, or save the page of an article");
        }

        foreach (var missed in extraction.Rule!.Missed)
        {
            throw file.Mistake(missed, $"finds nothing in {example.Text("page")}; correct the selector, or leave it out");
        }

        foreach (var idle in extraction.Rule.Idle)
        {
            throw file.Mistake("drop", $"'{idle}' finds nothing in {example.Text("page")}; correct the selector, or save a page that has it");
        }

        Compare(rule, example, article);
    }

    private static byte[] SavedPage(YamlMap example)
    {
        var name = example.NeededText("page");
        var path = Path.Combine(Path.GetDirectoryName(example.File) ?? "", name);
        return name != Path.GetFileName(name) ? throw example.Mistake("page", $"'{name}' is not the name of a file beside this one; put the page there")
            : File.Exists(path) ? File.ReadAllBytes(path)
            : throw example.Mistake("page", $"'{name}' is not beside this file; save the page of an article there");
    }

    private static void Compare(SiteRule rule, YamlMap example, Article article)
    {
        Expect(example, "title", example.NeededText("title"), article.Title);
        if (rule.Date is not null || example.Has("date"))
        {
            var date = example.NeededText("date");
            if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                throw example.Mistake("date", $"'{date}' is not a day; write it as 2024-03-05");
            }

            Expect(example, "date", date, article.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
        }

        if (rule.Authors is not null || example.Has("authors"))
        {
            var authors = example.Texts("authors");
            Expect(example, "authors", string.Join(", ", authors), string.Join(", ", article.Authors));
        }

        var (begins, ends) = (example.NeededText("begins"), example.NeededText("ends"));
        Expect(example, "begins", begins, article.Text[..Math.Min(begins.Length, article.Text.Length)]);
        Expect(example, "ends", ends, article.Text[Math.Max(0, article.Text.Length - ends.Length)..]);
    }

    private static void Expect(YamlMap example, string key, string stated, string read)
    {
        if (stated != read)
        {
            throw example.Mistake(key, $"stated is '{stated}', but the page gives '{read}'; correct the selectors or what is stated");
        }
    }
}
