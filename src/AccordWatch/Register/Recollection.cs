using AccordWatch.Knowledge;
using AccordWatch.Model;

namespace AccordWatch.Register;

/// <summary>The accords that an article recalls, where it says enough to know them again.</summary>
internal static class Recollection
{
    // What was signed shortly before may be the news itself.
    private static readonly TimeSpan Past = TimeSpan.FromDays(60);

    /// <param name="finding">What the article says.</param>
    /// <param name="at">When it was published, or first seen.</param>
    /// <param name="parties">Who can sign.</param>
    public static IEnumerable<Finding> In(Finding finding, DateTimeOffset at, PartyBook parties)
        => finding.Background
            .Where(one => one is { Instrument: not null and not "accession", SignedOn.Length: >= 7 } && CountriesOf(one) >= 2)
            .Where(one => at - SigningDay.Middle(one.SignedOn!) > Past)
            .Select(one => new Finding
            {
                Status = "signed",
                Instrument = one.Instrument,
                Kind = one.Parties.Any(party => party.Kind == "state") ? "intergovernmental" : "interagency",
                Parties = [.. one.Parties.Where(party => parties.Signatories.ContainsKey(party.Name))],
                SignedOn = one.SignedOn,
                Score = finding.Score,
            });

    private static int CountriesOf(BackgroundAccord one) => one.Parties.Select(party => party.Country ?? party.Name).Distinct().Count();
}
