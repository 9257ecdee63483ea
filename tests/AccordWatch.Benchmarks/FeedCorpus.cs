using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace AccordWatch.Benchmarks;

/// <summary>A feed that was made up.</summary>
/// <param name="Body">UTF-8.</param>
/// <param name="ContentType">As a server sends it.</param>
/// <param name="Items">How many it holds.</param>
internal sealed record MadeFeed(byte[] Body, string ContentType, int Items)
{
    public bool IsXml => !ContentType.Contains("json", StringComparison.Ordinal);
}

/// <summary>Well-formed feeds of every format, language and length that are met in practice, the same ones at every run.</summary>
internal static class FeedCorpus
{
    private const int Feeds = 80;

    private static readonly string[][] Vocabularies =
    [
        [.. "the space agency minister signed memorandum station orbit satellite launch programme partners joint committee lunar treaty on of and for with its in".Split(' ')],
        [.. "la agencia espacial firmó un memorándum de entendimiento con el ministro sobre satélites lanzamiento estación órbita cooperación científica según informó ayer en".Split(' ')],
        [.. "l’agence spatiale a signé un protocole d’accord avec le ministère pour les satellites et la station orbitale européenne coopération scientifique durée élargie".Split(' ')],
        [.. "космическое агентство подписало меморандум о взаимопонимании с министром спутник орбита станция запуск программа партнёры совместный комитет лунный договор в и на".Split(' ')],
        [.. "宇宙機関 大臣 覚書 署名 人工衛星 打ち上げ 協力 月面 探査 両国 政府 は に の を した 共同 委員会 と 発表".Split(' ')],
        [.. "航天局 部长 签署 谅解备忘录 卫星 发射 合作 月球 探测 两国 政府 空间站 联合 委员会 和 的 在 宣布".Split(' ')],
    ];

    private static readonly string[] Languages = ["en", "es", "fr", "ru", "ja", "zh"];

    private static readonly JsonSerializerOptions OnOneLine = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(OnOneLine) { WriteIndented = true };

    // The most usual feed is RSS 2.0 with the article inside, as WordPress writes it.
    private static readonly Func<Random, int, MadeFeed>[] Makers = [FullRss, FullRss, FullRss, FullRss, HeadlineRss, EscapedRss, Atom, AtomXhtml, Rdf, Json];

    /// <summary>The feeds, made once.</summary>
    public static IReadOnlyList<MadeFeed> All { get; } = Made();

    /// <summary>Those that an XML reader can read.</summary>
    public static IReadOnlyList<MadeFeed> Xml { get; } = [.. All.Where(feed => feed.IsXml)];

    /// <summary>Its size in words.</summary>
    public static string Summary
        => string.Create(CultureInfo.InvariantCulture, $"{All.Count} feeds, {All.Sum(feed => feed.Body.Length)} bytes ({All.Average(feed => feed.Body.Length) / 1000:0} KB each), {All.Sum(feed => feed.Items)} items; {Xml.Count} are XML, {Xml.Sum(feed => feed.Body.Length)} bytes, {Xml.Sum(feed => feed.Items)} items");

    private static List<MadeFeed> Made()
    {
        // The same feeds on every machine matter here, secrets do not.
        var random = new Random(20260302);
        return [.. Enumerable.Range(0, Feeds).Select(feed => Makers[feed % Makers.Length](random, feed / Makers.Length % Vocabularies.Length))];
    }

    private static MadeFeed FullRss(Random random, int tongue) => Rss(random, tongue, random.Next(10, 31), (text, _) => text
        .Append("<description><![CDATA[").Append(Html(random, tongue, 350)).Append(" [&#8230;]]]></description>\n")
        .Append("<content:encoded><![CDATA[").Append(Html(random, tongue, random.Next(700, 3000))).Append("]]></content:encoded>\n<slash:comments>0</slash:comments>"));

