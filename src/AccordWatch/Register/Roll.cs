using System.Globalization;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Register;

/// <summary>A state on the roll of an open instrument.</summary>
/// <param name="State">Its name in the register.</param>
/// <param name="SignedOn">Null when it is not stated.</param>
/// <param name="Status">Planned ones have not joined.</param>
/// <param name="Count">Which one it is as news counts; null when news does not say.</param>
/// <param name="IsFounder">It made the instrument with others.</param>
/// <param name="Accord">Id of the accord that tells of it.</param>
/// <param name="ReportedFrom">When it was first reported.</param>
public sealed record RollMember(string State, string? SignedOn, string Status, MemberCount? Count, bool IsFounder, string Accord, DateTimeOffset ReportedFrom);

/// <summary>The states that joined an open instrument as the register knows them, the first ones first.</summary>
public sealed class Roll
{
    private Roll(string instrument, IReadOnlyList<RollMember> members)
    {
        Instrument = instrument;
        Members = members;
        Joined = [.. members.Where(member => member.Status != "planned")];
        Counted = Joined.Where(member => member.Count is not null).MaxBy(member => member.Count!.Number);
        Place = Counted is null ? 0 : 1 + Joined.TakeWhile(member => member != Counted).Count();
    }

    public string Instrument { get; }

    public IReadOnlyList<RollMember> Members { get; }

    public IReadOnlyList<RollMember> Joined { get; }

    /// <summary>The one to which news gives the highest number; null when it gives none.</summary>
    public RollMember? Counted { get; }

    /// <summary>Which one <see cref="Counted"/> is on this roll, from 1.</summary>
    public int Place { get; }

    /// <summary>How many are missing before <see cref="Counted"/>; below 0 when there are too many.</summary>
    public int Missing => Counted is null ? 0 : Counted.Count!.Number - Place;

    /// <summary>Founders are told as one accord and counted each by its name; a state counts once.</summary>
    public static Roll Of(AccordTable table, string instrument)
    {
        var (all, counts) = (table.All(), table.MemberNumbersOf(instrument));
        var founders = table.FoundingsOf(instrument).Select(id => all.FirstOrDefault(accord => accord.Id == id)).OfType<Accord>()
            .SelectMany(accord => accord.Parties.Where(party => party.Kind == "state").Select(party => MemberOf(accord, party.Name, null, true)));
        var joined = all.Where(accord => accord.Joins == instrument)
            .Select(accord => MemberOf(accord, string.Join(", ", accord.Parties.Where(party => party.Kind == "state").DefaultIfEmpty(accord.Parties[0]).Select(party => party.Name)), counts.GetValueOrDefault(accord.Id), false));
        return new Roll(instrument, [.. founders.Concat(joined).OrderBy(member => member.SignedOn ?? member.ReportedFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparer.Ordinal)
            .ThenBy(member => member.Count?.Number ?? 0).ThenBy(member => member.State, StringComparer.Ordinal).DistinctBy(member => member.State)]);
    }

    private static RollMember MemberOf(Accord accord, string state, MemberCount? count, bool isFounder)
        => new(state, accord.SignedOn, accord.Status, count, isFounder, accord.Id, accord.ReportedFrom ?? accord.FirstReportedAt);
}
