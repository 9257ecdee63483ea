using System.Text;
using AccordWatch.Extract;
using AccordWatch.Model;

namespace AccordWatch.Tests.Extract;

public sealed class ArticleExtractorTests
{
    private const string First = "The ministers of both countries put their names to a framework for joint work in orbit on Tuesday, after two years of talks in three capitals.";
    private const string Second = "It covers remote sensing, the training of engineers and the use of a ground station in the north, and it enters into force at once.";
    private const string Third = "Officials said that the first satellite built under the framework could fly before the end of the decade, if both parliaments pay for it.";
    private static readonly Uri Here = new("https://www.gazette.example/space/framework-signed?utm_source=rss");
    private static readonly DateTimeOffset Now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_article_is_read_without_its_furniture()
    {
        var article = Read($"""
            <html lang="en"><head><title>Two countries sign framework - The Gazette</title></head><body>
            <nav><ul><li><a href="/">Home</a></li><li><a href="/space">Space</a></li></ul></nav>
            <main><article><h1>Two countries sign framework</h1><div class="share-bar">Share this on your network</div>
            <p>{First}</p><figure><img src="a.jpg"><figcaption>The ministers in the hall of mirrors, seen from above. Photo: Desk</figcaption></figure>
            <p>{Second}</p><h2>What follows</h2><ul><li>A joint office opens in the spring.</li></ul><p>{Third}</p>
            <div class="newsletter-signup"><p>Get our letter about orbit every morning, free of charge, in your mail box before breakfast.</p></div>
            <section class="related-stories"><h3>Related</h3><p><a href="/x">Another country thinks about joining a treaty that nobody has read yet</a></p></section></article></main>
            <aside><p>An opinion piece about something else entirely that has several words and sentences. Indeed it goes on.</p></aside>
            <footer><p>The Gazette is published by the Gazette Company, which keeps all rights to everything that is printed here.</p></footer></body></html>
            """);

        Assert.Equal(string.Join("\n\n", First, Second, "What follows", "A joint office opens in the spring.", Third), article.Text);
        Assert.Equal(("Two countries sign framework", "en", TextOrigin.Page, false), (article.Title, article.Language, article.Origin, article.Paywalled));
    }

    [Fact]
    public void The_date_is_that_of_publication_and_not_of_the_last_change()
    {
        var article = Read(Page($$"""
            <meta property="article:modified_time" content="2024-03-09T10:00:00Z"><meta property="og:updated_time" content="2024-03-09T10:00:00Z">
            <script type="application/ld+json">{ "@type": "NewsArticle", "dateModified": "2024-03-09T10:00:00Z", "datePublished": "2024-03-05T08:30:00+01:00",
              "author": [ { "@type": "Person", "name": "Ana Ruiz" }, { "@id": "#b" } ] }</script>
            <script type="application/ld+json">{ "@graph": [ { "@id": "#b", "@type": "Person", "name": "Ole Berg" } ] }</script>
            """));

        Assert.Equal(new DateTimeOffset(2024, 3, 5, 8, 30, 0, TimeSpan.FromHours(1)), article.Published);
        Assert.Equal(["Ana Ruiz", "Ole Berg"], article.Authors);
    }

    [Fact]
    public void A_page_that_tells_only_its_last_change_has_no_date()
        => Assert.Null(Read(Page("""<meta property="article:modified_time" content="2024-03-09T10:00:00Z">""")).Published);

    [Fact]
    public void The_address_tells_the_day_when_the_page_does_not()
        => Assert.Equal(new DateTimeOffset(2021, 9, 28, 0, 0, 0, TimeSpan.Zero), Read(Page(""), new Uri("https://gazette.example/2021/09/28/framework")).Published);

    [Theory]
    [InlineData("<title>Framework signed in the north | Gazette</title><meta property='og:site_name' content='Gazette'>")]
    [InlineData("<title>Gazette</title><meta property='og:title' content='Framework signed in the north - Gazette'><meta property='og:site_name' content='Gazette'>")]
    [InlineData("<title>Framework signed in the north – The Gazette Online</title>")]
    public void The_title_is_told_without_the_name_of_the_site(string head)
        => Assert.Equal("Framework signed in the north", Read($"<html><head>{head}</head><body><p>{First}</p><p>{Second}</p></body></html>").Title);

    [Theory]
    [InlineData("https://elsewhere.example.org/taken", "https://gazette.example/space/framework-signed")]
    [InlineData("javascript:alert(1)", "https://gazette.example/space/framework-signed")]
    [InlineData("ftp://gazette.example/x", "https://gazette.example/space/framework-signed")]
    [InlineData("https://news.gazette.example/story/7#top", "https://news.gazette.example/story/7")]
    [InlineData("https://xn--\u00BF\uFFFD.gazette.example/x", "https://gazette.example/space/framework-signed")]
    [InlineData("/story/7?fbclid=1", "https://gazette.example/story/7")]
    public void A_canonical_address_counts_only_within_the_same_site(string named, string expected)
        => Assert.Equal(expected, Read(Page($"""<link rel="canonical" href="{named}">""")).CanonicalUrl.AbsoluteUri);

