using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AccordWatch.Host.Demo;

/// <summary>What the newspapers serve: feeds in several formats, a page of headlines, articles amid the usual furniture.</summary>
internal static class NewsstandPages
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="outlet">Whose feed.</param>
    /// <param name="articles">Its articles so far, newest first.</param>
    /// <param name="root">e.g. <c>http://127.0.0.1:5000/orbital-wire</c>.</param>
    /// <returns>Content type without charset, and the text.</returns>
    public static (string ContentType, string Text) Front(Outlet outlet, IReadOnlyList<DemoArticle> articles, string root) => outlet.Format switch
    {
        "atom" => ("application/atom+xml", Atom(outlet, articles, root)),
        "rdf" => ("application/rdf+xml", Rdf(outlet, articles, root)),
        "jsonfeed" => ("application/feed+json", JsonFeed(outlet, articles, root)),
        "rss091" => ("application/rss+xml", Rss(outlet, articles, root, "0.91")),
        "page" => ("text/html", Headlines(outlet, articles, root)),
        _ => ("application/rss+xml", Rss(outlet, articles, root, "2.0")),
    };

    public static string Article(DemoArticle article, IReadOnlyList<DemoArticle> others, string root)
    {
        var data = JsonSerializer.Serialize(
            new Dictionary<string, object> { ["@context"] = "https://schema.org", ["@type"] = "NewsArticle", ["headline"] = article.Title, ["datePublished"] = Iso(article.Published), ["author"] = new Dictionary<string, string> { ["@type"] = "Organization", ["name"] = article.Author } },
            Readable);
        return $$"""
            <!DOCTYPE html>
            <html lang="{{article.Outlet.Language}}"><head><meta charset="{{article.Outlet.Encoding.WebName}}">
            <title>{{Html(article.Title)}} | {{Html(article.Outlet.Title)}}</title>
            <link rel="canonical" href="{{root}}/{{article.Id}}">
            <script type="application/ld+json">{{data}}</script></head>
            <body>
            <header><a href="{{root}}/">{{Html(article.Outlet.Title)}}</a><nav><ul><li><a href="{{root}}/">Home</a></li><li><a href="{{root}}/about">About</a></li><li><a href="{{root}}/contact">Contact</a></li></ul></nav></header>
            <main><article><h1>{{Html(article.Title)}}</h1><p class="byline">{{Html(article.Author)}} <time datetime="{{Iso(article.Published)}}">{{article.Published:d MMMM yyyy}}</time></p>
            {{string.Join('\n', article.Paragraphs.Select(paragraph => $"<p>{Html(paragraph)}</p>"))}}
            </article>
            <aside class="related"><h2>Read next</h2><ul>{{string.Concat(others.Select(other => $"<li><a href=\"{root}/{other.Id}\">{Html(other.Title)}</a></li>"))}}</ul></aside></main>
            <footer><p>This invented newspaper is part of the demonstration of AccordWatch.</p><p><a href="{{root}}/privacy">Privacy</a> · <a href="{{root}}/newsletter">Subscribe to our newsletter</a></p></footer>
            </body></html>
            """;
    }

    private static string Rss(Outlet outlet, IReadOnlyList<DemoArticle> articles, string root, string version)
    {
        var items = articles.Select(article => $"""
            <item><title>{Html(article.Title)}</title><link>{root}/{article.Id}</link>{(version == "2.0" ? $"<guid isPermaLink=\"false\">{outlet.Name}:{article.Id}</guid><author>{Html(article.Author)}</author>" : "")}<pubDate>{article.Published.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} {article.Published.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)}</pubDate><description>{Html(Content(article))}</description></item>
            """);
        return $"<?xml version=\"1.0\" encoding=\"{outlet.Encoding.WebName}\"?>\n<rss version=\"{version}\"><channel><title>{Html(outlet.Title)}</title><link>{root}/</link><description>News</description><language>{outlet.Language}</language>\n{string.Join('\n', items)}\n</channel></rss>";
    }

    private static string Atom(Outlet outlet, IReadOnlyList<DemoArticle> articles, string root)
    {
        var entries = articles.Select(article => $"""
            <entry><id>tag:{outlet.Name}.example,2016:{article.Id}</id><title>{Html(article.Title)}</title><link rel="alternate" href="{article.Id}"/><published>{Iso(article.Published)}</published><updated>{Iso(article.Published)}</updated><author><name>{Html(article.Author)}</name></author><summary type="html">{Html(Content(article))}</summary></entry>
            """);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{outlet.Language}\" xml:base=\"{root}/\"><id>tag:{outlet.Name}.example,2016:feed</id><title>{Html(outlet.Title)}</title><updated>{Iso(articles.Select(article => article.Published).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max())}</updated>\n{string.Join('\n', entries)}\n</feed>";
    }

    private static string Rdf(Outlet outlet, IReadOnlyList<DemoArticle> articles, string root)
    {
        var items = articles.Select(article => $"""
            <item rdf:about="{root}/{article.Id}"><title>{Html(article.Title)}</title><link>{root}/{article.Id}</link><dc:date>{Iso(article.Published)}</dc:date><dc:creator>{Html(article.Author)}</dc:creator><description>{Html(Content(article))}</description></item>
            """);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"{root}/\"><title>{Html(outlet.Title)}</title><link>{root}/</link><dc:language>{outlet.Language}</dc:language></channel>\n{string.Join('\n', items)}\n</rdf:RDF>";
    }

    private static string JsonFeed(Outlet outlet, IReadOnlyList<DemoArticle> articles, string root)
        => JsonSerializer.Serialize(
            new
            {
                version = "https://jsonfeed.org/version/1.1",
                title = outlet.Title,
                home_page_url = $"{root}/",
                language = outlet.Language,
                items = articles.Select(article => new { id = $"{outlet.Name}:{article.Id}", url = $"{root}/{article.Id}", title = article.Title, content_text = Content(article), date_published = Iso(article.Published), authors = new[] { new { name = article.Author } } }),
            },
            Readable);

    private static string Headlines(Outlet outlet, IReadOnlyList<DemoArticle> articles, string root)
        => $"""
            <!DOCTYPE html>
            <html lang="{outlet.Language}"><head><meta charset="utf-8"><title>{Html(outlet.Title)}</title></head><body>
            <header><h1>{Html(outlet.Title)}</h1><nav><a href="{root}/">Home</a> <a href="{root}/about">About us</a> <a href="{root}/contact">Contact</a></nav></header>
            <main><section class="latest">
            {string.Join('\n', articles.Select(article => $"<div class=\"teaser\"><h2><a href=\"{root}/{article.Id}\">{Html(article.Title)}</a></h2><time datetime=\"{Iso(article.Published)}\">{article.Published:d MMMM yyyy}</time><p>{Html(article.Paragraphs[0])}</p></div>"))}
            </section></main><footer><a href="{root}/privacy">Privacy</a></footer></body></html>
            """;

    private static string Content(DemoArticle article) => article.Truncated ? article.Paragraphs[0] : string.Join("\n\n", article.Paragraphs);

    private static string Iso(DateTimeOffset instant) => instant.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
