namespace AccordWatch.Text;

/// <summary>The two forms that nearly every feed writes, read without a pattern: RFC 822/5322 with an English month, RFC 3339.</summary>
internal static class PlainDate
{
    /// <summary>Null when the text is of neither form to the letter; it may still be a date.</summary>
    public static ReadDate? Read(ReadOnlySpan<char> text)
        => text.Length < 16 ? null : char.IsAsciiDigit(text[0]) && text[4] == '-' ? Internet(text) : Mail(text);

    // 2021-09-28T20:15:00.123-05:00
    private static ReadDate? Internet(ReadOnlySpan<char> text)
    {
        if (text.Length < 20 || text[7] != '-' || text[10] is not ('T' or 't') || text[13] != ':' || text[16] != ':')
        {
            return null;
        }

        var zone = text[19..];
        if (zone[0] is '.' or ',')
        {
            var end = 1;
            while (end < zone.Length && char.IsAsciiDigit(zone[end]))
            {
                end++;
            }

            zone = zone[end..];
        }

        return Make(Digits(text[..4]), Digits(text.Slice(5, 2)), Digits(text.Slice(8, 2)), text.Slice(11, 8), zone);
    }

    // Tue, 28 Sep 2021 20:15:00 -0500
    private static ReadDate? Mail(ReadOnlySpan<char> text)
    {
        var rest = text;
        if (char.IsAsciiLetter(rest[0]))
        {
            var comma = rest.IndexOf(',');
            if (comma is < 3 or > 9)
            {
                return null;
            }

            rest = rest[(comma + 1)..].TrimStart(' ');
        }

        var day = Word(ref rest);
        var month = Word(ref rest);
        var year = Word(ref rest);
        var time = Word(ref rest);
        return day.Length is 1 or 2 && month.Length == 3 && year.Length == 4 ? Make(Digits(year), MonthOf(month), Digits(day), time, rest.Trim(' ')) : null;
    }

    private static ReadOnlySpan<char> Word(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(' ');
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..].TrimStart(' ');
        return word;
    }

    private static ReadDate? Make(int year, int month, int day, ReadOnlySpan<char> time, ReadOnlySpan<char> zone)
    {
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || time.Length is not (5 or 8) || time[2] != ':')
        {
            return null;
        }

        var (hour, minute, second) = (Digits(time[..2]), Digits(time.Slice(3, 2)), time.Length == 5 ? 0 : time[5] == ':' ? Digits(time.Slice(6, 2)) : -1);
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60)
        {
            return null;
        }

        var local = new DateTime(year, month, day, hour, minute, Math.Min(59, second));
        return OffsetOf(zone, local) is { } offset ? DateReader.At(local, offset, true, true) : null;
    }

    private static TimeSpan? OffsetOf(ReadOnlySpan<char> zone, DateTime local) => zone switch
    {
        "GMT" or "UTC" or "UT" or "Z" or "z" => TimeSpan.Zero,
        // Military letters, as RFC 822 5.1 has them.
        "A" => TimeSpan.FromHours(-1),
        "M" => TimeSpan.FromHours(-12),
        "N" => TimeSpan.FromHours(1),
        "Y" => TimeSpan.FromHours(12),
        ['+' or '-', _, _, _, _] => Numeric(zone[0], Digits(zone.Slice(1, 2)), Digits(zone.Slice(3, 2))),
        ['+' or '-', _, _, ':', _, _] => Numeric(zone[0], Digits(zone.Slice(1, 2)), Digits(zone.Slice(4, 2))),
        { Length: > 1 and < 6 } when !zone.ContainsAnyExceptInRange('A', 'Z') => Zones.OffsetOf(zone.ToString(), local),
        _ => null,
    };

    private static TimeSpan? Numeric(char sign, int hours, int minutes)
        => hours is < 0 or > 14 || minutes is < 0 or > 59 || hours * 60 + minutes > 14 * 60 ? null : new TimeSpan(hours, minutes, 0) * (sign == '-' ? -1 : 1);

    private static int MonthOf(ReadOnlySpan<char> name)
    {
        ReadOnlySpan<char> names = "janfebmaraprmayjunjulaugsepoctnovdec";
        Span<char> lower = stackalloc char[3];
        name.ToLowerInvariant(lower);
        var at = names.IndexOf(lower, StringComparison.Ordinal);
        return at >= 0 && at % 3 == 0 ? at / 3 + 1 : 0;
    }

    // -1 when it is no number.
    private static int Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
            {
                return -1;
            }

            number = number * 10 + (character - '0');
        }

        return text.IsEmpty ? -1 : number;
    }
}
