namespace AccordWatch.Text;

/// <summary>A sentence and where it stands.</summary>
/// <param name="Start">UTF-16 offset in the text that was read.</param>
/// <param name="Length">Without the white space around it.</param>
public readonly record struct Sentence(int Start, int Length)
{
    public int End => Start + Length;

    public string In(string text) => text.Substring(Start, Length);
}

/// <summary>Sentences of a text: they end at . ! ? … and their kin before a space and a capital, a quotation mark or a digit, and at every line's end.</summary>
public static class Sentences
{
    // A full stop after these does not end a sentence.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sen", "rep", "gov", "st", "jr", "sr", "no", "vs", "etc", "inc", "ltd", "corp", "co",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.k", "u.n", "e.g", "i.e", "a.m", "p.m", "art", "vol", "fig",
        "sra", "srta", "dra", "ing", "lic", "núm", "ee.uu", "ud", "uds", "pág",
        "г", "гг", "им", "т.е", "т.д", "т.п", "др", "млн", "млрд", "тыс", "руб", "ст", "стр", "см", "янв", "фев", "апр", "авг", "сен", "окт", "ноя", "дек",
        "bzw", "z.b", "d.h", "nr", "ca", "mme", "mlle", "sig", "dott", "on", "r", "р", "godz", "dhr", "bpk", "th", "ts", "gs",
    };

    // A number with a full stop after these is an ordinal: "am 14. September", "als 29. Land".
    private static readonly HashSet<string> BeforeOrdinals = new(StringComparer.OrdinalIgnoreCase)
    {
        "am", "als", "zum", "beim", "vom", "der", "die", "das", "dem", "den", "des", "seit", "jako", "został", "została",
    };

    public static IEnumerable<Sentence> Of(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n' || (IsStop(text[at]) && EndsHere(text, at)))
            {
                var end = at + (text[at] == '\n' ? 0 : 1);
                while (end < text.Length && text[at] != '\n' && IsCloser(text[end]))
                {
                    end++;
                }

                if (Trimmed(text, start, end) is { Length: > 0 } sentence)
                {
                    yield return sentence;
                }

                start = Math.Max(end, at + (text[at] == '\n' ? 1 : 0));
                at = Math.Max(at, end - 1);
            }
        }

        if (Trimmed(text, start, text.Length) is { Length: > 0 } last)
        {
            yield return last;
        }
    }

    private static bool IsCloser(char character) => character is '"' or '”' or '“' or '»' or '’' or ')' or '）' or '」' or '』';

    private static bool IsStop(char character) => character is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '।';

    private static bool EndsHere(string text, int at)
    {
        if (text[at] is '。' or '！' or '？')
        {
            return true;
        }

        var next = at + 1;
        while (next < text.Length && IsCloser(text[next]))
        {
            next++;
        }

        if (next >= text.Length)
        {
            return true;
        }

        if (!char.IsWhiteSpace(text[next]))
        {
            return false;
        }

        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        return next >= text.Length || (!char.IsLower(text[next]) && !(text[at] == '.' && (IsAbbreviation(text, at) || IsOrdinal(text, at))));
    }

    private static bool IsOrdinal(string text, int at)
    {
        var start = at;
        while (start > 0 && at - start <= 2 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        if (start == at || at - start > 2 || start < 2 || text[start - 1] != ' ')
        {
            return false;
        }

        var before = start - 1;
        while (before > 0 && char.IsLetter(text[before - 1]))
        {
            before--;
        }

        return BeforeOrdinals.Contains(text[before..(start - 1)]);
    }

    private static bool IsAbbreviation(string text, int at)
    {
        var start = at;
        while (start > 0 && (char.IsLetter(text[start - 1]) || (text[start - 1] == '.' && start > 1 && char.IsLetter(text[start - 2]))))
        {
            start--;
        }

        var word = text[start..at];
        // One capital letter is an initial: "S. V. Saveliev".
        return word.Length == 1 && char.IsUpper(word[0]) || Abbreviations.Contains(word);
    }

    private static Sentence Trimmed(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return new Sentence(start, end - start);
    }
}
