using AccordWatch.Text;

namespace AccordWatch.Tests.Text;

public sealed class CanonicalUrlTests
{
    [Theory]
    [InlineData("http://www.Gazette.example/a/b/?utm_source=rss&id=7#top", "https://gazette.example/a/b?id=7")]
    [InlineData("https://m.gazette.example/story/amp/", "https://gazette.example/story")]
    [InlineData("https://gazette.example", "https://gazette.example/")]
    [InlineData("https://gazette.example:8443/x?fbclid=1", "https://gazette.example:8443/x")]
    [InlineData("https://m.example/x", "https://m.example/x")]
    public void The_same_article_has_one_url(string read, string canonical) => Assert.Equal(canonical, CanonicalUrl.Of(new Uri(read)).AbsoluteUri);
}
