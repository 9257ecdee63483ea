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
    case ["stories", "beginning", var words]:
        StoryBeginning.Serve(int.Parse(words, CultureInfo.InvariantCulture));
        return 0;
    case ["stories", .. var rest]:
        StoryRun.Go(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 100_000, rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 190);
        return 0;
    default:
        Console.WriteLine($"Feeds: {FeedCorpus.Summary}.");
        BenchmarkSwitcher.FromTypes([typeof(FeedBenchmark), typeof(ClassifierBenchmark), typeof(ExtractBenchmark)]).Run(args);
        return 0;
}

static bool IsNumber(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out _);
