using System.Xml;
using AccordWatch.Acquire;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace AccordWatch.Benchmarks;

/// <summary>
/// Reading of a mixed corpus of well-formed feeds, against System.Xml that only walks over the bytes of those that are XML and takes every text. One run reads
/// the corpus once, on one thread.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(Throughput))]
public class FeedBenchmark
{
    private static readonly Uri Here = new("https://gazette.example/feed.xml");
    private static readonly XmlReaderSettings Bare = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    private readonly IReadOnlyList<MadeFeed> _all = FeedCorpus.All;
    private readonly IReadOnlyList<MadeFeed> _xml = FeedCorpus.Xml;

    [Benchmark]
    public int AllFeeds() => Read(_all);

    [Benchmark]
    public int XmlFeeds() => Read(_xml);

    [Benchmark(Baseline = true)]
    public int BareXml()
    {
        var length = 0;
        foreach (var feed in _xml)
        {
            using var reader = XmlReader.Create(new MemoryStream(feed.Body), Bare);
            while (reader.Read())
            {
                length += reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? reader.Value.Length : 0;
            }
        }

        return length;
    }

    private static int Read(IReadOnlyList<MadeFeed> feeds)
    {
        var entries = 0;
        foreach (var feed in feeds)
        {
            // A feed that fell to the forgiving reader, or lost an item, would make the figure worthless.
            entries += FeedReader.Read(feed.Body, feed.ContentType, Here) is { Problem: null } read && read.Entries.Count == feed.Items
                ? read.Entries.Count
                : throw new InvalidOperationException("A feed of the corpus was not read as it was made.");
        }

        return entries;
    }

    private sealed class Throughput : ManualConfig
    {
        public Throughput()
        {
            AddColumn(new ThroughputColumn("MB/s", method => FeedsOf(method).Sum(feed => (double)feed.Body.Length) / 1_000_000));
            AddColumn(new ThroughputColumn("Items/s", method => FeedsOf(method).Sum(feed => feed.Items)));
        }

        private static IReadOnlyList<MadeFeed> FeedsOf(string method) => method == nameof(AllFeeds) ? FeedCorpus.All : FeedCorpus.Xml;
    }
}
