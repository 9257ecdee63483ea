using System.Text.RegularExpressions;
using AccordWatch.Text;

namespace AccordWatch.Extract;

/// <summary>Who wrote an article, as its page names them.</summary>
internal static partial class Authors
{
    private const int Longest = 60;
    private const int Most = 12;

    private static readonly string[] MetaNames = ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author"];
    private static readonly string[] Domains = [".com", ".org", ".net", ".info", ".de"];

    public static IReadOnlyList<string> Of(PageWalk walk, JsonLd data)
    {
        var site = Titles.Squeezed(walk.Meta("og:site_name") ?? data.Publisher ?? "");
        IEnumerable<string>[] places =
        [
            data.Authors,
            MetaNames.SelectMany(walk.Metas),
            walk.NamedAuthors,
            walk.Bylines.Where(line => line.Length <= 2 * Longest),
            SaidNear(walk),
            walk.LinkedAuthors.Where(line => line.Contains(' ', StringComparison.Ordinal)).Take(1),
        ];
        IReadOnlyList<string>? organisation = null;
        foreach (var place in places)
        {
            var names = In(place);
            // A person named elsewhere says more than the house that JSON-LD names.
            if (names.Count > 0 && ((place == data.Authors && data.IsByOrganisation) || names.All(name => Titles.Squeezed(name) == site)))
            {
                organisation ??= names;
            }
            else if (names.Count > 0 && (organisation is null || names.All(name => name.Contains(' ', StringComparison.Ordinal))))
            {
                return names;
            }
        }

        return organisation ?? [];
    }

    /// <summary>The names in lines such as bylines.</summary>
    public static IReadOnlyList<string> In(IEnumerable<string> lines) => [.. lines.SelectMany(NamesIn).DistinctBy(Titles.Squeezed).Take(Most)];

    // "By Ana Ruiz" as a line of its own near a headline.
    private static IEnumerable<string> SaidNear(PageWalk walk)
    {
        foreach (var (_, _, order) in walk.Headlines.Where(one => one.Region.Name == "h1").Take(3))
        {
            if (walk.Passages.Skip(Math.Max(0, order - 2)).Take(8).FirstOrDefault(passage => passage.Letters < Longest && !passage.EndsSentence && By().IsMatch(passage.Text)) is { } line)
            {
                return [line.Text];
            }
        }

        return [];
    }

    private static IEnumerable<string> NamesIn(string line)
    {
        if (line.Contains("://", StringComparison.Ordinal))
        {
            yield break;
        }

        var plain = DateTail().Replace(PlainText.OfHtml(line), "");
        foreach (var part in Between().Split(By().Replace(plain, "")))
        {
            var name = By().Replace(part, "").Trim(' ', ',', '|', '•', '·', '-', '–', '—', ':', ';', '/', '*', '@');
            if (name.Length is >= 2 and <= Longest && name.Any(char.IsLetter) && !IsAddress(name)
                && !name.Contains("www.", StringComparison.Ordinal) && !Roles().IsMatch(name))
            {
                yield return name;
            }
        }
    }

    // A host or a mail address in the place of a name.
    private static bool IsAddress(string name)
        => !name.Contains(' ', StringComparison.Ordinal) && !name.Any(char.IsUpper)
        && (name.Contains('@', StringComparison.Ordinal) || name.Contains("[at]", StringComparison.Ordinal) || Array.Exists(Domains, end => name.EndsWith(end, StringComparison.Ordinal)));

    [GeneratedRegex(
        @"^\s*(?:(?:written|posted|published|veröffentlicht|reported|reviewed|story|article|geschrieben|escrito|escrita|publicado|words)\s+)?(?:by|von|"
        + @"por|par|di|door|av|af|przez|oleh|bởi|автор|autor(?:in|a|es)?|authors?|текст|text)\b\s*:?\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex By();

    [GeneratedRegex(@"\s*(?:,|;|\||/|•|·|&|\n|\s(?:and|und|y|et|e|og|och|en|i|и|with|mit|con)\s)\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(
        @"\s*(?:[|•·,–-]\s*)?(?:published|updated|posted|veröffentlicht|actualizado|on\s)?\s*:?\s*(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|"
        + @"\d{1,2}\.?\s\p{L}{3,10}\.?\s\d{4}|\p{L}{3,10}\.?\s\d{1,2},?\s\d{4}|\d{4}-\d{2}-\d{2}).*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DateTail();

    [GeneratedRegex(
        @"^(?:(?:staff|senior|chief|political|science|space|business|foreign|special|contributing|freelance|deputy|news|managing|associate|online|"
        + @"sports?|digital|redaktion|follow|view|see|more|about|share|read|email|contact|all)\b.*\b(?:writer|reporter|editor|correspondent|contributor|"
        + @"journalist|posts|articles|bio|profile|stories|by|us|on|more)|(?:reporter|editor|journalist|writer|correspondent|contributor|author|autor|"
        + @"admin|administrator|guest|byline|\+?\d+ more|published|updated|min read|.*\bkommentare?|.*\bcomments?|[\d\s:.,-]+))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Roles();
}
