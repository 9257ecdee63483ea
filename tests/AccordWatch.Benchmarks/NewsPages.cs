using System.Globalization;
using System.Text;

namespace AccordWatch.Benchmarks;

/// <summary>Invented news pages with all that surrounds an article; the same pages for the same seed.</summary>
internal sealed class NewsPages(int seed)
{
    private const int Smallest = 60_000;
    private const int Largest = 300_000;

    private static readonly string[] Words =
        ("the of and to in agency minister signed memorandum station orbit satellite launch programme partners joint committee lunar treaty for with from which on Monday "
        + "said that data over years first two sides observation exchange between research countries council budget new will was has its by at an").Split(' ');

    private readonly Random _random = new(seed);

    public List<byte[]> Make(int count) => [.. Enumerable.Range(0, count).Select(number => Encoding.UTF8.GetBytes(One(number, Smallest + (Largest - Smallest) * number / Math.Max(1, count - 1))))];

    // A fifth of the size is scripts before the text, the rest is filled with teasers, comments and scripts in turn.
    private string One(int number, int size)
    {
        var title = Sentence(8);
        var text = new StringBuilder(size + 10_000).Append(CultureInfo.InvariantCulture, $$$"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{{title}}} | Gazette</title><meta property="og:title" content="{{{title}}}"><meta property="og:site_name" content="Gazette">
            <meta property="og:type" content="article"><meta name="description" content="{{{Sentence(24)}}}"><link rel="canonical" href="https://gazette.example/news/{{{number}}}">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"{{{title}}}","datePublished":"2024-03-{{{1 + number % 28:00}}}T09:30:00+01:00",
            "dateModified":"2024-04-01T10:00:00Z","author":[{"@type":"Person","name":"Ana Ruiz"}],"publisher":{"@type":"Organization","name":"Gazette"}},{"@type":"WebSite","name":"Gazette"}]}</script>
            <style>{{{Repeated(40, rule => $".c{rule} {{ margin: {rule}px; color: #{rule:000} }}")}}}</style>
            """);
        Script(text, size / 5);
        text.Append("</head><body class=\"single post\"><header class=\"site-header\"><nav class=\"main-nav\"><ul>")
            .Append(Repeated(60, item => $"<li class=\"menu-item menu-item-{item}\"><a href=\"/section/{item}\"><span>{Sentence(2)}</span></a></li>"))
            .Append("</ul></nav></header><div class=\"layout\"><main><article class=\"post\"><header><span class=\"kicker\">Space</span>")
            .Append(CultureInfo.InvariantCulture, $"<h1 class=\"headline\">{title}</h1><div class=\"byline\">By <a rel=\"author\" href=\"/author/ruiz\">Ana Ruiz</a></div><time datetime=\"2024-03-{1 + number % 28:00}T09:30:00+01:00\">{1 + number % 28} March 2024</time></header><div class=\"article-body\">")
            .Append(Repeated(12 + number % 20, paragraph => $"<p>{Sentence(30)} <a href=\"/a{paragraph}\">{Sentence(4)}</a> {Sentence(25)}</p>{(paragraph % 5 == 4 ? $"<aside class=\"related\"><h3>Read also</h3><a href=\"/r{paragraph}\">{Sentence(8)}</a></aside><figure><img src=\"/i.jpg\" alt=\"\"><figcaption>{Sentence(9)}</figcaption></figure>" : "")}"))
            .Append("</div></article></main>");
        for (var block = 0; text.Length < size; block++)
        {
            switch (block % 3)
            {
                case 0:
                    text.Append("<section class=\"teasers\">").Append(Repeated(12, teaser => $"<div class=\"card card-{teaser}\"><a href=\"/t{block}-{teaser}\"><img loading=\"lazy\" src=\"/t.jpg\" alt=\"{Sentence(3)}\"><h3 class=\"card__title\">{Sentence(9)}</h3></a><p class=\"card__text\">{Sentence(14)}</p><time datetime=\"2024-02-{1 + teaser:00}\">{1 + teaser} February 2024</time></div>")).Append("</section>");
                    break;
                case 1:
                    text.Append("<section class=\"comments\">").Append(Repeated(8, comment => $"<div class=\"comment\" id=\"comment-{block}-{comment}\"><span class=\"author\">Reader {comment}</span><p>{Sentence(22)}</p></div>")).Append("</section>");
                    break;
                default:
                    Script(text, 6_000);
                    break;
            }
        }

        return text.Append("</div><footer><ul>").Append(Repeated(30, link => $"<li><a href=\"/f{link}\">{Sentence(2)}</a></li>")).Append("</ul><p>© 2024 Gazette</p></footer></body></html>").ToString();
    }

    private void Script(StringBuilder text, int length)
    {
        text.Append("<script>window.__state={");
        var end = text.Length + length;
        for (var key = 0; text.Length < end; key++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"k{key}\":{{\"slug\":\"{Sentence(3)}\",\"id\":{_random.Next()},\"flags\":[{key},true,null]}},");
        }

        text.Append("\"end\":0};</script>");
    }

    private static string Repeated(int count, Func<int, string> one) => string.Concat(Enumerable.Range(0, count).Select(one));

    private string Sentence(int words)
    {
        var sentence = string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[_random.Next(Words.Length)]));
        return $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}{(words > 12 ? "." : "")}";
    }
}
