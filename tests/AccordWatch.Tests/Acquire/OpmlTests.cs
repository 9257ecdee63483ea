using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Model;

namespace AccordWatch.Tests.Acquire;

public sealed class OpmlTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        Source[] sources =
        [
            new() { Name = "gazette", Url = new Uri("https://gazette.example/feed?a=1&b=2"), Language = "es", Categories = ["press", "latin america"] },
            new() { Name = "agency", Url = new Uri("https://agency.example/news"), Kind = SourceKind.Page, LinkSelector = "h2 > a", UrlPattern = "*/news/*", Every = TimeSpan.FromHours(6), FullText = false, Categories = ["agency"] },
            new() { Name = "plain", Url = new Uri("https://plain.example/rss") },
            new() { Name = "blog", Url = new Uri("https://blog.example/feed"), Paging = Paging.WordPress },
        ];

        var outlines = Read(Opml.Write(sources, DateTimeOffset.UnixEpoch));

        Assert.All(outlines, outline => Assert.Equal(OutlineResult.Added, outline.Result));
        Assert.Equal(sources.Select(Shown), outlines.Select(outline => Shown(outline.Source!)));
    }

    [Fact]
    public void It_says_which_version_it_is() => Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"", Opml.Write([], DateTimeOffset.UnixEpoch), StringComparison.Ordinal);

    [Fact]
    public void Old_lists_with_capital_tags_and_nested_folders_are_read()
    {
        var outlines = Read("""
            <OPML VERSION="1.0"><HEAD/><BODY>
              <OUTLINE TITLE="Space"><OUTLINE TEXT="Agencies"><OUTLINE TITLE="The Agency &amp; Co" XMLURL="https://agency.example/feed"/></OUTLINE>
              <OUTLINE XMLURL="feed://untitled.example/rss" CATEGORY="/a/b,/c"/></OUTLINE></BODY></OPML>
            """);

        Assert.Equal(["the-agency-co", "untitled-example"], outlines.Select(outline => outline.Source!.Name));
        Assert.Equal(["Space/Agencies"], outlines[0].Source!.Categories);
        Assert.Equal(["Space", "a/b", "c"], outlines[1].Source!.Categories);
        Assert.Equal("https://untitled.example/rss", outlines[1].Source!.Url.AbsoluteUri);
    }

    [Fact]
    public void Every_outline_has_its_result()
    {
        var outlines = Read(
            """
            <opml version="2.0"><body>
              <outline text="new" type="rss" xmlUrl="https://new.example/feed"/>
              <outline text="new again" type="rss" xmlUrl="http://www.new.example/feed/"/>
              <outline text="known" type="rss" xmlUrl="https://known.example/feed"/>
              <outline text="no address" type="rss"/>
              <outline text="mail" type="rss" xmlUrl="mailto:a@b.example"/>
              <outline text="inside" type="rss" xmlUrl="http://192.168.0.1/feed"/>
              <outline text="a & b" type="rss" xmlUrl="https://last.example/feed"/>
            </body></opml>
            """,
            new Source { Name = "known", Url = new Uri("https://known.example/feed") });

        Assert.Equal(
            [OutlineResult.Added, OutlineResult.Present, OutlineResult.Present, OutlineResult.Invalid, OutlineResult.Invalid, OutlineResult.Invalid, OutlineResult.Added],
            outlines.Select(outline => outline.Result));
        Assert.Equal("known", outlines[2].Source!.Name);
        Assert.Contains("xmlUrl", outlines[3].Reason, StringComparison.Ordinal);
        Assert.Contains("not a web address", outlines[4].Reason, StringComparison.Ordinal);
        Assert.Contains("private", outlines[5].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_titles_get_names_of_their_own()
        => Assert.Equal(["news", "news-2"], Read("<opml><body><outline text='News' xmlUrl='https://a.example/'/><outline text='News' xmlUrl='https://b.example/'/></body></opml>").Select(outline => outline.Source!.Name));

    [Theory]
    [InlineData("<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><body><outline text='&x;'/></body></opml>", "DTD")]
    [InlineData("<html><body>Hello</body></html>", "not an OPML file")]
    [InlineData("", "not an OPML file")]
    [InlineData("{}", "not an OPML file")]
    public void What_is_no_list_is_refused_as_a_whole(string text, string because)
        => Assert.Contains(because, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_without_end_is_refused()
        => Assert.Contains("more than 10000", Assert.Throws<InvalidDataException>(() => Read($"<opml><body>{string.Concat(Enumerable.Repeat("<outline/>", 10_001))}</body></opml>")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_largest_list_of_equal_titles_is_read_in_little_time()
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();

        var outlines = Read($"<opml><body>{string.Concat(Enumerable.Range(0, 10_000).Select(number => $"<outline text='News' xmlUrl='https://a{number}.example/'/>"))}</body></opml>");

        Assert.Equal(10_000, outlines.Select(outline => outline.Source!.Name).Distinct().Count());
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Folders_without_end_do_not_exhaust_the_stack()
        => Read($"<opml><body>{string.Concat(Enumerable.Repeat("<outline text='x'>", 10_000))}</body></opml>");

    private static IReadOnlyList<OpmlOutline> Read(string text, params Source[] present) => Opml.Read(Encoding.UTF8.GetBytes(text), present);

    private static string Shown(Source source)
        => $"{source.Name} {source.Url} {source.Kind} {source.Language} {string.Join('|', source.Categories)} {source.LinkSelector} {source.UrlPattern} {source.Every} {source.FullText} {source.Paging}";
}
