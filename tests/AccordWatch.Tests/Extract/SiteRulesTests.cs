using System.Text;
using AccordWatch.Extract;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Extract;

public sealed class SiteRulesTests : IDisposable
{
    private const string Html = """
        <html lang="en"><body><div class="hl">Harbour gets a new lamp</div><div class="by"><i>Ada Brook</i> on <b>Updated 9 March 2024</b> <b>5 March 2024</b></div>
        <div id="t"><div class="u">The lamp of the old harbour was taken down. <span class="more">Read on: The bridge.</span></div>
        <div class="u"><div class="u">Six men carried it through the town and up the hill to the church.</div></div></div>
        <div class="box">The Post asked its readers which boat of the harbour they like best, and more than four hundred of them answered within a week. Their letters fill two pages.</div></body></html>
        """;

    private const string Rule = """
        host: post.example
        body: ".u"
        title: .hl
        date: .by b
        authors: .by i
        drop: [.more]
        example:
          page: post.example.html
          title: Harbour gets a new lamp
          date: 2024-03-05
          authors: Ada Brook
          begins: The lamp of the old harbour
          ends: to the church.
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_rule_gives_text_title_day_and_authors_of_its_site_and_of_the_subdomains()
    {
        var rules = Load(Rule);

        var extraction = Extract(rules, "https://news.post.example/1", Html);

        var article = Assert.IsType<Extraction.Found>(extraction).Article;
        Assert.Equal("The lamp of the old harbour was taken down.\n\nSix men carried it through the town and up the hill to the church.", article.Text);
        Assert.Equal(("Harbour gets a new lamp", new DateTime(2024, 3, 5), "Ada Brook"), (article.Title, article.Published!.Value.Date, Assert.Single(article.Authors)));
        Assert.Equal("rule post.example", extraction.Rule!.ToString());
    }

    [Theory]
    [InlineData("https://post.example/1", true)]
    [InlineData("https://POST.example.:8080/1", true)]
    [InlineData("https://a.b.post.example/1", true)]
    [InlineData("https://lamppost.example/1", false)]
    [InlineData("https://example/1", false)]
    [InlineData("https://post.example.org/1", false)]
    [InlineData("https://127.0.0.1/1", false)]
    public void A_rule_is_for_its_own_host_only(string url, bool isFor) => Assert.Equal(isFor, Load(Rule).For(new Uri(url)) is not null);

    [Fact]
    public void What_a_rule_does_not_find_is_read_as_without_it_and_says_so()
    {
        const string story = "<html><head><title>The northern pier</title></head><body><article><h1>The northern pier</h1><time datetime='2024-02-09'>9 February</time><p>The northern pier of the harbour was opened again, after two winters of work on its stones, and the ferries to the islands leave from it as they did before.</p></article></body></html>";

        var extraction = Extract(Load(Rule), "https://post.example/2", story);

        var article = Assert.IsType<Extraction.Found>(extraction).Article;
        Assert.Equal(Assert.IsType<Extraction.Found>(Extract(null, "https://post.example/2", story)).Article with { Authors = article.Authors }, article);
        Assert.Equal("rule post.example, which found nothing for body, title, date, authors", extraction.Rule!.ToString());
    }

    [Fact]
    public void The_feed_does_not_bring_back_what_a_rule_drops()
    {
        var entry = new FeedEntry { Content = "<p>The lamp of the old harbour was taken down. Read on: The bridge.</p><p>Six men carried it through the town and up the hill to the church.</p>" };

        var extraction = ArticleExtractor.Extract(PageOf("https://post.example/1", Html), entry, rule: Load(Rule).For(new Uri("https://post.example/1")));

        Assert.DoesNotContain("Read on", Assert.IsType<Extraction.Found>(extraction).Article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title: .hl", "titel: .hl", 3, "'titel'", "did you mean 'title'?")]
    [InlineData("title: .hl", "title: .hl[", 3, "'title'", "is not a CSS selector; write one like")]
    [InlineData("title: .hl", "title: .headline", 3, "'title'", "finds nothing in post.example.html; correct the selector, or leave it out")]
    [InlineData("body: \".u\"", "body: \".by i\"", 2, "'body'", "finds nothing in")]
    [InlineData("drop: [.more]", "drop: [.more, .less]", 6, "'drop'", "'.less' finds nothing")]
    [InlineData("host: post.example", "host: https://post.example", 1, "'host'", "write it in small letters and without https://")]
    [InlineData("host: post.example", "host: mail.example", 1, "'host'", "call it mail.example.yaml")]
    [InlineData("  page: post.example.html", "  page: other.html", 8, "'example.page'", "is not beside this file; save the page")]
    [InlineData("  page: post.example.html", "  page: ../post.example.html", 8, "'example.page'", "is not the name of a file beside this one")]
    [InlineData("  title: Harbour gets a new lamp", "  title: Harbour", 9, "'example.title'", "stated is 'Harbour', but the page gives 'Harbour gets a new lamp'")]
    [InlineData("  date: 2024-03-05", "  date: 2024-03-09", 10, "'example.date'", "the page gives '2024-03-05'")]
    [InlineData("  date: 2024-03-05", "  date: 5 March", 10, "'example.date'", "write it as 2024-03-05")]
    [InlineData("  date: 2024-03-05\n", "", 8, "'example.date'", "is needed and missing")]
    [InlineData("  authors: Ada Brook", "  authors: [Ada Brook, Tom Reed]", 11, "'example.authors'", "stated is 'Ada Brook, Tom Reed'")]
    [InlineData("  begins: The lamp", "  begins: A lamp", 12, "'example.begins'", "correct the selectors or what is stated")]
    [InlineData("  ends: to the church.", "  ends: which boat", 13, "'example.ends'", "correct the selectors or what is stated")]
    public void A_mistake_in_a_rule_is_refused_with_file_line_key_and_the_next_step(string right, string wrong, int line, string key, string told)
    {
        Assert.Contains(right, Rule, StringComparison.Ordinal);

        var mistake = Assert.Throws<MistakeException>(() => Load(Rule.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains($"post.example.yaml:{line}: {key}: ", mistake.Message, StringComparison.Ordinal);
        Assert.Contains(told, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host: post.example\nbody: .u\n", "'example': is needed and missing; save the page of an article as post.example.html")]
    [InlineData("host: post.example\nexample: { page: post.example.html }\n", "the rule says nothing")]
    public void A_rule_without_an_example_or_without_a_selector_is_refused(string rule, string told)
        => Assert.Contains(told, Assert.Throws<MistakeException>(() => Load(rule)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_changed_page_is_a_changed_rule()
    {
        Load(Rule);
        var current = new Current<SiteRules>(() => SiteRules.Load(Config), () => SiteRules.StampOf(Config));
        Assert.Equal(1, current.Value.Count);
        Assert.False(current.Refresh());

        File.WriteAllText(_folder.File("knowledge/sites/post.example.html"), Html.Replace("new lamp", "new and brighter lamp", StringComparison.Ordinal));

        Assert.Contains("'example.title'", Assert.Throws<MistakeException>(() => current.Refresh()).Message, StringComparison.Ordinal);
        Assert.Equal(1, current.Value.Count);
    }

    [Fact]
    public void The_shipped_rules_prove_themselves() => Assert.NotNull(SiteRules.Load(Shipped.Config).For(new Uri("https://example.org/")));

    [Fact]
    public void A_hostile_page_holds_no_rule_longer_than_the_budget()
    {
        var slow = Rule.Replace("body: \".u\"", "body: \".u, i ~ u, u:has(i)\"", StringComparison.Ordinal).Replace("drop: [.more]", "drop: [\".more, u:nth-last-child(1)\"]", StringComparison.Ordinal);
        var rule = Load(slow).For(new Uri("https://post.example/1"));
        var page = PageOf("https://post.example/1", $"<html><body>{string.Concat(Enumerable.Repeat("<u>x</u>", 400_000))}</body></html>");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        ArticleExtractor.Extract(page, rule: rule);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private ConfigFolder Config => new(_folder.Path, null);

    private SiteRules Load(string rule, string html = Html)
    {
        Directory.CreateDirectory(_folder.File("knowledge/sites"));
        File.WriteAllText(_folder.File("knowledge/sites/post.example.yaml"), rule);
        File.WriteAllText(_folder.File("knowledge/sites/post.example.html"), html);
        return SiteRules.Load(Config);
    }

    private static Extraction Extract(SiteRules? rules, string url, string html) => ArticleExtractor.Extract(PageOf(url, html), rule: rules?.For(new Uri(url)));

    private static Page PageOf(string url, string html) => new(new Uri(url), Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
}
