using System.Text;
using System.Text.Json;

namespace AccordWatch.Stories;

/// <summary>The weights by which articles are judged, for every regime.</summary>
public sealed class StoryModel
{
    private static readonly Regime[] Regimes = Enum.GetValues<Regime>();
    private readonly EventWeights[] _weights;

    internal StoryModel(IReadOnlyDictionary<Regime, EventWeights> weights) => _weights = [.. Regimes.Select(regime => weights[regime])];

    /// <summary>The one that comes with the program: the regression of <see cref="StoryTraining"/>, with biases that were lowered by 0.9 to 2.4 with an eye to precision over
    /// whole collections of news in thirty languages, which groups dense streams better than those that the training finds by itself.</summary>
    public static StoryModel Shipped { get; } = OfResource();

    internal EventWeights this[Regime regime] => _weights[(int)regime];

    /// <summary>Reads a file of weights: an object for each regime, in it a number for the bias and for each sign that has a weight.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="name">To name in an error.</param>
    /// <exception cref="FormatException">Not such a file; the message says where and what.</exception>
    public static StoryModel Read(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(json) ?? throw new FormatException($"{name}: no weights");
            return new StoryModel(Regimes.ToDictionary(regime => regime, regime => Of(read.GetValueOrDefault(NameOf(regime)) ?? throw new FormatException($"{name}: '{NameOf(regime)}' is missing"), name, regime)));
        }
        catch (JsonException broken)
        {
            throw new FormatException($"{name}:{broken.LineNumber + 1}: {broken.Message}", broken);
        }
    }

    /// <summary>The file that <see cref="Read"/> reads.</summary>
    public string Write()
    {
        var text = new StringBuilder("{\n");
        foreach (var regime in Regimes)
        {
            var weights = this[regime];
            var known = Signs.Of(regime).ToHashSet(StringComparer.Ordinal);
            var signs = Signs.Names.Index().Where(sign => known.Contains(sign.Item)).Select(sign => (sign.Item, weights.Weights[sign.Index])).Prepend(("bias", weights.Bias));
            text.Append("  \"").Append(NameOf(regime)).Append("\": { ").AppendJoin(", ", signs.Select(sign => FormattableString.Invariant($"\"{sign.Item1}\": {sign.Item2:0.##}"))).Append(" }").Append(regime == Regimes[^1] ? "\n" : ",\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>The same with other weights for one regime.</summary>
    internal StoryModel With(Regime regime, EventWeights weights) => new(Regimes.ToDictionary(one => one, one => one == regime ? weights : this[one]));

    private static string NameOf(Regime regime) => JsonNamingPolicy.CamelCase.ConvertName(regime.ToString());

    private static EventWeights Of(Dictionary<string, double> read, string name, Regime regime)
    {
        var known = Signs.Of(regime).ToHashSet(StringComparer.Ordinal);
        return read.Keys.FirstOrDefault(key => key != "bias" && !known.Contains(key)) is { } unknown
            ? throw new FormatException($"{name}: '{NameOf(regime)}' has no sign '{unknown}'; it has {string.Join(", ", known)}")
            : new EventWeights(read.GetValueOrDefault("bias"), [.. Signs.Names.Select(sign => read.GetValueOrDefault(sign))]);
    }

    private static StoryModel OfResource()
    {
        using var stream = typeof(StoryModel).Assembly.GetManifestResourceStream("weights.json")!;
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return Read(json, "weights.json");
    }
}
