using System.Text.RegularExpressions;

namespace AccordWatch.Stories;

/// <summary>Headlines and texts without what newsrooms hang on them: the outlet, the agency, the state of the report.</summary>
internal static partial class Headline
{
    /// <summary>Without UPDATE 2-, BREAKING: and the like in front, and without the name of the outlet behind.</summary>
    public static string Clean(string title, string source)
    {
        var clean = Flag().Replace(title.Trim(), "");
        var match = Outlet().Match(clean);
        if (match.Success && (IsOutlet(match.Groups["o"].Value, source) || match.Groups["s"].Value == "|"))
        {
            clean = clean[..match.Index];
        }

        return clean.Length == 0 ? title : clean;
    }

    /// <summary>Without the dateline in front and the credits behind.</summary>
    public static string CleanText(string text)
    {
        var start = Dateline().Match(text) is { Success: true } line ? line.Length : 0;
        var clean = start > 0 ? text[start..] : text;
        return clean.Contains(" by ", StringComparison.Ordinal) ? Credits().Replace(clean, " ") : clean;
    }

    // A site's name: that of the source, or ending like one.
    private static bool IsOutlet(string words, string source)
    {
        var bare = Bare(words);
        return bare.Length > 2 && (Bare(source).Contains(bare, StringComparison.Ordinal) || Press().IsMatch(words));
    }

    private static string Bare(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    [GeneratedRegex(@"^(?:(?:UPDATE|WRAPUP|REFILE|RPT|CORRECTED|CORRECTION|BREAKING(?: NEWS)?|LIVE|EXCLUSIVE|URGENT|ALERT|VIDEO|WATCH|FACTBOX|ANALYSIS|Update|Breaking(?: News)?|Exclusive|Live|Video|Watch|EILMELDUNG|URGENTE|СРОЧНО|МОЛНИЯ)(?:\s?\d+)?\s*[-:–—|]+\s*)+")]
    private static partial Regex Flag();

    [GeneratedRegex(@"\s+(?<s>[-–—|])\s+(?<o>[^-–—|]{2,40})$")]
    private static partial Regex Outlet();

    [GeneratedRegex(@"\b(?:News|Times|Post|Daily|Journal|Herald|Tribune|Gazette|Today|Online|TV|Reuters|Bloomberg|BBC|CNN|AFP|AP|TASS|Xinhua|dpa|\w+\.(?:com|org|net|ru|de|fr|es|co\.uk))\b")]
    private static partial Regex Press();

    // PARIS, 3 May (Reuters) - | (AP) — | МОСКВА, 3 мая. /ТАСС/. | Madrid, 3 may (EFE).- | 新华社北京5月3日电 | МОСКВА, 3 мая — РИА Новости.
    [GeneratedRegex(@"^\s*(?:(?:\p{Lu}[^()\n/]{0,50}?)?\s?\((?:Reuters|AP|AFP|dpa(?:-AFX)?|EFE|ANSA|UPI|Xinhua|Bloomberg|Yonhap|Kyodo|CNN|TASS|[A-Z]{2,5})\)\s*[-–—.:]*|\p{Lu}[^()\n/]{0,50}?/[\p{L} ]{2,20}/\.?\s*[-–—]?|\p{Lu}[\p{Lu} .,]{2,30},?(?:\s\d{1,2}\s\p{L}{3,9}|\s\p{L}{3,9}\.?\s\d{1,2})?\.?\s[-–—]+(?:\s(?:РИА Новости|Интерфакс|ТАСС)[.,])?|[（(]?(?:新华社|新華社|中新社|共同社?|路透社?)[^，。\n]{0,20}?[电電)）]|【[^】]{2,20}】)\s*")]
    private static partial Regex Dateline();

    [GeneratedRegex(@"\((?:Additional r|R|W|E)(?:eporting|riting|diting)\s+by[^)]{0,300}\)")]
    private static partial Regex Credits();
}
