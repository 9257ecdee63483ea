using System.Globalization;
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
    /// <param name="Status">Its status after this report.</param>
    /// <param name="SignedOn">Its day of signing after this report; the day of a plan gives way to the day itself.</param>
    /// <param name="Because">For <c>explain</c>.</param>
    public sealed record Same(Accord Known, string Status, string? SignedOn, string Because) : Resolution;
}

/// <summary>Resolves a finding to a new or a known accord by its parties, instrument and dates; different dates, papers or parties are a veto.</summary>
public sealed class AccordResolver(PartyBook parties)
{
    // Coverage of one act; and how long the next step of the same accord may take.
    private static readonly TimeSpan Coverage = TimeSpan.FromDays(45);
    private static readonly TimeSpan LifeCycle = TimeSpan.FromDays(5 * 365);

    private static readonly string[] Ladder = ["negotiating", "announced", "planned", "signed", "acceded", "ratified", "in_force", "extended", "terminated"];

    /// <param name="finding">What an article reports.</param>
    /// <param name="at">When it was published, or first seen; null when neither is known.</param>
    /// <param name="known">The register, newest first.</param>
    public Resolution Resolve(Finding finding, DateTimeOffset? at, IEnumerable<Accord> known)
    {
        var codes = CodesOf(finding);
        foreach (var accord in known)
        {
            if (IsSame(finding, codes, at, accord) is { } because)
            {
                return new Resolution.Same(accord, Later(accord.Status, finding.Status!), Day(accord, finding), because);
            }
        }

        return new Resolution.Fresh(PrefixOf(finding, codes, at), TitleOf(finding));
    }

    /// <summary>Each state that joins an open instrument makes an accord of its own, however many join on one day.</summary>
    public static IReadOnlyList<Finding> Each(Finding finding)
    {
        var states = finding.Joins is null ? [] : finding.Parties.Where(party => party.Kind == "state").ToList();
        return states.Count < 2 ? [finding] : [.. states.OrderBy(state => state.Name, StringComparer.Ordinal).Select(state => finding with
        {
            Parties = [.. finding.Parties.Where(party => party == state || (party.Kind != "state" && party.Country == state.Country))],
            Further = [],
        })];
    }

    private string? IsSame(Finding finding, IReadOnlyList<string> codes, DateTimeOffset? at, Accord accord)
    {
        if (finding.Joins != JoinedBy(accord) || !SameParties(finding, codes, accord) || !SamePaper(finding.Instrument!, accord.Instrument))
        {
            return null;
        }

        // The day of a plan is no day of signing.
        if (IsDone(finding.Status!) && IsDone(accord.Status) && finding.SignedOn is { } day && accord.SignedOn is { } other && !SameDay(day, other))
        {
            return null;
        }

        var agree = finding.SignedOn is not null && accord.SignedOn is not null && IsDone(accord.Status);
        var gap = at is { } now ? GapTo(accord, now) : (TimeSpan?)null;
        var isStep = Array.IndexOf(Ladder, finding.Status) != Array.IndexOf(Ladder, accord.Status);
        var inTime = gap is null || gap <= Coverage || (gap <= LifeCycle && (isStep || agree));
        return inTime ? $"the same parties ({string.Join(", ", codes)}) and paper{(agree ? ", the same day" : "")}" : null;
    }

    /// <summary>Whether the paper exists: signed, or beyond.</summary>
    public static bool IsDone(string status) => Array.IndexOf(Ladder, status) >= Array.IndexOf(Ladder, "signed");

    // From whatever is told of it that lies nearest: its first report, its last change, its signing.
    private static TimeSpan GapTo(Accord accord, DateTimeOffset now)
    {
        var instants = new List<DateTimeOffset> { accord.FirstReportedAt, accord.UpdatedAt };
        if (accord.SignedOn?.Length == 10)
        {
            instants.Add(new DateTimeOffset(Day(accord.SignedOn).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        }

        return instants.Min(instant => (now - instant).Duration());
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private bool SameParties(Finding finding, IReadOnlyList<string> codes, Accord accord)
    {
        var others = CodesOf(accord.Parties);
        var common = codes.Intersect(others).Count();
        return finding.Joins is not null ? common == codes.Count || common == others.Count
            : common > 0 && common >= Math.Min(2, Math.Min(codes.Count, others.Count)) && common * 3 >= codes.Union(others).Count() * 2;
    }

    // News calls the same paper an agreement here and a memorandum there; a treaty, an arrangement under it and a mere statement are not the same.
    private static bool SamePaper(string one, string other)
        => one == other || Loose(one) && Loose(other);

    private static bool Loose(string instrument) => instrument is "agreement" or "mou" or "other" or "letter_of_intent" or "joint_statement" or "treaty";

    // A month agrees with each of its days; around midnight two zones name two days.
    private static bool SameDay(string one, string other)
    {
        if (one.Length < 10 || other.Length < 10)
        {
            var length = Math.Min(one.Length, other.Length);
            return one[..length] == other[..length];
        }

        return Math.Abs(Day(one).DayNumber - Day(other).DayNumber) <= 2;
    }

    private string? JoinedBy(Accord accord)
        => parties.OpenInstruments.Values.FirstOrDefault(open => accord.Id.Contains($"-{open.Code}-", StringComparison.Ordinal))?.Name;

    private static string? Day(Accord accord, Finding finding)
        => !IsDone(accord.Status) && IsDone(finding.Status!) ? finding.SignedOn : accord.SignedOn ?? finding.SignedOn;

    private static string Later(string one, string other) => Array.IndexOf(Ladder, other) > Array.IndexOf(Ladder, one) ? other : one;

    private string PrefixOf(Finding finding, IReadOnlyList<string> codes, DateTimeOffset? at)
    {
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

    private IReadOnlyList<string> CodesOf(Finding finding) => CodesOf(finding.Parties);

    /// <summary>Alpha-3 codes of states and codes of organisations, sorted, each once; a company of no country has none.</summary>
    private IReadOnlyList<string> CodesOf(IReadOnlyList<Party> named)
        => [.. named.Select(party => parties.StateOf(party.Country)?.Code ?? parties.Signatories.GetValueOrDefault(party.Name)?.Code ?? CodeOf(party.Name)).Distinct().Order(StringComparer.Ordinal)];

    private static string CodeOf(string name) => new string([.. name.Where(char.IsAsciiLetter)]).ToUpperInvariant().PadRight(3, 'X')[..3];

    private static string TitleOf(Finding finding)
    {
        var states = finding.Parties.Where(party => party.Kind == "state").Select(party => party.Name).ToList();
        var names = (states.Count >= 2 || (finding.Joins is not null && states.Count > 0) ? states : finding.Parties.Select(party => party.Name)).Order(StringComparer.Ordinal).ToList();
        var who = names.Count <= 4 ? string.Join(finding.Joins is null ? "–" : ", ", names) : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";
        return finding.Joins is { } joined ? $"{who}: {joined}" : $"{who}: {Spoken(finding.Instrument!)}{Subject(finding.Areas)}";
    }

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
