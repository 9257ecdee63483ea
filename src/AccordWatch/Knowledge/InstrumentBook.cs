using AccordWatch.Model;

namespace AccordWatch.Knowledge;

/// <summary>Whether a paper binds in law.</summary>
/// <param name="Answer"><c>yes</c> or <c>no</c>; null where such papers do either.</param>
/// <param name="Because">Why, in one line.</param>
public sealed record Binding(string? Answer, string Because)
{
    /// <param name="map">Has <c>binding</c> and <c>because</c>.</param>
    /// <param name="answers">Those allowed there.</param>
    internal static Binding In(YamlMap map, params IReadOnlyList<string> answers)
    {
        var answer = map.NeededText("binding");
        return answers.Contains(answer)
            ? new Binding(answer == "unknown" ? null : answer, map.NeededText("because"))
            : throw map.Mistake("binding", $"'{answer}' is no answer; did you mean '{Nearest.Of(answer, answers)}'? Known: {string.Join(", ", answers)}");
    }
}

/// <summary>A kind of paper: whether it binds, with the sentences that tell of one.</summary>
/// <param name="Name">One of <see cref="Vocabulary.Instruments"/>.</param>
/// <param name="Binding">Whether it binds.</param>
/// <param name="Yes">Sentences whose accord is one.</param>
/// <param name="No">Sentences whose accord is none.</param>
public sealed record InstrumentRule(string Name, Binding Binding, IReadOnlyList<string> Yes, IReadOnlyList<string> No);

/// <summary>Which accords bind in law: <c>instruments.yaml</c> by the kind of paper, <c>multilateral.yaml</c> for open instruments by name.</summary>
public sealed class InstrumentBook
{
    private const string Kinds = "knowledge/instruments.yaml";
    private const string Open = "knowledge/multilateral.yaml";

    private readonly Dictionary<string, InstrumentRule> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Binding> _open = new(StringComparer.Ordinal);

    /// <summary>One for each kind of paper.</summary>
    public IReadOnlyCollection<InstrumentRule> Rules => _rules.Values;

    /// <summary>Those of its files that no other part of the knowledge reads.</summary>
    internal static string FileIn(ConfigFolder folder) => folder.PathOf(Kinds);

    /// <exception cref="MistakeException">A mistake in one of the files, with its line.</exception>
    public static InstrumentBook Load(ConfigFolder folder)
        => Load(YamlFile.Read(folder.PathOf(Kinds)), PartyBook.OpenInstrumentsIn(YamlFile.Read(folder.PathOf(Open))));

    /// <param name="file">Names each kind of paper once.</param>
    /// <param name="open">Open instruments, of which some say for themselves whether they bind.</param>
    /// <exception cref="MistakeException">A kind of paper is unknown, missing or doubled, or its entry is not whole.</exception>
    public static InstrumentBook Load(YamlMap file, IEnumerable<Named.OpenInstrument> open)
    {
        var book = new InstrumentBook();
        foreach (var item in file.Allow("instruments").Maps("instruments"))
        {
            var rule = RuleOf(item.Allow("name", "binding", "because", "yes", "no"));
            if (!book._rules.TryAdd(rule.Name, rule))
            {
                throw item.Mistake("name", $"'{rule.Name}' stands there twice");
            }
        }

        if (Vocabulary.Instruments.FirstOrDefault(name => !book._rules.ContainsKey(name)) is { } missing)
        {
            throw file.Mistake("instruments", $"'{missing}' is missing; add an entry with name: {missing}, binding, because, yes and no");
        }

        foreach (var instrument in open)
        {
            if (instrument.Binding is { } binding)
            {
                book._open[instrument.Name] = binding;
            }
        }

        return book;
    }

    /// <summary>Whether the accord binds: an open instrument that it joins or makes answers before the kind of its paper.</summary>
    public Binding BindingOf(Accord accord)
        => (accord.Joins ?? accord.Founds) is { } name && _open.TryGetValue(name, out var binding)
            ? binding with { Because = $"{name}: {binding.Because}" }
            : _rules.TryGetValue(accord.Instrument, out var rule) ? rule.Binding : new Binding(null, "a kind of paper that is not known here");

    /// <summary>The accord with its answer.</summary>
    public Accord Told(Accord accord) => accord with { Binding = BindingOf(accord).Answer };

    private static InstrumentRule RuleOf(YamlMap item)
    {
        var name = item.NeededText("name");
        if (!Vocabulary.Instruments.Contains(name))
        {
            var known = string.Join(", ", Vocabulary.Instruments);
            throw item.Mistake("name", $"'{name}' is not known here; did you mean '{Nearest.Of(name, Vocabulary.Instruments)}'? Known: {known}");
        }

        var rule = new InstrumentRule(name, Binding.In(item, "yes", "no", "unknown"), item.Texts("yes"), item.Texts("no"));
        return rule.Yes.Count > 0 && rule.No.Count > 0
            ? rule
            : throw item.Mistake(rule.Yes.Count == 0 ? "yes" : "no", $"'{name}' needs at least one sentence that tells of such a paper (yes) and one that tells of another (no)");
    }
}
