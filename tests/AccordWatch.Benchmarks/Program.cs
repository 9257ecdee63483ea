using AccordWatch.Benchmarks;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/AccordWatch.Benchmarks -- --filter '*'
Console.WriteLine($"Feeds: {FeedCorpus.Summary}.");
BenchmarkSwitcher.FromTypes([typeof(FeedBenchmark), typeof(ClassifierBenchmark)]).Run(args);
