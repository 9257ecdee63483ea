using System.Globalization;
using System.Text;
using AccordWatch.Extract;
using AccordWatch.Model;

namespace AccordWatch.Tests.Extract;

public sealed class ExtractionRulesTests
{
    private const string First = "The harbour council agreed on Monday to rebuild the northern pier, which a storm had broken in two places last winter.";
    private const string Second = "Work starts in April and costs four million crowns, of which the province pays a half and the fishing companies the rest.";
    private const string Third = "Until then the ferries leave from the southern side, and drivers are asked to come twenty minutes before they sail.";
    private static readonly Uri Here = new("https://www.gazette.example/harbour/pier");
    private static readonly DateTimeOffset Now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Paragraphs_marked_as_behind_a_paywall_are_text()
        => Assert.Equal($"{First}\n\n{Second}\n\n{Third}", Read($"<article><p>{First}</p><p class='paywall'>{Second}</p><div class='story-paywall'><p>{Third}</p></div></article>").Text);

    [Fact]
    public void A_gallery_that_is_the_article_is_read()
        => Assert.Equal($"{First}\n\n{Second}\n\n{Third}", Read($"<article><div class='gallery'><div class='gallery-item'><p>{First}</p></div><div class='gallery-item'><p>{Second}</p></div><p>1 of 2</p><p>{Third}</p></div></article>").Text);

    [Fact]
    public void A_gallery_in_an_article_is_not()
        => Assert.Equal($"{First}\n\n{Second}\n\n{Third}", Read($"<article><p>{First}</p><div class='gallery'><p>A picture of the pier from the sea, on a calm day in summer.</p></div><p>{Second}</p><p>{Third}</p></article>").Text);

    [Fact]
    public void A_table_in_a_figure_is_read()
        => Assert.Contains("April 3", Read($"<article><p>{First}</p><figure class='block'><table><tr><td>Work starts on April 3</td></tr></table></figure><p>{Second}</p></article>").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("<h2><a href='#what'>What changes</a></h2>")]
    [InlineData("<h2 id='social-benefits'>What changes</h2>")]
    [InlineData("<div id='what-is-most-popular-now'><h2>What changes</h2></div>")]
    public void A_heading_is_kept_whatever_its_anchor(string heading)
        => Assert.Equal($"{First}\n\nWhat changes\n\n{Second}", Read($"<article><p>{First}</p>{heading}<p>{Second}</p></article>").Text);

    [Fact]
    public void Comments_that_are_longer_than_the_article_are_not_read()
    {
        var comments = string.Concat(Enumerable.Range(1, 20).Select(number => $"<div class='comment'><p>Reader {number} has an opinion on the pier, and a long one, which goes on for a line or two.</p></div>"));

        Assert.Equal($"{First}\n\n{Second}", Read($"<article><h1>The pier</h1><p>{First}</p><p>{Second}</p></article><section id='comments'>{comments}</section>").Text);
    }

    [Theory]
    [InlineData("Reach the reporter at desk@gazette.example for more.")]
    [InlineData("You find our desk under @gazettedesk every day.")]
    [InlineData("This site is protected by reCAPTCHA and its terms apply.")]
    [InlineData("This post originally appeared on another page.")]
    [InlineData("Two desks of the Gazette contributed to this report.")]
    [InlineData("Citation: The pier (2024, May 1), retrieved 2 May 2024")]
    public void Lines_of_the_desk_behind_the_article_are_no_part_of_it(string line)
        => Assert.Equal($"{First}\n\n{Second}", Read($"<article><p>{First}</p><p>{Second}</p><p>{line}</p></article>").Text);

    [Fact]
    public void What_is_only_printed_is_not_read()
        => Assert.Equal($"{First}\n\n{Second}", Read($"<article><p>{First}</p><p>{Second}</p><div class='d-none d-print-block'><p>{Third}</p></div></article>").Text);

    [Fact]
    public void Two_breaks_part_paragraphs_and_one_is_a_space()
        => Assert.Equal($"{First} {Second}\n\n{Third}", Read($"<div>{First}<br>{Second}<br>\n<br>{Third}</div>").Text);

