using AccordWatch.Acquire;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Acquire;

/// <summary>Where a feed names its hub (WebSub 4).</summary>
public sealed class HubDiscoveryTests : IDisposable
{
    private const string InFeed = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='hub' href='https://hub.example/in-feed'/><atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' href='https://gazette.example/in-feed'/>";

    private readonly Newsroom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task In_the_elements_of_RSS()
        => Assert.Equal(("https://hub.example/in-feed", "https://gazette.example/in-feed"), await NamedAsync(Newsroom.RssWith(InFeed, Newsroom.Item("a"))));

    [Fact]
    public async Task In_the_elements_of_Atom()
        => Assert.Equal(
            ("https://hub.example/atom", "https://gazette.example/atom"),
            await NamedAsync(Told.Text("<feed xmlns='http://www.w3.org/2005/Atom'><title>G</title><link rel='self' href='https://gazette.example/atom'/><link rel='hub' href='https://hub.example/atom'/><entry><id>a</id><title>A</title></entry></feed>")));

    [Fact]
    public async Task In_JSON_Feed_among_hubs_of_other_kinds()
        => Assert.Equal(
            ("https://hub.example/json", "https://gazette.example/feed.json"),
            await NamedAsync(Told.Text("""{"version":"https://jsonfeed.org/version/1.1","title":"G","feed_url":"https://gazette.example/feed.json","hubs":[{"type":"rssCloud","url":"https://cloud.example/"},{"type":"WebSub","url":"https://hub.example/json"}],"items":[{"id":"a","title":"A"}]}""")));

    [Theory]
    [InlineData("<https://hub.example/>; rel=\"hub\", <https://gazette.example/feed>; rel=\"self\"")]
    [InlineData("<https://gazette.example/feed>; title=\"a, b; rel=hub\"; rel=self,<https://hub.example/>;rel=hub")]
    [InlineData("<https://gazette.example/feed>; rel=\"alternate self\", <https://hub.example>; REL=\"HUB\"")]
    public async Task In_the_Link_header_before_the_feed(string header)
        => Assert.Equal(("https://hub.example/", "https://gazette.example/feed"), await NamedAsync(Newsroom.RssWith(InFeed, Newsroom.Item("a")).With("Link", header)));

    [Theory]
    [InlineData("<ftp://hub.example/>; rel=hub")]
    [InlineData("<https://hub.example/; rel=hub")]
    [InlineData("<https://hub.example/>; title=\"rel=hub\"")]
    [InlineData("<https://hub.example/>; rel=hubs")]
    public async Task Not_in_a_header_that_names_none(string header)
        => Assert.Equal((null, null), await NamedAsync(Newsroom.Rss(Newsroom.Item("a")).With("Link", header)));

    [Fact]
    public async Task A_feed_without_an_address_of_its_own_is_the_topic_where_it_was_read()
    {
        var named = await NamedAsync(Newsroom.Rss(Newsroom.Item("a")).With("Link", "<https://hub.example/>; rel=hub"));

        Assert.Equal(("https://hub.example/", _room.Web.Url("/feed").AbsoluteUri), named);
    }

    [Fact]
    public async Task An_answer_that_nothing_has_changed_leaves_the_hub_as_it_was()
    {
        await NamedAsync(Newsroom.RssWith(InFeed, Newsroom.Item("a")).With("ETag", "\"1\""));
        _room.Web.Tells("/feed", Told.Nothing(304));

        Assert.Equal(VisitOutcome.Unchanged, (await _room.VisitAsync(TimeSpan.FromHours(1))).Outcome);

        Assert.Equal("https://hub.example/in-feed", _room.State.Hub?.AbsoluteUri);
    }

    private async Task<(string? Hub, string? Topic)> NamedAsync(Told told)
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", told));
        return (_room.State.Hub?.AbsoluteUri, _room.State.Topic?.AbsoluteUri);
    }
}
