using System.Globalization;
using System.Text.RegularExpressions;
using AccordWatch.Model;

namespace AccordWatch.Stories;

/// <summary>What a newer version of an article changes.</summary>
public static partial class Revision
{
    // Share of the shorter text that the other has; with as much and the same numbers only the style was edited.
    private const double LeastKept = 0.8;
    private static readonly string[] Corrections = ["CORRECTED", "CORRECTION", "UPDATE", "REFILE"];

    /// <summary>In words for the user; empty where only the style was edited.</summary>
    public static IReadOnlyList<string> ChangesOf(Article before, Article after) => [.. Changes(before, after)];

    private static IEnumerable<string> Changes(Article before, Article after)
    {
        var (old, now) = (NumbersOf(before), NumbersOf(after));
        var (gone, come) = (old.Except(now).ToList(), now.Except(old).ToList());
        if (gone.Count + come.Count > 0)
        {
            yield return $"numbers: {(gone.Count == 0 ? "none" : string.Join(", ", gone))} -> {(come.Count == 0 ? "none" : string.Join(", ", come))}";
        }

        foreach (var flag in Headline.FlagsOf(after.Title).Except(Headline.FlagsOf(before.Title)).Where(Corrections.Contains))
        {
            yield return $"marked {flag}";
        }

        if (ContainmentOf(before, after) is var kept and < LeastKept)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"wording: {kept:0 %} is kept");
        }
    }

    private static List<string> NumbersOf(Article article) => [.. Number().Matches($"{article.Title}\n{article.Text}").Select(match => match.Value).Distinct()];

    private static double ContainmentOf(Article before, Article after)
    {
        var options = new StoryOptions { MostArticles = 2 };
        var reader = new TraceReader(new Corpus(options), options);
        var (shared, smaller) = reader.Read(1, before, default).Shingles.With(reader.Read(2, after, default).Shingles, []);
        return smaller == 0 ? 1 : (double)shared / smaller;
    }

    [GeneratedRegex(@"\d+(?:[.,:/]\d+)*")]
    private static partial Regex Number();
}