    [Fact]
    public void The_words_of_the_feed_serve_when_the_page_gives_less_and_the_article_says_so()
    {
        var entry = new FeedEntry { Title = "Framework signed", Content = $"<p>{First}</p><p>{Second}</p>", Authors = ["Desk"], Published = Now.AddDays(-1) };

        var article = Read("<html><head><title>Framework signed</title></head><body><p>Please switch on scripts to read on.</p></body></html>", entry: entry);

        Assert.Equal((TextOrigin.Feed, $"{First}\n\n{Second}", "Framework signed", Now.AddDays(-1)), (article.Origin, article.Text, article.Title, article.Published!.Value));
        Assert.Equal(["Desk"], article.Authors);
    }

    [Fact]
    public void An_entry_alone_makes_an_article()
    {
        var extraction = ArticleExtractor.FromEntry(new FeedEntry { Title = "Signed", Summary = First }, Here, Now, null);

        var article = Assert.IsType<Extraction.Found>(extraction).Article;
        Assert.Equal((First, TextOrigin.Feed, "en"), (article.Text, article.Origin, article.Language));
    }

    [Theory]
    [InlineData("%PDF-1.7 and so on", "text/html", "not HTML: application/pdf")]
    [InlineData("<svg/>", "image/svg+xml", "not HTML: image/svg+xml")]
    [InlineData("just words", "text/plain", "not HTML: text/plain without markup")]
    [InlineData("<b>\0\0\0\0\0\0\0\0", null, "not HTML: binary data")]
    [InlineData("", "text/html", "the page is empty")]
    [InlineData("<html><body><p>Hello.</p></body></html>", "text/html", "no article text on the page")]
    public void What_is_no_article_says_why(string body, string? contentType, string because)
        => Assert.Equal(because, Assert.IsType<Extraction.NotAnArticle>(ArticleExtractor.Extract(new Page(Here, Encoding.UTF8.GetBytes(body), contentType, Now))).Because);

    [Fact]
    public void Hidden_text_is_not_read()
    {
        var article = Read($"""
            <html><body><article><p>{First}</p><p style="display: none">A secret paragraph that no reader of this page will ever see, however long.</p>
            <div hidden><p>Another secret paragraph that no reader of this page will ever see, however long.</p></div>
            <p>{Second}<span aria-hidden="true"> A third secret.</span></p><p class="sr-only">A line that is read aloud only, and which is long enough to be a paragraph.</p></article></body></html>
            """);

        Assert.Equal($"{First}\n\n{Second}", article.Text);
    }

    [Fact]
    public void A_Spanish_page_has_its_date_in_words()
    {
        var article = Read("""
            <html lang="en"><head><meta charset="utf-8"><title>Firman un acuerdo sobre el espacio</title></head><body><h1>Firman un acuerdo sobre el espacio</h1>
            <div>Por <span>Lucía Prado</span> | 28 de septiembre de 2021</div>
            <p>Los cancilleres de ambos países firmaron este martes un acuerdo para el uso pacífico del espacio ultraterrestre, según dijo la cancillería.</p>
            <p>El documento establece las bases para la cooperación en la observación de la Tierra y en la formación de especialistas de las dos agencias.</p></body></html>
            """);

        Assert.Equal((new DateTimeOffset(2021, 9, 28, 0, 0, 0, TimeSpan.Zero), "es", "Firman un acuerdo sobre el espacio"), (article.Published!.Value, article.Language, article.Title));
        Assert.StartsWith("Los cancilleres", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_encoding_is_that_of_the_meta_element_when_nothing_else_tells()
    {
        var body = Encoding.Latin1.GetBytes($"<html><head><meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'><title>Señal</title></head><body><p>Año nuevo. {First}</p></body></html>");

        var article = Assert.IsType<Extraction.Found>(ArticleExtractor.Extract(new Page(Here, body, "text/html", Now))).Article;

        Assert.StartsWith("Año nuevo.", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_page_with_a_teaser_is_marked_as_such()
        => Assert.True(Read(Page("""<script type="application/ld+json">{ "@type": "NewsArticle", "isAccessibleForFree": "False" }</script>""")).Paywalled);

    [Fact]
    public void The_body_in_JSON_LD_serves_when_the_page_shows_little()
    {
        var article = Read($$"""
            <html><head><script type="application/ld+json">{ "@type": "NewsArticle", "headline": "Signed", "articleBody": "<p>{{First}}</p><p>{{Second}}</p><p>{{Third}}</p>" }</script></head>
            <body><div id="root"></div></body></html>
            """);

        Assert.Equal($"{First}\n\n{Second}\n\n{Third}", article.Text);
    }

    private static string Page(string head) => $"<html><head>{head}</head><body><article><h1>Framework signed</h1><p>{First}</p><p>{Second}</p></article></body></html>";

    private static Article Read(string html, Uri? url = null, FeedEntry? entry = null)
        => Assert.IsType<Extraction.Found>(ArticleExtractor.Extract(new Page(url ?? Here, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", Now), entry)).Article;
}
