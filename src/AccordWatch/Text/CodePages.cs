using System.Text;

namespace AccordWatch.Text;

/// <summary>
/// Names of character encodings: the IANA registry of character sets with its aliases, the labels of the WHATWG Encoding standard, and what converters call
/// the same code pages. Case and punctuation do not count: <c>windows_1251</c>, <c>WINDOWS-1251</c>.
/// </summary>
internal static class CodePages
{
    // Latin-1, ASCII and Turkish Latin-5 mean their Windows supersets, GB 2312 means GB 18030, as browsers read them.
    private static readonly (int Page, string Names)[] Named =
    [
        (37, "ebcdiccpca ebcdiccpnl ebcdiccpus ebcdiccpwt ibm039"),
        (437, "cspc8codepage437"),
        (500, "ebcdiccpbe ebcdiccpch"),
        (775, "cspc775baltic"),
        (850, "cspc850multilingual"),
        (852, "cspcp852"),
        (861, "cpis"),
        (862, "cspc862latinhebrew"),
        (869, "cpgr"),
        (874, "dos874 iso885911 iso8859112001 isoir166 thai tis620 tis6200 tis62025290 tis62025291"),
        (932, "csshiftjis cswindows31j ms932 mskanji shiftjis shiftjis2004 shiftjisx0213 sjis sjis2004 sjisx0213 windows31j"
            + " xmacjapanese xsjis"),
        (949, "cseuckr csksc56011987 euckr isoir149 korean ksc5601 ksc56011987 ksc56011989 ksx1001 ms949 uhc xmackorean"),
        (950, "big5 big5hk big5hkscs big5tw cnbig5 csbig5 hkscs ms950 xmactradchinese xxbig5"),
        (1200, "csunicode iso10646ucs2 u16 ucs2 unicode unicodefeff unicodelittleunmarked utf16 utf16le"),
        (1201, "unicodebigunmarked unicodefffe utf16be"),
        (1252, "646 8859 ansix341968 ansix341986 ascii cp367 cp819 csascii csisolatin1 ibm367 ibm819 iso646irv1991 iso646us iso8859"
            + " iso88591 iso885911987 isoir100 isoir6 l1 latin latin1 palmos us usascii"),
        (1254, "csisolatin5 iso88599 iso885991989 isoir148 l5 latin5"),
        (1255, "logical"),
        (1361, "johab ms1361"),
        (10000, "csmacintosh mac macintosh macroman xmacroman"),
        (10004, "macarabic macfarsi"),
        (10006, "macgreek xmacgreek"),
        (10007, "maccyrillic macukraine xmaccyrillic xmacukrainian"),
        (10010, "macromanian"),
        (10029, "maccenteuro maccentraleurope maclatin2 xmacce"),
        (10079, "maciceland xmacicelandic"),
        (10081, "macturkish xmacturkish"),
        (10082, "maccroatian"),
        (12000, "csucs4 iso10646ucs4 u32 ucs4 utf32 utf32le"),
        (12001, "utf32be"),
        (20273, "273 cp273 csibm273 ibm273"),
        (20424, "424 cp424 csibm424 ebcdiccphe ibm424"),
        (20866, "cskoi8r koi koi8 koi8r"),
        (21866, "koi8ru koi8u"),
        (28592, "csisolatin2 iso88592 iso885921987 isoir101 l2 latin2"),
        (28593, "csisolatin3 iso88593 iso885931988 isoir109 l3 latin3"),
        (28594, "csisolatin4 iso88594 iso885941988 isoir110 l4 latin4"),
        (28595, "csisolatincyrillic cyrillic iso88595 iso885951988 isoir144"),
        (28596, "arabic asmo708 csisolatinarabic ecma114 iso88596 iso885961987 iso88596e iso88596i isoir127"),
        (28597, "csisolatingreek ecma118 elot928 greek greek8 iso88597 iso885971987 isoir126"),
        (28598, "csiso88598e csisolatinhebrew hebrew iso88598 iso885981988 iso88598e iso88598i isoir138 visual"),
        (28603, "iso885913 l7 latin7"),
        (28605, "csisolatin9 iso885915 isolatin9 l9 latin9"),
        (50220, "csiso2022jp iso2022jp iso2022jp1 iso2022jp2 iso2022jp2004 iso2022jp3 iso2022jpext"),
        (50225, "csiso2022kr iso2022kr"),
        (51932, "cseucpkdfmtjapanese eucjis2004 eucjisx0213 eucjp jisx0213 ujis xeucjp"),
        (52936, "hz hzgb hzgb2312"),
        (54936, "936 chinese cp936 csgbk csiso58gb231280 euccn eucgb2312cn gb18030 gb180302000 gb2312 gb23121980 gb231280 gbk isoir58"
            + " ms936 xgbk xmacsimpchinese"),
        (65001, "u8 unicode11utf8 unicode20utf8 utf utf8 utf8ucs2 utf8ucs4 xunicode20utf8"),
    ];

