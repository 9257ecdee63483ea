using System.Globalization;
using AccordWatch.Acquire;
using AccordWatch.Extract;
using AccordWatch.Model;

namespace AccordWatch.Host.Commands;

/// <summary>What is to be expected of a source that was read once: how often it has news, whether programs are welcome, and how much text its articles give.</summary>
/// <param name="Rhythm">Median time between two of its entries; null when fewer than three bear a date.</param>
/// <param name="Robots">Why robots.txt keeps us from the source or from its newest article; null when it does not.</param>
/// <param name="CrawlDelay">The pause that robots.txt asks for, or null.</param>
/// <param name="FullText">0 to 1: how near the newest articles come to a whole one; null when none could be read.</param>
/// <param name="Articles">How many article pages were read for it.</param>
internal sealed record SourceTrial(TimeSpan? Rhythm, string? Robots, TimeSpan? CrawlDelay, double? FullText, int Articles)
{
    /// <summary>Characters of a whole article; one of Chinese, Japanese or Korean counts three.</summary>
    public const int WholeArticle = 1200;

    private const int Tried = 3;

    /// <summary>Asks robots.txt and reads up to three articles, under the pauses that their host wants.</summary>
    public static async Task<SourceTrial> OfAsync(Source source, SourceReading.News news, Fetcher fetcher, Robots robots, SiteRules sites, CancellationToken cancellationToken)
    {
        var newest = news.Feed.Entries.OrderByDescending(entry => entry.Published ?? DateTimeOffset.MinValue).ToList();
        var own = await robots.AskAsync(news.Body.Page.Url, source.AllowPrivate, cancellationToken);
        var objection = own.Objection is null ? null : $"{Shown(news.Body.Page.Url)}: {own.Objection}";
        var lengths = new List<int>();
        foreach (var entry in newest.Where(entry => entry.Link is not null).Take(Tried))
        {
            var url = new Uri(entry.Link!);
            var fetched = await fetcher.FetchAsync(url, new FetchConditions { AllowPrivate = source.AllowPrivate, Robots = robots }, cancellationToken);
            lengths.Add(fetched is Fetched.Body body && ArticleExtractor.Extract(body.Page, entry, source.Language, sites.For(body.Page.Url)) is Extraction.Found found ? LengthOf(found.Article.Text) : 0);
            objection ??= fetched is Fetched.Refused { Status: null } refused && refused.Because.Contains("robots.txt", StringComparison.Ordinal) ? refused.Because : null;
        }

        return new SourceTrial(RhythmOf(newest), objection, own.CrawlDelay, lengths.Count == 0 ? null : lengths.Average(length => Math.Min(1.0, (double)length / WholeArticle)), lengths.Count);
    }

    /// <summary>Length of a text in the measure of <see cref="WholeArticle"/>.</summary>
    public static int LengthOf(string text) => text.Sum(letter => letter > '\u2E80' ? 3 : 1);

    public string RhythmInWords => Rhythm is not { } rhythm ? "not known; too few entries bear a date"
        : rhythm.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"one entry every {rhythm.TotalDays:0} days")
        : rhythm.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $"one entry every {rhythm.TotalHours:0} h")
        : string.Create(CultureInfo.InvariantCulture, $"one entry every {Math.Max(1, rhythm.TotalMinutes):0} min");

    public string RobotsInWords => Robots ?? (CrawlDelay is { } delay ? string.Create(CultureInfo.InvariantCulture, $"allowed, with {delay.TotalSeconds:0.#} s between two requests") : "allowed");

    public string FullTextInWords => FullText is { } score ? string.Create(CultureInfo.InvariantCulture, $"{score:0 %} of a whole article, on average of {Articles} pages") : "not known; no entry leads to a page";

    private static TimeSpan? RhythmOf(IReadOnlyList<FeedEntry> newest)
    {
        var at = newest.Select(entry => entry.Published).OfType<DateTimeOffset>().ToList();
        var gaps = at.Zip(at.Skip(1), (later, earlier) => later - earlier).Order().ToList();
        return gaps.Count < 2 ? null : gaps[gaps.Count / 2];
    }

    private static string Shown(Uri url) => url.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped);
}
