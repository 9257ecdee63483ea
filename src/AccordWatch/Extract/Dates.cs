using System.Text.RegularExpressions;

namespace AccordWatch.Extract;

/// <summary>When an article was published; never when it was changed.</summary>
internal static partial class Dates
{
    // Longer scripts are programs, not what a page says of itself.
    private const int LongestProgram = 200_000;

    private static readonly string[] Names =
    [
        "article:published_time", "og:published_time", "og:article:published_time", "article:published", "published_time", "datePublished", "publish-date",
        "publish_date", "published-date", "publishdate",
        "publication_date", "publicationdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created",
        "dc.date.created", "cXenseParse:recs:publishtime",
        "pubdate", "bt:pubdate", "article.published", "vr:published_time", "originalpublicationdate", "article_date_original",
        "rnews:datePublished", "citation_online_date", "citation_publication_date",
        "citation_date", "pub_date", "firstpublishedtime", "iso-8601-publish-date",
    ];

    // These are as often the day on which the page was made.
    private static readonly string[] VagueNames = ["dc.date", "dcterms.date", "date", "cre_date", "dateCreated", "created", "release_date", "time"];

    private static readonly HashSet<string> BritishCountries = new(StringComparer.OrdinalIgnoreCase)
    {
        "gb", "uk", "ie", "au", "nz", "in", "za", "ng", "ke", "gh", "sg", "my", "pk",
    };

    /// <summary>What is stated for machines, then the feed's date, then what readers see near the headline or elsewhere on the page.</summary>
    /// <param name="walk">The page.</param>
    /// <param name="data">Its JSON-LD.</param>
    /// <param name="title">Of the article; its date stands near.</param>
    /// <param name="url">Of the page; its path can name the day, its country the order of day and month.</param>
    /// <param name="told">The feed's date.</param>
    /// <param name="now">Nothing later is believed.</param>
    public static DateTimeOffset? Of(PageWalk walk, JsonLd data, string title, Uri url, DateTimeOffset? told, DateTimeOffset now)
    {
        var reading = new DateReading(walk, Anchor(walk, title), now, IsDayFirst(walk.Language, url));
        return Stated(reading, data, url) is { } stated ? LocalTime.Of(reading, stated) : told ?? Seen(reading) ?? InScripts(reading);
    }

    /// <summary>The first of these texts that tells a day of publication.</summary>
    public static DateTimeOffset? In(IEnumerable<string> texts, PageWalk walk, Uri url, DateTimeOffset now)
    {
        var reading = new DateReading(walk, 0, now, IsDayFirst(walk.Language, url));
        return texts.Select(text => Read(reading, text)).FirstOrDefault(date => date is not null) is { } stated ? LocalTime.Of(reading, stated) : null;
    }

    private static DateTimeOffset? Stated(DateReading reading, JsonLd data, Uri url)
    {
        var address = InAddress(reading, url);
        if ((reading.Plausible(data.Published) ?? InMeta(reading, Names) ?? Near(reading, stamp => stamp.Property is "datePublished")) is { } stated)
        {
            // A site that moved tells the day of its move for old articles; their addresses stayed.
            return address is { } day && stated - day > TimeSpan.FromDays(3) ? day : stated;
        }

        return reading.Plausible(data.Created) ?? InNamed(reading) ?? address ?? Near(reading, stamp => stamp.Property is "time" or "dateCreated")
            ?? First(reading, stamp => stamp.Property is "datePublished");
    }

    private static DateTimeOffset? Seen(DateReading reading)
        => Near(reading, stamp => stamp.Property is null) ?? InTitle(reading) ?? InPassages(reading, reading.Near)
            ?? InMeta(reading, VagueNames) ?? First(reading, stamp => stamp.Property is null or "time")
            ?? InPassages(reading, reading.Walk.Passages.Where(passage => passage.Letters < 120));

