using System.Text.RegularExpressions;

namespace AccordWatch.Extract;

/// <summary>Which of a page's passages are its article.</summary>
internal static partial class Body
{
    // Less than this and another reading of the page is tried.
    private const int Little = 250;

    /// <summary>The paragraphs, headings and list items of the article, in document order.</summary>
    public static IReadOnlyList<string> In(PageWalk walk, string title)
    {
        var strict = Read(walk, title, walk.Root.Prose * 0.5);
        if (LettersOf(strict) >= Little)
        {
            return Lines(strict);
        }

        var lenient = Read(walk, title, double.Epsilon);
        return Lines(LettersOf(lenient) > 2 * LettersOf(strict) ? lenient : strict);
    }

    private static int LettersOf(List<Passage> passages) => passages.Sum(passage => passage.Letters);

    private static List<string> Lines(List<Passage> passages) => passages.ConvertAll(passage => passage.Text);

    private static List<Passage> Read(PageWalk walk, string title, double most)
    {
        var description = DescriptionOf(walk);
        var open = walk.Passages.Where(passage => !passage.Region.IsDropped(most) || (IsLeadInFurniture(passage, description))).ToList();
        var sums = SumsOf(open);
        if (Best(sums) is not { } best)
        {
            return [];
        }

        best = OneArticleOf(best, sums, walk);
        var (first, last) = (open.FindIndex(passage => passage.Region.IsIn(best)), open.FindLastIndex(passage => passage.Region.IsIn(best)));
        var headline = HeadlineOf(walk, title);
        var body = open[first..(last + 1)];
        if (headline is { } head && walk.Passages.Take(head.Order).Contains(body[0]))
        {
            body = [.. body.SkipWhile(passage => !(passage.Region == head.Region))];
            body = body.Count > 0 && LettersOf(body) * 2 > LettersOf(open[first..(last + 1)]) ? body : open[first..(last + 1)];
        }

        return [.. Lead(walk, most, open[first], best, headline).Distinct(), .. Tail.Cut(Clean(body, title))];
    }

    private static Dictionary<Region, (double Prose, double Scraps)> SumsOf(List<Passage> open)
    {
        var sums = new Dictionary<Region, (double Prose, double Scraps)>();
        foreach (var passage in open)
        {
            var prose = passage.IsProse ? passage.Letters * (1 - passage.LinkShare) * (passage.Region.Name == "li" ? 0.6 : 1) : 0;
            var scraps = passage.LinkShare >= 0.5 ? passage.Letters + 15 : 0;
            foreach (var region in passage.Region.Upwards)
            {
                var sum = sums.GetValueOrDefault(region);
                sums[region] = (sum.Prose + prose, sum.Scraps + scraps);
            }
        }

        return sums;
    }

    // The block that gains most prose for the fewest scraps; of two alike the inner one.
    private static Region? Best(Dictionary<Region, (double Prose, double Scraps)> sums)
    {
        Region? best = null;
        var most = 0.0;
        foreach (var (region, sum) in sums)
        {
            var value = sum.Prose * region.Weight - sum.Scraps;
            if (sum.Prose > 0 && (best is null || value > most))
            {
                (best, most) = (region, value);
            }
        }

        return best;
    }

    // A page of several articles in a row: the one with the headline, else the first that is worth reading.
    private static Region OneArticleOf(Region best, Dictionary<Region, (double Prose, double Scraps)> sums, PageWalk walk)
    {
        var articles = sums.Where(one => one.Key.Name == "article" && one.Key != best && one.Key.IsIn(best) && one.Value.Prose > 400
            && !one.Key.Parent!.Upwards.TakeWhile(above => above != best).Any(above => above.Name == "article")).Select(one => one.Key).ToList();
        if (articles.Count < 2)
        {
            return best;
        }

        var chosen = articles.Find(article => article.HasHeadline) ?? articles[0];
        return sums[chosen].Prose > sums[best].Prose * 0.25 ? chosen : best;
    }

    private static (Region Region, int Order)? HeadlineOf(PageWalk walk, string title)
    {
        var plain = Titles.Squeezed(title);
        foreach (var (region, text, order) in walk.Headlines)
        {
            // The title can begin with a kicker that is not in the h1.
            if (Titles.Squeezed(text) is var told && (told == plain || (told.Length > 15 && plain.EndsWith(told, StringComparison.Ordinal))))
            {
                return (region, order);
            }
        }

        return null;
    }

