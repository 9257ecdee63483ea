using System.Globalization;
using System.Text.RegularExpressions;

namespace AccordWatch.Text;

/// <summary>A date as read from text.</summary>
/// <param name="Instant">In the zone named; UTC when none was.</param>
/// <param name="ZoneKnown">False when no zone was named, or one that is not known.</param>
/// <param name="TimeKnown">False for a day without a time.</param>
public readonly record struct ReadDate(DateTimeOffset Instant, bool ZoneKnown, bool TimeKnown);

/// <summary>Dates of feeds and pages: RFC 822/1123/5322, ISO 8601 in its short forms, asctime, epochs, and month names of many languages.</summary>
public static partial class DateReader
{
    /// <summary>Never throws; null when the text is no date that is understood.</summary>
    /// <param name="text">As written.</param>
    /// <param name="dayFirst">Whether 02/10/2020 is in October.</param>
    public static ReadDate? Read(string? text, bool dayFirst = false)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200)
        {
            return null;
        }

        var folded = Spaces().Replace(Folding.Fold(text).Replace('\u00A0', ' ').Trim(), " ");
        return Epoch(folded) ?? Iso(folded) ?? Numbers(folded, dayFirst) ?? Named(folded);
    }

    private static ReadDate? Epoch(string text)
    {
        if (text.Length is not (9 or 10 or 13) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return new ReadDate(text.Length == 13 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number), true, true);
    }

    private static ReadDate? Iso(string text)
    {
        if (IsoForm().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var year = Year(match.Groups["y"].Value);
        if (match.Groups["n"].Success)
        {
            var day = Number(match.Groups["n"], 1);
            if (day < 1 || day > (DateTime.IsLeapYear(year) ? 366 : 365))
            {
                return null;
            }

            var date = new DateTime(year, 1, 1).AddDays(day - 1);
            return Make(year, date.Month, date.Day, match);
        }

        return Make(year, Number(match.Groups["m"], 1), Number(match.Groups["d"], 1), match);
    }

    // 25.12.2003 is day first; 12/25/2003 is month first unless that cannot be or the reader knows better.
    private static ReadDate? Numbers(string text, bool isDayFirst)
    {
        if (NumbersForm().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var (first, second) = (Number(match.Groups["a"], 1), Number(match.Groups["b"], 1));
        var dayFirst = second <= 12 && (isDayFirst || match.Groups["s"].Value != "/" || first > 12);
        return Make(Year(match.Groups["y"].Value), dayFirst ? second : first, dayFirst ? first : second, match);
    }

    // Any order of day, month name and year, with a time and a zone anywhere behind: RFC 822, asctime, "28 de septiembre de 2021", "2004년 7월 6일".
    private static ReadDate? Named(string text)
    {
        var time = TimeForm().Match(text);
        var rest = time.Success ? text.Remove(time.Index, time.Length).Insert(time.Index, " ") : text;
        int? month = null, year = null, day = null;
        foreach (Match token in Tokens().Matches(rest))
        {
            var number = token.Groups["n"];
            if (token.Groups["cjk"].Success)
            {
                var value = Number(number, 0);
                switch (token.Groups["cjk"].Value)
                {
                    case "년" or "年":
                        year = value;
                        break;
                    case "월" or "月":
                        month = value;
                        break;
                    default:
                        day = value;
                        break;
                }
            }
            else if (!number.Success)
            {
                month ??= MonthOf(token.Value);
            }
            else if (number.Length == 4)
            {
                year ??= Number(number, 0);
            }
            else if (number.Length <= 2 && day is null)
            {
                day = Number(number, 0);
            }
            else if (number.Length == 2)
            {
                year ??= Year(number.Value);
            }
        }

        return month is null || year is null ? null : Make(year.Value, month.Value, day ?? 1, time, time.Success ? null : ZoneIn(rest));
    }

    private static ReadDate? Make(int year, int month, int day, Match time, string? zoneText = null)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var hasTime = time.Groups["h"].Success;
        var hour = Number(time.Groups["h"], 0);
        var minute = Number(time.Groups["i"], 0);
        var second = Math.Min(59, Number(time.Groups["e"], 0));
        if (time.Groups["p"].Success)
        {
            hour = hour % 12 + (time.Groups["p"].Value[0] == 'p' ? 12 : 0);
        }

        if (hour > 24 || minute > 59)
        {
            return null;
        }

        var local = new DateTime(year, month, day).AddHours(hour).AddMinutes(minute).AddSeconds(second);
        var zone = zoneText ?? time.Groups["z"].Value;
        var offset = Zones.OffsetOf(zone.Trim(), local);
        var utc = local - (offset ?? TimeSpan.Zero);
        return utc.Year is < 1 or > 9998 || local.Year > 9998 ? null : new ReadDate(new DateTimeOffset(local, offset ?? TimeSpan.Zero), offset is not null, hasTime);
    }

    private static string? ZoneIn(string text) => text.LastIndexOf(' ') is var at and > 0 ? text[(at + 1)..] : null;

    // RFC 2822 4.3: two digits below 50 are of this century.
    private static int Year(string digits)
    {
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        return digits.Length > 2 ? year : year + (year < 50 ? 2000 : 1900);
    }

    private static int Number(Group group, int otherwise) => group.Success && int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>1 to 12 for the name or abbreviation of a month in one of the known languages; null for any other word.</summary>
    public static int? MonthOf(string word)
    {
        var folded = Folding.Fold(word).TrimEnd('.');
        if (folded.Length < 3)
        {
            return folded == "μ" ? null : Short.GetValueOrDefault(folded) is var one and > 0 ? one : null;
        }

        var best = 0;
        var length = 0;
        foreach (var (name, month) in Months)
        {
            // A word is a month when it begins a month's name or goes on from its stem: sept, september, сентября.
            if (name.Length > length && (folded.StartsWith(name, StringComparison.Ordinal) && folded.Length - name.Length <= 6))
            {
                (best, length) = (month, name.Length);
            }
        }

        return best == 0 ? null : best;
    }

    private static readonly Dictionary<string, int> Short = new(StringComparer.Ordinal) { ["ιν"] = 6 };

    // Stems, January to December; what is alike in several languages stands once.
    private static readonly (string Name, int Month)[] Months = [.. new[]
    {
        "jan ene gen янв ιαν oca sty led sij", "feb fev fév févr febr фев φεβ sub lut luty úno unor velj", "mar mär maa maer mrz már márc мар μαρ ožu bře", "apr avr abr ápr апр απρ nis kwi dub tra",
        "may mai mag maj máj mei май мая μαι μαϊ svi kvě", "jun jui juin giu gig jún июн ιουν haz cze čvn lip", "jul juil lug lugl júl июл ιουλ tem lip srp", "aug aou août ago авг αυγ sie srp",
        "sep sept set szept сен σεπ eyl wrz ruj zář", "oct okt out ott окт οκτ eki paź lis říj", "nov ноя νοε kas lis stu lis", "dec dez dic déc des дек δεκ ara gru pro",
    }.SelectMany((names, at) => names.Split(' ').Select(name => (Folding.Fold(name), at + 1)))
     .Where(one => one.Item1.Length >= 3)
     .DistinctBy(one => one.Item1)];

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    private const string Clock = @"(?<h>\d{1,2})[:h](?<i>\d{2})(?:[:.](?<e>\d{1,2}))?(?:[.,]\d+)?(?:\s*(?<p>[ap])\.?m\b\.?)?";
    private const string ZoneForm = @"(?<z>\s*(?:[+-]\d{1,2}:?\d{2}|z\b|(?:gmt|utc|ut)\s*[+-]\d{1,2}(?::?\d{2})?|[a-z]+/[a-z_]+|\p{L}{1,5}(?:\s*[+-]\d{4})?)?)";

    [GeneratedRegex(@"^(?<y>\d{4}|\d{2}(?=-\d\d-\d\d))(?:-(?<n>\d{3})|(?:-?(?<m>\d{2})(?:-?(?<d>\d{2}))?))?(?:(?:t|\s+|\s*t\s*)(?:(?<h>\d{1,2})(?::?(?<i>\d{2})(?::?(?<e>\d{1,2})(?:[.,]\d+)?)?)?)" + ZoneForm + @")?$")]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"^(?:[\p{L}.]+,?\s+)?(?<a>\d{1,2})(?<s>[/.-])\s?(?<b>\d{1,2})[/.-]\s?(?<y>\d{4}|\d{2})(?:,?\s+(?:at\s+|um\s+|à\s+)?" + Clock + ZoneForm + @")?\b.{0,20}$")]
    private static partial Regex NumbersForm();

    [GeneratedRegex(@"(?<![\d:])" + Clock + ZoneForm)]
    private static partial Regex TimeForm();

    [GeneratedRegex(@"(?<n>\d+)\s?(?<cjk>[년年월月일日])|(?<n>\d+)|[\p{L}\p{M}]+")]
    private static partial Regex Tokens();
}
