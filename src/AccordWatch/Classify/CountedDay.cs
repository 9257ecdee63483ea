using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AccordWatch.Classify;

/// <summary>The numbers of a date whose month has a number for a name.</summary>
/// <param name="Year">Null when it is not told.</param>
/// <param name="Month">Null when it is not told.</param>
/// <param name="Day">Null when it is not told.</param>
/// <param name="At">Where in the sentence it stands.</param>
internal readonly record struct Counted(int? Year, int? Month, int? Day, int At);

/// <summary>Dates with counted months: 2021年9月28日, 9월 28일, 28日, ngày 28 tháng 9 năm 2021, (28/9).</summary>
internal static partial class CountedDay
{
    // What stands in each of the forms.
    private static readonly SearchValues<char> Signs = SearchValues.Create("年년月월日일àáă(（ôêốư");

    /// <summary>In the order of the sentence, those of one form after those of another.</summary>
    public static IEnumerable<Counted> In(string sentence)
    {
        if (sentence.AsSpan().IndexOfAny(Signs) < 0)
        {
            return [];
        }

        var text = sentence.Normalize(NormalizationForm.FormKC);
        return new[] { Ideographs(), Vietnamese(), VietnameseMonth(), InBrackets(), DayOnly() }.SelectMany(form => form.Matches(text))
            .Select(match => new Counted(Number(match.Groups["y"]), Number(match.Groups["m"]), Number(match.Groups["d"]), match.Index));
    }

    private static int? Number(Group group) => group.Success ? int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"(?:(?<y>\d{4})\s?[年년]\s?)?(?<!\d)(?<m>\d{1,2})\s?[月월]\s?(?:(?<d>\d{1,2})\s?[日号號일])?")]
    private static partial Regex Ideographs();

    // "10日間" is a span of days.
    [GeneratedRegex(@"(?<![\d年년月월第.,/-]|月 |월 )(?<d>\d{1,2})[日일](?![間间本后後前内以目程])")]
    private static partial Regex DayOnly();

    [GeneratedRegex(@"(?:ngày|hôm|sáng|trưa|chiều|tối)\s+(?<d>\d{1,2})(?:\s+tháng\s+|[/.-])(?<m>\d{1,2})(?!\d)(?:(?:\s+năm\s+|[/.,-]\s?)(?<y>\d{4}))?", RegexOptions.IgnoreCase)]
    private static partial Regex Vietnamese();

    [GeneratedRegex(@"(?<!\d )tháng\s+(?<m>\d{1,2})(?:\s+năm\s+|[/.-])(?<y>\d{4})", RegexOptions.IgnoreCase)]
    private static partial Regex VietnameseMonth();

    [GeneratedRegex(@"\((?<d>\d{1,2})/(?<m>\d{1,2})(?:/(?<y>\d{4}))?\)")]
    private static partial Regex InBrackets();
}
