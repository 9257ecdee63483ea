using System.Globalization;
using AccordWatch.Knowledge;
using AccordWatch.Text;

namespace AccordWatch.Classify;

/// <summary>A day, month or year that a sentence states.</summary>
/// <param name="Text">YYYY-MM-DD or YYYY-MM.</param>
/// <param name="Day">Its first day.</param>
/// <param name="IsRelative">Told by a weekday, "today" or without its year, and resolved against the day of publication.</param>
internal readonly record struct StatedDay(string Text, DateOnly Day, bool IsRelative);

/// <summary>Days in running text: 28 September 2021, September 28, 28 de septiembre de 2021, 28 сентября, 28.09.2021, 2021-09-28, Tuesday, yesterday.</summary>
internal static class DayReader
{
    private const int AbbreviationLength = 3;

    // Words that a day may put before its month: "the 3rd of May".
    private const int DayBeforeMonth = 3;

    // Words that may stand between the parts of a date.
    private static readonly HashSet<string> Between = new(StringComparer.Ordinal) { "de", "del", "of", "the", "года", "г", "th", "st", "nd", "rd", "من", "em" };

    /// <summary>The most exact day of the sentence; null when it states none, or none that can be resolved.</summary>
    /// <param name="reading">The article.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="published">Day of publication, where it is known.</param>
    /// <param name="isAhead">Whether the act still lies ahead: then "Tuesday" is the next one.</param>
    public static StatedDay? In(Reading reading, SentenceClues sentence, DateOnly? published, bool isAhead)
    {
        return sentence.HasDigits && Counted(reading, sentence, published, isAhead) is var (stated, month)
            ? stated ?? Relative() ?? month ?? MonthOfYear(reading, sentence, published)
            : Relative() ?? MonthOfYear(reading, sentence, published);

        StatedDay? Relative() => published is { } day ? RelativeIn(sentence, day, isAhead) : null;
    }

    /// <summary>The last whole day that the sentence states: a paper that two sides sign on two days exists since the second.</summary>
    public static StatedDay? LastIn(Reading reading, SentenceClues sentence, DateOnly? published)
    {
        var words = WordsOf(reading, sentence);
        var days = Enumerable.Range(0, words.Count).Select(at => Named(reading, sentence, words, at, published, false)).OfType<StatedDay>().Where(day => day.Text.Length == 10).ToList();
        return days.Count > 1 ? days.MaxBy(day => day.Day) : In(reading, sentence, published, false);
    }

    /// <summary>A month that the sentence names alone, behind "in" or "last": "in July". 1..12.</summary>
    public static int? MonthIn(Reading reading, SentenceClues sentence)
    {
        var (first, end) = reading.WordsOf(sentence.Index);
        for (var at = first + 1; at < end; at++)
        {
            var isBehindPlace = sentence.Rules.Exists(hit => hit.Of.Kind == RuleKind.Place && hit.End == at);
            if (isBehindPlace && MonthOf(reading, at) is { } month && !(at + 1 < end && char.IsAsciiDigit(reading.Folded[at + 1][0])))
            {
                return month;
            }
        }

        return null;
    }

    // "in March this year"
    private static StatedDay? MonthOfYear(Reading reading, SentenceClues sentence, DateOnly? published)
    {
        foreach (var hit in sentence.Rules.Where(hit => hit.Of.Kind is RuleKind.ThisYear or RuleKind.LastYear && hit.First > 0))
        {
            if (published is { } day && MonthOf(reading, hit.First - 1) is { } month)
            {
                return MadeMonth(hit.Of.Kind == RuleKind.ThisYear ? day.Year : day.Year - 1, month);
            }
        }

        return null;
    }

    // A whole day, or else a month.
    private static (StatedDay? Day, StatedDay? Month) Counted(Reading reading, SentenceClues sentence, DateOnly? published, bool isAhead)
    {
        var words = WordsOf(reading, sentence).Where(word => reading.Words[word].Start >= sentence.DatelineEnd).ToList();
        for (var at = 0; at < words.Count; at++)
        {
            if (Numeric(reading, words, at) is { } numeric)
            {
                return (numeric, null);
            }
        }

        StatedDay? month = null;
        StatedDay? first = null;
        var closest = int.MaxValue;
        foreach (var counted in CountedDay.In(sentence.QuoteBehindDateline))
        {
            // "On the 12th the ministry told of the signing on the 11th", in the order of Japanese.
            if (Stated(counted, published, isAhead) is { Text.Length: 10 } stated && BeforeSigning(reading, sentence, counted.At) is var distance && (first is null || (counted is { Month: null } && distance < closest)))
            {
                (first, closest) = (stated, distance);
            }

            month ??= counted is { Year: { } year, Month: { } number and >= 1 and <= 12, Day: null } ? MadeMonth(year, number) : null;
        }

        if (first is not null)
        {
            return (first, null);
        }

        for (var at = 0; at < words.Count; at++)
        {
            if (Named(reading, sentence, words, at, published, isAhead) is { } named)
            {
                if (named.Text.Length == 10)
                {
                    return (named, null);
                }

                month ??= named;
            }
        }

        return (null, month);
    }

