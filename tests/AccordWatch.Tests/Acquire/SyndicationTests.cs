using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Model;

namespace AccordWatch.Tests.Acquire;

/// <summary>What the elements of the formats mean, one rule at a time.</summary>
public sealed class SyndicationTests
{
    private static readonly Uri Here = new("https://gazette.example/feeds/news.xml");

    [Fact]
    public void Of_several_links_the_last_counts()
        => Assert.Equal("https://gazette.example/3", Item("<link>/1</link><link>/2</link><link rel='enclosure' href='/4'/><link href='/3'/>").Link);

    [Theory]
    [InlineData("<guid>https://x.example/p</guid>", "https://x.example/p")]
    [InlineData("<guid isPermaLink='true'>https://x.example/p</guid>", "https://x.example/p")]
    [InlineData("<guid isPermaLink='false'>https://x.example/p</guid>", null)]
    [InlineData("<guid>https://x.example/p</guid><link>https://x.example/l</link>", "https://x.example/l")]
    [InlineData("<guid>tag:1</guid>", null)]
    public void A_guid_is_the_link_when_it_is_a_permalink_and_there_is_no_other(string inside, string? link) => Assert.Equal(link, Item(inside).Link);

    [Theory]
    [InlineData("<author>ana@x.example (Ana Ruiz)</author>", "Ana Ruiz")]
    [InlineData("<author>Ana Ruiz (ana@x.example)</author>", "Ana Ruiz")]
    [InlineData("<author>\"Ana Ruiz\" &lt;ana@x.example&gt;</author>", "Ana Ruiz")]
    [InlineData("<author>ana@x.example</author>", "ana@x.example")]
    [InlineData("<author>ana@x.example</author><dc:creator>Ana Ruiz</dc:creator>", "Ana Ruiz")]
    [InlineData("<dc:creator>&lt;a href='/ana'&gt;Ana Ruiz&lt;/a&gt;</dc:creator>", "Ana Ruiz")]
    [InlineData("<itunes:author>Ana Ruiz</itunes:author>", "Ana Ruiz")]
    [InlineData("<author><name>Ana Ruiz</name><email>ana@x.example</email></author>", "Ana Ruiz")]
    [InlineData("<author xmlns='http://www.w3.org/2005/Atom'><email>ana@x.example</email></author>", "ana@x.example")]
    public void An_author_is_named_in_every_form(string inside, string name) => Assert.Equal([name], Item(inside).Authors);

    [Fact]
    public void An_item_without_author_or_category_has_those_of_the_channel()
    {
        var entry = Read("<rss><channel><managingEditor>desk@x.example (Desk)</managingEditor><category>space</category><item><title>x</title></item></channel></rss>")!.Entries[0];

        Assert.Equal(["Desk"], entry.Authors);
        Assert.Equal(["space"], entry.Categories);
    }

    [Theory]
    [InlineData("<tags>moon, mars</tags>", "moon|mars")]
    [InlineData("<itunes:category text='Science'><itunes:category text='Space'/></itunes:category>", "Science|Space")]
    [InlineData("<category term='sp' label='Space'/>", "sp|Space")]
    [InlineData("<dc:subject>moon</dc:subject><category>moon</category>", "moon")]
    [InlineData("<itunes:keywords>moon,mars</itunes:keywords>", "moon|mars")]
    public void Categories_come_from_every_vocabulary(string inside, string expected) => Assert.Equal(expected, string.Join('|', Item(inside).Categories));

    [Theory]
    [InlineData("<enclosure url='/a.mp3' length='x'/>")]
    [InlineData("<media:group><media:content url='/a.mp3'/></media:group>")]
    [InlineData("<atom:link rel='http://www.iana.org/assignments/relation/enclosure' href='/a.mp3'/>")]
    [InlineData("<feedburner:origEnclosureLink>/a.mp3</feedburner:origEnclosureLink>")]
    [InlineData("<enc:enclosure rdf:resource='/a.mp3'/>")]
    public void Enclosures_come_from_every_vocabulary(string inside) => Assert.Equal(["https://gazette.example/a.mp3"], Item(inside).Enclosures);

