using System.Globalization;
using AccordWatch.Model;

namespace AccordWatch.Classify;

/// <summary>Adds what speaks for and against an accord, in log-odds, and keeps each reason in words.</summary>
internal sealed class Weighing
{
    private readonly List<string> _reasons = [];
    private double _sum;

    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>0..1.</summary>
    public double Score => Math.Round(1 / (1 + Math.Exp(-_sum)), 3);

    public void Add(double weight, string because)
    {
        _sum += weight;
        _reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{weight:+0.0;-0.0} {because}"));
    }

    public void Note(string because) => _reasons.Add(because);
}

/// <summary>What is decided about the article, before its fields are read.</summary>
/// <param name="Event">The act that is the news.</param>
/// <param name="Parties">Who signs or is bound.</param>
internal sealed record Primary(NewsEvent Event, IReadOnlyList<Knowledge.Named.Signatory> Parties)
{
    public IReadOnlyList<string> Countries => [.. Parties.Select(party => party.Party.Country).OfType<string>().Distinct()];

    public bool Has(string kind) => Parties.Any(party => party.Party.Kind == kind);

    public string Kind => Has("company") ? "agency-industry"
        : Event.Open is not null || Countries.Count > 2 ? "multilateral"
        : Has("state") ? "intergovernmental"
        : "interagency";

    public IReadOnlyList<Party> AsParties => [.. Parties.Select(party => party.Party)];
}
