using System.Globalization;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Register;

/// <summary>A field of an accord for which articles give different values.</summary>
/// <param name="Field"><c>signed_on</c>, <c>instrument</c>, <c>joins</c>, <c>member_number</c>, <c>extended_on</c> or <c>amended_on</c>.</param>
/// <param name="Values">At least two that articles give, the one that the register uses first.</param>
public sealed record Difference(string Field, IReadOnlyList<DifferingValue> Values);

/// <summary>One of the values, and who gives it.</summary>
public sealed record DifferingValue
{
    public required string Value { get; init; }

    /// <summary>How many articles give it; 0 when only a person does.</summary>
    public int Articles { get; init; }

    /// <summary>How many independent sources give it: copies of one text count once.</summary>
    public int Sources { get; init; }

    /// <summary>An agency or a ministry gives it itself.</summary>
    public bool IsOfficial { get; init; }

    /// <summary>The register uses it.</summary>
    public bool IsUsed { get; init; }

    /// <summary>Why the register uses it; null for the others.</summary>
    public string? Because { get; init; }

    /// <summary>Where it stands, in the order in which the register read it.</summary>
    public IReadOnlyList<ValueReport> Reports { get; init; } = [];
}

/// <summary>An article that gives a value.</summary>
/// <param name="Article">Its number.</param>
/// <param name="Source">Whose it is.</param>
/// <param name="Origin">Whose words they are, of which several sources may make one; null for a headline alone.</param>
/// <param name="Published">When.</param>
/// <param name="Quote">How it says so; null where no sentence was kept.</param>
/// <param name="Url">Where.</param>
public sealed record ValueReport(long Article, string Source, string? Origin, DateTimeOffset? Published, string? Quote, string Url);

/// <summary>
/// Where the articles of an accord contradict each other. Areas, signatories and parties add up and contradict nothing; the kind follows from the parties that an
/// article happens to name; statuses are steps in time. A month agrees with each of its days.
/// </summary>
public static class Differences
{
    // An accord may be extended again, years later.
    private static readonly TimeSpan SameChange = TimeSpan.FromDays(60);

    /// <param name="accord">As it stands.</param>
    /// <param name="accounts">What articles say of it, in the order in which the register read them.</param>
    /// <param name="edited">Its fields that a person has set.</param>
    public static IReadOnlyList<Difference> In(Accord accord, IReadOnlyList<Account> accounts, IReadOnlySet<string> edited)
    {
        var isDone = LifeCycle.IsDone(accord.Status);
        var differences = new List<Difference?>
        {
            Of("signed_on", accord.SignedOn, WithDays(Told(accounts, "signed_on", DayOf(isDone ? LifeCycle.DatesTheSigning : status => !LifeCycle.IsDone(status))))),
            Of("instrument", accord.Instrument, Told(accounts, "instrument", InstrumentOf)),
            Of("joins", accord.Joins, Told(accounts, "status", account => account.Told.Joins)),
            MostTold("member_number", Told(accounts, "member_number", NumberOf)),
        };
        foreach (var status in new[] { "extended", "amended" })
        {
            differences.AddRange(Changes(Told(accounts, "signed_on", DayOf(one => one == status))).Select(days => Of($"{status}_on", null, WithDays(days))));
        }

        return [.. differences.OfType<Difference>()];

        Difference? Of(string field, string? used, List<Said> said)
        {
            var values = said.GroupBy(one => one.Value).ToList();
            if (values.Count < 2)
            {
                return null;
            }

            var isEdited = edited.Contains(field);
            var shown = values.ConvertAll(value => value.Key == used ? ValueOf(value, true, isEdited ? "set by hand" : WhyFirst(value, said)) : ValueOf(value, false, null));
            if (used is not null && values.TrueForAll(value => value.Key != used))
            {
                shown.Add(new DifferingValue { Value = used, IsUsed = true, Because = isEdited ? "set by hand" : null });
            }

            return new Difference(field, [.. shown.OrderByDescending(value => value.IsUsed).ThenByDescending(value => value.Sources).ThenByDescending(value => value.Articles)]);
        }
    }

