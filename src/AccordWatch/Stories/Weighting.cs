using System.Text;
using System.Text.Json;

namespace AccordWatch.Stories;

/// <summary>The weights by which articles are judged, for every regime.</summary>
internal sealed class Weighting
{
    private static readonly Regime[] Regimes = Enum.GetValues<Regime>();
    private readonly EventWeights[] _weights;

    public Weighting(IReadOnlyDictionary<Regime, EventWeights> weights) => _weights = [.. Regimes.Select(regime => weights[regime])];

    public EventWeights this[Regime regime] => _weights[(int)regime];

    /// <param name="read">An object for each regime, in it a number for the bias and for each sign that has a weight.</param>
    /// <param name="name">To name in an error.</param>
    /// <exception cref="FormatException">A regime is missing, or has a sign that is unknown.</exception>
    public static Weighting Of(IReadOnlyDictionary<string, Dictionary<string, double>> read, string name)
        => new(Regimes.ToDictionary(regime => regime, regime => Of(read.GetValueOrDefault(NameOf(regime)) ?? throw new FormatException($"{name}: '{NameOf(regime)}' is missing"), name, regime)));

    /// <summary>What <see cref="Of(IReadOnlyDictionary{string, Dictionary{string, double}}, string)"/> reads, a line for each regime.</summary>
    public void Write(StringBuilder text)
    {
        foreach (var regime in Regimes)
        {
            var weights = this[regime];
            var known = Signs.Of(regime).ToHashSet(StringComparer.Ordinal);
            var signs = Signs.Names.Index().Where(sign => known.Contains(sign.Item)).Select(sign => (sign.Item, weights.Weights[sign.Index])).Prepend(("bias", weights.Bias));
            text.Append("    \"").Append(NameOf(regime)).Append("\": { ").AppendJoin(", ", signs.Select(sign => FormattableString.Invariant($"\"{sign.Item1}\": {sign.Item2:0.##}"))).Append(" }").Append(regime == Regimes[^1] ? "\n" : ",\n");
        }
    }

    /// <summary>The same with other weights for one regime.</summary>
    public Weighting With(Regime regime, EventWeights weights) => new(Regimes.ToDictionary(one => one, one => one == regime ? weights : this[one]));

    private static string NameOf(Regime regime) => JsonNamingPolicy.CamelCase.ConvertName(regime.ToString());

    private static EventWeights Of(Dictionary<string, double> read, string name, Regime regime)
    {
        var known = Signs.Of(regime).ToHashSet(StringComparer.Ordinal);
        return read.Keys.FirstOrDefault(key => key != "bias" && !known.Contains(key)) is { } unknown
            ? throw new FormatException($"{name}: '{NameOf(regime)}' has no sign '{unknown}'; it has {string.Join(", ", known)}")
            : new EventWeights(read.GetValueOrDefault("bias"), [.. Signs.Names.Select(sign => read.GetValueOrDefault(sign))]);
    }
}