    // The lead that stands between the headline and the body, be it marked as one, told as description or a sentence.
    private static IEnumerable<Passage> Lead(PageWalk walk, double most, Passage first, Region best, (Region Region, int Order)? headline)
    {
        if (headline is not { } head || head.Region.IsIn(best))
        {
            return [];
        }

        var near = head.Region.Upwards.First(best.IsIn);
        var description = DescriptionOf(walk);
        return walk.Passages.Skip(head.Order).TakeWhile(passage => passage != first).SkipWhile(passage => passage.Region == head.Region).Where(passage =>
            passage.LinkShare < 0.2 && passage.Region.IsIn(near)
            && (IsDescription(passage, description) || (!passage.Region.IsDropped(most) && (passage.Letters >= 30 && Furniture.IsLead(passage.Region)
                || passage.Letters >= 60 && (passage.IsHeading ? passage.Region.Name == "h2" : passage.EndsSentence)))));
    }

    // Leads are often marked as teasers.
    private static bool IsLeadInFurniture(Passage passage, string description)
        => passage.LinkShare == 0 && passage.Region.Upwards.All(region => region.Name is not ("nav" or "footer" or "aside" or "figure"))
        && passage.Region.Upwards.Any(region => region.HasHeadline && region.Name is "article" or "main" or "header")
        && IsDescription(passage, description);

    private static string DescriptionOf(PageWalk walk) => Titles.Squeezed(walk.Meta("og:description", "description", "twitter:description") ?? "");

    private static bool IsDescription(Passage passage, string description)
        => description.Length >= 40 && passage.Letters >= 40 && Titles.Squeezed(passage.Text) is var plain
        && (plain.StartsWith(description[..Math.Min(100, description.Length)], StringComparison.Ordinal) || (plain.Length > 60 && description.StartsWith(plain, StringComparison.Ordinal)));

    private static List<Passage> Clean(List<Passage> body, string title)
    {
        var plainTitle = Titles.Squeezed(title);
        var kept = new List<Passage>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lists = body.Where(passage => passage.Region.Name is "li" or "td").GroupBy(passage => passage.Region.Parent!)
            .ToDictionary(list => list.Key, list => list.Sum(item => item.LinkLetters) > 0.5 * list.Sum(item => item.Letters));
        foreach (var passage in body)
        {
            var inLinkList = passage.Region.Name is "li" or "td" && lists[passage.Region.Parent!];
            if (inLinkList || IsScrap(passage)
                || (kept.Count < 3 && Titles.Squeezed(passage.Text) == plainTitle) || (passage.Letters > 30 && !seen.Add(passage.Text)))
            {
                continue;
            }

            kept.Add(passage);
        }

        // A heading with nothing below it heads what was dropped.
        for (var at = kept.Count - 1; at >= 0; at--)
        {
            if (kept[at].IsHeading && (at + 1 >= kept.Count || (kept[at + 1].IsHeading && string.CompareOrdinal(kept[at + 1].Region.Name, kept[at].Region.Name) <= 0)))
            {
                kept.RemoveAt(at);
            }
        }

        var first = kept.FindIndex(passage => passage.IsProse);
        return [.. kept.Where((passage, at) => at >= first + 5 || !(at < first ? IsByline(passage) : IsDateLine(passage)))];
    }

    private static bool IsScrap(Passage passage)
    {
        if (Markup().IsMatch(passage.Text) || passage.LinkShare >= 0.9 || (passage.LinkShare >= 0.5 && passage.Letters < 200) || (passage.Letters < 15 && Counter().IsMatch(passage.Text)))
        {
            return true;
        }

        if (passage.IsHeading)
        {
            return passage.Region.Name == "h1" || passage.LinkShare >= 0.5;
        }

        if (passage.Letters < 250 && !passage.EndsSentence && passage.Text.Contains(" © ", StringComparison.Ordinal))
        {
            return true;
        }

        // Loose words between blocks are labels: "Advertisement", "Share", "3 min".
        return passage.Region.Name is not ("p" or "li" or "td" or "th" or "blockquote" or "pre" or "dd" or "dt") && passage.Letters < 25 && !passage.EndsSentence;
    }

    private static bool IsDateLine(Passage passage) => passage.Letters < 70 && !passage.IsHeading && !passage.EndsSentence && passage.Region.Name != "li" && Dates.In(passage.Text) is not null;

    private static bool IsByline(Passage passage)
        => passage.Letters < 80
        && (!passage.IsHeading && !passage.EndsSentence && (passage.Region.Name is not ("p" or "h2" or "h3") || Dates.In(passage.Text) is not null)
            || ByForm().IsMatch(passage.Text));

    // "3 of 57" below a picture.
    [GeneratedRegex(@"^\d{1,3}\s?(?:/|of|de|von|di|из)\s?\d{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Counter();

    // Tags that a script was to put into the page.
    [GeneratedRegex(@"<a\shref=|<(?:div|span|img|p)\s(?:class|style|src)=", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex(
        @"^(?:by|von|por|par|di|door|av|przez|oleh|published|posted|updated|last updated|stand|publicado|foto|photo|image)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ByForm();
}
