using AccordWatch.Knowledge;
using AccordWatch.Model;

namespace AccordWatch.Register;

/// <summary>Which accord a finding is about.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    /// <param name="Prefix">Of the id to come, e.g. <c>AW-2021-MEX-RUS</c>.</param>
    /// <param name="Title">How readers will know it.</param>
    public sealed record Fresh(string Prefix, string Title) : Resolution;

    /// <param name="Known">The accord.</param>
    /// <param name="Move">What the reported status means for it.</param>
    /// <param name="Status">Its status after this report.</param>
    /// <param name="SignedOn">Its day of signing after this report; the day of a plan gives way to the day itself.</param>
    /// <param name="Because">For <c>explain</c>.</param>
    public sealed record Same(Accord Known, Move Move, string Status, string? SignedOn, string Because) : Resolution;
}

/// <summary>Resolves a finding to a new accord or to the known one that it fits best, by parties, paper, day of signing, areas and time.</summary>
public sealed class AccordResolver(PartyBook parties)
{
    private readonly AccordNames _names = new(parties);

    /// <param name="finding">What an article reports.</param>
    /// <param name="at">When it was published, or first seen; null when neither is known.</param>
    /// <param name="known">The register; of two that fit alike the first counts.</param>
    public Resolution Resolve(Finding finding, DateTimeOffset? at, IEnumerable<Accord> known)
    {
        var likeness = new Likeness(_names);
        var best = known.Select(accord => (Accord: accord, Fit: likeness.Of(finding, at, accord))).Where(one => one.Fit is not null).OrderByDescending(one => one.Fit!.Score).FirstOrDefault();
        return best.Fit is null ? new Resolution.Fresh(_names.PrefixOf(finding, at), AccordNames.TitleOf(finding)) : SameAs(best.Accord, finding, best.Fit.Because);
    }

    /// <summary>By whom an accord must be known that a report of these parties may be about.</summary>
    public IReadOnlyList<Party> WithNamesakes(IReadOnlyList<Party> named) => _names.WithNamesakes(named);

    /// <summary>Alike where two accords share one: only those can be the same.</summary>
    public IReadOnlyList<string> CodesOf(IReadOnlyList<Party> named) => _names.CodesOf(named);

    /// <summary>What the report means for an accord that is known to be the one.</summary>
    public static Resolution.Same SameAs(Accord accord, Finding finding, string because)
    {
        var move = LifeCycle.From(accord.Status, finding.Status!);
        return new Resolution.Same(accord, move, move == Move.Step ? finding.Status! : accord.Status, DayAfter(accord, finding), because);
    }

    /// <summary>Each state that joins an open instrument makes an accord of its own, however many join on one day; the one told of first comes first.</summary>
    public static IReadOnlyList<Finding> Each(Finding finding)
    {
        var states = finding.Joins is null ? [] : finding.Parties.Where(party => party.Kind == "state").ToList();
        return states.Count < 2 ? [finding] : [.. states.Select(state => finding with
        {
            Parties = [.. finding.Parties.Where(party => party == state || (party.Kind != "state" && party.Country == state.Country))],
            Further = [],
            MemberNumber = null,
        })];
    }

    /// <summary>Papers that one article tells apart are not the same; a state joins an instrument once, however often it is told.</summary>
    /// <param name="finding">One of the article's.</param>
    /// <param name="accord">One of the register.</param>
    /// <param name="told">Ids of the accords that the article's earlier findings were about.</param>
    public static bool MayBe(Finding finding, Accord accord, IReadOnlyCollection<string> told) => finding.Joins is not null || !told.Contains(accord.Id);

    private static string? DayAfter(Accord accord, Finding finding)
    {
        if (LifeCycle.IsDone(accord.Status) && !LifeCycle.DatesTheSigning(finding.Status!))
        {
            return accord.SignedOn;
        }

        // What a plan said of the day is no longer worth anything.
        if (!LifeCycle.IsDone(accord.Status) && LifeCycle.IsDone(finding.Status!))
        {
            return finding.SignedOn;
        }

        var isFiner = finding.SignedOn?.Length > accord.SignedOn?.Length && SigningDay.Agree(finding.SignedOn, accord.SignedOn);
        return isFiner ? finding.SignedOn : accord.SignedOn ?? finding.SignedOn;
    }
}