    /// <summary>The words of the first date in a text; null when there is none.</summary>
    public static string? In(string text)
        => DateForm().Match(text[..Math.Min(text.Length, 400)]) is { Success: true } match ? match.Groups["date"].Value : null;

    // A meta whose name tells of publication in a site's own words.
    private static DateTimeOffset? InNamed(DateReading reading)
        => reading.Walk.MetaNames.Where(name => Publication().IsMatch(name)).Select(name => InMeta(reading, [name])).FirstOrDefault(date => date is not null);

    // A last part of the title that is nothing but a date.
    private static DateTimeOffset? InTitle(DateReading reading)
        => reading.Walk.Title.LastIndexOfAny(['|', '-', '–', ',', '·']) is var at and > 0 && reading.Walk.Title[(at + 1)..].Trim() is var last
            && In(last) == last ? reading.Plausible(last) : null;

    // What only programs are told.
    private static DateTimeOffset? InScripts(DateReading reading)
        => reading.Walk.Programs.SelectMany(text => ProgramForm().Matches(text[..Math.Min(text.Length, LongestProgram)]).Select(match => match.Groups["date"].Value))
            .Select(reading.Plausible).FirstOrDefault(date => date is not null);

    private static DateTimeOffset? InPassages(DateReading reading, IEnumerable<Passage> passages)
        => passages.Where(passage => !passage.Region.IsForeign).Select(passage => Shown(reading, passage.Text)).FirstOrDefault(date => date is not null);

    private static DateTimeOffset? InMeta(DateReading reading, string[] names)
    {
        foreach (var name in names)
        {
            foreach (var value in reading.Walk.Metas(name))
            {
                if (reading.Plausible(value) is { } date)
                {
                    return date;
                }
            }
        }

        return null;
    }

    // The nearest to the headline; what stands before it is more often of another story.
    private static DateTimeOffset? Near(DateReading reading, Func<Stamp, bool> that)
        => reading.Walk.Stamps.Where(stamp => reading.IsNear(stamp) && that(stamp))
            .OrderBy(stamp => stamp.Order > reading.Anchor ? stamp.Order - reading.Anchor - 1 : reading.Anchor - stamp.Order + 1).Select(stamp => Of(reading, stamp)).FirstOrDefault(date => date is not null);

    private static DateTimeOffset? First(DateReading reading, Func<Stamp, bool> that)
        => reading.Walk.Stamps.Where(that).Select(stamp => Of(reading, stamp)).FirstOrDefault(date => date is not null);

    private static DateTimeOffset? Of(DateReading reading, Stamp stamp)
        => stamp.Region.IsForeign ? null : Read(reading, stamp);

    private static DateTimeOffset? Read(DateReading reading, Stamp stamp)
        => stamp.Property is "dateModified" ? null : Read(reading, stamp.Text);

    private static DateTimeOffset? Read(DateReading reading, string text)
        => Clocks().IsMatch(text) ? null : Changes().IsMatch(text) ? Shown(reading, text) : reading.Plausible(text) ?? Shown(reading, text);

    // The number of passages before the headline, or before the first that reads like text.
    private static int Anchor(PageWalk walk, string title)
    {
        var plain = Titles.Squeezed(title);
        foreach (var headline in walk.Headlines)
        {
            if (Titles.Squeezed(headline.Text) is { Length: > 0 } told && plain.EndsWith(told, StringComparison.Ordinal))
            {
                return headline.Order;
            }
        }

        for (var at = 0; at < walk.Passages.Count; at++)
        {
            if (walk.Passages[at].Region.Name is "p" or "div" && walk.Passages[at].IsProse && !walk.Passages[at].Region.IsForeign)
            {
                return at;
            }
        }

        return 0;
    }

