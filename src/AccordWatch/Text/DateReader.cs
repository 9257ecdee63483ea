using System.Globalization;
using System.Text.RegularExpressions;

namespace AccordWatch.Text;

/// <summary>A date as read from text.</summary>
/// <param name="Instant">In the zone named; without one, in Korea's for Korean text and in UTC for any other.</param>
/// <param name="ZoneKnown">False when no zone was named, or one that is not known.</param>
/// <param name="TimeKnown">False for a day without a time.</param>
public readonly record struct ReadDate(DateTimeOffset Instant, bool ZoneKnown, bool TimeKnown);

/// <summary>
/// Dates of feeds and pages: RFC 822/1123/5322, RFC 3339 and W3CDTF, ISO 8601 with its short and truncated forms (1988 edition), asctime, epochs, and month
/// names of many languages.
/// </summary>
public static partial class DateReader
{
    private static readonly TimeSpan Korea = TimeSpan.FromHours(9);

    /// <summary>Never throws; null when the text is no date that is understood.</summary>
    /// <param name="text">As written.</param>
    /// <param name="dayFirst">Whether 02/10/2020 is in October.</param>
    public static ReadDate? Read(string? text, bool dayFirst = false)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200)
        {
            return null;
        }

        if (PlainDate.Read(text.AsSpan().Trim()) is { } plain)
        {
            return plain;
        }

        var folded = Spaces().Replace(AsciiDigits(Folding.Fold(text)).Trim(), " ");
        return Epoch(folded) ?? Truncated(folded) ?? Iso(folded) ?? YearFirst(folded) ?? Numbers(folded, dayFirst) ?? Named(folded);
    }

    private static string AsciiDigits(string text)
    {
        if (!text.Any(character => character > 0x7F && char.IsDigit(character)))
        {
            return text;
        }

        return string.Concat(text.Select(character => char.IsDigit(character) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(character)) : character));
    }

    private static ReadDate? Epoch(string text)
    {
        if (text.Length is not (9 or 10 or 13) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return new ReadDate(text.Length == 13 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number), true, true);
    }

    // ISO 8601:1988 5.2: YYMMDD, YY-MM-DD, YYDDD, -YYMM, -YY-MM. Six digits are never YYYYMM there, but they are where YYMMDD cannot be.
    private static ReadDate? Truncated(string text)
        => TruncatedForm().Match(text) is { Success: true } match && !text.Contains(':', StringComparison.Ordinal) ? OfParts(match) : null;

    private static ReadDate? Iso(string text) => IsoForm().Match(text) is { Success: true } match ? OfParts(match) : null;

    private static ReadDate? OfParts(Match match)
    {
        var year = Year(match.Groups["y"].Value);
        if (!match.Groups["n"].Success)
        {
            return Make(year, Number(match.Groups["m"], 1), Number(match.Groups["d"], 1), match);
        }

        var day = Number(match.Groups["n"], 1);
        if (year < 1 || day < 1 || day > (DateTime.IsLeapYear(year) ? 366 : 365))
        {
            return null;
        }

        var date = new DateTime(year, 1, 1).AddDays(day - 1);
        return Make(year, date.Month, date.Day, match);
    }

    private static ReadDate? YearFirst(string text)
        => YearFirstForm().Match(text) is { Success: true } match
            ? Make(Year(match.Groups["y"].Value), Number(match.Groups["m"], 1), Number(match.Groups["d"], 1), match, null, HasHangul(text))
            : null;

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
        var parts = new Parts();
        foreach (Match token in Tokens().Matches(rest))
        {
            parts.Take(token);
        }

        return parts.Month is not { } month || parts.Year is not { } year
            ? null
            : Make(HasThai(text) && year is > 2400 and < 2700 ? year - 543 : year, month, parts.Day ?? 1, time, time.Success ? null : ZoneIn(rest), HasHangul(text));
    }

    private static bool HasHangul(string text) => text.AsSpan().ContainsAnyInRange('\uAC00', '\uD7A3');

    // Years there count from the Buddhist era.
    private static bool HasThai(string text) => text.AsSpan().ContainsAnyInRange('\u0E01', '\u0E2E');

    private struct Parts
    {
        public int? Year;
        public int? Month;
        public int? Day;

        public void Take(Match token)
        {
            var number = token.Groups["n"];
            if (token.Groups["cjk"].Success)
            {
                TakeCounted(token.Groups["cjk"].Value, Number(number, 0));
            }
            else if (token.Groups["nth"].Success)
            {
                Month ??= Number(token.Groups["nth"], 0);
            }
            else if (!number.Success)
            {
                Month ??= MonthNamed(token.Value);
            }
            else if (number.Length == 4)
            {
                Year ??= Number(number, 0);
            }
            else if (number.Length <= 2 && Day is null)
            {
                Day = Number(number, 0);
            }
            else if (number.Length == 2)
            {
                Year ??= DateReader.Year(number.Value);
            }
        }

        private void TakeCounted(string unit, int value)
        {
            switch (unit)
            {
                case "년" or "年":
                    Year = value;
                    break;
                case "월" or "月":
                    Month = value;
                    break;
                default:
                    Day = value;
                    break;
            }
        }
    }

    private static ReadDate? Make(int year, int month, int day, Match time, string? zoneText = null, bool isKorean = false)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || TimeIn(time) is not { } clock)
        {
            return null;
        }

        var local = new DateTime(year, month, day);
        if (local.Year > 9998)
        {
            return null;
        }

        local += clock;
        var hasTime = time.Groups["h"].Success;
        var zone = zoneText ?? time.Groups["z"].Value;
        var offset = Zones.OffsetOf(zone.Trim(), local);
        return At(local, offset ?? (isKorean && hasTime ? Korea : TimeSpan.Zero), offset is not null, hasTime);
    }

    internal static ReadDate? At(DateTime local, TimeSpan offset, bool zoneKnown, bool timeKnown)
        => local.Year > 9998 || local.Ticks < TimeSpan.TicksPerDay ? null : new ReadDate(new DateTimeOffset(local, offset), zoneKnown, timeKnown);

    // Null for a time that no clock shows.
    private static TimeSpan? TimeIn(Match time)
    {
        var hour = Number(time.Groups["h"], 0);
        var minute = Number(time.Groups["i"], 0);
        var half = time.Groups["p"].Success ? time.Groups["p"].Value[0] : time.Groups["q"].Success ? AfterNoon(time.Groups["q"].Value) ? 'p' : 'a' : ' ';
        if (half != ' ')
        {
            hour = hour % 12 + (half == 'p' ? 12 : 0);
        }

        // 24:00 ends the day (ISO 8601 4.2.3); 24:05 can only be the first hour of a clock that counts from 1 to 24.
        hour = hour == 24 && minute > 0 ? 0 : hour;
        return hour > 24 || minute > 59 ? null : new TimeSpan(hour, minute, Math.Min(59, Number(time.Groups["e"], 0)));
    }

    private static bool AfterNoon(string word) => word is "오후" or "下午" or "午後" or "午后";

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
        var best = 0;
        var length = 0;
        foreach (var (name, isStem, month) in folded.Length == 0 ? [] : MonthsByLetter[folded[0]])
        {
            if (name.Length > length && (isStem ? folded.StartsWith(name, StringComparison.Ordinal) && folded.Length - name.Length <= LongestEnding : folded == name))
            {
                (best, length) = (month, name.Length);
            }
        }

        return best == 0 ? null : best;
    }

    private const int LongestEnding = 6;

    // January to December: abbreviations and whole names, and stems with any ending (*); what is alike in several languages stands once.
    private static readonly ILookup<char, (string Name, bool IsStem, int Month)> MonthsByLetter = new[]
    {
        "jan janv janua* janvi* janei* janua jänn* ene enero gen genn* gennaio янв январ* січн* січень ιαν* oca ocak* sty stycz* led ledna leden sij siječ* يناير كانون جانفي जनवरी ژانویه",
        "feb fev fév fevr* févr* febr* fever* fever febbr* фев февр* лют лютого лютий лютому φεβ* sub şubat* sub lut lutego luty lutym úno únor* velj velja* فبراير شباط فيفري फ़रवरी फरवरी فوریه",
        "mar mars mär märz* marz* marzo maa maart* mart mart'* marta març* março march* maret mrz már márc* marec marca marcu marzec марта март марте марту бер берез* μαρ* ožu* bře březn* مارس اذار मार्च",
        "apr apri* avr avril* abr abril* ápr* апр апрел* квіт* απρ* nis nisan* kwi kwiet* dub dubna duben travnj* ابريل افريل نيسان अप्रैल آوریل",
        "may mayo mayıs* mai maio mag maggio maj maja maju máj* mei май мая мае маю травн* травень μαι* μαϊ* svi svib* kvě květ* مايو ماي ايار مه मई",
        "jun june juni juniu* junio junho juin jui giu giugno gig jún* июн июн* червн* червень ιουν* ιν haz haziran* cze czerwc* czerwiec čvn červn* lipnj* يونيو يونيه جوان حزيران जून ژوئن",
        "jul july juli julio julho juil juill* lug lugl* luglio júl* июл июл* лип липн* липень ιουλ* tem temmuz* lip lipca lipiec lipcu srpnj* يوليو يوليه يوليوز جويلية تموز जुलाई ژوئیه جولای",
        "aug augus* aou août* ago agos* agu agus* ağu ağustos* авг авгус* серп серпн* серпень αυγ* sie sierp* srpna srpen اغسطس غشت اوت अगस्त آگوست",
        "sep sept septe* septi* setie* set settem* setem* szept* сен сент* вер верес* σεπ* eyl eylül* wrz wrześ* wrzes* ruj ruj* zář* سبتمبر شتنبر ايلول सितंबर सितम्बर سپتامبر",
        "oct octo* octu* okt okto* októ* out outub* ott ottob* окт октя* жовт* οκτ* eki ekim* paź paździ* říj říjn* اكتوبر अक्टूबर अक्तूबर اکتبر",
        "nov novem* novie* novem* noiem* ноя нояб* листоп* νοε* kas kasım* lis listop* stu studen* نوفمبر نونبر नवंबर नवम्बर نوامبر",
        "dec decem* déc décem* dez dezem* dic dicie* dicem* des desem* дек декаб* грудн* грудень δεκ* ara aralık* gru grud* pro prosin* ديسمبر دجنبر दिसंबर दिसम्बर دسامبر",
    }.SelectMany((names, at) => names.Split(' ').Select(name => (Folding.Fold(name.TrimEnd('*')), name[^1] == '*', at + 1)))
     .DistinctBy(one => (one.Item1, one.Item2)).ToLookup(one => one.Item1[0]);

    // Beside a day and a year names may stand that are common words elsewhere.
    private static int? MonthNamed(string word) => WholeNames.TryGetValue(Folding.Fold(word).TrimEnd('.'), out var month) ? month : MonthOf(word);

    // Names that no stem gives, or that the stem of another language would get wrong: Polish and Czech before Croatian where one word is two months, Romanian,
    // Ukrainian, Bulgarian, Serbian, Finnish, Catalan, Arabic (Egypt, then the Levant), Hebrew, Hindi, Thai, and Greek abbreviations.
    private static readonly Dictionary<string, int> WholeNames = ByMonth(
        "ian ianuarie січ січня січень яну януари јан јануар tammikuu tammikuuta يناير ינואר जनवरी มกราคม",
        "лют лютого лютий феб фебруар helmikuu helmikuuta febbraio فبراير شباط פברואר फरवरी กุมภาพันธ์",
        "бер березня березень maaliskuu maaliskuuta març مارس اذار מרץ मार्च มีนาคม",
        "кві квітня квітень huhtikuu huhtikuuta ابريل نيسان אפריל अप्रैल เมษายน",
        "тра травня травень мај toukokuu toukokuuta maig مايو ايار מאי मई พฤษภาคม",
        "iun iunie чер червня червень юни јун kesäkuu kesäkuuta lipanj lipnja červen června čer ιον ιν juny يونيو حزيران יוני जून มิถุนายน",
        "iul iulie лип липня липень юли јул heinäkuu heinäkuuta lip lipiec lipca červenec července ιολ juliol يوليو تموز יולי जुलाई กรกฎาคม",
        "сер серпня серпень elokuu elokuuta srpen srpna agost اغسطس اب אוגוסט अगस्त สิงหาคม",
        "вер вересня вересень syyskuu syyskuuta setembre سبتمبر ايلول ספטמבר सितंबर सितम्बर กันยายน",
        "жов жовтня жовтень lokakuu lokakuuta اكتوبر אוקטובר अक्टूबर अक्तूबर ตุลาคม",
        "noi noiembrie лис листопада листопад ное ноември нов новембар marraskuu marraskuuta lis listopad listopada listopadu نوفمبر נובמבר नवंबर नवम्बर พฤศจิกายน",
        "грудня грудень гру дец децембар joulukuu joulukuuta ديسمبر דצמבר दिसंबर दिसम्बर ธันวาคม")
        .DistinctBy(one => one.Name).ToDictionary(one => one.Name, one => one.Month, StringComparer.Ordinal);

    private static IEnumerable<(string Name, int Month)> ByMonth(params string[] months)
        => months.SelectMany((names, at) => names.Split(' ').Select(name => (Folding.Fold(name), at + 1)));

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    private const string Clock = @"(?:(?<q>오전|오후|上午|下午|午前|午後|午后)\s*)?(?<h>\d{1,2})(?:[:h](?<i>\d{2})|\s?[시時时点]\s?(?<i>\d{1,2})\s?[분分])(?:[:.](?<e>\d{1,2}))?(?:[.,]\d+)?(?:\s*(?<p>[ap])\.?\s?m\b\.?)?";
    private const string ZoneForm = @"(?<z>\s*(?:[+-]\d{1,2}:?\d{2}|z\b|(?:gmt|utc|ut)\s*[+-]\d{1,2}(?::?\d{2})?|[a-z]+(?:/[a-z_+\d-]+){1,2}|\p{L}{1,5}(?:\s*[+-]\d{4})?)?)";

    [GeneratedRegex(@"^(?<y>\d{4}|\d{2}(?=-\d\d-\d\d))(?:-?(?<n>\d{3})(?!\d)|-0(?<m>\d{2})-(?<d>\d{2})|(?:-?(?<m>\d{2})(?:-?(?<d>\d{2}))?))?(?:(?:t|\s+|\s*t\s*)(?:(?<h>\d{1,2})(?::?(?<i>\d{2})(?::?(?<e>\d{1,2})(?:[.,]\d+)?)?)?)" + ZoneForm + @")?$")]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"^(?:-(?<y>\d\d)-?(?<m>\d\d)|(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)|(?<y>\d\d)-?(?<n>\d{3}))$")]
    private static partial Regex TruncatedForm();

    [GeneratedRegex(@"^(?:[\p{L}.]+,?\s+)?(?<y>\d{4})\s?[-/.]\s?(?<m>\d{1,2})\s?[-/.]\s?(?<d>\d{1,2})\.?(?:(?:,?\s+|t)" + Clock + ZoneForm + @")?$")]
    private static partial Regex YearFirstForm();

    [GeneratedRegex(@"^(?:[\p{L}.]+,?\s+)?(?<a>\d{1,2})(?<s>[/.-])\s?(?<b>\d{1,2})[/.-]\s?(?<y>\d{4}|\d{2})(?:,?\s+(?:at\s+|um\s+|à\s+)?" + Clock + ZoneForm + @")?\b.{0,20}$")]
    private static partial Regex NumbersForm();

    [GeneratedRegex(@"(?<![\d:])" + Clock + ZoneForm)]
    private static partial Regex TimeForm();

    [GeneratedRegex(@"thang\s(?<nth>\d{1,2})|(?<n>\d+)\s?(?<cjk>[년年월月일日])|(?<n>\d+)|[\p{L}\p{M}]+")]
    private static partial Regex Tokens();
}
