using System.Globalization;
using AccordWatch.Register;

namespace AccordWatch.Host.Commands;

/// <summary>Values that contradict each other, side by side.</summary>
internal static class AccordsDiffering
{
    private const int MaxReports = 3;

    /// <summary>Nothing where all agree.</summary>
    public static IEnumerable<string> Shown(IReadOnlyList<Difference> differing)
        => differing.Count == 0 ? [] : differing.SelectMany(one => one.Values.SelectMany(Shown).Prepend($"    {one.Field}")).Prepend("  articles differ (* is used)");

    private static IEnumerable<string> Shown(DifferingValue value)
    {
        var told = value.Articles == 0 ? "no article" : $"{Counted(value.Articles, "article")}, {Counted(value.Sources, "source")}{(value.IsOfficial ? ", official" : "")}";
        yield return $"    {(value.IsUsed ? '*' : ' ')} {value.Value}  {told}{(value.Because is null ? "" : $"; {value.Because}")}";

        // One of each origin: the others tell it in the same words.
        var reports = value.Reports.DistinctBy(report => report.Origin ?? report.Url).ToList();
        foreach (var report in reports.Take(MaxReports))
        {
            var day = report.Published is { } published ? $"{published:yyyy-MM-dd}  " : "";
            yield return $"        {day}{report.Source}{(report.Quote is null ? "" : $": “{report.Quote}”")} (article {report.Article})";
            yield return $"        {report.Url}";
        }

        if (reports.Count > MaxReports)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"        and {reports.Count - MaxReports} more");
        }
    }

    private static string Counted(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
