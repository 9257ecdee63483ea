namespace AccordWatch.Text;

/// <summary>The language of a text, by its script, its small words and, for short texts, runs of letters.</summary>
public static class LanguageReader
{
    private const int FewestLetters = 20;
    private const int Sample = 3000;
    private const int ManyWords = 40;
    private const int LongestPiece = 7;
    private const double PieceWeight = 0.25;

    // Words that are frequent in the language and rare in the others; folded, so without accents.
    private static readonly Dictionary<string, string> Latin = Inverted(new Dictionary<string, string>(StringComparer.Ordinal)
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
    });

    private static readonly Dictionary<string, string> Cyrillic = Inverted(new Dictionary<string, string>(StringComparer.Ordinal)
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
    });

    // Runs of letters that are frequent in the language and rare in its kin; _ is the edge of a word. Folded.
    private static readonly Dictionary<string, string> Pieces = Inverted(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["en"] = "th he_ ing_ ed_ wh ght ould ow_ ow ee oo ly_ ough ery_ ers_ sh ck_ rs_ ea ew_ ays_ ey_ ation _an ight ment_ ous_ ful_",
        ["es"] = "cion_ os_ as_ ado_ ados_ ll _qu _ha ue_ ente_ iend dad_ ores_ aron_ illo iones_ mente_ _el_ _los_ ando_",
        ["pt"] = "cao_ coes_ oes_ ao_ lh nh _qu ada_ ado_ dade_ em_ am_ inho odo_ inh eir nha_ _nao ment amos",
        ["fr"] = "eau ent_ eux_ ais_ ait_ ique_ tion_ _qu ou _ce eur_ oi es_ que_ ont_ ier_ _pr ette_",
        ["de"] = "sch ch_ ung_ ein en_ er_ lich_ keit_ gen_ cht_ _ver ie_ ei _ge ten_ tz ss eit_ hen_ _aus len_ nd_",
        ["it"] = "zione_ gli cch _che zz etto_ are_ ere_ ato_ ano_ ono_ issi ello_ gg tto_ ita_ cci mente_ _nell anza_ _sono",
        ["nl"] = "ij oe _ge ee aa ijk_ en_ _ver sch uu _zo oor_ aar_ eid_ heid_ gd_ _be _ze ie_ _we lijk iet_ _het_ een_ cht_ ren_ _de_",
        ["pl"] = "sz cz rz dz ow_ ego_ ach_ sk _prz nie_ owa rze ych_ wie ie_ szy cie_ ac_ _gor",
        ["tr"] = "lar ler lik_ yor dir_ mek_ mak_ ini_ inda_ _bi _ya inin_ anin_ yol _ka di_ tir dak iyor mis_ miş ecek acak _ol lari_ leri_",
        ["id"] = "ng_ ang_ kan_ nya_ _me _di _ber _per an_ _ke ata_ _pe ngan _se ak_ _men eng ung _ter aan_ kah_ iah_ _pen",
        ["vi"] = "nh_ ng_ _th _kh _ngu uo ien_ ong_ ang_ _nh _tr oan ay_ nuoc",
        ["sv"] = "ck rna_ ade_ ning_ ar_ or_ sk _bo ig_ igt_ nn _st lla_ ret_ nde_ erna_ era_ het_ else_ nad_ are_ _for ckt ttr skt _ak",
        ["da"] = "ede_ ej lig_ kke _af rne_ erne_ _hv ver_ hed_ ende_ gte_ _ud bj ud_ aa _bl ae lse_ nde_ eg_ _sk gj _en ger_ het",
        ["no"] = "ene_ ikke_ ble _hv ering_ het_ nne sjon ke_ kk _kr nnes_ lle_ eri en_ else_ nger_ kj _gj sk _hva jon_ _en skj",
        ["ro"] = "ului_ ele_ ea_ at_ ii_ _ca rii_ lor_ _au esc ati_ ulu ara_ _de_ uri_ ilor_ ute_ est_ tii_ are_ ul_ eaz escu_ _prin iei_",
        ["cs"] = "ho_ eni_ ch_ ky_ ou_ _ne _pr dy_ ov st _ko el_ ali_ ove _sta vi_ ni_ nik ova tr _vy ed_ mi_ ne_ ske_ _by ost_ je_",
        ["hu"] = "gy sz ek_ ak_ _meg ett_ nak_ nek_ ban_ ben_ tt_ ott_ egy zs ly cs _ki _al ok_ at_ os_ el_ et_ _sz atott_ ogy sag_ seg_ ul_ ra_ hogy",
        ["fi"] = "en_ ssa_ aa ii uu ta_ ais ist nen_ ksi_ lla_ ut_ tt kk oo vat_ ll staa ten_ _va ik ivat_ _ol inen_ uk uo yy aan_ een_ stu llis sti_ tte ko_",
        ["hr"] = "ije je_ ju_ _na ovi cij sti_ ima_ _pr ost_ ske_ nje iti_ lj",
        ["ca"] = "cio_ ny_ ix _que ats_ ar_ ers_ at_ nt_ tat_ ll _els",
    });

    private static readonly Dictionary<string, string> CyrillicPieces = Inverted(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ru"] = "ого_ ой_ ый_ ая_ ии_ ть_ ет_ ия_ ение_ ться_ ли_ сть_ ые_ ую_ ом_ ые ы_ ы ей_ ств ния_ ных_ ает_",
        ["uk"] = "ння_ ого_ ій_ ть_ ти_ ів_ ськ ії_ ий_ ься_ _від _під ою_ _що і_ им_ ють_ ли_ і ї є",
        ["bg"] = "та_ ят_ ите_ ия_ ът_ на_ _се_ ане_ ата_ щ ето_ ъ",
        ["sr"] = "је_ ти_ ије _па ма_ ог_ ја_ ј љ њ ћ",
        ["be"] = "аць ння_ ць_ ага_ ыя_ дз ў _ня _па ы_ ца_",
    });

    // A letter that only some of the languages write.
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['ñ'] = "es", ['¿'] = "es", ['¡'] = "es", ['ã'] = "pt vi", ['õ'] = "pt vi", ['ß'] = "de", ['ł'] = "pl", ['ż'] = "pl", ['ś'] = "pl", ['ą'] = "pl",
        ['ę'] = "pl", ['ı'] = "tr", ['ğ'] = "tr",
        ['ş'] = "tr ro", ['đ'] = "vi hr", ['ơ'] = "vi", ['ư'] = "vi", ['å'] = "sv da no", ['ø'] = "da no", ['æ'] = "da no", ['ő'] = "hu", ['ű'] = "hu",
        ['ä'] = "sv fi", ['ö'] = "sv fi hu tr", ['î'] = "ro fr", ['â'] = "ro fr pt vi",
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
            "latin" => ByWords(sample, Latin, Pieces),
            "cyrillic" => ByWords(sample, Cyrillic, CyrillicPieces),
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

    private static Dictionary<string, string> Inverted(Dictionary<string, string> lists)
        => lists.SelectMany(one => one.Value.Split(' ').Distinct().Select(word => (one.Key, Word: Folding.Fold(word).Replace('_', ' '))))
            .GroupBy(one => one.Word, StringComparer.Ordinal)
            .ToDictionary(word => word.Key, word => string.Join(' ', word.Select(one => one.Key).Distinct()), StringComparer.Ordinal);

    // The language whose words and runs of letters are met most often; it must be ahead of the next.
    private static string? ByWords(string text, Dictionary<string, string> words, Dictionary<string, string> pieces)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        var known = words.GetAlternateLookup<ReadOnlySpan<char>>();
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
            if (character > '\u007F' && Letters.TryGetValue(char.ToLowerInvariant(character), out var languages))
            {
                Add(scores, languages, 0.5);
            }
        }

        // A long text shows itself by its words.
        if (count < ManyWords)
        {
            AddPieces(scores, folded, pieces);
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
            for (var length = 1; length <= LongestPiece && at + length <= line.Length; length++)
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
