using System.Globalization;
using AccordWatch.Benchmarks;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/AccordWatch.Benchmarks -- --filter '*'
// dotnet run -c Release --project tests/AccordWatch.Benchmarks -- stories 1000000
if (args is ["stories", .. var figures])
{
    StoryRun.Go(figures.Length > 0 ? int.Parse(figures[0], CultureInfo.InvariantCulture) : 100_000, figures.Length > 1 ? int.Parse(figures[1], CultureInfo.InvariantCulture) : 190);
    return;
}

Console.WriteLine($"Feeds: {FeedCorpus.Summary}.");
BenchmarkSwitcher.FromTypes([typeof(FeedBenchmark), typeof(ClassifierBenchmark)]).Run(args);
