using System.Text;
using AccordWatch.Text;

namespace AccordWatch.Extract;

/// <summary>The headline of an article.</summary>
internal static class Titles
{
    private static readonly string[] Separators = [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " « ", " / ", " ‹ "];

    /// <summary>The h1 that title, og:title or headline confirm; then such an h2, the headline of JSON-LD,
    /// og:title, the only h1, title; without the site's name.</summary>
    public static string Of(PageWalk walk, JsonLd data)
    {
        var headline = data.Headline is { } told ? PlainText.OfHtml(told) : "";
        var open = walk.Meta("og:title", "twitter:title", "title", "dc.title") is { } meta ? PlainText.OneLine(PlainText.Decode(meta)) : "";
        var site = walk.Meta("og:site_name") ?? data.Publisher;
        string[] known = [Squeezed(walk.Title), Squeezed(open), Squeezed(headline)];
        if (Confirmed(walk, known, Squeezed(site ?? "")) is { } confirmed)
        {
            return IsFuller(known, Squeezed(confirmed)) ? headline : confirmed;
        }

        // Search engines and readers are told different titles; the h1 is the reader's.
        var only = walk.Headlines.Where(one => one.Region.Name == "h1" && !one.Region.Upwards.Any(region => region.Name is "nav" or "footer" or "aside")).ToList();
        return only.Count == 1 && only[0].Text.Length > 15 && Squeezed(only[0].Text) is var plain && plain != Squeezed(site ?? "") && !known[0].EndsWith(plain, StringComparison.Ordinal) 
            && !(headline.Length > 20 && plain.Contains(known[2], StringComparison.Ordinal)) ? only[0].Text
            : headline.Length > 0 ? headline
            : open.Length > 0 ? WithoutSite(open, site, false) : WithoutSite(walk.Title, site, true);
    }

    // The kicker before the h1 stands in an element of its own; headline and title tell it with the rest.
    private static bool IsFuller(string[] known, string confirmed)
        => known[2].Length > confirmed.Length && known[2].EndsWith(confirmed, StringComparison.Ordinal) && known[2] == known[1]
        && known[0].StartsWith(known[2], StringComparison.Ordinal);

    private static string? Confirmed(PageWalk walk, string[] known, string site)
    {
        var candidates = walk.Headlines.Select(one => (one.Region, one.Text, Plain: Squeezed(one.Text))).Where(one => one.Plain.Length > 4 && one.Plain != site).ToList();
        // What stands at the end of the title only is the site's name.
        var first = candidates.Find(one => one.Region.Name == "h1" && known.Any(title => title.StartsWith(one.Plain, StringComparison.Ordinal)));
        first = first.Text is null ? candidates.Find(one => one.Region.Name == "h2" && one.Plain.Length > 9 && known.Any(title => title.StartsWith(one.Plain, StringComparison.Ordinal))) : first;
        return first.Text ?? candidates.Find(one => one.Region.Name == "h1" && one.Plain.Length > 7 && known.Any(title => title.Contains(one.Plain, StringComparison.Ordinal))).Text;
    }

    /// <summary>Letters and digits only, folded: what two wordings of one title have in common.</summary>
    public static string Squeezed(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var character in Folding.Fold(text))
        {
            if (char.IsLetterOrDigit(character))
            {
                squeezed.Append(character);
            }
        }

        return squeezed.ToString();
    }

    /// <param name="title">As the page gives it.</param>
    /// <param name="site">The site's name, if it is told.</param>
    /// <param name="guess">Whether a short last part is taken for a name that was not told.</param>
    private static string WithoutSite(string title, string? site, bool guess)
    {
        var plainSite = Squeezed(site ?? "");
        foreach (var separator in Separators)
        {
            var last = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (last > 0 && plainSite.Length > 0 && IsSite(Squeezed(title[(last + separator.Length)..]), plainSite))
            {
                return title[..last].Trim();
            }

            var first = title.IndexOf(separator, StringComparison.Ordinal);
            if (first > 0 && plainSite.Length > 0 && Squeezed(title[..first]) == plainSite)
            {
                return title[(first + separator.Length)..].Trim();
            }
        }

        if (!guess)
        {
            return title;
        }

        var cut = Separators.Max(separator => title.LastIndexOf(separator, StringComparison.Ordinal));
        return cut >= 15 && title.Length - cut < cut ? title[..cut].Trim() : title;
    }

    private static bool IsSite(string part, string site) => part.Length > 0 && (part == site || site.Contains(part, StringComparison.Ordinal) || part.Contains(site, StringComparison.Ordinal));
}
