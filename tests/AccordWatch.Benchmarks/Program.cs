using AccordWatch.Benchmarks;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/AccordWatch.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromTypes([typeof(FeedBenchmark), typeof(ClassifierBenchmark), typeof(ExtractBenchmark)]).Run(args);
