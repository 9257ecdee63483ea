using AccordWatch.Model;

namespace AccordWatch.Register;

/// <summary>How well a finding fits a known accord, and why.</summary>
internal sealed record Fit(double Score, string Because);

/// <summary>Compares a finding with a known accord: another day, paper or party is a veto; what remains is weighed.</summary>
internal sealed class Likeness(AccordNames names)
{
    // Coverage of one act; how long the next step may take; and how long a paper may stand before something happens to it.
    private static readonly TimeSpan Coverage = TimeSpan.FromDays(45);
    private static readonly TimeSpan NextStep = TimeSpan.FromDays(5 * 365);
    private static readonly TimeSpan PaperLife = TimeSpan.FromDays(40 * 365);

    // A report that leaves out a party is told from another accord by its time only.
    private static readonly TimeSpan SameNews = TimeSpan.FromDays(7);

    /// <param name="finding">What an article reports.</param>
    /// <param name="at">When it was published; null when not known.</param>
    /// <param name="accord">One of the register.</param>
    /// <returns>Null when they are not the same.</returns>
    public Fit? Of(Finding finding, DateTimeOffset? at, Accord accord)
    {
        var (codes, others) = (names.CodesOf(finding.Parties), names.CodesOf(accord.Parties));
        var gap = GapTo(accord, at);
        if (finding.Joins != accord.Joins || !(SamePaper(finding, accord) || CallsItAnAgreement(finding, accord)) || !(SameParties(finding, codes, others) || LeavesOutAParty(codes, others, gap)))
        {
            return null;
        }

        // The day of a plan is no day of signing.
        var dated = LifeCycle.DatesTheSigning(finding.Status!) && LifeCycle.IsDone(accord.Status) && finding.SignedOn is not null && accord.SignedOn is not null;
        var agree = dated && SigningDay.Agree(finding.SignedOn!, accord.SignedOn!);
        if ((dated && !agree) || !(agree || InTime(finding, accord, gap, codes.SequenceEqual(others))))
        {
            return null;
        }

        var shared = codes.Intersect(others).Count();
        return new Fit(
            (2.0 * shared / codes.Union(others).Count()) + (agree ? 2 : 0) + (finding.Instrument == accord.Instrument ? 0.5 : 0) + Nearness(gap) + CommonAreas(finding, accord) + CommonNames(finding, accord),
            $"the same parties ({string.Join(", ", codes)}) and paper{(agree ? ", the same day" : gap is null ? ", undated" : "")}");
    }

    private static bool InTime(Finding finding, Accord accord, TimeSpan? gap, bool sameParties)
    {
        // A state joins an instrument once.
        if (finding.Joins is not null)
        {
            return true;
        }

        var isStep = LifeCycle.IsBehind(accord.Status, finding.Status!);
        if (gap is not { } time)
        {
            // Without a date a report goes forward, and areas must do what time cannot.
            return isStep || (!LifeCycle.IsBehind(finding.Status!, accord.Status) && !AreOfOtherAreas(finding, accord) && (sameParties || CommonAreas(finding, accord) > 0));
        }

        return time <= Coverage || (isStep && time <= NextStep)
            || (LifeCycle.ActsOnAPaper(finding.Status!) && LifeCycle.IsDone(accord.Status) && time <= PaperLife && !AreOfOtherAreas(finding, accord));
    }

    // From whatever is told of it that lies nearest: its first report, its last, its signing.
    private static TimeSpan? GapTo(Accord accord, DateTimeOffset? at)
    {
        var instants = new[] { accord.ReportedFrom, accord.ReportedUntil, accord.SignedOn is { Length: >= 7 } day ? SigningDay.Middle(day) : null }.OfType<DateTimeOffset>().ToList();
        return at is not { } now || instants.Count == 0 ? null
            : now >= instants.Min() && now <= instants.Max() && accord.ReportedFrom <= now ? TimeSpan.Zero
            : instants.Min(instant => (now - instant).Duration());
    }

    private static bool SameParties(Finding finding, IReadOnlyList<string> codes, IReadOnlyList<string> others)
    {
        var common = codes.Intersect(others).Count();
        return finding.Joins is not null ? common > 0 && (common == codes.Count || common == others.Count)
            : common > 0 && common >= Math.Min(2, Math.Max(codes.Count, others.Count)) && common * 3 >= codes.Union(others).Count() * 2;
    }

    private static bool LeavesOutAParty(IReadOnlyList<string> codes, IReadOnlyList<string> others, TimeSpan? gap)
        => gap <= SameNews && Math.Min(codes.Count, others.Count) == 1 && Math.Max(codes.Count, others.Count) == 2 && codes.Intersect(others).Any();

    // News calls the same paper an agreement here and a memorandum there; an arrangement under it and an accession are not the same.
    private static bool SamePaper(Finding finding, Accord accord)
        => finding.Instrument == accord.Instrument || (IsLoose(finding.Instrument!) && IsLoose(accord.Instrument)) || finding.Joins is not null;

    // What the agencies do to the paper later, or signed on the same day, news often calls just an agreement.
    private static bool CallsItAnAgreement(Finding finding, Accord accord)
        => (finding.Instrument == "agreement" || accord.Instrument == "agreement") && finding.Instrument != "accession" && accord.Instrument != "accession"
            && NamesTheSameAgencies(finding, accord) && (IsNewsOfAPaper(finding, accord) || (finding.SignedOn?.Length == 10 && finding.SignedOn == accord.SignedOn));

    private static bool IsNewsOfAPaper(Finding finding, Accord accord) => LifeCycle.ActsOnAPaper(finding.Status!) && LifeCycle.IsDone(accord.Status);

    private static bool NamesTheSameAgencies(Finding finding, Accord accord)
    {
        var (agencies, others) = (AgenciesOf(finding.Parties), AgenciesOf(accord.Parties));
        return agencies.Count >= 2 && agencies.SetEquals(others);
    }

    private static HashSet<string> AgenciesOf(IEnumerable<Party> parties) => [.. parties.Where(party => party.Kind != "state").Select(party => party.Name)];

    private static bool IsLoose(string instrument) => instrument is "agreement" or "mou" or "other" or "letter_of_intent" or "joint_statement" or "treaty";

    private static bool AreOfOtherAreas(Finding finding, Accord accord)
        => finding.Areas.Count > 0 && accord.Areas.Count > 0 && !finding.Areas.Intersect(accord.Areas).Any();

    private static double CommonAreas(Finding finding, Accord accord)
        => finding.Areas.Count == 0 || accord.Areas.Count == 0 ? 0 : (double)finding.Areas.Intersect(accord.Areas).Count() / Math.Min(finding.Areas.Count, accord.Areas.Count);

    // States may have several accords; that the same agencies are named tells them apart, a little.
    private static double CommonNames(Finding finding, Accord accord)
    {
        var (names, others) = (finding.Parties.Select(party => party.Name).ToHashSet(), accord.Parties.Select(party => party.Name).ToHashSet());
        return 0.5 * names.Intersect(others).Count() / Math.Max(1, names.Count);
    }

    // 1 for the same day, about a half after the time of coverage.
    private static double Nearness(TimeSpan? gap) => gap is { } time ? Coverage / (Coverage + time) : 0;
}
