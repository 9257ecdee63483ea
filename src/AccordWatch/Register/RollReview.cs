using System.Globalization;
using AccordWatch.Store;

namespace AccordWatch.Register;

/// <summary>Rolls that disagree with the number that news gives a state: "the 61st signatory", where the roll counts 59. One question for each instrument.</summary>
public sealed class RollReview(AccordTable accords, DecisionTable decisions)
{
    /// <summary>The change of a decision that takes a number as told: from the place on the roll to the number.</summary>
    public const string Field = "roll";

    public IReadOnlyList<ReviewItem> Waiting()
        => [.. Disagreeing().Select(roll => new ReviewItem("roll", roll.Counted!.Count!.Article, roll.Counted.Accord, QuestionOf(roll), roll.Counted.Count.Url))];

    /// <summary>The roll that disagrees with the article; null when none does.</summary>
    public Roll? DisagreeingWith(long article) => Disagreeing().FirstOrDefault(roll => roll.Counted!.Count!.Article == article);

    // What a person knows to be missing is no news until more or fewer are.
    private IEnumerable<Roll> Disagreeing()
        => accords.All().Select(accord => accord.Joins).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(instrument => Roll.Of(accords, instrument)).Where(roll => roll.Missing != KnownMissing(roll));

    private int KnownMissing(Roll roll)
        => decisions.Standing().SelectMany(decision => decision.Changes).FirstOrDefault(change => change.Field == Field && roll.Members.Any(member => member.Accord == change.Accord)) is { Before: { } place, After: { } number }
            ? int.Parse(number, CultureInfo.InvariantCulture) - int.Parse(place, CultureInfo.InvariantCulture) : 0;

    private static string QuestionOf(Roll roll)
    {
        var because = roll.Missing > 0
            ? $"{roll.Missing} that joined before it {(roll.Missing == 1 ? "is" : "are")} not in this register"
            : $"{-roll.Missing} too many: one may stand here twice, or have joined later than it is dated";
        return string.Create(CultureInfo.InvariantCulture, $"news counts {roll.Counted!.State} as number {roll.Counted.Count!.Number} of {roll.Instrument}, this roll as number {roll.Place}: {because}");
    }
}
