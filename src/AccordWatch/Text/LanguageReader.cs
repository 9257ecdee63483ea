namespace AccordWatch.Text;

/// <summary>The language of a text, by its script, its small words and, for short texts, runs of letters.</summary>
public static class LanguageReader
{
    private const int FewestLetters = 20;
    private const int Sample = 3000;
    private const int ManyWords = 40;
    private const double PieceWeight = 0.25;

    /// <summary>Codes that a text can be told by; the rest of the world is not known.</summary>
    public static IReadOnlySet<string> Known { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "en", "es", "pt", "fr", "de", "it", "nl", "pl", "tr", "id", "vi", "ru", "uk", "zh", "ja", "ko", "ar", "fa", "hi", "sv", "da", "no", "ro", "cs",
        "hu", "fi", "hr", "ca", "bg", "sr", "be", "el", "he", "th",
    };

    // Read after the codes above, which the lists are checked against.
    private static readonly LanguageLists Latin = LanguageLists.Of("latin");
    private static readonly LanguageLists Cyrillic = LanguageLists.Of("cyrillic");

    /// <summary>ISO 639-1; null for fewer than 20 letters and when no language is clearly ahead.</summary>
    public static string? Of(string text)
    {
        var sample = text.Length > Sample ? text[..Sample] : text;
        var counts = ScriptsOf(sample);
        var letters = counts.Values.Sum();
        // A character of Han says as much as a word.
        if (letters + 3 * (counts.GetValueOrDefault("han") + counts.GetValueOrDefault("ja") + counts.GetValueOrDefault("ko")) < FewestLetters)
        {
            return null;
        }

        var (script, most) = counts.MaxBy(one => one.Value);
        // Kana makes Japanese, however much Han is between.
        if (counts.GetValueOrDefault("ja") * 10 > letters)
        {
            return "ja";
        }

        return most * 2 < letters ? null : script switch
        {
            "latin" => ByWords(sample, Latin),
            "cyrillic" => ByWords(sample, Cyrillic),
            "arabic" => sample.AsSpan().IndexOfAny("پچژگ") >= 0 || sample.Contains('ی', StringComparison.Ordinal) ? "fa" : "ar",
            "han" => "zh",
            _ => script,
        };
    }

    private static Dictionary<string, int> ScriptsOf(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var character in text)
        {
            if (char.IsLetter(character) && ScriptOf(character) is { } script)
            {
                counts[script] = counts.GetValueOrDefault(script) + 1;
            }
        }

        return counts;
    }

    private static string? ScriptOf(char character) => character switch
    {
        < '\u0250' or (>= '\u1E00' and <= '\u1EFF') => "latin",
        >= '\u0370' and <= '\u03FF' => "el",
        >= '\u0400' and <= '\u052F' => "cyrillic",
        >= '\u0590' and <= '\u05FF' => "he",
        (>= '\u0600' and <= '\u06FF') or (>= '\uFB50' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC') => "arabic",
        >= '\u0900' and <= '\u097F' => "hi",
        >= '\u0E00' and <= '\u0E7F' => "th",
        >= '\u3040' and <= '\u30FF' => "ja",
        (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') => "han",
        (>= '\uAC00' and <= '\uD7AF') or (>= '\u1100' and <= '\u11FF') => "ko",
        _ => "other",
    };

    // The language whose words and runs of letters are met most often; it must be ahead of the next.
    private static string? ByWords(string text, LanguageLists lists)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        var known = lists.Words.GetAlternateLookup<ReadOnlySpan<char>>();
        var folded = Folding.Fold(text);
        var (count, hits) = (0, 0);
        foreach (var word in Words.Of(folded))
        {
            count++;
            if (known.TryGetValue(word.In(folded), out var languages))
            {
                hits++;
                Add(scores, languages, word.Length == 1 ? 0.5 : 1);
            }
        }

        foreach (var character in text)
        {
            if (character > '\u007F' && lists.Letters.TryGetValue(char.ToLowerInvariant(character), out var languages))
            {
                Add(scores, languages, 0.5);
            }
        }

        // A long text shows itself by its words.
        if (count < ManyWords)
        {
            AddPieces(scores, folded, lists.Pieces);
        }

        var ranked = scores.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Take(2).ToList();
        var clear = ranked.Count > 0 && ranked[0].Value >= Math.Max(1.5, count * 0.06)
            && (ranked.Count == 1 || ranked[0].Value > Ahead(count, hits) * ranked[1].Value);
        return clear ? ranked[0].Key : null;
    }

    private static double Ahead(int count, int hits) => count < ManyWords && hits * 5 > count ? 1.04 : 1.12;

    private static void AddPieces(Dictionary<string, double> scores, string folded, Dictionary<string, string> pieces)
    {
        var known = pieces.GetAlternateLookup<ReadOnlySpan<char>>();
        var line = string.Create(folded.Length + 2, folded, (span, all) =>
        {
            span.Fill(' ');
            for (var at = 0; at < all.Length; at++)
            {
                span[at + 1] = char.IsLetter(all[at]) ? all[at] : ' ';
            }
        });
        for (var at = 0; at < line.Length; at++)
        {
            for (var length = 1; length <= LanguageLists.LongestPiece && at + length <= line.Length; length++)
            {
                if (known.TryGetValue(line.AsSpan(at, length), out var languages))
                {
                    Add(scores, languages, PieceWeight);
                }
            }
        }
    }

    // A word that several languages share says less of each.
    private static void Add(Dictionary<string, double> scores, string languages, double weight)
    {
        var codes = languages.Split(' ');
        foreach (var code in codes)
        {
            scores[code] = scores.GetValueOrDefault(code) + weight / Math.Sqrt(codes.Length);
        }
    }
}