    [Fact]
    public void A_summary_beside_a_description_is_kept_too()
    {
        var entry = Item("<description>Short</description><summary>A longer text</summary>");

        Assert.Equal(("Short", "A longer text"), (entry.Summary, entry.Content));
    }

    [Fact]
    public void An_item_without_a_title_is_headed_by_its_text()
    {
        Assert.Equal("Signed today.", Item("<description>&lt;p&gt;Signed today.&lt;/p&gt;</description>").Title);
        Assert.EndsWith("…", Item($"<description>{string.Concat(Enumerable.Repeat("word ", 60))}</description>").Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_date_given_twice_the_last_counts_and_a_day_of_change_stands_for_a_missing_one()
    {
        var entry = Read("<feed xmlns='http://www.w3.org/2005/Atom'><entry><updated>2020-01-01T00:00:00Z</updated><updated>2021-01-01T00:00:00Z</updated></entry></feed>")!.Entries[0];

        Assert.Equal((2021, 2021), (entry.Updated!.Value.Year, entry.Published!.Value.Year));
        Assert.Equal(2004, Read("<CHANNEL><ITEM HREF='/1' LASTMOD='2004-04-06T23:05:43-05:00'/></CHANNEL>")!.Entries[0].Updated!.Value.Year);
    }

    [Fact]
    public void Relative_links_of_a_feed_on_another_host_are_links_of_the_site()
        => Assert.Equal("https://site.example/a/1", Read("<rss><channel><link>https://site.example/</link><item><link>/a/1</link></item></channel></rss>")!.Entries[0].Link);

    [Theory]
    [InlineData("//cdn.example/x", "https://cdn.example/x")]
    [InlineData("https://x.example/a\n  b", "https://x.example/ab")]
    [InlineData("https://x.example/?a=1&amp;amp;b=2", "https://x.example/?a=1&b=2")]
    public void Links_are_mended(string link, string mended) => Assert.Equal(mended, Item($"<link>{link}</link>").Link);

    [Theory]
    [InlineData("<rss xmlns='http://www.w3.org/2005/Atom'><channel><title>T</title><item><title>A</title><pubDate>2021-01-01</pubDate></item></channel></rss>")]
    [InlineData("<rss xmlns='http://wrong.example/'><channel><title>T</title><item><title>A</title></item></channel></rss>")]
    [InlineData("<rss><channel><title>T</title><item><title>A</title><image:item xmlns:image='http://purl.org/rss/1.0/modules/image/'/></item></channel></rss>")]
    public void A_wrong_namespace_costs_nothing(string text)
    {
        var feed = Read(text)!;

        Assert.Equal("T", feed.Title);
        Assert.Equal("A", Assert.Single(feed.Entries).Title);
    }

    [Fact]
    public void The_language_is_the_nearest_that_is_named()
    {
        Assert.Equal("fr", Item("<description xml:lang='fr'>x</description>").Language);
        Assert.Equal("es", FeedReader.Read("<rss><channel><title>x</title></channel></rss>"u8.ToArray(), null, Here, "es")!.Language);
        Assert.Null(FeedReader.Read("<rss><channel><title>x</title></channel></rss>"u8.ToArray(), null, Here, "es, en")!.Language);
        Assert.Equal("ru", FeedReader.Read("<rss><channel><language>ru</language></channel></rss>"u8.ToArray(), null, Here, "es")!.Language);
    }

    [Theory]
    [InlineData("&lt;img alt=\"a&gt;b\" src=\"x\"&gt;Signed", "Signed")]
    [InlineData("a &lt; b", "a < b")]
    [InlineData("&amp;ldquo;Moon&amp;rdquo;", "“Moon”")]
    [InlineData("5 &amp;lsqb;six&amp;rsqb;", "5 [six]")]
    public void Titles_become_plain_text(string title, string plain) => Assert.Equal(plain, Item($"<title>{title}</title>").Title);

    private static FeedEntry Item(string inside) => Read($"""
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"
          xmlns:atom="http://www.w3.org/2005/Atom" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:enc="http://purl.oclc.org/net/rss_2.0/enc#"
          xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><item>{inside}</item></channel></rss>
        """)!.Entries[0];

    private static Feed? Read(string text) => FeedReader.Read(Encoding.UTF8.GetBytes(text), null, Here);
}
