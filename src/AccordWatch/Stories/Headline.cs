using System.Buffers;
using System.Text.RegularExpressions;
using AccordWatch.Model;

namespace AccordWatch.Stories;

/// <summary>Headlines without what newsrooms hang on them: the outlet, the state of the report; the dateline of a text.</summary>
internal static partial class Headline
{
    private const int LongestAffix = 60;
    private static readonly SearchValues<char> Hangers = SearchValues.Create("-–—|·•:");
    // By so many characters a text that repeats the headline may be longer: quotes, dots, spaces.
    private const int LongestEcho = 20;

    // No dateline is without one of these.
    private static readonly SearchValues<char> Dashes = SearchValues.Create("(/（-–—電电】");

    /// <summary>Without UPDATE 2-, BREAKING: and the like in front, and without the name of the outlet behind.</summary>
    public static string Clean(string title, string source)
    {
        var clean = Flag().Replace(title.Trim(), "");
        var match = Outlet().Match(clean);
        if (match.Success && (IsOutlet(match.Groups["o"].Value, source) || (match.Groups["s"].Value == "|" && match.Length <= match.Index)))
        {
            clean = clean[..match.Index];
        }

        return clean.Length == 0 ? title : clean;
    }

    /// <summary>Length of what stands in front of a headline up to a colon or bar, with it; 0 without one.</summary>
    public static int PrefixOf(ReadOnlySpan<char> title)
    {
        var at = title[..Math.Min(title.Length, LongestAffix)].IndexOfAny(':', '：', '|');
        return at < 2 || at + 2 >= title.Length ? 0
            : title[at] == '：' ? at + 1
            : title[at + 1] == ' ' ? at + 2
            : 0;
    }

    /// <summary>Where what hangs behind a headline begins, with its dash or bar; the end without one.</summary>
    public static int SuffixOf(ReadOnlySpan<char> title)
    {
        var at = title.LastIndexOfAny(Hangers);
        return at > 1 && title.Length - at is > 3 and <= LongestAffix && title[at - 1] == ' ' && title[at + 1] == ' ' ? at - 1 : title.Length;
    }

    /// <summary>Length of the dateline in front of a text; 0 without one.</summary>
    public static int DatelineOf(ReadOnlySpan<char> text)
    {
        var start = text[..Math.Min(text.Length, 120)];
        if (!start.ContainsAny(Dashes))
        {
            return 0;
        }

        foreach (var match in DatelinePattern().EnumerateMatches(start))
        {
            return match.Length;
        }

        return 0;
    }

    /// <summary>Agency and place of the dateline in front of a text; null without one.</summary>
    public static Dateline? DatelineIn(string text)
    {
        var start = text[..Math.Min(text.Length, 120)];
        return DatelineOf(start) > 0 ? Dateline.Of(DatelinePattern().Match(start)) : null;
    }

    /// <summary>What newsrooms put in front of a headline, in capitals, without numbers: UPDATE, CORRECTED, BREAKING NEWS.</summary>
    public static IReadOnlyList<string> FlagsOf(string title)
        => [.. FlagWord().Matches(Flag().Match(title.Trim()).Value).Select(match => match.Value.Trim().ToUpperInvariant()).Distinct()];

    /// <summary>Whether the headline is all that there is to read: no text, or one that says the same.</summary>
    public static bool IsAll(Article article)
    {
        if (article.Text.Length > article.Title.Length + LongestEcho)
        {
            return false;
        }

        var text = Bare(article.Text);
        return text.Length == 0 || Bare(article.Title).Contains(text, StringComparison.Ordinal) || text == Bare(Clean(article.Title, article.Source));
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

    [GeneratedRegex(@"\p{L}+(?:\s\p{L}+)*")]
    private static partial Regex FlagWord();

    [GeneratedRegex(@"\s+(?<s>[-–—|])\s+(?<o>[^-–—|]{2,40})$")]
    private static partial Regex Outlet();

    [GeneratedRegex(@"\b(?:News|Times|Post|Daily|Journal|Herald|Tribune|Gazette|Today|Online|TV|Reuters|Bloomberg|BBC|CNN|AFP|AP|TASS|Xinhua|dpa|\w+\.(?:com|org|net|ru|de|fr|es|co\.uk))\b")]
    private static partial Regex Press();

    // PARIS, 3 May (Reuters) - | (AP) — | МОСКВА, 3 мая. /ТАСС/. | Madrid, 3 may (EFE).- | 新华社北京5月3日电 | МОСКВА, 3 мая — РИА Новости.
    [GeneratedRegex(@"^\s*(?:(?<p>\p{Lu}[^()\n/]{0,50}?)?\s?\((?<a>Reuters|AP|AFP|dpa(?:-AFX)?|EFE|ANSA|UPI|Xinhua|Bloomberg|Yonhap|Kyodo|CNN|TASS|[A-Z]{2,5})\)\s*[-–—.:]*|(?<p>\p{Lu}[^()\n/]{0,50}?)/(?<a>[\p{L} ]{2,20})/\.?\s*[-–—]?|(?<p>\p{Lu}[\p{Lu} .,]{2,30}),?(?:\s\d{1,2}\s\p{L}{3,9}|\s\p{L}{3,9}\.?\s\d{1,2})?\.?\s[-–—]+(?:\s(?<a>РИА Новости|Интерфакс|ТАСС)[.,])?|[（(]?(?<a>新华社|新華社|中新社|共同社?|路透社?)(?<p>[^，。\n]{0,20}?)[电電)）]|【[^】]{2,20}】)\s*")]
    private static partial Regex DatelinePattern();
}
