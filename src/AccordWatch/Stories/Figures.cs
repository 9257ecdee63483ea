using System.Globalization;
using System.Runtime.InteropServices;
using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>Numbers and days that a text names, written alike whatever its language. Used again for each article.</summary>
internal sealed class Figures(Lexicon lexicon)
{
    private const int Most = 60;
    private const int LongestNumber = 40;
    private const int MostPower = 15;

    // From ten thousand on Han and Hangul add what is smaller: 12億3000万.
    private const int LeastCompound = 3;

    // Shorter runs are "three or four".
    private const int FewestHanDigits = 4;
    private const string HanDigits = "〇一二三四五六七八九零壹两";
    private const decimal MostBeforeMultiple = 1_000_000_000;
    private readonly Dictionary<ulong, string> _spelled = [];
    private readonly List<ulong> _numbers = [];
    private readonly List<int> _days = [];

    /// <summary>Keys of the numbers, in the order of reading, each once.</summary>
    public IReadOnlyList<ulong> Numbers => _numbers;

    public string Spelled(ulong number) => _spelled[number];

    /// <summary>Ascending; the order of reading is lost.</summary>
    public ReadOnlySpan<ulong> SortedNumbers()
    {
        _numbers.Sort();
        return CollectionsMarshal.AsSpan(_numbers);
    }

    /// <summary>Month times 100 plus day.</summary>
    public int[] Days() => _days.ToArray();

    public void Clear()
    {
        _numbers.Clear();
        _days.Clear();
        if (_spelled.Count > 50_000)
        {
            _spelled.Clear();
        }
    }

    /// <summary>How many numbers and days there are so far.</summary>
    public (int Numbers, int Days) Mark => (_numbers.Count, _days.Count);

    /// <summary>Forgets what came behind a mark.</summary>
    public void Return((int Numbers, int Days) mark)
    {
        _numbers.RemoveRange(mark.Numbers, _numbers.Count - mark.Numbers);
        _days.RemoveRange(mark.Days, _days.Count - mark.Days);
    }

    /// <summary>The numbers in and right behind a word with digits.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="word">The word.</param>
    /// <param name="before">The word in front, which may be a month.</param>
    /// <returns>The place behind the last of them.</returns>
    public int Read(ReadOnlySpan<char> text, Word word, Word before)
    {
        var at = word.Start;
        while (at < word.End)
        {
            if (char.IsDigit(text[at]))
            {
                at = Number(text, at, before);
            }
            else
            {
                at++;
            }
        }

        return at;
    }

    // 1,000 and 1.000 and 1 000 are a thousand; 5.6 and 5,6 are not; digits of every script are those of ASCII.
    private int Number(ReadOnlySpan<char> text, int start, Word before)
    {
        Span<char> plain = stackalloc char[LongestNumber];
        var length = 0;
        var end = Digits(text, start, plain, ref length);
        var whole = length;
        if (whole <= 3 && IsGroup(text, end))
        {
            while (IsGroup(text, end))
            {
                end = Digits(text, end + 1, plain, ref length);
            }
        }
        else if (end + 1 < text.Length && text[end] is '.' or ',' or '٫' && end + 1 < text.Length && char.IsDigit(text[end + 1]) && length < LongestNumber)
        {
            plain[length++] = '.';
            end = Digits(text, end + 1, plain, ref length);
        }

        var behind = end;
        if (length < LongestNumber && Multiplied(text, start, plain[..length], ref behind) is { } product)
        {
            Keep(product);
            return behind;
        }

        Keep(plain[..length]);
        Day(text, plain[..length], start, end, before);
        return end;
    }

