namespace AccordWatch.Text;

/// <summary>Small words that are written together with the next or the last one: l'accord, Ankara'da, والصين.</summary>
public static class Clitics
{
    private const int ShortestWord = 3;
    private const string Article = "ال";

    /// <summary>The word itself first, then what is left of it without its clitics.</summary>
    /// <param name="folded">A folded word.</param>
    public static IReadOnlyList<string> FormsOf(string folded)
        => folded.AsSpan().IndexOfAny('\'', '’') is var at and > 0 ? Parted(folded, at)
            : IsArabic(folded) ? Arabic(folded)
            : [folded];

    /// <summary>The Arabic word without its article; any other word as it is.</summary>
    public static string WithoutArticle(string folded)
        => folded.StartsWith(Article, StringComparison.Ordinal) && folded.Length - Article.Length >= ShortestWord ? folded[Article.Length..] : folded;

    private static List<string> Parted(string folded, int at)
    {
        var forms = new List<string> { folded };
        if (at >= 2)
        {
            forms.Add(folded[..at]);
        }

        if (folded.Length - at > 2)
        {
            forms.Add(folded[(at + 1)..]);
        }

        return forms;
    }

    // "and" or "so", then "in", "for" or "as", then the article; the first letters may also be the word's own.
    private static List<string> Arabic(string folded)
    {
        var forms = new List<string> { folded };
        var rest = folded;
        if (rest[0] is 'و' or 'ف' && rest.Length > ShortestWord)
        {
            forms.Add(rest = rest[1..]);
        }

        // The article loses its first letter behind "for".
        if (rest.StartsWith("لل", StringComparison.Ordinal) && rest.Length - 2 >= ShortestWord)
        {
            forms.Add(rest[2..]);
        }

        if (rest[0] is 'ب' or 'ل' or 'ك' && rest.Length > ShortestWord)
        {
            forms.Add(rest = rest[1..]);
        }

        if (WithoutArticle(rest) is var bare && bare.Length < rest.Length)
        {
            forms.Add(bare);
        }

        return forms;
    }

    private static bool IsArabic(string folded) => folded.Length > 0 && folded[0] is >= '\u0620' and <= '\u06FF';
}
