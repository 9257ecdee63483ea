using System.Diagnostics;
using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Model;

namespace AccordWatch.Tests.Acquire;

/// <summary>Documents that are not what they should be.</summary>
public sealed class ForgivingTests
{
    [Fact]
    public void A_forgotten_end_tag_costs_no_item()
    {
        var feed = Read("<rss><channel><item><title>A<link>https://x.example/1</link><item><title>B</title><guid>2</item></channel></rss>")!;

        Assert.Equal(["A", "B"], feed.Entries.Select(entry => entry.Title));
        Assert.Equal("https://x.example/1", feed.Entries[0].Link);
    }

    [Fact]
    public void What_a_program_wrote_before_the_feed_is_passed_over()
        => Assert.Equal("T", Read("<br />\n<b>Warning</b>: something in line 3<br />\n<?xml version='1.0'?><rss><channel><title>T</title></channel></rss>")!.Title);

    [Fact]
    public void Entities_of_the_document_that_stand_for_text_are_known()
        => Assert.Equal("The Gazette, x", Read("<!DOCTYPE rss [<!ENTITY name \"The Gazette\">]><rss><channel><title>&name;, x</title></channel></rss>")!.Title);

    [Fact]
    public void A_JSON_feed_that_is_cut_off_keeps_its_whole_items()
    {
        var feed = Read("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"id\":\"1\",\"title\":\"A } ]\"},{\"id\":\"2\",\"ti")!;

        Assert.Equal(("T", "A } ]"), (feed.Title, Assert.Single(feed.Entries).Title));
        Assert.NotNull(feed.Problem);
    }

    [Fact]
    public void Half_a_character_in_JSON_is_no_mistake_of_ours()
        => Assert.Equal("a\uFFFDb", Read("{\"items\":[{\"id\":\"1\",\"title\":\"a\\ud800b\",\"x\\udc00\":1}]}")!.Entries[0].Title);

    [Theory]
    [InlineData("<rss><channel><item>", "<category>{0}</category>", 30_000)]
    [InlineData("<rss><channel><item>", "<author>{0}</author>", 30_000)]
    [InlineData("<rss><channel ", "a{0}='x' ", 100_000)]
    [InlineData("<rss><channel><item><title><![CDATA[", "<a ='", 300_000)]
    [InlineData("<rss><channel>", "<item>", 50_000)]
    public void Hostile_documents_take_no_long_time(string head, string again, int times)
    {
        var text = new StringBuilder(head);
        for (var time = 0; time < times; time++)
        {
            text.Append(again.Replace("{0}", $"{time}", StringComparison.Ordinal));
        }

        var watch = Stopwatch.StartNew();
        Assert.NotNull(Read(text.ToString()));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("<pubDate>٣١ Dec ٢٠٠٣ 99:99:99 +9999</pubDate>")]
    [InlineData("<pubDate>9999-12-31T23:59:59-14:00</pubDate>")]
    [InlineData("<pubDate>0001-01-01T00:00:00+14:00</pubDate>")]
    [InlineData("<pubDate>00000</pubDate>")]
    [InlineData("<link xml:base='http://['>http://[::</link>")]
    [InlineData("<ttl>99999999999</ttl>&#xD800;&#x110000;")]
    public void Nonsense_is_no_exception(string inside) => Assert.NotNull(Read($"<rss><channel>{inside}<item>{inside}</item></channel></rss>"));

    private static Feed? Read(string text) => FeedReader.Read(Encoding.UTF8.GetBytes(text), null, null);
}
