using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>Numbers and days that a text names, written alike whatever its language.</summary>
internal sealed partial class Figures
{
    public HashSet<string> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>Month times 100 plus day.</summary>
    public HashSet<int> Days { get; } = [];

    public static Figures In(string text)
    {
        var figures = new Figures();
        foreach (Match match in Number().Matches(text))
        {
            if (figures.Numbers.Count >= 60)
            {
                break;
            }

            figures.Add(text, match);
        }

        return figures;
    }

    private void Add(string text, Match match)
    {
        var value = Plain(match.Value);
        Numbers.Add(value);
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31
            && (MonthBehind(text, match.Index + match.Length) ?? MonthBefore(text, match.Index)) is { } month)
        {
            Days.Add(month * 100 + day);
        }
    }

    // 1,000 and 1.000 and 1 000 are a thousand; 5.6 and 5,6 are not; digits of every script are those of ASCII.
    private static string Plain(string written)
    {
        var plain = new StringBuilder(written.Length);
        var groups = written.Split('.', ',', '\u00A0', '\u202F', ' ', '٬', '٫');
        var decimals = groups.Length == 2 && groups[1].Length != 3;
        for (var at = 0; at < groups.Length; at++)
        {
            plain.Append(at > 0 && decimals ? "." : "");
            foreach (var digit in groups[at])
            {
                plain.Append((int)char.GetNumericValue(digit));
            }
        }

        return plain.ToString();
    }

    private static int? MonthBehind(string text, int end)
    {
        var rest = text.AsSpan(end, Math.Min(24, text.Length - end));
        if (rest.StartsWith("月") || rest.StartsWith("월"))
        {
            return null;
        }

        var match = AfterDay().Match(text, end, rest.Length);
        return match.Success ? DateReader.MonthOf(match.Groups["m"].Value) : null;
    }

    private static int? MonthBefore(string text, int start)
    {
        var from = Math.Max(0, start - 16);
        var match = BeforeDay().Match(text, from, start - from);
        return match.Success && (match.Groups["m"].Index == from || !char.IsLetter(text[match.Groups["m"].Index - 1])) ? DateReader.MonthOf(match.Groups["m"].Value) : null;
    }

    [GeneratedRegex(@"(?<![\d.,])\d{1,3}(?:[.,\u00A0\u202F ٬]\d{3})+(?![\d])|\d+(?:[.,٫]\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\G(?:st|nd|rd|th|\.|er|º)?\s(?:de\s|of\s)?(?<m>\p{L}{3,12})")]
    private static partial Regex AfterDay();

    [GeneratedRegex(@"(?<m>\p{L}{3,10})\.?\s$")]
    private static partial Regex BeforeDay();
}
