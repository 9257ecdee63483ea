using System.Globalization;
using AccordWatch.Knowledge;
using AccordWatch.Model;

namespace AccordWatch.Register;

/// <summary>A register in memory, with the judgement of the kept one: for batches and measurements.</summary>
public sealed class PassingRegister(PartyBook parties)
{
    private readonly AccordResolver _resolver = new(parties);
    private readonly List<Accord> _known = [];
    private readonly Dictionary<string, SortedSet<int>> _byCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public IReadOnlyList<Accord> Accords => _known;

    /// <param name="finding">What the article says.</param>
    /// <param name="at">When it was published; null when not known.</param>
    /// <returns>The ids of the accords reported, the main one first; none when it reports none.</returns>
    public IReadOnlyList<string> Report(Finding finding, DateTimeOffset? at)
    {
        var told = new List<string>();
        foreach (var one in finding.Further.Prepend(finding).Where(one => one.IsAccord).SelectMany(AccordResolver.Each))
        {
            told.Add(Enter(one, at, [.. Alike(one).Where(accord => AccordResolver.MayBe(one, accord, told))]));
        }

        return told;
    }

    private string Enter(Finding finding, DateTimeOffset? at, IReadOnlyList<Accord> others)
    {
        switch (_resolver.Resolve(finding, at, others))
        {
            case Resolution.Same same:
                Keep(_known.IndexOf(same.Known), same.Known with
                {
                    Status = same.Status,
                    SignedOn = same.SignedOn,
                    Parties = [.. same.Known.Parties.Union(finding.Parties)],
                    Areas = [.. same.Known.Areas.Union(finding.Areas)],
                    ReportedFrom = same.Known.ReportedFrom < at ? same.Known.ReportedFrom : at ?? same.Known.ReportedFrom,
                    ReportedUntil = same.Known.ReportedUntil > at ? same.Known.ReportedUntil : at ?? same.Known.ReportedUntil,
                });
                return same.Known.Id;
            case Resolution.Fresh fresh:
                var number = _numbers[fresh.Prefix] = _numbers.GetValueOrDefault(fresh.Prefix) + 1;
                Keep(_known.Count, AccordOf(string.Create(CultureInfo.InvariantCulture, $"{fresh.Prefix}-{number:000}"), fresh.Title, finding, at));
                return _known[^1].Id;
            default:
                throw new InvalidOperationException("a resolution is fresh or the same");
        }
    }

    // Those that share a party, the last entered first.
    private IEnumerable<Accord> Alike(Finding finding)
        => _resolver.CodesOf(finding.Parties).SelectMany(code => _byCode.GetValueOrDefault(code) ?? []).Distinct().OrderDescending().Select(at => _known[at]);

    private void Keep(int at, Accord accord)
    {
        if (at == _known.Count)
        {
            _known.Add(accord);
        }

        _known[at] = accord;
        foreach (var code in _resolver.CodesOf(accord.Parties))
        {
            (_byCode.TryGetValue(code, out var places) ? places : _byCode[code] = []).Add(at);
        }
    }

    private static Accord AccordOf(string id, string title, Finding finding, DateTimeOffset? at) => new()
    {
        Id = id,
        Title = title,
        Status = finding.Status!,
        Instrument = finding.Instrument!,
        Kind = finding.Kind!,
        Joins = finding.Joins,
        Parties = finding.Parties,
        Signatories = finding.Signatories,
        SignedOn = finding.SignedOn,
        Areas = finding.Areas,
        Score = finding.Score,
        ReportedFrom = at,
        ReportedUntil = at,
    };
}
