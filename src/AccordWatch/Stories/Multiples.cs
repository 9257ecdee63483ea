using System.Globalization;
using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>Words that multiply the number in front of them: million, Mrd., тысяч, 万.</summary>
internal static class Multiples
{
    private const int LongestEnding = 5;
    private const int LongestOwn = 6;
    private static readonly Dictionary<string, int> Exact = new(StringComparer.Ordinal);
    private static readonly List<(string Stem, int Power)> Stems = [];

    static Multiples()
    {
        using var reader = new StreamReader(typeof(Multiples).Assembly.GetManifestResourceStream("multiples.tsv")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var power = int.Parse(line.AsSpan(0, line.IndexOf('\t')), NumberStyles.None, CultureInfo.InvariantCulture);
                foreach (var word in line[(line.IndexOf('\t') + 1)..].Split(' '))
                {
                    Add(word, power);
                }
            }
        }

        Stems.Sort((one, other) => other.Stem.Length - one.Stem.Length);
    }

    /// <summary>The power of ten; 0 for any other word.</summary>
    /// <param name="folded">A folded word.</param>
    public static int PowerOf(string folded)
    {
        if (Exact.TryGetValue(folded, out var power))
        {
            return power;
        }

        foreach (var (stem, of) in Stems)
        {
            if (folded.StartsWith(stem, StringComparison.Ordinal) && folded.Length - stem.Length <= LongestEnding)
            {
                return of;
            }
        }

        return 0;
    }

    /// <summary>The same at the beginning of a text whose words nothing parts.</summary>
    /// <param name="text">What stands behind the number.</param>
    /// <param name="length">Of the word.</param>
    public static int PowerAt(ReadOnlySpan<char> text, out int length)
    {
        var words = Exact.GetAlternateLookup<ReadOnlySpan<char>>();
        for (length = Math.Min(LongestOwn, text.Length); length > 0; length--)
        {
            if (words.TryGetValue(text[..length], out var power))
            {
                return power;
            }
        }

        return 0;
    }

    /// <summary>Letters that stand for it behind sums only, where $5m is no length.</summary>
    public static int PowerBehindCurrency(ReadOnlySpan<char> letters) => letters switch { "k" or "K" => 3, "m" or "M" => 6, "b" or "B" => 9, _ => 0 };

    private static void Add(string word, int power)
    {
        if (word[^1] == '*')
        {
            Stems.Add((Folding.Fold(word[..^1]), power));
        }
        else
        {
            Exact[Folding.Fold(word)] = power;
            Exact.TryAdd(word, power);
        }
    }
}
