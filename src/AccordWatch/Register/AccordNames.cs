using System.Globalization;
using AccordWatch.Knowledge;
using AccordWatch.Model;

namespace AccordWatch.Register;

/// <summary>How accords are called: their ids and titles, and the codes that both are made of.</summary>
internal sealed class AccordNames(PartyBook parties)
{
    /// <summary>Alpha-3 codes of states and codes of organisations, sorted, each once; an agency counts as its state, a company of no country by its letters.</summary>
    public IReadOnlyList<string> CodesOf(IReadOnlyList<Party> named)
        => [.. named.Select(party => parties.StateOf(party.Country)?.Code ?? parties.Signatories.GetValueOrDefault(party.Name)?.Code ?? CodeOf(party.Name)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>These and the organisations that have the code of one of them: the Commission signs for the Union.</summary>
    public IReadOnlyList<Party> WithNamesakes(IReadOnlyList<Party> named)
    {
        var codes = named.Where(party => party.Country is null).Select(party => parties.Signatories.GetValueOrDefault(party.Name)?.Code).OfType<string>().ToHashSet();
        return codes.Count == 0 ? named : [.. named.Union(parties.Signatories.Values.Where(one => one.Party.Country is null && one.Code is { } code && codes.Contains(code)).Select(one => one.Party))];
    }

    /// <returns>e.g. <c>AW-2021-MEX-RUS</c>; the year <c>0000</c> is not known.</returns>
    public string PrefixOf(Finding finding, DateTimeOffset? at)
    {
        var codes = CodesOf(finding.Parties);
        var year = finding.SignedOn?[..4] ?? (at is { } now ? now.Year.ToString(CultureInfo.InvariantCulture) : "0000");
        if (finding.Joins is { } joined)
        {
            return $"AW-{year}-{(codes.Count == 1 ? codes[0] : "MUL")}-{parties.OpenInstruments[joined].Code}";
        }

        return codes.Count switch
        {
            0 => $"AW-{year}-UNK-UNK",
            1 => $"AW-{year}-{codes[0]}-UNK",
            2 or 3 => $"AW-{year}-{string.Join('-', codes)}",
            _ => $"AW-{year}-{codes[0]}-MUL",
        };
    }

    public static string TitleOf(Finding finding)
    {
        var states = finding.Parties.Where(party => party.Kind == "state").Select(party => party.Name).ToList();
        var names = (states.Count >= 2 || (finding.Joins is not null && states.Count > 0) ? states : finding.Parties.Select(party => party.Name)).Order(StringComparer.Ordinal).ToList();
        var who = names.Count <= 4 ? string.Join(finding.Joins is null ? "–" : ", ", names) : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";
        return finding.Joins is { } joined ? $"{who}: {joined}" : $"{who}: {Spoken(finding.Instrument!)}{Subject(finding.Areas)}";
    }

    private static string CodeOf(string name) => new string([.. name.Where(char.IsAsciiLetter)]).ToUpperInvariant().PadRight(3, 'X')[..3];

    private static string Subject(IReadOnlyList<string> areas) => areas.Count switch
    {
        0 => " on space cooperation",
        <= 2 => $" on {string.Join(" and ", areas.Select(area => area.Replace('_', ' ')))}",
        _ => " on space cooperation",
    };

    private static string Spoken(string instrument) => instrument switch
    {
        "mou" => "memorandum of understanding",
        "other" => "paper",
        _ => instrument.Replace('_', ' '),
    };
}
