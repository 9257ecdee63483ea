using System.Text;
using AccordWatch.Extract;
using AccordWatch.Model;
using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Mathematics.OutlierDetection;

namespace AccordWatch.Benchmarks;

/// <summary>Article with all that its page says of it, against the bare parse of the same bytes; an iteration is one page of 60 to 300 KB.</summary>
[Config(typeof(PageByPage))]
[MemoryDiagnoser]
public class ExtractBenchmark
{
    private const int Pages = 50;
    private const int Rounds = 6;

    private static readonly Uri Here = new("https://gazette.example/news/1");
    private static readonly DateTimeOffset Now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<byte[]> _pages = new NewsPages(20240501).Make(Pages);
    private int _page = -1;

    [IterationSetup]
    public void Next() => _page = (_page + 1) % Pages;

    [Benchmark(Baseline = true)]
    public int BareParse()
    {
        using var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(_pages[_page]));
        return document.ChildElementCount;
    }

    [Benchmark]
    public int Extraction()
    {
        var article = ((Extraction.Found)ArticleExtractor.Extract(new Page(Here, _pages[_page], "text/html; charset=utf-8", Now))).Article;
        return article.Text.Length + article.Authors.Count + (article.Published is null ? throw new InvalidOperationException("the date was not found") : 1);
    }

    private sealed class PageByPage : ManualConfig
    {
        public PageByPage()
        {
            AddJob(Job.Default.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(2 * Pages).WithIterationCount(Rounds * Pages).WithInvocationCount(1).WithUnrollFactor(1)
                .WithOutlierMode(OutlierMode.DontRemove).WithToolchain(InProcessEmitToolchain.Instance));
            AddColumn(StatisticColumn.Median, new Percentile99());
        }
    }
}