    // The roll takes the number that most articles give, and of those the one read first.
    private static Difference? MostTold(string field, List<Said> said)
    {
        var values = said.GroupBy(one => one.Value).OrderByDescending(value => value.Count()).ThenBy(value => value.Min(one => one.Account.Article.Id)).ToList();
        return values.Count < 2 ? null : new Difference(field, [.. values.Select((value, at) => ValueOf(value, at == 0, at > 0 ? null
            : value.Count() > values[1].Count() ? "most articles say so" : "no other is told more often, and it was read first"))]);
    }

    private static DifferingValue ValueOf(IGrouping<string, Said> value, bool isUsed, string? because) => new()
    {
        Value = value.Key,
        Articles = value.Count(),
        Sources = value.Select(one => one.Account.Origin).OfType<string>().Distinct().Count(),
        IsOfficial = value.Any(one => one.Account.IsOfficial),
        IsUsed = isUsed,
        Because = because,
        Reports = [.. value.Select(one => ReportOf(one.Account, one.Field))],
    };

    private static ValueReport ReportOf(Account account, string field)
        => new(account.Article.Id, account.Article.Source, account.Origin, account.Article.Published, account.Evidence.GetValueOrDefault(field)?.Quote, account.Article.Url);

    // A later report changes none of these; told anew after a decision, an accord begins with what was published first.
    private static string? WhyFirst(IGrouping<string, Said> used, List<Said> said)
    {
        var first = said[0];
        if (used.Contains(first))
        {
            return first.AsTold == first.Value ? "read first" : $"read first as {first.AsTold}, and later to the day";
        }

        return used.Contains(said.MinBy(one => one.Account.Article.Published ?? DateTimeOffset.MaxValue)!) ? "published first" : null;
    }

    private static List<Said> Told(IReadOnlyList<Account> accounts, string field, Func<Account, string?> valueOf)
        => [.. accounts.Select(account => (Account: account, Value: valueOf(account))).Where(one => !string.IsNullOrEmpty(one.Value))
            .Select(one => new Said(one.Account, field, one.Value!, one.Value!))];

    // A day counts for what it is the day of: a plan's is no signing's.
    private static Func<Account, string?> DayOf(Func<string, bool> isOne)
        => account => isOne(account.Evidence.GetValueOrDefault("status")?.Value ?? account.Told.Status ?? "")
            ? account.Evidence.GetValueOrDefault("signed_on")?.Value ?? account.Told.SignedOn
            : null;

    // Other is what an article says that names no paper.
    private static string? InstrumentOf(Account account)
        => (account.Evidence.GetValueOrDefault("instrument")?.Value ?? account.Told.Instrument) is var instrument && instrument is "other" ? null : instrument;

    private static string? NumberOf(Account account)
        => account.Evidence.GetValueOrDefault("member_number")?.Value ?? account.Told.MemberNumber?.ToString(CultureInfo.InvariantCulture);

    // A month or a year that holds one of the days stands for that day, and one that holds several for none.
    private static List<Said> WithDays(List<Said> said)
    {
        var days = said.Select(one => one.Value).Distinct().ToList();
        var finest = days.FindAll(day => !days.Exists(finer => finer.Length > day.Length && finer.StartsWith(day, StringComparison.Ordinal)));
        var within = days.ToDictionary(day => day, day => finest.FindAll(finer => finer.StartsWith(day, StringComparison.Ordinal)));
        return [.. said.Where(one => within[one.Value].Count == 1).Select(one => one with { Value = within[one.Value][0] })];
    }

    private static IEnumerable<List<Said>> Changes(List<Said> said)
    {
        var change = new List<Said>();
        foreach (var one in said.OrderBy(one => SigningDay.Middle(one.Value)))
        {
            if (change.Count > 0 && SigningDay.Middle(one.Value) - SigningDay.Middle(change[^1].Value) > SameChange)
            {
                yield return change;
                change = [];
            }

            change.Add(one);
        }

        yield return change;
    }

    private sealed record Said(Account Account, string Field, string AsTold, string Value);
}
