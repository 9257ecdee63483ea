using System.Globalization;
using System.Reflection;
using System.Text;
using AccordWatch.Knowledge;
using AccordWatch.Text;

namespace AccordWatch.Host.Demo;

/// <summary>An invented newspaper.</summary>
internal sealed record Outlet(string Name, string Title, string Language, string Format, Encoding Encoding);

/// <summary>One of its articles.</summary>
internal sealed record DemoArticle(string Id, Outlet Outlet, DateTimeOffset Published, string Title, string Author, IReadOnlyList<string> Paragraphs, bool Truncated);

/// <summary>The newspapers and articles of the demonstration.</summary>
internal sealed class Newsstand
{
    private Newsstand(IReadOnlyList<Outlet> outlets, IReadOnlyList<DemoArticle> articles)
    {
        Outlets = outlets;
        Articles = articles;
    }

    public IReadOnlyList<Outlet> Outlets { get; }

    /// <summary>By time.</summary>
    public IReadOnlyList<DemoArticle> Articles { get; }

    /// <exception cref="MistakeException">The bundled files have a mistake.</exception>
    public static Newsstand Load()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var outlets = Bundled("newsstand.yaml").Allow("outlets").Maps("outlets").Select(OutletOf).ToList();
        var articles = Bundled("articles.yaml").Allow("articles").Maps("articles").Select(map => ArticleOf(map, outlets)).OrderBy(article => article.Published).ToList();
        return new Newsstand(outlets, articles);
    }

    private static Outlet OutletOf(YamlMap map)
    {
        map.Allow("name", "title", "language", "format", "encoding");
        return new Outlet(map.NeededText("name"), map.NeededText("title"), map.NeededText("language"), map.NeededText("format"), Encoding.GetEncoding(map.NeededText("encoding")));
    }

    private static DemoArticle ArticleOf(YamlMap map, IReadOnlyList<Outlet> outlets)
    {
        map.Allow("id", "outlet", "language", "published", "title", "author", "text", "truncated");
        var outlet = outlets.FirstOrDefault(one => one.Name == map.NeededText("outlet")) ?? throw map.Mistake("outlet", "is not in newsstand.yaml");
        return new DemoArticle(
            map.NeededText("id"),
            outlet,
            DateTimeOffset.Parse(map.NeededText("published"), CultureInfo.InvariantCulture),
            map.NeededText("title"),
            map.NeededText("author"),
            [.. map.NeededText("text").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(PlainText.OneLine)],
            map.Flag("truncated", false));
    }

    private static YamlMap Bundled(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var resource = assembly.GetManifestResourceNames().Single(one => one.EndsWith($".{name}", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return YamlFile.Parse(reader.ReadToEnd(), name);
    }
}