    // 1.2 million, 1,2 Mio., 120万, 12億3000万: the place moves behind the last word.
    private string? Multiplied(ReadOnlySpan<char> text, int start, ReadOnlySpan<char> plain, ref int end)
    {
        var power = PowerBehind(text, start, ref end);
        if (power == 0 || !decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var sum = Times(number, power);
        Span<char> rest = stackalloc char[LongestNumber];
        for (var smaller = power; sum is not null && smaller > LeastCompound && end + 1 < text.Length;)
        {
            var (length, next) = (0, text[end] == ' ' ? end + 1 : end);
            var behind = Digits(text, next, rest, ref length);
            smaller = PowerBehind(text, next, ref behind);
            if (smaller >= power || smaller == 0 || !decimal.TryParse(rest[..length], NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                break;
            }

            (sum, end) = (sum + Times(number, smaller), behind);
        }

        return sum?.ToString("0.####", CultureInfo.InvariantCulture);
    }

    private static decimal? Times(decimal number, int power)
    {
        if (number >= MostBeforeMultiple)
        {
            return null;
        }

        for (; power > 0; power--)
        {
            number *= 10;
        }

        return number;
    }

    /// <summary>The power of ten of the words right behind a number; the place moves behind them.</summary>
    private int PowerBehind(ReadOnlySpan<char> text, int start, ref int end)
    {
        var sum = 0;
        while (PowerAt(text, start, sum == 0, ref end) is var power and > 0 && sum + power <= MostPower)
        {
            sum += power;
        }

        return sum;
    }

    private int PowerAt(ReadOnlySpan<char> text, int start, bool isFirst, ref int end)
    {
        var at = end < text.Length && text[end] is ' ' or '\u00A0' or '\u202F' ? end + 1 : end;
        if (at >= text.Length || !char.IsLetter(text[at]))
        {
            return 0;
        }

        if (Words.IsOwnWord(text[at]) || text[at] is >= '\uAC00' and <= '\uD7A3')
        {
            var power = Multiples.PowerAt(text[at..], out var length);
            end = power > 0 ? at + length : end;
            return power;
        }

        var next = at;
        if (!Words.TryNext(text, ref next, out var word))
        {
            return 0;
        }

        var behind = isFirst && at == end && start > 0 && IsCurrency(text[start - 1]) ? Multiples.PowerBehindCurrency(word.In(text)) : 0;
        behind = behind > 0 ? behind : lexicon.PowerOf(lexicon.NumberOf(word.In(text)));
        end = behind > 0 ? word.End : end;
        return behind;
    }

    private static bool IsCurrency(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol;

    private static bool IsGroup(ReadOnlySpan<char> text, int at)
        => at + 3 < text.Length && text[at] is '.' or ',' or '\u00A0' or '\u202F' or ' ' or '٬'
           && at + 3 < text.Length && char.IsDigit(text[at + 1]) && char.IsDigit(text[at + 2]) && char.IsDigit(text[at + 3])
           && !(at + 4 < text.Length && char.IsDigit(text[at + 4]));

    private static int Digits(ReadOnlySpan<char> text, int at, Span<char> plain, ref int length)
    {
        for (; at < text.Length && char.IsDigit(text[at]); at++)
        {
            if (length < plain.Length)
            {
                plain[length++] = (char)('0' + (int)char.GetNumericValue(text[at]));
            }
        }

        return at;
    }

    private void Keep(ReadOnlySpan<char> plain)
    {
        var key = Fingerprint.Of(plain, '#');
        if (_numbers.Count < Most && !_numbers.Contains(key))
        {
            _numbers.Add(key);
            if (!_spelled.ContainsKey(key))
            {
                _spelled[key] = plain.ToString();
            }
        }
    }

    private void Day(ReadOnlySpan<char> text, ReadOnlySpan<char> plain, int start, int end, Word before)
    {
        if (end < text.Length && text[end] is '月' or '월')
        {
            DayBehind(text, plain, end + 1);
            return;
        }

        if (plain.Length > 2 || (plain.Length == 2 && (plain[0] > '3' || plain is "00")) || plain is "0")
        {
            return;
        }

        var day = plain.Length == 1 ? plain[0] - '0' : (plain[0] - '0') * 10 + plain[1] - '0';
        var month = MonthBehind(text, end) is > 0 and var behind ? behind : MonthBefore(text, start, before);
        if (day <= 31 && month > 0)
        {
            KeepDay((month * 100) + day);
        }
    }

    /// <summary>A number in words of Han: 八千五百万, 二〇三二.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Where it may begin.</param>
    /// <returns>The place behind it; the start when none begins there.</returns>
    public int ReadHan(ReadOnlySpan<char> text, int start)
    {
        Span<char> digits = stackalloc char[LongestNumber];
        var (sum, section, digit, hasUnits, at) = (0m, 0m, -1, false, start);
        for (; at < text.Length && at - start < digits.Length; at++)
        {
            if (HanDigits.IndexOf(text[at], StringComparison.Ordinal) is var value and >= 0)
            {
                digit = value % 10;
                digits[at - start] = (char)('0' + digit);
            }
            else if (UnitOf(text[at]) is var unit and > 0 && (digit >= 0 || section > 0 || sum > 0 || text[at] == '十'))
            {
                hasUnits = true;
                if (unit < 10_000)
                {
                    section += Math.Max(digit, text[at] == '十' && digit < 0 ? 1 : 0) * unit;
                }
                else
                {
                    (sum, section) = (sum + ((section + Math.Max(digit, 0)) * unit), 0);
                }

                digit = -1;
            }
            else
            {
                break;
            }
        }

        if (at - start < 2 || (!hasUnits && at - start < FewestHanDigits))
        {
            return start;
        }

        Keep(hasUnits ? (sum + section + Math.Max(digit, 0)).ToString("0", CultureInfo.InvariantCulture) : digits[..(at - start)]);
        return at;
    }

    private static decimal UnitOf(char character) => character switch
    {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' or '萬' => 10_000,
        '亿' or '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => 0,
    };

    // 5月3日, 5월 3일
    private void DayBehind(ReadOnlySpan<char> text, ReadOnlySpan<char> month, int at)
    {
        Span<char> day = stackalloc char[LongestNumber];
        var length = 0;
        var end = Digits(text, at < text.Length && text[at] == ' ' ? at + 1 : at, day, ref length);
        if (month.Length <= 2 && length is 1 or 2 && end < text.Length && text[end] is '日' or '号' or '號' or '일'
            && int.Parse(month, NumberStyles.None, CultureInfo.InvariantCulture) is var ofYear and <= 12
            && int.Parse(day[..length], NumberStyles.None, CultureInfo.InvariantCulture) is var ofMonth and <= 31)
        {
            KeepDay((ofYear * 100) + ofMonth);
        }
    }

    private void KeepDay(int day)
    {
        if (!_days.Contains(day))
        {
            _days.Add(day);
        }
    }

    // 3 May, 3. Mai, 3rd of May, 3 de mayo
    private int MonthBehind(ReadOnlySpan<char> text, int end)
    {
        var at = end;
        if (at < text.Length && text[at] is '.' or 'º')
        {
            at++;
        }
        else if (at + 1 < text.Length && text.Slice(at, 2) is "st" or "nd" or "rd" or "th" or "er")
        {
            at += 2;
        }

        if (at >= text.Length || !char.IsWhiteSpace(text[at]) || !Words.TryNext(text, ref at, out var next) || next.Start > end + 4)
        {
            return 0;
        }

        var word = next.In(text);
        return word is "de" or "of"
            ? Words.TryNext(text, ref at, out var month) && month.Start == next.End + 1 ? MonthOf(month.In(text)) : 0
            : MonthOf(word);
    }

    private int MonthBefore(ReadOnlySpan<char> text, int start, Word before)
    {
        if (before.Length is < 3 or > 10)
        {
            return 0;
        }

        var between = text[before.End..start];
        return between.Length is 1 or 2 && char.IsWhiteSpace(between[^1]) && (between.Length == 1 || between[0] == '.') ? MonthOf(before.In(text)) : 0;
    }

    private int MonthOf(ReadOnlySpan<char> word) => word.Length >= 3 && char.IsLetter(word[0]) ? lexicon.MonthOf(lexicon.NumberOf(word)) : 0;
}
