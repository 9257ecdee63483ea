using System.CommandLine;
using System.Globalization;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Host.Commands;

/// <summary>The options by which accords are picked.</summary>
internal sealed class Facets
{
    private readonly Option<string?> _party = new("--party") { Description = "Only those with this party: a name or a two-letter country code" };
    private readonly Option<string?> _status = new("--status") { Description = "Only those that have come this far, e.g. signed, ratified" };
    private readonly Option<string?> _area = new("--area") { Description = "Only those on this area, e.g. launch, lunar_exploration" };
    private readonly Option<string?> _instrument = new("--instrument") { Description = "Only papers of this kind, e.g. mou, treaty, accession" };
    private readonly Option<int?> _year = new("--year") { Description = "Only those signed in this year, or first reported in it where no day is stated" };
    private readonly Option<string?> _binding = new("--binding") { Description = "Only those that bind in law (yes), do not (no), or of which it is not known (unknown)" };
    private readonly Option<bool> _background = new("--background") { Description = "Also those that articles have only recalled" };

    public Facets() => _binding.AcceptOnlyFromAmong("yes", "no", "unknown");

    public void AddTo(Command command)
    {
        AddFactsTo(command);
        command.Add(_background);
    }

    /// <summary>Without <c>--background</c>, where all are looked at.</summary>
    public void AddFactsTo(Command command) => Facts.ForEach(command.Add);

    /// <summary>Whether any of the facts is asked for.</summary>
    public bool AreAsked(ParseResult line) => Facts.Exists(option => line.GetResult(option) is { Implicit: false });

    public IReadOnlyList<Accord> Of(ParseResult line, IReadOnlyList<Accord> accords)
        => [.. accords.Where(accord => (accord.Origin == "news" || line.GetValue(_background)) && Fits(line, accord))];

    /// <summary>Whether the accord is what is asked for, be it news or not.</summary>
    public bool Fits(ParseResult line, Accord accord)
        => (line.GetValue(_status) is not { } status || accord.Status == status)
            && (line.GetValue(_instrument) is not { } instrument || accord.Instrument == instrument)
            && (line.GetValue(_area) is not { } area || accord.Areas.Contains(area))
            && (line.GetValue(_year) is not { } year || YearOf(accord) == year.ToString("0000", CultureInfo.InvariantCulture))
            && (line.GetValue(_binding) is not { } binding || (accord.Binding ?? "unknown") == binding)
            && (line.GetValue(_party) is not { } party || accord.Parties.Any(one => Is(party, one)));

    private List<Option> Facts => [_party, _status, _area, _instrument, _year, _binding];

    private static string YearOf(Accord accord)
        => accord.SignedOn?[..4] ?? (accord.ReportedFrom ?? accord.FirstReportedAt).Year.ToString("0000", CultureInfo.InvariantCulture);

    private static bool Is(string asked, Party party)
        => Folding.Fold(asked) == Folding.Fold(party.Name) || asked.Equals(party.Country, StringComparison.OrdinalIgnoreCase);
}
