using AccordWatch.Model;

namespace AccordWatch.Host.Evaluate;

/// <summary>A line of a stream that was not understood.</summary>
/// <param name="What"><c>missed</c>, <c>false_accord</c>, <c>wrong_merge</c>, <c>wrong_split</c>, <c>wrong_state</c> or <c>wrong_day</c>.</param>
/// <param name="Id">The line's.</param>
/// <param name="Expected">People's name of the accord, with its status or day where that is wrong; null for a false accord.</param>
/// <param name="Found">The register's accord, with its status or day where that is wrong; null where it was missed.</param>
/// <param name="Title">The article's.</param>
internal sealed record StreamMistake(string What, string Id, string? Expected, string? Found, string Title);

/// <summary>How well a stream was kept: which reports were found, and whether each accord got its own and stands where they left it.</summary>
internal sealed record StreamFigures
{
    public int Articles { get; init; }

    /// <summary>Accords that people see in the stream.</summary>
    public int Accords { get; init; }

    /// <summary>Accords that the register made of it.</summary>
    public int Registered { get; init; }

    public int Reports { get; init; }
    public int Found { get; init; }

    /// <summary>Bagga and Baldwin 1998, over the reports that were found: how pure each one's accord is. Null when none was found.</summary>
    public double? BCubedPrecision { get; init; }

    /// <summary>Likewise: how much of each one's accord is together.</summary>
    public double? BCubedRecall { get; init; }

    public double? BCubedF1 { get; init; }

    /// <summary>Accords of which a report was found.</summary>
    public int Kept { get; init; }

    /// <summary>Of these, the ones that stand at the end where the last report put them.</summary>
    public int StandRight { get; init; }

    public IReadOnlyList<StreamMistake> Mistakes { get; init; } = [];

    public int Count(string what) => Mistakes.Count(one => one.What == what);

    /// <param name="told">In order of time.</param>
    public static StreamFigures Of(IReadOnlyList<ToldLine> told)
    {
        // The first accord found belongs to the first expected, and so on; what is left over was missed, or is false.
        var pairs = told.SelectMany(one => one.Line.Accords.Zip(one.Accords, (label, accord) => new Pair(one.Line, label, accord, label == one.Line.Accords[0]))).ToList();
        var labels = pairs.GroupBy(pair => pair.Accord.Id).ToDictionary(group => group.Key, group => MostOf(group.Select(pair => pair.Label)));
        var homes = pairs.GroupBy(pair => pair.Label).ToDictionary(group => group.Key, group => MostOf(group.Select(pair => pair.Accord.Id)));
        var ends = pairs.Where(pair => pair.IsMain && homes[pair.Label] == pair.Accord.Id).GroupBy(pair => pair.Label).Select(group => group.Last()).ToList();
        var (precision, recall) = (Purity(pairs, pair => pair.Accord.Id, pair => pair.Label), Purity(pairs, pair => pair.Label, pair => pair.Accord.Id));
        return new StreamFigures
        {
            Articles = told.Count,
            Accords = told.SelectMany(one => one.Line.Accords).Distinct().Count(),
            Registered = told.SelectMany(one => one.Accords).Select(accord => accord.Id).Distinct().Count(),
            Reports = told.Sum(one => one.Line.Accords.Count),
            Found = pairs.Count,
            BCubedPrecision = precision,
            BCubedRecall = recall,
            BCubedF1 = 2 * precision * recall / (precision + recall),
            Kept = ends.Count,
            StandRight = ends.Count(end => end.Line.Status == end.Accord.Status),
            Mistakes = [.. told.SelectMany(Unpaired), .. pairs.SelectMany(pair => MistakesIn(pair, labels, homes))],
        };
    }

    private static IEnumerable<StreamMistake> Unpaired(ToldLine one)
        => one.Line.Accords.Skip(one.Accords.Count).Select(label => new StreamMistake("missed", one.Line.Id, label, null, one.Line.Title))
            .Concat(one.Accords.Skip(one.Line.Accords.Count).Select(accord => new StreamMistake("false_accord", one.Line.Id, null, accord.Id, one.Line.Title)));

    private static IEnumerable<StreamMistake> MistakesIn(Pair pair, Dictionary<string, string> labels, Dictionary<string, string> homes)
    {
        StreamMistake Mistake(string what, string expected, string found) => new(what, pair.Line.Id, expected, found, pair.Line.Title);
        if (labels[pair.Accord.Id] != pair.Label)
        {
            yield return Mistake("wrong_merge", pair.Label, $"{pair.Accord.Id} ({labels[pair.Accord.Id]})");
        }
        else if (homes[pair.Label] != pair.Accord.Id)
        {
            yield return Mistake("wrong_split", $"{pair.Label} ({homes[pair.Label]})", pair.Accord.Id);
        }
        else if (pair.IsMain && pair.Line.Status != pair.Accord.Status)
        {
            yield return Mistake("wrong_state", $"{pair.Label} {pair.Line.Status}", $"{pair.Accord.Id} {pair.Accord.Status}");
        }

        if (pair.IsMain && pair.Line.SignedOn is { } day && day != pair.Accord.SignedOn)
        {
            yield return Mistake("wrong_day", $"{pair.Label} {day}", $"{pair.Accord.Id} {pair.Accord.SignedOn ?? "undated"}");
        }
    }

    // Of two that are as many, the one met first.
    private static string MostOf(IEnumerable<string> names) => names.GroupBy(name => name).MaxBy(group => group.Count())!.Key;

    private static double? Purity(List<Pair> pairs, Func<Pair, string> groupOf, Func<Pair, string> labelOf)
    {
        var groups = pairs.GroupBy(groupOf).ToDictionary(group => group.Key, group => group.Count());
        return pairs.Count == 0 ? null : pairs.GroupBy(pair => (Group: groupOf(pair), labelOf(pair))).Sum(both => (double)both.Count() * both.Count() / groups[both.Key.Group]) / pairs.Count;
    }

    private sealed record Pair(StreamLine Line, string Label, Accord Accord, bool IsMain);
}
