using System.Globalization;
using AccordWatch.Acquire;
using AccordWatch.Classify;
using AccordWatch.Extract;
using AccordWatch.Host.Demo;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Stories;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Golden;

/// <summary>Floors of each stage over the newspapers of the demonstration: feeds, pages, stories, accords.</summary>
public sealed class NewsstandCorpusTests
{
    private const string Root = "https://newsstand.example";

    // Articles that tell one event; every other is a story of its own.
    private static readonly string[][] SameEvent =
    [
        ["mexico-russia-signing", "mexico-russia-space-gazette", "mexico-russia-reprint", "mexico-rusia-firma", "meksika-rossiya-podpisanie"],
        ["russia-china-moon-2018", "luna-2018-rossiya-kitay"],
        ["lunar-station-memorandum", "lunnaya-stantsiya-memorandum"],
    ];

    private static readonly HashSet<string> NoAccord =
    [
        "sre-niega-glonass", "gateway-oproverzhenie", "mexico-russia-trade-memorandum", "isro-university-centre", "ryazan-roskosmos", "axiom-dragon-contract", "nisar-launch", "saocom-1b-lanzamiento",
        "soyuz-ms-19-film", "apollo-soyuz-anniversary", "moon-mining-rumour", "nasa-budget-request", "ue-catar-cielos-abiertos", "abraham-accords-signing", "accord-recall", "manhattan-office-space",
    ];

    // An accord among other news: either answer has its reasons.
    private static readonly HashSet<string> Either = ["week-in-orbit-digest"];

    private static readonly Newsstand Stand = Newsstand.Load();

    public static TheoryData<string> Feeds => [.. Stand.Outlets.Where(outlet => outlet.Format != "page").Select(outlet => outlet.Name)];

    [Theory]
    [MemberData(nameof(Feeds))]
    public void Every_entry_of_every_kind_of_feed_is_read(string name)
    {
        var outlet = Stand.Outlets.Single(one => one.Name == name);
        var articles = Of(outlet);
        var (type, text) = NewsstandPages.Front(outlet, articles, $"{Root}/{name}");

        var feed = FeedReader.Read(outlet.Encoding.GetBytes(text), type, new Uri($"{Root}/{name}/"))!;

        Assert.Equal(articles.Select(article => (article.Title, $"{Root}/{name}/{article.Id}", article.Published)), feed.Entries.Select(entry => (entry.Title!, entry.Link!, entry.Published!.Value)));
    }

    [Fact]
    public async Task Every_headline_of_the_page_without_a_feed_is_read_and_nothing_else()
    {
        var outlet = Stand.Outlets.Single(one => one.Format == "page");
        var source = new Source { Name = outlet.Name, Url = new Uri($"{Root}/{outlet.Name}/"), Kind = SourceKind.Page };
        var (type, text) = NewsstandPages.Front(outlet, Of(outlet), $"{Root}/{outlet.Name}");

        var feed = await PageListing.ReadAsync(new Page(source.Url, outlet.Encoding.GetBytes(text), type, default), source, CancellationToken.None);

        Assert.Equal(Of(outlet).Select(article => article.Title), feed.Entries.Select(entry => entry.Title!));
    }

    [Fact]
    public void The_article_is_found_amid_the_furniture()
    {
        var right = Stand.Articles.Count(article => Extracted(article) is { } found
            && found.Title == article.Title && found.Published == article.Published && found.Language == article.Outlet.Language
            && found.Text == string.Join("\n\n", article.Paragraphs));

        AtLeast(0.97, (double)right / Stand.Articles.Count);
    }

    [Fact]
    public void Reports_of_one_event_are_one_story_in_all_languages()
    {
        var index = new StoryIndex(new StoryOptions());
        var classifier = new Classifier(KnowledgeBase.Load(Shipped.Config));
        var told = new List<(string Id, long Story)>();
        foreach (var article in Stand.Articles)
        {
            var read = Extracted(article)! with { Source = article.Outlet.Name };
            var telling = index.Tell(told.Count, read, article.Published, ActReader.Of(classifier.Read(read.Title, read.Text, read.Language, read.Published)));
            told.Add((article.Id, telling.Story));
        }

        AtLeast(0.99, BCubed(told));
    }

    [Fact]
    public void Accords_are_told_from_what_only_looks_like_them()
    {
        var classifier = new Classifier(KnowledgeBase.Load(Shipped.Config));
        var judged = Stand.Articles.Where(article => !Either.Contains(article.Id)).Select(article => (article.Id, Is: !NoAccord.Contains(article.Id), Told: IsAccord(classifier, Extracted(article)!))).ToList();

        AtLeast(0.98, 2.0 * judged.Count(one => one is { Is: true, Told: true }) / (judged.Count(one => one.Is) + judged.Count(one => one.Told)));
        Assert.DoesNotContain(judged, one => one is { Is: false, Told: true });
    }

    private static bool IsAccord(Classifier classifier, Article article) => classifier.Read(article.Title, article.Text, article.Language, article.Published).IsAccord;

    private static IReadOnlyList<DemoArticle> Of(Outlet outlet) => [.. Stand.Articles.Where(article => article.Outlet == outlet).Reverse()];

    private static Article? Extracted(DemoArticle article)
    {
        var root = $"{Root}/{article.Outlet.Name}";
        var html = NewsstandPages.Article(article, [.. Of(article.Outlet).Where(other => other != article).Take(4)], root);
        var page = new Page(new Uri($"{root}/{article.Id}"), article.Outlet.Encoding.GetBytes(html), $"text/html; charset={article.Outlet.Encoding.WebName}", article.Published);
        return (ArticleExtractor.Extract(page) as Extraction.Found)?.Article;
    }

    // Bagga and Baldwin 1998: precision and recall of each article's story, averaged over articles.
    private static double BCubed(IReadOnlyList<(string Id, long Story)> told)
    {
        var (precision, recall) = (0.0, 0.0);
        foreach (var (id, story) in told)
        {
            var gold = SameEvent.FirstOrDefault(group => group.Contains(id)) ?? [id];
            var together = told.Where(other => other.Story == story).Select(other => other.Id).ToList();
            var both = together.Count(gold.Contains);
            precision += (double)both / together.Count / told.Count;
            recall += (double)both / gold.Length / told.Count;
        }

        return 2 * precision * recall / (precision + recall);
    }

    private static void AtLeast(double floor, double reached)
        => Assert.True(reached >= floor, string.Create(CultureInfo.InvariantCulture, $"{reached:0.000} is below the floor of {floor:0.000}"));
}
