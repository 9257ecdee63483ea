using AccordWatch.Benchmarks;
using AccordWatch.Benchmarks.Peers;
using BenchmarkDotNet.Running;

// README.md says what each measures and how to run it.
switch (args)
{
    case ["peers", .. var rest]:
        return PeerComparison.Run(PublishedProgram.Of(rest));
    default:
        BenchmarkSwitcher.FromTypes([typeof(FeedBenchmark), typeof(ClassifierBenchmark)]).Run(args);
        return 0;
}
