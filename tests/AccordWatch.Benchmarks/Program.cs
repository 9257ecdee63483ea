using System.Globalization;
using AccordWatch.Benchmarks;
using AccordWatch.Benchmarks.Peers;
using BenchmarkDotNet.Running;

// README.md says what each measures and how to run it.
switch (args)
{
    case ["peers", .. var rest]:
        return PeerComparison.Run(PublishedProgram.Of(rest));
    case ["calm", .. var rest]:
        return await CalmRun.RunAsync(PublishedProgram.Of([.. rest.Where(one => !IsNumber(one))]), rest.Where(IsNumber).Select(one => double.Parse(one, CultureInfo.InvariantCulture)).FirstOrDefault(5));
    default:
        BenchmarkSwitcher.FromTypes([typeof(FeedBenchmark), typeof(ClassifierBenchmark)]).Run(args);
        return 0;
}

static bool IsNumber(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out _);