    // What the runtime has no table of: the characters of the bytes 128 to 255, or 160 to 255 where the first 32 are control characters.
    private static readonly (string Names, string Upper)[] Tables =
    [
        ("koi8t koi8c",
            "қғ‚Ғ„…†‡\uFFFD‰ҳ‹ҲҷҶ\uFFFDҚ‘’“”•–—\uFFFD™\uFFFD›\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDӯӮё¤ӣ¦§\uFFFD\uFFFD\uFFFD«¬\u00AD®\uFFFD°±²Ё"
            + "\uFFFDӢ¶·\uFFFD№\uFFFD»\uFFFD\uFFFD\uFFFD©юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ"),
        ("cp856 856 ibm856 csibm856",
            "\u05D0\u05D1\u05D2\u05D3\u05D4\u05D5\u05D6\u05D7\u05D8\u05D9\u05DA\u05DB\u05DC\u05DD\u05DE\u05DF\u05E0\u05E1\u05E2\u05E3\u05E4"
            + "\u05E5\u05E6\u05E7\u05E8\u05E9\u05EA\uFFFD£\uFFFD×\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD®¬½¼\uFFFD«»░▒▓│"
            + "┤\uFFFD\uFFFD\uFFFD©╣║╗╝¢¥┐└┴┬├─┼\uFFFD\uFFFD╚╔╩╦╠═╬¤\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD┘┌█▄¦\uFFFD▀\uFFFD"
            + "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDµ\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0"),
        ("cp1006 ibm1006 1006",
            "\u00A0\u06F0\u06F1\u06F2\u06F3\u06F4\u06F5\u06F6\u06F7\u06F8\u06F9\u060C\u061B\u00AD\u061F\uFE81\uFE8D\uFE8E\uFE8E\uFE8F\uFE91"
            + "\uFB56\uFB58\uFE93\uFE95\uFE97\uFB66\uFB68\uFE99\uFE9B\uFE9D\uFE9F\uFB7A\uFB7C\uFEA1\uFEA3\uFEA5\uFEA7\uFEA9\uFB84\uFEAB\uFEAD"
            + "\uFB8C\uFEAF\uFB8A\uFEB1\uFEB3\uFEB5\uFEB7\uFEB9\uFEBB\uFEBD\uFEBF\uFEC1\uFEC5\uFEC9\uFECA\uFECB\uFECC\uFECD\uFECE\uFECF\uFED0"
            + "\uFED1\uFED3\uFED5\uFED7\uFED9\uFEDB\uFB92\uFB94\uFEDD\uFEDF\uFEE0\uFEE1\uFEE3\uFB9E\uFEE5\uFEE7\uFE85\uFEED\uFBA6\uFBA8\uFBA9"
            + "\uFBAA\uFE80\uFE89\uFE8A\uFE8B\uFEF1\uFEF2\uFEF3\uFBB0\uFBAE\uFE7C\uFE7D"),
        ("1125 cp1125 cp866u ibm1125 ruscii",
            "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёҐґЄєІіЇї·√№¤"
            + "■\u00A0"),
        ("cp154 csptcp154 cyrillicasian pt154 ptcp154",
            "ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸҗ‘’“”•–—ҳҷҡӣңқһҹ\u00A0ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ°ұІіҙө¶·ё№ә»јҪҫҝАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчш"
            + "щъыьэюя"),
        ("kz1048 rk1048 strk10482002",
            "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\uFFFD™љ›њқһџ\u00A0ҰұӘ¤Ө¦§Ё©Ғ«¬\u00AD®Ү°±Ііөµ¶·ё№ғ»әҢңүАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмно"
            + "прстуфхцчшщъыьэюя"),
        ("csisolatin6 iso885910 iso8859101992 isoir157 l6 latin6",
            "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ"),
        ("iso885914 iso8859141998 isoceltic isoir199 l8 latin8",
            "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ"),
        ("iso885916 iso8859162001 isoir226 l10 latin10",
            "\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ"),
        ("cp1051 cshproman8 hproman8 ibm1051 r8 roman8",
            "\u00A0ÀÂÈÊËÎÏ´ˋˆ¨˜ÙÛ₤¯Ýý°ÇçÑñ¡¿¤£¥§ƒ¢âêôûáéóúàèòùäëöüÅîØÆåíøæÄìÖÜÉïßÔÁÃãÐðÍÌÓÒÕõŠšÚŸÿÞþ·µ¶¾—¼½ªº«■»±\uFFFD"),
    ];

    private static readonly Dictionary<string, Encoding> Known = AllNamed();

    /// <summary>Null for a name that nobody uses.</summary>
    public static Encoding? Find(string name)
    {
        var plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return Known.GetValueOrDefault(plain) ?? (NumberIn(plain) is { } page ? Page(page) : null) ?? Runtime(name.Trim());
    }

    private static Dictionary<string, Encoding> AllNamed()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var all = new Dictionary<string, Encoding>(StringComparer.Ordinal);
        foreach (var (names, encoding) in Named.Select(one => (one.Names, Page(one.Page))).Concat(Tables.Select(one => (one.Names, (Encoding?)new TableEncoding(one.Upper)))))
        {
            foreach (var name in encoding is null ? [] : names.Split(' '))
            {
                all.TryAdd(name, encoding!);
            }
        }

        return all;
    }

    // cp1251, ibm-866, windows-1250, csIBM037 and the bare number.
    private static int? NumberIn(string plain)
    {
        foreach (var prefix in (string[])["xcp", "cp", "csibm", "ibm", "cswindows", "windows", "msdos", ""])
        {
            if (plain.StartsWith(prefix, StringComparison.Ordinal) && plain.Length - prefix.Length is > 1 and < 6 && int.TryParse(plain[prefix.Length..], out var page))
            {
                return page;
            }
        }

        return null;
    }

    private static Encoding? Page(int page)
    {
        try
        {
            return Encoding.GetEncoding(page);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding? Runtime(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