    /// <summary>Years that the sentence names, 1950 to 2100.</summary>
    public static IEnumerable<int> YearsIn(Reading reading, SentenceClues sentence)
        => WordsOf(reading, sentence).Select(word => reading.FoldedWords[word].Forms.FirstOrDefault(form => form.Length == 4) ?? reading.Folded[word]).Where(word => word.Length is 4 or 5 && word.StartsWith("19", StringComparison.Ordinal) || word.StartsWith("20", StringComparison.Ordinal))
            .Select(word => int.TryParse(word.AsSpan(0, Math.Min(4, word.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0)
            .Where(year => year is >= 1950 and <= 2100);

    /// <summary>The first year within so many words behind the given one.</summary>
    public static int? YearBeside(Reading reading, SentenceClues sentence, int from, int reach)
        => WordsOf(reading, sentence).Where(word => word >= from && word < from + reach).Select(word => Number(reading, word)).FirstOrDefault(number => number is >= 1950 and <= 2100);

    // Characters from a place in the quote behind the dateline to the next act of signing.
    private static int BeforeSigning(Reading reading, SentenceClues sentence, int at)
        => sentence.Acts.Where(act => act.Of.Name is "signed" or "acceded" or "extended").Select(act => reading.Words[act.First].Start - sentence.DatelineEnd - at).Where(distance => distance > 0).DefaultIfEmpty(int.MaxValue).Min();

    private static List<int> WordsOf(Reading reading, SentenceClues sentence)
    {
        var (first, end) = reading.WordsOf(sentence.Index);
        return [.. Enumerable.Range(first, end - first)];
    }

    // 2021-09-28, 28.09.2021
    private static StatedDay? Numeric(Reading reading, List<int> words, int at)
    {
        if (at + 2 >= words.Count || Number(reading, words[at]) is not { } one || Number(reading, words[at + 1]) is not { } two || Number(reading, words[at + 2]) is not { } three)
        {
            return null;
        }

        if (reading.Words[words[at + 1]].Start - reading.Words[words[at]].End != 1 || reading.Words[words[at + 2]].Start - reading.Words[words[at + 1]].End != 1)
        {
            return null;
        }

        return one > 1900 ? Made(one, two, three, false) : three > 1900 ? Made(three, two, one, false) : null;
    }

    private static StatedDay? Stated(Counted counted, DateOnly? published, bool isAhead) => counted switch
    {
        { Year: { } year, Month: { } month, Day: { } day } => Made(year, month, day, false),
        { Month: { } month, Day: { } day } => published is { } known ? Nearest(known, month, day, isAhead) : null,
        { Month: null, Day: { } day } => published is { } known ? Nearest(known, day, isAhead) : null,
        _ => null,
    };

    private static StatedDay? Named(Reading reading, SentenceClues sentence, List<int> words, int at, DateOnly? published, bool isAhead)
    {
        // Few words stand beside a number, many have to be compared with the names of months.
        if (!IsBesideNumber(reading, words, at) || MonthOf(reading, words[at]) is not { } month)
        {
            return null;
        }

        var before = Neighbour(reading, words, at, -1);
        var after = Neighbour(reading, words, at, +1);
        var day = before is >= 1 and <= 31 ? before : after is >= 1 and <= 31 ? after : null;
        if ((day is not null && IsSpan(reading, words, before == day ? at - 1 : at + 1)) || IsSince(sentence, words[at]))
        {
            return null;
        }

        var year = after is > 1900 and < 2200 ? after : day is not null && day == after ? YearBehind(reading, words, at) : null;
        if (year is not null)
        {
            return day is null ? MadeMonth(year.Value, month) : Made(year.Value, month, day.Value, false);
        }

        return day is not null && published is { } known ? Nearest(known, month, day.Value, isAhead) : null;
    }

    private static int? YearBehind(Reading reading, List<int> words, int month)
        => words.Skip(month + 2).Take(3).Select(word => Number(reading, word)).FirstOrDefault(number => number is > 1900 and < 2200);

    // "July 27-28" is no day.
    private static bool IsSpan(Reading reading, List<int> words, int at)
        => (IsDashed(reading, words, at) && Number(reading, words[at + 1]) is <= 31) || (IsDashed(reading, words, at - 1) && Number(reading, words[at - 1]) is <= 31);

    // "since January 2004", "since the 3rd of May"
    private static bool IsSince(SentenceClues sentence, int month)
        => sentence.Rules.Exists(hit => hit.Of.Kind == RuleKind.Since && hit.End <= month && month - hit.End <= DayBeforeMonth);

    private static bool IsDashed(Reading reading, List<int> words, int at)
        => at >= 0 && at + 1 < words.Count && reading.Text[reading.Words[words[at]].End..reading.Words[words[at + 1]].Start].Trim() is "-" or "–";

    private static bool IsBesideNumber(Reading reading, List<int> words, int at)
    {
        for (var next = Math.Max(0, at - 2); next <= Math.Min(words.Count - 1, at + 2); next++)
        {
            if (next != at && char.IsAsciiDigit(reading.Folded[words[next]][0]))
            {
                return true;
            }
        }

        return false;
    }

    private static int? MonthOf(Reading reading, int word)
        => MayBeMonth(reading.Words[word].In(reading.Text), reading.Folded[word]) ? reading.FoldedWords[word].Forms.Select(DateReader.MonthOf).FirstOrDefault(month => month is not null) : null;

    // The planet is written with a capital letter, the French month is not; abbreviations are: "Out" and "Set" are months, "out" and "set" are words.
    private static bool MayBeMonth(ReadOnlySpan<char> written, string folded)
        => folded.Length > 0 && !char.IsDigit(folded[0]) && written is not "Mars"
            && (folded.Length > AbbreviationLength || !char.IsLower(written[0]) || folded is "мая" or "май" or "мае" or "mai" or "mei" or "maj");

    // The number beside the month's name, over a "de" or "of" or the same month by its other name.
    private static int? Neighbour(Reading reading, List<int> words, int at, int step)
    {
        for (var next = at + step; next >= 0 && next < words.Count && Math.Abs(next - at) <= 2; next += step)
        {
            if (Number(reading, words[next]) is { } number)
            {
                return number;
            }

            if (!Between.Contains(reading.Folded[words[next]]) && (step < 0 || MonthOf(reading, words[next]) is null))
            {
                return null;
            }
        }

        return null;
    }

    private static int? Number(Reading reading, int word) => reading.FoldedWords[word].Forms.Select(Number).FirstOrDefault(number => number is not null);

    private static int? Number(string folded)
    {
        var digits = 0;
        while (digits < folded.Length && char.IsAsciiDigit(folded[digits]))
        {
            digits++;
        }

        // 21st, 3rd and 2-го are numbers, 3d is not a date but does no harm here.
        return digits is > 0 and <= 4 && folded.Length - digits <= 2 && int.TryParse(folded.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static StatedDay? RelativeIn(SentenceClues sentence, DateOnly published, bool isAhead)
    {
        foreach (var hit in sentence.Rules.Where(hit => hit.Of.Kind != RuleKind.Yesterday || !sentence.Rules.Exists(other => other.Of.Kind == RuleKind.BeforeYesterday && other.Overlaps(hit))))
        {
            switch (hit.Of.Kind)
            {
                case RuleKind.BeforeYesterday:
                    return Of(published.AddDays(-2));
                case RuleKind.Today:
                    return Of(published);
                case RuleKind.Yesterday:
                    return Of(published.AddDays(-1));
                case RuleKind.Tomorrow:
                    return Of(published.AddDays(1));
                case RuleKind.Weekday:
                    var back = ((int)published.DayOfWeek - int.Parse(hit.Of.Name, CultureInfo.InvariantCulture) + 7) % 7;
                    return Of(published.AddDays(isAhead ? (7 - back) % 7 : -back));
                default:
                    break;
            }
        }

        return null;

        static StatedDay Of(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day, true);
    }

    // A day without its year is the one closest to publication on the right side of it; two days of grace for time zones.
    private static StatedDay? Nearest(DateOnly published, int month, int day, bool isAhead)
    {
        for (var step = 0; step <= 1; step++)
        {
            var made = Made(published.Year + (isAhead ? step : -step), month, day, true);
            if (made is { } stated && (isAhead ? stated.Day >= published.AddDays(-2) : stated.Day <= published.AddDays(2)))
            {
                return stated;
            }
        }

        return null;
    }

    // A day without its month.
    private static StatedDay? Nearest(DateOnly published, int day, bool isAhead)
    {
        for (var step = 0; step <= 2; step++)
        {
            var month = published.AddMonths(isAhead ? step : -step);
            if (Made(month.Year, month.Month, day, true) is { } stated && (isAhead ? stated.Day >= published.AddDays(-2) : stated.Day <= published.AddDays(2)))
            {
                return stated;
            }
        }

        return null;
    }

    private static StatedDay? Made(int year, int month, int day, bool isRelative)
    {
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var date = new DateOnly(year, month, day);
        return new StatedDay(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), date, isRelative);
    }

    private static StatedDay MadeMonth(int year, int month) => new(string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}"), new DateOnly(year, month, 1), false);
}
