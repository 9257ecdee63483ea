using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Model;

namespace AccordWatch.Tests.Acquire;

public sealed class FeedReaderTests
{
    private static readonly Uri Here = new("https://gazette.example/feeds/news.xml");

    [Fact]
    public void An_RSS_item_has_its_fields()
    {
        var feed = Read("""
            <?xml version="1.0"?>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
              <channel><title>Gazette</title><link>https://gazette.example/</link><language>es-mx</language><ttl>90</ttl>
                <item><title>M&#233;xico &amp;amp; Rusia firman</title><link>/a/1</link><guid isPermaLink="false">tag:1</guid><dc:creator>Ana Ruiz</dc:creator>
                  <pubDate>Tue, 28 Sep 2021 20:15:00 CDT</pubDate><category>espacio</category><description>Corto.</description>
                  <content:encoded><![CDATA[<p>Largo.</p>]]></content:encoded><enclosure url="https://gazette.example/a.jpg" length="1" type="image/jpeg"/></item>
              </channel></rss>
            """)!;

        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("Gazette", "es-mx", TimeSpan.FromMinutes(90), (string?)null), (feed.Title, feed.Language, feed.Timetable!.TimeToLive!.Value, feed.Problem));
        Assert.Equal(("México & Rusia firman", "https://gazette.example/a/1", "tag:1", "Corto.", "<p>Largo.</p>"), (entry.Title, entry.Link, entry.Id, entry.Summary, entry.Content));
        Assert.Equal(new DateTimeOffset(2021, 9, 29, 1, 15, 0, TimeSpan.Zero), entry.Published!.Value.ToUniversalTime());
        Assert.Equal(("Ana Ruiz", "espacio", "https://gazette.example/a.jpg"), (entry.Authors[0], entry.Categories[0], entry.Enclosures[0]));
    }

    [Fact]
    public void An_Atom_entry_inherits_the_author_and_resolves_links_against_xml_base()
    {
        var feed = Read("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://atom.example/x/"><title type="html">&lt;b&gt;News&lt;/b&gt;</title><author><name>Desk</name></author>
              <entry><id>urn:1</id><title>Signed</title><link rel="self" href="self"/><link href="one.html"/><published>2021-09-28T20:15:00-05:00</published>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text</p></div></content></entry></feed>
            """)!;

        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("News", "https://atom.example/x/one.html", "Desk", "en", "<div><p>Text</p></div>"), (feed.Title, entry.Link, entry.Authors[0], entry.Language, entry.Content));
    }

    [Fact]
    public void An_RDF_feed_has_its_items_beside_the_channel()
    {
        var feed = Read("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <channel rdf:about="https://rdf.example/"><title>RDF</title></channel>
              <item rdf:about="https://rdf.example/1"><title>One</title><link>https://rdf.example/1</link><dc:date>2018-06-08</dc:date></item></rdf:RDF>
            """)!;

        Assert.Equal(("One", "https://rdf.example/1"), (feed.Entries[0].Title, feed.Entries[0].Id));
    }

    [Fact]
    public void A_JSON_feed_is_a_feed()
    {
        var feed = Read("""
            { "version": "https://jsonfeed.org/version/1.1", "title": "JSON", "authors": [ { "name": "Desk" } ],
              "items": [ { "id": 7, "url": "/7", "title": "Signed", "content_html": "<p>x</p>", "date_published": "2021-09-28T20:15:00Z", "tags": ["space"] } ] }
            """)!;

        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("7", "https://gazette.example/7", "Desk", "space"), (entry.Id, entry.Link, entry.Authors[0], entry.Categories[0]));
    }

    [Fact]
    public void A_cut_off_document_keeps_the_items_read_so_far_and_says_so()
    {
        var feed = Read("""<rss><channel><title>T&nbsp;&eacute;</title><item><title>One & two</title><link>https://x.example/1</link></item><item><title>Half""")!;

        Assert.Equal(["One & two", "Half"], feed.Entries.Select(entry => entry.Title));
        Assert.Equal("T é", feed.Title);
        Assert.NotNull(feed.Problem);
    }

    [Fact]
    public void One_broken_item_does_not_cost_the_others()
    {
        var feed = Read("<rss><channel><item><title>A</title></item><item><title>B</titel></item><item><title>C</title></item></channel></rss>")!;

        Assert.Contains(feed.Entries, entry => entry.Title == "A");
        Assert.Contains(feed.Entries, entry => entry.Title == "C");
    }

    [Theory]
    [InlineData("windows-1251")]
    [InlineData("koi8-r")]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    public void Text_is_decoded_by_its_declaration_or_its_mark(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version='1.0' encoding='{name}'?><rss><channel><title>Роскосмос</title></channel></rss>")];

        Assert.Equal("Роскосмос", FeedReader.Read(bytes, null, null)!.Title);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body><p>Hello</p></body></html>")]
    [InlineData("")]
    [InlineData("plain words")]
    [InlineData("{ \"hello\": 1 }")]
    [InlineData("<?xml version='1.0'?><note/>")]
    public void What_is_no_feed_is_none(string text) => Assert.Null(Read(text));

    [Fact]
    public void Entities_are_never_expanded_and_files_never_read()
    {
        var feed = Read("""
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
            <rss><channel><title>x &b; &f;</title></channel></rss>
            """)!;

        Assert.DoesNotContain("root:", feed.Title, StringComparison.Ordinal);
        Assert.DoesNotContain("aaaaaaaaaa", feed.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData(" \tJaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    public void Only_web_links_are_links(string link) => Assert.Null(Read($"<rss><channel><item><title>x</title><link>{link}</link></item></channel></rss>")!.Entries[0].Link);

    [Fact]
    public void A_document_nested_100000_deep_ends_well()
    {
        var feed = Read("<rss><channel><title>deep</title>" + string.Concat(Enumerable.Repeat("<a>", 100_000)));

        Assert.Equal("deep", feed!.Title);
    }

    private static Feed? Read(string text) => FeedReader.Read(Encoding.UTF8.GetBytes(text), null, Here);
}