    [Fact]
    public void Words_are_put_together_as_readers_see_them()
        => Assert.StartsWith("The harbour council, x, met.", Read($"<p>The <b>harb</b>our&nbsp;coun\u00ADcil<i>,</i>\n\t x, met. {First}</p><p>{Second}</p>").Text, StringComparison.Ordinal);

    [Fact]
    public void The_kicker_of_a_headline_is_part_of_the_title_when_headline_and_title_tell_it()
    {
        const string head = """
            <title>Northern harbour: Pier will be rebuilt in April - Gazette</title><meta property="og:title" content="Northern harbour: Pier will be rebuilt in April">
            <script type="application/ld+json">{ "@type": "NewsArticle", "headline": "Northern harbour: Pier will be rebuilt in April" }</script>
            """;

        var article = Read($"<p>Northern harbour</p><h1>Pier will be rebuilt in April</h1><p>{First}</p><p>{Second}</p>", head);

        Assert.Equal(("Northern harbour: Pier will be rebuilt in April", $"{First}\n\n{Second}"), (article.Title, article.Text));
    }

    [Theory]
    [InlineData("en-US", 2020, 2, 10)]
    [InlineData("en-GB", 2020, 10, 2)]
    [InlineData("fr", 2020, 10, 2)]
    public void The_order_of_day_and_month_is_that_of_the_language(string language, int year, int month, int day)
        => Assert.Equal(Day(year, month, day), Read($"<h1>The pier</h1><span class='date'>02/10/2020</span><p>{First}</p><p>{Second}</p>", language: language).Published);

    [Theory]
    [InlineData("<p>Aktuelle Zeit: 14.10.2020, 12:18</p><h1>The pier</h1>")]
    [InlineData("<span class='date'>It is currently October 14, 2020</span><h1>The pier</h1>")]
    [InlineData("<footer><p>October 14, 2020</p></footer><h1>The pier</h1>")]
    [InlineData("<h1>The pier</h1><div class='comments'><time datetime='2020-10-14'>14 October</time></div>")]
    [InlineData("<h1>The pier</h1><span itemprop='datePublished'>2006</span>")]
    [InlineData("<h1>The pier</h1><span class='date'>© 14.10.2020</span>")]
    public void Clocks_footers_comments_and_lone_years_are_no_dates(string html) => Assert.Null(Read($"{html}<p>{First}</p><p>{Second}</p>").Published);

    [Fact]
    public void The_date_near_the_headline_counts_more_than_those_of_teasers()
    {
        var teasers = string.Concat(Enumerable.Range(1, 20).Select(day => $"<li><a href='/t{day}'>A teaser that stands before the article</a> <time>2024-03-{day:00}</time></li>"));

        Assert.Equal(Day(2024, 2, 9), Read($"<ul>{teasers}</ul><h1>The pier</h1><time>9 February 2024</time><p>{First}</p><p>{Second}</p>").Published);
    }

    [Fact]
    public void The_day_on_which_the_page_was_made_counts_less_than_the_date_that_readers_see()
        => Assert.Equal(Day(2020, 2, 5), Read($"<h1>The pier</h1><div>05.02.2020 - Desk</div><p>{First}</p><p>{Second}</p>", "<meta name='date' content='2020-02-12'>").Published);

    [Fact]
    public void The_address_of_a_site_that_moved_tells_the_true_day()
        => Assert.Equal(
            Day(2017, 7, 12),
            Read($"<p>{First}</p><p>{Second}</p>", "<meta property='article:published_time' content='2019-06-17T18:28:00Z'>", url: new Uri("https://gazette.example/2017/7/12/pier")).Published);

    [Theory]
    [InlineData("https://gazette.example/2023/12/16-new-officers.html")]
    [InlineData("https://gazette.example/story-20231316-x")]
    public void A_number_in_the_address_is_not_always_a_day(string address) => Assert.Null(Read($"<p>{First}</p><p>{Second}</p>", url: new Uri(address)).Published);

