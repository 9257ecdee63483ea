using System.Globalization;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Digest;

/// <summary>What both parts of a mail show: clean strings and checked links, nothing else. The HTML template sees these names.</summary>
public sealed record DigestView
{
    private const int MaxArticles = 5;

    public required string Subject { get; init; }

    /// <summary>What an inbox shows behind the subject.</summary>
    public required string Summary { get; init; }

    public IReadOnlyList<SectionView> Sections { get; init; } = [];
    public IReadOnlyList<ArticleView> Reviews { get; init; } = [];

    /// <summary>Empty unless something was left for the next edition.</summary>
    public string Left { get; init; } = "";

    /// <summary>How well the sources could be read; may be empty.</summary>
    public string Health { get; init; } = "";

    /// <summary>Why the reader gets this.</summary>
    public required string Why { get; init; }

    public required string UnsubscribeLink { get; init; }
    public required string Owner { get; init; }

    public static DigestView Of(DigestContent content)
    {
        var (fresh, changed) = (content.Items.Where(item => item.IsNew).ToList(), content.Items.Where(item => !item.IsNew).ToList());
        var counts = CountsOf(fresh.Count, changed.Count);
        var day = content.Day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var subscriber = content.Subscriber;
        return new DigestView
        {
            Subject = $"Space accords, {(subscriber.Cadence == Cadence.Weekly ? "week to " : "")}{day}: {counts}",
            Summary = Shown.Line($"{counts}: {string.Join("; ", content.Items.Select(item => item.Accord.Title))}", 110),
            Sections = [.. Section("New", fresh), .. Section("Changed", changed)],
            Reviews = [.. content.Reviews.Select(ReviewOf)],
            Left = content.Left == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{content.Left} more did not fit and will come with the next edition."),
            Health = content.Health.Length == 0 ? "" : Shown.Line($"{content.Health}.", 2000),
            Why = $"You get this {(subscriber.Cadence == Cadence.Weekly ? $"each {subscriber.On} after a week with news" : "each day that brings news")}, at {subscriber.At:HH\\:mm} ({Shown.Line(subscriber.Zone, 60)}), "
                + $"because {Shown.Line(subscriber.Address, 254)} is a subscriber of this AccordWatch.",
            UnsubscribeLink = content.UnsubscribeLink,
            Owner = content.Owner,
        };
    }

    private static string CountsOf(int fresh, int changed) => (fresh, changed) switch
    {
        (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{fresh} new"),
        (0, _) => string.Create(CultureInfo.InvariantCulture, $"{changed} changed"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{fresh} new, {changed} changed"),
    };

    private static SectionView[] Section(string title, List<DigestItem> items) => items.Count == 0 ? [] : [new SectionView(title, [.. items.Select(ItemOf)])];

    private static ItemView ItemOf(DigestItem item)
    {
        var accord = item.Accord;
        var articles = item.Articles.Where(article => !article.IsFolded).Select(ArticleOf).DistinctBy(article => (article.Url, article.Title)).ToList();
        return new ItemView
        {
            Id = accord.Id,
            Title = Shown.Line(accord.Title, 200),
            Note = item.MaybeTold ? "May already have been sent to you: the outcome of an earlier mail is not known." : "",
            Facts = [.. FactsOf(accord), .. CoverageOf(item)],
            Changes = [.. item.Changes.Take(10).Select(change => Shown.Line(change.Replace("->", "→", StringComparison.Ordinal).Replace('_', ' '), 200))],
            Quote = Shown.Line(item.Evidence?.Quote, 300),
            QuotedFrom = item.Evidence is not { } evidence ? ""
                : $"{(Shown.Link(evidence.Url) is { } link ? Shown.Host(link) : "unknown host")}, read {Day(evidence.FetchedAt)}",
            Articles = articles[..Math.Min(articles.Count, MaxArticles)],
            Further = articles.Count > MaxArticles ? string.Create(CultureInfo.InvariantCulture, $"and {articles.Count - MaxArticles} further articles") : "",
        };
    }

    private static IEnumerable<FactView> FactsOf(Accord accord)
    {
        yield return new FactView("Status", Words(accord.Status) + (accord.SignedOn is null ? "" : $", signed on {Shown.Line(accord.SignedOn, 20)}"));
        yield return new FactView("Form", $"{Words(accord.Instrument)}, {Words(accord.Kind)}");
        yield return new FactView("Parties", Shown.Line(string.Join(", ", accord.Parties.Select(party => party.Country is null ? party.Name : $"{party.Name} ({party.Country})")), 300));
        if (accord.Signatories.Count > 0)
        {
            yield return new FactView("Signed by", Shown.Line(string.Join(", ", accord.Signatories), 200));
        }

        if (accord.Areas.Count > 0)
        {
            yield return new FactView("Areas", Words(string.Join(", ", accord.Areas)));
        }

        yield return new FactView("Confidence", accord.Score.ToString("0 %", CultureInfo.InvariantCulture));
    }

    // One source says nothing about how many tell it.
    private static IEnumerable<FactView> CoverageOf(DigestItem item)
        => item.Articles.Select(article => article.Source).Distinct().Count() is var sources and > 1
            ? [new FactView("Coverage", string.Create(CultureInfo.InvariantCulture, $"in {sources} sources, {item.Accord.Sources} of them independent"))]
            : [];

    private static ArticleView ReviewOf(ReviewArticle review)
    {
        var article = ArticleOf(review.Article);
        return article with { About = $"{article.About}, {review.Score.ToString("0 %", CultureInfo.InvariantCulture)}" };
    }

    private static ArticleView ArticleOf(AccordArticle article)
    {
        var link = Shown.Link(article.Url);
        var about = new[] { link is null ? "" : Shown.Host(link), article.Source, article.Language ?? "", article.Published is { } published ? Day(published) : "" };
        var title = Shown.Line(article.Title, 200);
        return new ArticleView(
            title.Length > 0 ? title : "(untitled)",
            link?.AbsoluteUri ?? "",
            Shown.Line(string.Join(", ", about.Where(part => part.Length > 0)), 200));
    }

    private static string Words(string term) => Shown.Line(term == "mou" ? "memorandum of understanding" : term.Replace('_', ' '), 120);

    private static string Day(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>New, or Changed.</summary>
public sealed record SectionView(string Title, IReadOnlyList<ItemView> Items);

/// <summary>One accord.</summary>
public sealed record ItemView
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public string Note { get; init; } = "";
    public IReadOnlyList<FactView> Facts { get; init; } = [];
    public IReadOnlyList<string> Changes { get; init; } = [];
    public string Quote { get; init; } = "";
    public string QuotedFrom { get; init; } = "";
    public IReadOnlyList<ArticleView> Articles { get; init; } = [];
    public string Further { get; init; } = "";
}

/// <summary>A name and its value.</summary>
public sealed record FactView(string Name, string Value);

/// <summary>One article.</summary>
/// <param name="Title">Never empty.</param>
/// <param name="Url">http or https; empty when the address was neither.</param>
/// <param name="About">Host, source, language, date.</param>
public sealed record ArticleView(string Title, string Url, string About);
