using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>Numbers and days that a text names, written alike whatever its language. Used again for each article.</summary>
internal sealed class Figures(Lexicon lexicon)
{
    private const int Most = 60;
    private const int LongestNumber = 40;
    private readonly Dictionary<ulong, string> _spelled = [];
    private readonly List<ulong> _numbers = [];
    private readonly List<int> _days = [];

    /// <summary>Keys of the numbers, in the order of reading, each once.</summary>
    public IReadOnlyList<ulong> Numbers => _numbers;

    public string Spelled(ulong number) => _spelled[number];

    /// <summary>Ascending.</summary>
    public ulong[] SortedNumbers()
    {
        var sorted = _numbers.ToArray();
        Array.Sort(sorted);
        return sorted;
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

        Keep(plain[..length]);
        Day(text, plain[..length], start, end, before);
        return end;
    }

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
        if (plain.Length > 2 || (plain.Length == 2 && (plain[0] > '3' || plain is "00")) || plain is "0")
        {
            return;
        }

        var day = plain.Length == 1 ? plain[0] - '0' : (plain[0] - '0') * 10 + plain[1] - '0';
        var month = MonthBehind(text, end) is > 0 and var behind ? behind : MonthBefore(text, start, before);
        if (day <= 31 && month > 0 && !_days.Contains(month * 100 + day))
        {
            _days.Add(month * 100 + day);
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