    [Fact]
    public void The_date_of_the_feed_counts_more_than_what_is_only_seen_on_the_page()
    {
        var entry = new FeedEntry { Title = "The pier", Published = Now.AddHours(-3) };

        var extraction = ArticleExtractor.Extract(PageOf($"<h1>The pier</h1><p>9 February 2024</p><p>{First}</p><p>{Second}</p>", "", "en", Here), entry);

        Assert.Equal(Now.AddHours(-3), Assert.IsType<Extraction.Found>(extraction).Article.Published);
    }

    [Fact]
    public void The_clock_of_the_newsroom_tells_the_day_when_the_page_states_the_instant_in_universal_time()
        => Assert.Equal(
            "2023-12-22T22:00:46-05:00",
            Read($"<h1>The pier</h1><div class='posted'>December 22, 2023 10:00 PM</div><p>{First}</p><p>{Second}</p>", "<meta property='article:published_time' content='2023-12-23T03:00:46Z'>")
                .Published?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("<meta name='w-published-date' content='2023-12-22T10:00:00Z'>", "")]
    [InlineData("<title>The pier | Desk | 22.12.2023</title>", "")]
    [InlineData("<script>var page = {\"id\": 7, \"publishDate\": \"2023-12-22\"};</script>", "")]
    [InlineData("", "<div>Last updated 4 January 2024, originally created 22 December 2023</div>")]
    public void The_day_is_found_where_a_site_tells_it_in_its_own_words(string head, string body)
        => Assert.Equal(new DateOnly(2023, 12, 22), DateOnly.FromDateTime(Read($"<h1>The pier</h1>{body}<p>{First}</p><p>{Second}</p>", head).Published!.Value.DateTime));

    [Theory]
    [InlineData("<span class='date'>Updated: 14 October 2020</span>")]
    [InlineData("<p>Zuletzt geändert am 14. Oktober 2020</p>")]
    [InlineData("<p>Anmeldedatum: 14.10.2020</p>")]
    public void The_day_of_a_change_or_of_a_registration_is_no_date(string html) => Assert.Null(Read($"<h1>The pier</h1>{html}<p>{First}</p><p>{Second}</p>").Published);

    [Fact]
    public void Of_a_page_that_is_no_article_its_title_and_day_are_told()
    {
        var none = Assert.IsType<Extraction.NotAnArticle>(ArticleExtractor.Extract(PageOf("<h1>The northern pier</h1><time datetime='2023-12-22'>22 December</time><p>Soon.</p>", "", "en", Here)));

        Assert.Equal(("The northern pier", Day(2023, 12, 22), ""), (none.Told!.Title, none.Told.Published!.Value, none.Told.Text));
    }

    [Fact]
    public void Tags_that_stand_in_the_text_and_credits_of_pictures_are_not_read()
        => Assert.Equal(
            $"{First}\n\n{Second}",
            Read($"<article><p>{First}</p><p>&lt;a href=\"https://gazette.example\"&gt;A post&lt;/a&gt; about the pier that a script was to put into its place.</p><p>The pier from the sea © Harbour office</p><p>{Second}</p></article>").Text);

    [Fact]
    public void A_list_of_other_pages_is_no_article()
    {
        var teasers = string.Concat(Enumerable.Range(1, 30).Select(number => $"<div><h3><a href='/s{number}'>Story number {number} of a day on which much was going on</a></h3></div>"));

        var extraction = ArticleExtractor.Extract(PageOf($"<h1>News</h1><p>{First}</p>{teasers}", "", "en", Here));

        Assert.Equal("a list of other pages", Assert.IsType<Extraction.NotAnArticle>(extraction).Because);
    }

    private static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private static Page PageOf(string body, string head, string language, Uri url)
        => new(url, Encoding.UTF8.GetBytes($"<html lang='{language}'><head>{head}</head><body>{body}</body></html>"), "text/html; charset=utf-8", Now);

    private static Article Read(string body, string head = "", string language = "en", Uri? url = null)
        => Assert.IsType<Extraction.Found>(ArticleExtractor.Extract(PageOf(body, head, language, url ?? Here))).Article;
}
