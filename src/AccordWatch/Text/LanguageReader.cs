namespace AccordWatch.Text;

/// <summary>The language of a text, by its script and its small words.</summary>
public static class LanguageReader
{
    private const int FewestLetters = 20;
    private const int Sample = 6000;

    // Words that are frequent in the language and rare in the others; folded, so without accents.
    private static readonly Dictionary<string, string> Latin = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["en"] =
            "the of and to in is that for it with was on are as this by be at from have has not which but will were been they their an or its would who "
            + "after said he she his her we you new about into than between",
        ["es"] =
            "el la los las de del y en que un una por con para se su es al lo como mas pero sus fue este esta entre ha son sobre tambien segun desde "
            + "hasta cuando muy sin ano anos ya hay donde nos espacial acuerdo",
        ["pt"] =
            "o a os as de do da dos das e em que um uma por com para se no na nos nas ao pelo pela mais mas foi nao sao seu sua entre tambem sobre apos "
            + "ate ja ser esta este isso como pelos ou tem muito ano anos acordo",
        ["fr"] =
            "le la les de des du et en un une que qui dans pour par sur est au aux avec ce cette ces son sa ses il elle ils pas plus ne se sont ete mais "
            + "ou nous vous leur a selon entre comme apres aussi deux fait etre d l",
        ["de"] =
            "der die das und in den von zu mit dem des auf fur ist im ein eine einer eines einem einen nicht sich als auch es an werden aus er hat dass "
            + "sie nach wird bei um am sind noch wie uber so zum zur war haben nur oder aber vor durch",
        ["it"] =
            "il lo la i gli le di del della dei delle degli e in che un una per con non si da al alla sono nel nella ha piu anche come dal dalla su sul "
            + "questo questa ma o ed essere stato tra loro suo sua ai alle dopo l",
        ["nl"] =
            "de het een en van in is dat op te voor met die niet zijn aan er om ook als maar bij door naar uit wordt werd heeft hebben was over nog dit "
            + "deze tot of worden meer kan geen we ze hij wij jaar tussen",
        ["pl"] =
            "i w na z do nie sie jest to ze o od za po jak przez dla oraz ktory ktora ktore a ale jego czy byl byla tym co tego juz tylko sa przy moze "
            + "bedzie roku lat bardzo ich pod przed jej te tych nad zostal",
        ["tr"] =
            "ve bir bu da de ile icin olarak olan cok daha gibi en ne kadar sonra ancak ama olduğunu oldugu oldu tarafindan her gore yer var ise iki "
            + "diye degil yeni yil turkiye dedi etti ilk kendi ya o uzerinde",
        ["id"] =
            "yang dan di dari untuk dengan pada ini itu dalam tidak akan adalah ke oleh juga sebagai telah para ada bisa dapat karena atau mereka "
            + "tersebut saat lebih antara kata tahun sudah menjadi kami seperti bahwa setelah",
        ["vi"] =
            "va cua la co cho khong mot cac duoc trong nguoi nhung voi nay da khi tai den de o tren ve nam ra vao theo nhu tu cung se con nhieu sau hon "
            + "the bi lam do ong hai ngay thi phai qua moi nha viet",
        ["sv"] =
            "och att det som en av for med den till inte ar pa har ett om jag de var kan fran men sig ska vi nar efter man eller under hade sin vid mot "
            + "mer ut ocksa",
        ["da"] =
            "og at det som en af for med den til ikke er pa har et om jeg de var kan fra men sig skal vi nar efter man eller under havde sin ved mod "
            + "mere ud ogsa blev hvor",
        ["no"] =
            "og at det som en av for med den til ikke er pa har et om jeg de var kan fra men seg skal vi nar etter man eller under hadde sin ved mot mer "
            + "ut ogsa ble hvor",
        ["ro"] = "si de la in a cu pe din care este nu se un o pentru sa mai ca au fost al ale sunt prin dupa fi lui dar sau acest aceasta intre",
        ["cs"] = "a v se na je ze s z do to o i by pro ale za po k jako jsou byl ktery ktera ktere podle nebo od jeho uz jeste take tak pri let roku",
        ["hu"] = "a az es hogy nem is egy van meg de volt mint el csak ezt azt ki mar lehet szerint pedig vagy ez lesz ha majd meg mert",
        ["fi"] = "ja on ei se etta oli han ovat mutta myos kun tai kuin jo sen mukaan joka ole vain niin hanen olla vuonna ovat sita",
        ["hr"] = "i u je na se da za su od s o koji koja koje ne sa kao ali iz bi to nije ili te nakon samo bio biti sto je",
        ["ca"] = "el la els les de del dels i en que un una per amb per als al no es ha mes son com pero aquest aquesta seva seu entre tambe fins",
    }.SelectMany(one => one.Value.Split(' ').Distinct().Select(word => (one.Key, word)))
     .GroupBy(one => one.word).ToDictionary(word => word.Key, word => string.Join(' ', word.Select(one => one.Key)), StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Cyrillic = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ru"] =
            "и в не на что с по как это из для от к о был были он она они за его году также при или но до после которые который может будет только уже "
            + "между лет",
        ["uk"] =
            "і в у не на що з та по як це із для від до про був були він вона вони за його році також при або але після які який може буде тільки вже "
            + "між років є",
        ["bg"] = "и в не на че с по как това от за са се да е до при или но след които който може ще само вече между години беше като",
        ["sr"] = "и у не на што с по као то из за од су се да је до при или али након који која може ће само већ између година био",
        ["be"] = "і ў не на што з па як гэта для ад да пра быў былі ён яна яны за яго годзе таксама пры або але пасля якія які можа будзе толькі ўжо",
    }.SelectMany(one => one.Value.Split(' ').Distinct().Select(word => (one.Key, word: Folding.Fold(word))))
     .GroupBy(one => one.word).ToDictionary(word => word.Key, word => string.Join(' ', word.Select(one => one.Key).Distinct()), StringComparer.Ordinal);

    // A letter that only some of the languages write.
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['ñ'] = "es", ['¿'] = "es", ['¡'] = "es", ['ã'] = "pt vi", ['õ'] = "pt vi", ['ß'] = "de", ['ł'] = "pl", ['ż'] = "pl", ['ś'] = "pl", ['ą'] = "pl",
        ['ę'] = "pl", ['ı'] = "tr", ['ğ'] = "tr",
        ['ş'] = "tr ro", ['đ'] = "vi hr", ['ơ'] = "vi", ['ư'] = "vi", ['å'] = "sv da no", ['ø'] = "da no", ['æ'] = "da no", ['ő'] = "hu", ['ű'] = "hu",
        ['ř'] = "cs", ['ě'] = "cs", ['ů'] = "cs",
        ['ț'] = "ro", ['ă'] = "ro vi", ['œ'] = "fr", ['і'] = "uk be", ['ї'] = "uk", ['є'] = "uk", ['ґ'] = "uk", ['ы'] = "ru be", ['э'] = "ru be",
        ['ё'] = "ru be", ['ў'] = "be", ['ј'] = "sr", ['ћ'] = "sr", ['ђ'] = "sr",
    };

    /// <summary>Codes that a text can be told by; the rest of the world is not known.</summary>
    public static IReadOnlySet<string> Known { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "en", "es", "pt", "fr", "de", "it", "nl", "pl", "tr", "id", "vi", "ru", "uk", "zh", "ja", "ko", "ar", "fa", "hi", "sv", "da", "no", "ro", "cs",
        "hu", "fi", "hr", "ca", "bg", "sr", "be", "el", "he", "th",
    };

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

    // The language whose words are met most often; it must be clearly ahead of the next.
    private static string? ByWords(string text, Dictionary<string, string> words)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        var count = 0;
        foreach (var word in Words.Of(text))
        {
            count++;
            var folded = Folding.Fold(word.In(text).ToString());
            if (words.TryGetValue(folded, out var languages))
            {
                Add(scores, languages, folded.Length == 1 ? 0.5 : 1);
            }
        }

        foreach (var character in text)
        {
            if (character > '\u007F' && Letters.TryGetValue(char.ToLowerInvariant(character), out var languages))
            {
                Add(scores, languages, 0.5);
            }
        }

        var ranked = scores.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Take(2).ToList();
        var clear = ranked.Count > 0 && ranked[0].Value >= Math.Max(1.5, count * 0.06) && (ranked.Count == 1 || ranked[0].Value > 1.12 * ranked[1].Value);
        return clear ? ranked[0].Key : null;
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
