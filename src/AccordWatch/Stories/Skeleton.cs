using System.Text;

namespace AccordWatch.Stories;

/// <summary>A name reduced to its consonants in Latin letters, so that Lavrov, Лавров, Lawrow and Λαβρόφ are one.</summary>
internal static class Skeleton
{
    // Letters that sound alike fall together; vowels, h, j and y differ most between languages and are left out.
    private static readonly Dictionary<char, string> Sounds = new()
    {
        ['b'] = "b", ['p'] = "p", ['f'] = "v", ['v'] = "v", ['w'] = "v", ['d'] = "t", ['t'] = "t", ['k'] = "k", ['c'] = "k", ['q'] = "k", ['g'] = "g",
        ['s'] = "s", ['z'] = "s", ['x'] = "ks", ['l'] = "l", ['ł'] = "l", ['m'] = "m", ['n'] = "n", ['r'] = "r", ['đ'] = "t", ['ß'] = "s", ['þ'] = "t", ['ð'] = "t",
        ['б'] = "b", ['п'] = "p", ['ф'] = "v", ['в'] = "v", ['д'] = "t", ['т'] = "t", ['к'] = "k", ['г'] = "g", ['ґ'] = "g", ['с'] = "s", ['з'] = "s", ['ж'] = "s", ['ш'] = "s",
        ['щ'] = "s", ['ч'] = "s", ['ц'] = "s", ['л'] = "l", ['љ'] = "l", ['м'] = "m", ['н'] = "n", ['њ'] = "n", ['р'] = "r", ['џ'] = "s", ['ћ'] = "s", ['ђ'] = "s",
        ['β'] = "v", ['π'] = "p", ['φ'] = "v", ['δ'] = "t", ['τ'] = "t", ['θ'] = "t", ['κ'] = "k", ['γ'] = "g", ['ξ'] = "ks", ['ψ'] = "ps", ['σ'] = "s", ['ς'] = "s", ['ζ'] = "s",
        ['λ'] = "l", ['μ'] = "m", ['ν'] = "n", ['ρ'] = "r",
        ['ب'] = "b", ['پ'] = "p", ['ف'] = "v", ['و'] = "", ['د'] = "t", ['ت'] = "t", ['ط'] = "t", ['ث'] = "t", ['ذ'] = "t", ['ض'] = "t", ['ك'] = "k", ['ک'] = "k", ['ق'] = "k", ['خ'] = "",
        ['غ'] = "g", ['گ'] = "g", ['ج'] = "g", ['س'] = "s", ['ش'] = "s", ['ص'] = "s", ['ز'] = "s", ['ظ'] = "s", ['ژ'] = "s", ['چ'] = "s", ['ل'] = "l", ['م'] = "m", ['ن'] = "n", ['ر'] = "r",
        ['ב'] = "b", ['פ'] = "p", ['ף'] = "p", ['ד'] = "t", ['ת'] = "t", ['ט'] = "t", ['כ'] = "k", ['ך'] = "k", ['ק'] = "k", ['ג'] = "g", ['ס'] = "s", ['ש'] = "s", ['צ'] = "s", ['ץ'] = "s",
        ['ז'] = "s", ['ל'] = "l", ['מ'] = "m", ['ם'] = "m", ['נ'] = "n", ['ן'] = "n", ['ר'] = "r",
        ['ब'] = "b", ['भ'] = "b", ['प'] = "p", ['फ'] = "v", ['व'] = "v", ['द'] = "t", ['ध'] = "t", ['ड'] = "t", ['ढ'] = "t", ['त'] = "t", ['थ'] = "t", ['ट'] = "t", ['ठ'] = "t",
        ['क'] = "k", ['ख'] = "k", ['ग'] = "g", ['घ'] = "g", ['स'] = "s", ['श'] = "s", ['ष'] = "s", ['ज'] = "g", ['च'] = "s", ['छ'] = "s", ['ल'] = "l", ['म'] = "m", ['न'] = "n", ['ण'] = "n", ['र'] = "r",
    };

    // Two letters for one sound, before the letters are taken singly.
    private static readonly (string Written, string Read)[] Pairs =
    [
        ("tsch", "s"), ("sch", "s"), ("ph", "f"), ("th", "t"), ("sh", "s"), ("ch", "s"), ("cz", "s"), ("sz", "s"), ("zh", "s"), ("ck", "k"), ("ts", "s"), ("tz", "s"),
        ("kh", "h"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("тс", "с"), ("дж", "ж"), ("кс", "x"), ("кх", "х"),
    ];

    /// <summary>Null when too little is left to tell names apart.</summary>
    public static string? Of(string folded)
    {
        var word = folded.StartsWith("ال", StringComparison.Ordinal) ? folded[2..] : folded;
        foreach (var (written, read) in Pairs)
        {
            word = word.Replace(written, read, StringComparison.Ordinal);
        }

        var bones = new StringBuilder(word.Length);
        foreach (var letter in word)
        {
            foreach (var sound in Sounds.GetValueOrDefault(letter, ""))
            {
                if (bones.Length == 0 || bones[^1] != sound)
                {
                    bones.Append(sound);
                }
            }
        }

        // The first letter tells Asia from Asa and keeps short names apart; a name of two consonants is as good as any word.
        return bones.Length < 3 ? null : bones.Length > 6 ? bones.ToString(0, 6) : bones.ToString();
    }
}
