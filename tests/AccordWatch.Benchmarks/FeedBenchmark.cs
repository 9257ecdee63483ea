using System.Text;
using System.Xml;
using AccordWatch.Acquire;
using BenchmarkDotNet.Attributes;

namespace AccordWatch.Benchmarks;

/// <summary>Reading of news feeds, against System.Xml that only walks over the same bytes and takes every text.</summary>
[MemoryDiagnoser]
public class FeedBenchmark
{
    private const int Feeds = 20;
    private const int Items = 40;

    private static readonly string[] Words = "the space agency minister signed memorandum station orbit satellite launch programme partners joint committee lunar treaty".Split(' ');
    private static readonly Uri Here = new("https://gazette.example/feed.xml");
    private static readonly XmlReaderSettings Bare = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    private readonly List<byte[]> _feeds = [];

    [GlobalSetup]
    public void Write()
    {
        for (var feed = 0; feed < Feeds; feed++)
        {
            _feeds.Add(Encoding.UTF8.GetBytes(One(feed)));
        }
    }

    [Benchmark]
    public int FeedReading() => _feeds.Sum(feed => FeedReader.Read(feed, "text/xml; charset=utf-8", Here)!.Entries.Count);

    [Benchmark(Baseline = true)]
    public int BareXml()
    {
        var length = 0;
        foreach (var feed in _feeds)
        {
            using var reader = XmlReader.Create(new MemoryStream(feed), Bare);
            while (reader.Read())
            {
                length += reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? reader.Value.Length : 0;
            }
        }

        return length;
    }

    private static string One(int feed)
    {
        var text = new StringBuilder("<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Gazette</title>");
        for (var item = 0; item < Items; item++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"""
                <item><title>{Some(feed + item, 10)} &amp; more</title><link>https://gazette.example/{feed}/{item}</link><guid isPermaLink="false">{feed}-{item}</guid>
                  <dc:creator>Ana Ruiz</dc:creator><pubDate>Tue, 28 Sep 2021 20:{item:00}:00 +0000</pubDate><category>space</category>
                  <description>{Some(item, 40)}</description><content:encoded><![CDATA[<p>{Some(feed, 250)}</p>]]></content:encoded></item>
                """);
        }

        return text.Append("</channel></rss>").ToString();
    }

    private static string Some(int seed, int count) => string.Join(' ', Enumerable.Range(seed, count).Select(word => Words[(word * 7 + word / 5) % Words.Length]));
}