    // A date among other words, unless they say that it is the time of day or that of a change.
    private static DateTimeOffset? Shown(DateReading reading, string text)
    {
        if (Clocks().IsMatch(text))
        {
            return null;
        }

        var told = 0;
        foreach (Match match in DateForm().Matches(text[..Math.Min(text.Length, 400)]))
        {
            var date = match.Groups["date"];
            if (!Changes().IsMatch(text[told..date.Index]) && reading.Plausible(date.Value) is { } read)
            {
                return read;
            }

            told = date.Index + date.Length;
        }

        return null;
    }

    private static DateTimeOffset? InAddress(DateReading reading, Uri url)
        => AddressForm().Match(url.AbsolutePath) is { Success: true } match
            ? reading.Plausible($"{match.Groups["y"]}-{match.Groups["m"].Value.PadLeft(2, '0')}-{match.Groups["d"].Value.PadLeft(2, '0')}") : null;

    // 02/10 is February in the United States and October nearly everywhere else.
    private static bool IsDayFirst(string? language, Uri url)
    {
        var parts = (language ?? "").Trim().Split('-', '_');
        var country = url.Host[(url.Host.LastIndexOf('.') + 1)..];
        return parts[0].Length > 0 && !parts[0].Equals("en", StringComparison.OrdinalIgnoreCase)
            || BritishCountries.Contains(parts[^1]) || BritishCountries.Contains(country);
    }

    [GeneratedRegex(
        @"(?:aktuelle[sr]?\s(?:datum|zeit|uhrzeit)|current (?:date|time)|local time|it is (?:currently|now)|today(?:'s date| is)|heute ist|(?:an|bei)gemeldet|anmeldedatum|registri(?:ert|erung|ado|rovan)|inscrit le|hoy es|oggi è|"
        + @"hoje é|сейчас|текущее время|data odierna|©|\(c\)|copyright|mitglied seit|member since|joined)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Clocks();

    [GeneratedRegex(@"publi[sc]|issued|upload|posted", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Publication();

    // How a script names the day for itself: "publishDate":"2025-05-27", created_at, postDate.
    [GeneratedRegex(
        @"[""'](?:first|date|post|article|content|page)?_?-?(?:publi(?:sh(?:ed)?|cation|shing)|created?|posted)[_-]?(?:on|at|date|time|datetime)?[""']\s?[:=,]\s?[""'](?<date>(?:19|20)\d\d-?\d\d-?\d\d(?:[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ProgramForm();

    [GeneratedRegex(
        @"(?:updated?|modified|edited|revised|aktualisiert|geändert|bearbeitet|überarbeitet|actualizad[oa]|modificad[oa]|atualizad[oa]|aggiornat[oa]|"
        + @"mis à jour|modifié|bijgewerkt|gewijzigd|zaktualizowan|aktualizacja|обновлен|изменен|оновлен|güncelle|diperbarui|cập nhật|更新|업데이트|수정)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Changes();

    [GeneratedRegex(
        @"(?:^|[^\p{L}\p{N}])(?<date>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}|\d{1,2}/\d{1,2}/\d{2}(?=[\s,)]|$)|\d{1,2}-\d{1,2}-\d{4}|"
        + @"\d{4}[./]\d{1,2}[./]\d{1,2}|\d{2}\.\d{2}\.\d{2}(?:[^\d.:]|$)|\d{1,2}(?:st|nd|rd|th|er|º)?\.?\s(?:de\s|of\s)?\p{L}{3,12}\.?,?\s(?:de\s|del\s)?\d{4}|"
        + @"\p{L}{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DateForm();

    [GeneratedRegex(
        @"[/_-](?<y>(?:19|20)\d{2})(?:/(?<m>0?[1-9]|1[0-2])/(?<d>0?[1-9]|[12]\d|3[01])(?:[/._]|$)|"
        + @"(?:[_-](?<m>0?[1-9]|1[0-2])[_-](?<d>0?[1-9]|[12]\d|3[01])|(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01]))(?:\D|$))",
        RegexOptions.CultureInvariant)]
    private static partial Regex AddressForm();
}
