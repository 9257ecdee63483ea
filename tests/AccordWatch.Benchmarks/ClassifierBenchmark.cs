using System.Runtime.CompilerServices;
using System.Text.Json;
using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Text;
using BenchmarkDotNet.Attributes;

namespace AccordWatch.Benchmarks;

/// <summary>Classifying articles of about 190 words in all languages of the golden corpus; one operation is one article.</summary>
// By its thirtieth round the runtime has compiled for good what is called often.
[MemoryDiagnoser]
[WarmupCount(40)]
[IterationCount(20)]
public class ClassifierBenchmark
{
    private const int WordsEach = 190;
    private const int Articles = 200;

    private readonly List<(string Title, string Text, string Language)> _articles = [];
    private Classifier _classifier = null!;

    [GlobalSetup]
    public void Read()
    {
        var root = Root();
        _classifier = new Classifier(KnowledgeBase.Load(new ConfigFolder(Path.Combine(root, "config"), null)));
        var rows = File.ReadLines(Path.Combine(root, "tests", "AccordWatch.Tests", "Golden", "accords.jsonl")).Take(Articles).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        for (var at = 0; at < rows.Count; at++)
        {
            var language = rows[at].GetProperty("lang").GetString()!;
            var same = rows.Skip(at).Concat(rows).Where(row => row.GetProperty("lang").GetString() == language).Select(row => row.GetProperty("text").GetString()!).ToList();
            _articles.Add((rows[at].GetProperty("title").GetString()!, Long(same), language));
        }
    }

    [Benchmark(OperationsPerInvoke = Articles)]
    public int Classify()
    {
        var accords = 0;
        foreach (var (title, text, language) in _articles)
        {
            accords += _classifier.Read(title, text, language, null).IsAccord ? 1 : 0;
        }

        return accords;
    }

    private static string Long(IReadOnlyList<string> texts)
    {
        var whole = texts[0];
        for (var at = 1; LengthOf(whole) < WordsEach; at++)
        {
            whole += "\n\n" + texts[at % texts.Count];
        }

        return whole;
    }

    // Two characters count as a word in scripts without spaces.
    private static int LengthOf(string text) => new Reading(text) is var reading ? reading.WordsBetween(0, reading.Words.Count) : 0;

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
