using AccordWatch.Acquire;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Acquire;

public sealed class SourceListTests
{
    [Fact]
    public void The_shipped_sources_load()
    {
        var sources = SourceList.Load(YamlFile.Read(Shipped.Config.PathOf("sources.yaml")));

        Assert.NotEmpty(sources);
        Assert.Contains(sources, source => source.Kind == SourceKind.Page && source.UrlPattern is not null && source.Every is not null);
    }

    [Fact]
    public void A_block_has_its_fields()
    {
        var source = Assert.Single(Load("""
            sources:
              - name: gazette
                url: https://gazette.example/news
                kind: page
                language: es
                category: [press, wire]
                selector: main h2 a
                pattern: "*/news/*"
                full_text: false
                every: 6h
                allow_private: 10.1.2.0/24
            """));

        Assert.Equal(("gazette", "https://gazette.example/news", SourceKind.Page, "es"), (source.Name, source.Url.AbsoluteUri, source.Kind, source.Language));
        Assert.Equal(("main h2 a", "*/news/*", false, TimeSpan.FromHours(6)), (source.LinkSelector, source.UrlPattern, source.FullText, source.Every!.Value));
        Assert.Equal(["press", "wire"], source.Categories);
        Assert.Equal(["10.1.2.0/24"], source.AllowPrivate);
    }

    [Fact]
    public void Only_name_and_url_are_needed()
    {
        var source = Assert.Single(Load("sources:\n  - name: a\n    url: https://a.example/feed\n"));

        Assert.Equal((SourceKind.Feed, true, (TimeSpan?)null), (source.Kind, source.FullText, source.Every));
    }

    [Theory]
    [InlineData("langauge: en", 4, "did you mean 'language'")]
    [InlineData("kind: pages", 4, "did you mean 'page'")]
    [InlineData("paging: wordpres", 4, "did you mean 'wordpress'")]
    [InlineData("every: soon", 4, "'soon' is not a duration")]
    [InlineData("every: 5s", 4, "outside 1m to 30d")]
    [InlineData("language: english", 4, "two small letters")]
    [InlineData("full_text: perhaps", 4, "neither true nor false")]
    [InlineData("allow_private: 10.1.2.0/99", 4, "neither a host name nor a range")]
    [InlineData("selector: h2 a", 4, "only for pages")]
    public void A_mistake_names_line_and_remedy(string wrong, int line, string message) => AssertMistake($"sources:\n  - name: a\n    url: https://a.example/feed\n    {wrong}\n", line, message);

    [Theory]
    [InlineData("ftp://a.example/feed")]
    [InlineData("a.example/feed")]
    [InlineData("/feed")]
    [InlineData("https:///feed")]
    public void What_is_no_web_address_is_a_mistake(string url) => AssertMistake($"sources:\n  - name: a\n    url: {url}\n", 3, "not a web address");

    [Fact]
    public void A_password_in_an_address_is_a_mistake() => AssertMistake("sources:\n  - name: a\n    url: https://me:secret@a.example/\n", 3, "user name or password");

    [Fact]
    public void A_selector_that_is_none_is_a_mistake() => AssertMistake("sources:\n  - name: a\n    url: https://a.example/\n    kind: page\n    selector: \"h2[[\"\n", 5, "not a CSS selector");

    [Fact]
    public void A_name_may_not_stand_twice() => AssertMistake("sources:\n  - name: a\n    url: https://a.example/\n  - name: a\n    url: https://b.example/\n", 4, "first in line 2");

    [Theory]
    [InlineData("My News")]
    [InlineData("-news")]
    [InlineData("news/../x")]
    public void A_name_is_made_of_small_letters_digits_and_hyphens(string name) => AssertMistake($"sources:\n  - name: \"{name}\"\n    url: https://a.example/\n", 2, "is not a name");

    [Theory]
    [InlineData("Space News (English)", "https://x.example/", "space-news-english")]
    [InlineData("Новости", "https://www.novosti.example/rss", "novosti-example")]
    [InlineData("", "https://www.gazette.example/feed", "gazette-example")]
    [InlineData("Taken", "https://x.example/", "taken-2")]
    public void A_name_is_made_of_the_title_or_the_host(string title, string url, string name)
        => Assert.Equal(name, SourceList.NameFor(title, new Uri(url), new HashSet<string> { "taken" }));

    private static IReadOnlyList<Source> Load(string text) => SourceList.Load(YamlFile.Parse(text, "sources.yaml"));

    private static void AssertMistake(string text, int line, string message)
    {
        var mistake = Assert.Throws<MistakeException>(() => Load(text));

        Assert.Equal(("sources.yaml", line), (mistake.File, mistake.Line));
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }
}