    private static MadeFeed EscapedRss(Random random, int tongue) => Rss(random, tongue, random.Next(12, 31), (text, item) => text
        .Append("<description>").Append(WebUtility.HtmlEncode(Html(random, tongue, random.Next(700, 2600)))).Append("</description>\n<enclosure url=\"https://gazette.example/media/")
        .Append(item).Append(".jpg\" length=\"123456\" type=\"image/jpeg\"/><media:content url=\"https://gazette.example/media/").Append(item).Append("-large.jpg\" medium=\"image\"/>"));

    private static MadeFeed HeadlineRss(Random random, int tongue) => Rss(random, tongue, random.Next(30, 91), (text, _) => text
        .Append("<description>").Append(Words(random, tongue, 160)).Append("</description>"));

    private static MadeFeed Rss(Random random, int tongue, int items, Action<StringBuilder, int> body)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"")
            .Append(" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\" xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n<title>Gazette</title>")
            .Append("<atom:link href=\"https://gazette.example/feed/\" rel=\"self\" type=\"application/rss+xml\"/>\n<link>https://gazette.example</link>\n<language>").Append(Languages[tongue]).Append("</language>\n");
        for (var item = 0; item < items; item++)
        {
            text.Append("<item>\n<title>").Append(Words(random, tongue, 70)).Append(" &amp; ").Append(Words(random, tongue, 10)).Append("</title>\n<link>").Append(Url(random, item))
                .Append("?utm_source=rss&amp;utm_medium=rss</link>\n<dc:creator><![CDATA[Ana Ruiz]]></dc:creator>\n<pubDate>").Append(At(item).ToString("R", CultureInfo.InvariantCulture).Replace("GMT", "+0000", StringComparison.Ordinal))
                .Append("</pubDate>\n<category><![CDATA[").Append(Words(random, tongue, 8)).Append("]]></category><category><![CDATA[").Append(Words(random, tongue, 8))
                .Append("]]></category>\n<guid isPermaLink=\"false\">https://gazette.example/?p=").Append(random.Next(1_000_000)).Append("</guid>\n");
            body(text, item);
            text.Append("\n</item>\n");
        }

        return Of(text.Append("</channel>\n</rss>\n").ToString(), "application/rss+xml; charset=UTF-8", items);
    }

    private static MadeFeed Atom(Random random, int tongue) => Atom(random, tongue, "html", html => WebUtility.HtmlEncode(html));

    private static MadeFeed AtomXhtml(Random random, int tongue) => Atom(random, tongue, "xhtml", html => $"<div xmlns=\"http://www.w3.org/1999/xhtml\">{html.Replace("&nbsp;", "&#160;", StringComparison.Ordinal).Replace("&#8217;", "’", StringComparison.Ordinal)}</div>");

    private static MadeFeed Atom(Random random, int tongue, string type, Func<string, string> written)
    {
        var items = random.Next(10, 26);
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"").Append(Languages[tongue])
            .Append("\"><title>Herald</title><id>tag:herald.example,2020:feed</id><link href=\"https://herald.example/\"/><link rel=\"self\" href=\"https://herald.example/atom.xml\"/><updated>2026-03-02T12:00:00Z</updated>\n");
        for (var item = 0; item < items; item++)
        {
            text.Append("<entry><title type=\"html\">").Append(Words(random, tongue, 70)).Append("</title><link rel=\"alternate\" type=\"text/html\" href=\"").Append(Url(random, item))
                .Append("\"/><id>tag:herald.example,2026:").Append(random.Next(1_000_000)).Append("</id><published>").Append(At(item).ToString("yyyy-MM-ddTHH:mm:ss+02:00", CultureInfo.InvariantCulture))
                .Append("</published><updated>").Append(At(item).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)).Append("</updated><author><name>Ben Okoro</name></author><category term=\"")
                .Append(Words(random, tongue, 8)).Append("\"/><summary>").Append(Words(random, tongue, 250)).Append("</summary>\n<content type=\"").Append(type).Append("\">")
                .Append(written(Html(random, tongue, random.Next(700, 3000)))).Append("</content></entry>\n");
        }

        return Of(text.Append("</feed>\n").ToString(), "application/atom+xml", items);
    }

    private static MadeFeed Rdf(Random random, int tongue)
    {
        var items = random.Next(10, 26);
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"")
            .Append(" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel rdf:about=\"https://courier.example/\"><title>Courier</title><link>https://courier.example/</link><dc:language>")
            .Append(Languages[tongue]).Append("</dc:language></channel>\n");
        for (var item = 0; item < items; item++)
        {
            var url = Url(random, item);
            text.Append("<item rdf:about=\"").Append(url).Append("\"><title>").Append(Words(random, tongue, 70)).Append("</title><link>").Append(url).Append("</link><dc:date>")
                .Append(At(item).ToString("yyyy-MM-ddTHH:mm:ss+09:00", CultureInfo.InvariantCulture)).Append("</dc:date><dc:creator>Chie Mori</dc:creator><dc:subject>").Append(Words(random, tongue, 8))
                .Append("</dc:subject><description>").Append(Words(random, tongue, 300)).Append("</description><content:encoded><![CDATA[").Append(Html(random, tongue, random.Next(700, 2600))).Append("]]></content:encoded></item>\n");
        }

        return Of(text.Append("</rdf:RDF>\n").ToString(), "text/xml; charset=utf-8", items);
    }

    private static MadeFeed Json(Random random, int tongue)
    {
        var items = random.Next(10, 26);
        var feed = new
        {
            version = "https://jsonfeed.org/version/1.1",
            title = "Bulletin",
            home_page_url = "https://bulletin.example/",
            language = Languages[tongue],
            items = Enumerable.Range(0, items).Select(item => new
            {
                id = random.Next(1_000_000).ToString(CultureInfo.InvariantCulture),
                url = Url(random, item),
                title = Words(random, tongue, 70),
                summary = Words(random, tongue, 250),
                content_html = Html(random, tongue, random.Next(700, 3000)),
                date_published = At(item).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                authors = new[] { new { name = "Dana Klein" } },
                tags = new[] { Words(random, tongue, 8), Words(random, tongue, 8) },
            }).ToList(),
        };
        return Of(JsonSerializer.Serialize(feed, tongue % 2 == 0 ? Indented : OnOneLine), "application/feed+json", items);
    }

    private static MadeFeed Of(string text, string contentType, int items) => new(Encoding.UTF8.GetBytes(text), contentType, items);

    private static DateTime At(int item) => new DateTime(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc).AddHours(-5 * item);

    private static string Url(Random random, int item) => string.Create(CultureInfo.InvariantCulture, $"https://www.gazette.example/{At(item):yyyy/MM/dd}/space-agencies-sign-accord-{random.Next(100_000)}/");

    private static string Html(Random random, int tongue, int letters)
    {
        // Letters of other scripts take two or three bytes, and fewer of them say as much.
        var html = new StringBuilder();
        for (var left = tongue < 3 ? letters : letters * 3 / 5; left > 0; left -= 400)
        {
            html.Append("<p>").Append(Words(random, tongue, Math.Min(left, 180))).Append(" <a href=\"https://gazette.example/tag/orbit\" title=\"x\">").Append(Words(random, tongue, 20)).Append("</a>&nbsp;<strong>")
                .Append(Words(random, tongue, 15)).Append("</strong>&#8217;s ").Append(Words(random, tongue, Math.Min(left, 150))).Append(" &amp; </p>\n");
            if (random.Next(4) == 0)
            {
                html.Append("<figure><img src=\"https://gazette.example/wp-content/uploads/2026/03/image-1024x683.jpg\" alt=\"").Append(Words(random, tongue, 25)).Append("\" width=\"1024\" height=\"683\"/></figure>\n");
            }
        }

        return html.ToString();
    }

    // At least one word; at most one more than the letters hold.
    private static string Words(Random random, int tongue, int letters)
    {
        var vocabulary = Vocabularies[tongue];
        var text = new StringBuilder(vocabulary[random.Next(vocabulary.Length)]);
        while (text.Length < letters)
        {
            text.Append(tongue < 4 ? " " : "").Append(vocabulary[random.Next(vocabulary.Length)]);
        }

        return text.ToString();
    }
}
