using System.Buffers;
using System.Text;

namespace AccordWatch.Text;

/// <summary>
/// Text whose encoding nobody names and that is not UTF-8: each encoding that is still met is tried, and the one whose reading looks most like a language
/// wins. The language that the document itself names in ASCII decides between those that look alike.
/// </summary>
internal static class LegacyText
{
    private const int Sample = 32 * 1024;

    // What runs of text in these languages are full of; a wrong reading of the same bytes is not.
    private static readonly SearchValues<char> Kana = Range('\u3041', '\u30FE');
    private static readonly SearchValues<char> Ideographs = SearchValues.Create(
        "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
        + "這來個們為說時過對後麼沒發當無開見經頭動兩長國學會間關與業報導電話請問題新聞京東部長政府協議合作空間太");

    private static readonly SearchValues<char> Syllables = SearchValues.Create("이다의는에을를은가고하지한로사도기서인대시자정해있그리과어아스수부나일라전보주제원상");
    private static readonly SearchValues<char> EastAsianMarks = SearchValues.Create("、。，「」『』（）：；？！・ー　");

    private static readonly (int Page, string Languages, string Common)[] Alphabets =
    [
        (1251, "ru uk bg sr mk be kk", "оеаинтсрвлкмдпуяыьгзбчйхжюшцщэфіїєґ"),
        (20866, "", "оеаинтсрвлкмдпуяыьгзбчйхжюшцщэф"),
        (28595, "", "оеаинтсрвлкмдпуяыьгзбчйхжюшцщэф"),
        (866, "", "оеаинтсрвлкмдпуяыьгзбчйхжюшцщэф"),
        (1253, "el", "αοιετσνυρπκμλςηίόάέήώύδγωθφχβξζψ"),
        (1255, "he iw yi", "יוהלרתאשמבנדחםעקפכטגסןזצףךץ"),
        (1256, "ar fa ur", "اليمنترهبدعسوفقةكحجشصطخضذثزىءغئظأإآ"),
        (874, "th", "านรกอเงสมยลวดทตปบหคจ่้ิี์ัะาุูไโแใำชพผ"),
    ];

    private static readonly (int Page, string Languages)[] LatinPages =
    [
        (1250, "pl cs sk hu sl hr bs ro sq"), (1254, "tr az"), (1257, "lt lv et"), (1258, "vi"),
    ];

    private static readonly (int Page, string Language)[] EastAsian = [(932, "ja"), (51932, "ja"), (949, "ko"), (54936, "zh"), (950, "zh")];

    public static string Of(ReadOnlySpan<byte> body)
    {
        if (IsShifted(body))
        {
            return Charset.Find("iso-2022-jp")!.GetString(body);
        }

        var sample = body[..Math.Min(body.Length, Sample)];
        var language = LanguageIn(sample);
        var page = OfPairs(sample, language) ?? OfWords(sample, language) ?? OfLetters(sample, language) ?? 1252;
        return Charset.Find(page.ToString(System.Globalization.CultureInfo.InvariantCulture))!.GetString(body);
    }

    /// <summary>Whether ISO-2022-JP changes to its Japanese set; no other text has that control character.</summary>
    public static bool IsShifted(ReadOnlySpan<byte> body) => body.IndexOf("\u001B$"u8) >= 0;

    // Letters with accents stand among ASCII letters; the words of other scripts have none.
    private static int? OfWords(ReadOnlySpan<byte> sample, string language)
    {
        int among = 0, apart = 0;
        for (var at = 0; at < sample.Length; at++)
        {
            var first = at;
            while (at < sample.Length && sample[at] >= 0x80)
            {
                at++;
            }

            if (at > first)
            {
                var isAmong = (first > 0 && char.IsAsciiLetter((char)sample[first - 1])) || (at < sample.Length && char.IsAsciiLetter((char)sample[at]));
                among += isAmong ? 1 : 0;
                apart += isAmong ? 0 : 1;
            }
        }

        return among < apart ? null : Array.Find(LatinPages, one => one.Languages.Split(' ').Contains(language)).Page is var page and > 0 ? page : 1252;
    }

    private static int? OfPairs(ReadOnlySpan<byte> sample, string language)
    {
        var (best, most) = ((int?)null, 0.35);
        foreach (var (page, spoken) in EastAsian)
        {
            var text = Lenient(page, sample, out var wrong);
            if (wrong > 2)
            {
                continue;
            }

            var share = EastAsianShare(text, page) + (spoken == language ? 0.2 : 0);
            if (share > most)
            {
                (best, most) = (page, share);
            }
        }

        return best;
    }

    private static double EastAsianShare(string text, int page)
    {
        int all = 0, good = 0;
        foreach (var character in text)
        {
            if (character < 0x80)
            {
                continue;
            }

            all++;
            var isOwn = page switch
            {
                932 or 51932 => Kana.Contains(character),
                949 => Syllables.Contains(character),
                _ => Ideographs.Contains(character),
            };
            good += isOwn || EastAsianMarks.Contains(character) ? 1 : 0;
        }

        return all == 0 ? 0 : (double)good / all;
    }

    private static int? OfLetters(ReadOnlySpan<byte> sample, string language)
    {
        var (best, most) = ((int?)null, 0.5);
        foreach (var (page, languages, common) in Alphabets)
        {
            var share = LetterShare(Lenient(page, sample, out _), common) + (languages.Split(' ').Contains(language) ? 0.2 : 0);
            if (share > most)
            {
                (best, most) = (page, share);
            }
        }

        return best;
    }

    // Frequent letters count most, rare ones less; a capital inside a word and what is no letter speak against the reading.
    private static double LetterShare(string text, string common)
    {
        var all = 0;
        var points = 0.0;
        var before = ' ';
        foreach (var character in text)
        {
            if (character >= 0x80)
            {
                all++;
                var lower = char.ToLowerInvariant(character);
                var rank = common.IndexOf(lower, StringComparison.Ordinal);
                var isOdd = char.IsUpper(character) && char.IsLower(before);
                points += rank < 0 ? (char.IsLetter(character) ? 0 : -0.5) : isOdd ? -0.5 : 1 - 0.5 * rank / common.Length - (lower == character ? 0 : 0.2);
            }

            before = character;
        }

        return all == 0 ? 0 : points / all;
    }

    private static string Lenient(int page, ReadOnlySpan<byte> sample, out int wrong)
    {
        var text = Encoding.GetEncoding(page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD")).GetString(sample);
        wrong = text.AsSpan().Count('\uFFFD');
        return text;
    }

    private static string LanguageIn(ReadOnlySpan<byte> sample)
    {
        foreach (var mark in (string[])["<language>", "<dc:language>", "xml:lang=\"", "xml:lang='", " lang=\"", " lang='"])
        {
            var at = sample.IndexOf(Encoding.ASCII.GetBytes(mark));
            if (at >= 0 && at + mark.Length + 2 <= sample.Length)
            {
                return Encoding.Latin1.GetString(sample.Slice(at + mark.Length, 2)).ToLowerInvariant();
            }
        }

        return "";
    }

    private static SearchValues<char> Range(char first, char last) => SearchValues.Create([.. Enumerable.Range(first, last - first + 1).Select(one => (char)one)]);
}
