using System.Text.Json;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Commands;

[Collection(TheConsole.Name)]
public sealed class SourcesCommandTests : IDisposable
{
    private const string Gazette = "sources:\n  - name: gazette\n    url: https://gazette.example/feed\n";
    private const string Feed = "<rss version=\"2.0\"><channel><title>Agency</title><language>en</language><item><guid>1</guid><title>Signed</title><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>";

    private readonly Web _web = new();
    private readonly Terminal _terminal = new(Gazette);

    public void Dispose()
    {
        _web.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public async Task Sources_of_the_file_are_listed_before_anything_was_read_and_nothing_is_made()
    {
        var said = await _terminal.RunAsync("sources", "list");

        Assert.Equal(0, said.Code);
        Assert.Contains("gazette  feed  --  file   https://gazette.example/feed  not read yet", said.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_terminal.Data));
    }

    [Fact]
    public async Task A_feed_is_added_with_one_visit_and_listed()
    {
        var url = _web.Tells("/feed", Told.Text(Feed, "application/rss+xml"));

        var added = await _terminal.RunAsync("sources", "add", url.AbsoluteUri, "--name", "agency", "--language", "en");
        var again = await _terminal.RunAsync("sources", "add", url.AbsoluteUri);
        var listed = await _terminal.RunAsync("sources", "list", "--json");

        Assert.Equal((0, $"added  agency  {url}  (1 entries)\n"), (added.Code, added.Out.ReplaceLineEndings("\n")));
        Assert.StartsWith("present  agency", again.Out, StringComparison.Ordinal);
        Assert.Single(_web.Asked);
        var fields = JsonDocument.Parse(listed.Out.Split('\n')[0]).RootElement;
        Assert.Equal(("agency", "added", "en", 0), (fields.GetProperty("name").GetString(), fields.GetProperty("origin").GetString(), fields.GetProperty("language").GetString(), fields.GetProperty("failures").GetInt32()));
        Assert.NotEqual(JsonValueKind.Null, fields.GetProperty("last_success_at").ValueKind);
    }

    [Fact]
    public async Task What_of_a_feed_is_beyond_its_bounds_is_told()
    {
        var url = _web.Tells("/feed", Told.Text(Feed.Replace("Signed", new string('x', 2_000), StringComparison.Ordinal), "application/rss+xml")).AbsoluteUri;

        var tested = await _terminal.RunAsync("sources", "test", url);
        await _terminal.RunAsync("sources", "add", url, "--name", "agency");
        _web.Tells("/feed", Told.Text(Feed.Replace("Signed", new string('y', 2_000), StringComparison.Ordinal), "application/rss+xml"));
        var polled = await _terminal.RunAsync("poll", "agency");

        const string note = "1 entries are larger than they may be and were shortened (title)";
        Assert.Contains($"note      {note}", tested.Out, StringComparison.Ordinal);
        Assert.Contains(note, polled.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_added_unless_the_user_insists()
    {
        var refused = await _terminal.RunAsync("sources", "add", _web.Url("/nowhere").AbsoluteUri);
        var insisted = await _terminal.RunAsync("sources", "add", _web.Url("/nowhere").AbsoluteUri, "--unchecked", "--name", "later");

        Assert.Equal(1, refused.Code);
        Assert.Contains("answered 404", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, insisted.Code);
        Assert.Contains("failing (1)", (await _terminal.RunAsync("sources", "list")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_a_feed_is_added_as_a_page()
    {
        var url = _web.Tells("/news", Told.Text("<main><h3><a href='/news/two-ministers-sign-a-launch-accord'>Two ministers sign a launch accord</a></h3></main>"));

        var said = await _terminal.RunAsync("sources", "add", url.AbsoluteUri, "--json");

        Assert.Equal("page", JsonDocument.Parse(said.Out).RootElement.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        var url = _web.Tells("/feed", Told.Text(Feed));

        var said = await _terminal.RunAsync("sources", "add", url.AbsoluteUri, "--dry-run");

        Assert.StartsWith("would add", said.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_terminal.Data));
    }

    [Fact]
    public async Task A_move_that_is_not_believed_yet_is_listed()
    {
        _web.Tells("/new", Told.Text(Feed));
        await _terminal.RunAsync("sources", "add", _web.Tells("/feed", Told.MovedTo("/new", 301)).AbsoluteUri, "--name", "agency");

        Assert.Contains($"; says that it has moved for good to {_web.Url("/new")}", (await _terminal.RunAsync("sources", "list")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Held_entries_are_listed_and_released()
    {
        await _terminal.RunAsync("sources", "add", _web.Tells("/feed", Told.Text(Feed)).AbsoluteUri, "--name", "agency");
        var flood = string.Concat(Enumerable.Range(0, 55).Select(number => $"<item><guid>old{number}</guid><title>Old {number}</title><pubDate>Sun, 01 Mar 2015 10:00:00 GMT</pubDate></item>"));
        _web.Tells("/feed", Told.Text($"<rss version=\"2.0\"><channel>{flood}</channel></rss>"));

        var polled = await _terminal.RunAsync("poll", "agency");
        var listed = await _terminal.RunAsync("sources", "list");
        var dry = await _terminal.RunAsync("sources", "release", "agency", "--dry-run");
        var released = await _terminal.RunAsync("sources", "release", "agency");

        Assert.Contains("55 held: 55 unknown entries came at once, 55 of them older than 30 days", polled.Out, StringComparison.Ordinal);
        Assert.Contains("55 old entries held, see: accordwatch sources release", listed.Out, StringComparison.Ordinal);
        Assert.Equal(("would release  agency  55 entries\n", "released  agency  55 entries\n"), (dry.Out.ReplaceLineEndings("\n"), released.Out.ReplaceLineEndings("\n")));
        Assert.DoesNotContain("held", (await _terminal.RunAsync("sources", "list")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_was_added_can_be_removed()
    {
        await _terminal.RunAsync("sources", "add", _web.Tells("/feed", Told.Text(Feed)).AbsoluteUri, "--name", "agency");

        var removed = await _terminal.RunAsync("sources", "remove", "agency");
        var ofFile = await _terminal.RunAsync("sources", "remove", "gazette");
        var unknown = await _terminal.RunAsync("sources", "remove", "gazete");

        Assert.Equal((0, 2, 2), (removed.Code, ofFile.Code, unknown.Code));
        Assert.Contains("Delete its block there", ofFile.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'gazette'", unknown.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("agency", (await _terminal.RunAsync("sources", "list")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_prints_what_a_source_shows()
    {
        var said = await _terminal.RunAsync("sources", "test", _web.Tells("/feed", Told.Text(Feed)).AbsoluteUri);

        Assert.Equal(0, said.Code);
        Assert.Contains("format    RSS 2.0", said.Out, StringComparison.Ordinal);
        Assert.Contains("entries   1", said.Out, StringComparison.Ordinal);
        Assert.Contains("newest    2026-03-01 10:00 UTC  Signed", said.Out, StringComparison.Ordinal);
        Assert.Contains("language  en", said.Out, StringComparison.Ordinal);
        Assert.Contains("text      none", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_says_what_is_to_be_expected()
    {
        var items = string.Concat(Enumerable.Range(0, 5).Select(number => $"<item><guid>{number}</guid><title>News {number}</title><link>{_web.Url($"/news/{number}")}</link><pubDate>Sun, 01 Mar 2026 {20 - (number * 4)}:00:00 GMT</pubDate></item>"));
        var url = _web.Tells("/feed", Told.Text($"<rss version=\"2.0\"><channel><title>Agency</title>{items}</channel></rss>", "application/rss+xml"));
        _web.Tells("/robots.txt", Told.Text("User-agent: *\nDisallow: /news/2\nCrawl-delay: 0.1", "text/plain"));
        foreach (var number in Enumerable.Range(0, 3))
        {
            _web.Tells($"/news/{number}", Told.Text($"<html><body><article><h1>News {number}</h1>{string.Concat(Enumerable.Range(1, 20).Select(part => $"<p>Article {part} of the agreement that the two agencies signed in the capital on Monday is about the exploration of the Moon, number {number}.</p>"))}</article></body></html>"));
        }

        var said = await _terminal.RunAsync("sources", "test", url.AbsoluteUri);
        var fields = JsonDocument.Parse((await _terminal.RunAsync("sources", "test", url.AbsoluteUri, "--json")).Out).RootElement;

        Assert.Contains("rhythm    one entry every 4 h", said.Out, StringComparison.Ordinal);
        Assert.Contains($"robots    {_web.Url("/news/2")}: robots.txt does not allow it", said.Out, StringComparison.Ordinal);
        Assert.Contains("fulltext  67 % of a whole article, on average of 3 pages", said.Out, StringComparison.Ordinal);
        Assert.Equal((240, 0.67), (fields.GetProperty("rhythm_minutes").GetDouble(), fields.GetProperty("full_text_score").GetDouble()));
        Assert.DoesNotContain(_web.Asked, asked => asked.Path == "/news/2");
    }

    [Theory]
    [InlineData("/page", "not a feed")]
    [InlineData("/empty", "empty body")]
    [InlineData("/nowhere", "answered 404")]
    [InlineData("/loop", "more than 5 redirects")]
    public async Task A_test_that_fails_says_why(string path, string because)
    {
        _web.Tells("/page", Told.Text("<html><body>Hi</body></html>"));
        _web.Tells("/empty", Told.Text(""));
        _web.Tells("/loop", Told.MovedTo("/loop"));

        var said = await _terminal.RunAsync("sources", "test", _web.Url(path).AbsoluteUri);

        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(because, said.Error, StringComparison.Ordinal);
        Assert.Contains(path, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_address_is_not_tested()
    {
        var said = await _terminal.RunAsync("sources", "test", "http://10.0.0.1/feed");

        Assert.Equal(1, said.Code);
        Assert.Contains("allow_private", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feeds_of_a_site_are_discovered()
    {
        _web.Tells("/the-feed", Told.Text(Feed));
        var url = _web.Tells("/", Told.Text("<html><head><link rel=alternate type='application/rss+xml' href='/the-feed'><link rel=alternate type='application/rss+xml' href='/dead'></head></html>"));

        var said = await _terminal.RunAsync("sources", "discover", url.AbsoluteUri);

        Assert.Equal((0, $"{_web.Url("/the-feed")}  RSS 2.0, 1 entries  Agency\n"), (said.Code, said.Out.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task A_site_with_nothing_to_read_is_told()
    {
        var said = await _terminal.RunAsync("sources", "discover", _web.Tells("/", Told.Text("<html><body>Hi</body></html>")).AbsoluteUri);

        Assert.Equal(1, said.Code);
        Assert.Contains("neither a feed nor headlines", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_imported_line_by_line_and_exported_again()
    {
        var file = _terminal.Write("feeds.opml", """
            <opml version="2.0"><body><outline text="Agency" xmlUrl="https://agency.example/feed"/><outline text="Gazette" xmlUrl="https://gazette.example/feed"/><outline text="Broken" type="rss"/></body></opml>
            """);

        var dry = await _terminal.RunAsync("sources", "import", file, "--dry-run");
        var said = await _terminal.RunAsync("sources", "import", file);
        var exported = await _terminal.RunAsync("sources", "export");

        Assert.Equal(dry.Out, said.Out);
        Assert.Equal((0, "added    agency  https://agency.example/feed\npresent  gazette  https://gazette.example/feed\ninvalid  Broken  names no feed (xmlUrl is missing)\n"), (said.Code, said.Out.ReplaceLineEndings("\n")));
        Assert.Contains("1 added, 1 present, 1 invalid", said.Error, StringComparison.Ordinal);
        Assert.Contains("xmlUrl=\"https://agency.example/feed\"", exported.Out, StringComparison.Ordinal);
        Assert.Contains("xmlUrl=\"https://gazette.example/feed\"", exported.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_list_is_refused_by_name()
    {
        var said = await _terminal.RunAsync("sources", "import", _terminal.Write("x.opml", "<!DOCTYPE opml><opml/>"));

        Assert.Equal(2, said.Code);
        Assert.Contains("x.opml: a document type definition", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_in_the_file_is_told_with_its_line()
    {
        using var terminal = new Terminal("sources:\n  - name: a\n    url: https://a.example/\n    langauge: en\n");

        var said = await terminal.RunAsync("sources", "list");

        Assert.Equal((2, ""), (said.Code, said.Out));
        Assert.Contains("sources.yaml:4:", said.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'language'", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_is_told()
    {
        var data = Path.Combine(_terminal.Write("file", "not a folder"), "data");

        var said = await _terminal.RunOnAsync(data, "sources", "add", _web.Tells("/feed", Told.Text(Feed)).AbsoluteUri);

        Assert.Equal(2, said.Code);
        Assert.Contains($"{data}: the data directory cannot be written", said.Error, StringComparison.Ordinal);
        Assert.Contains("--data DIR", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_instance_is_refused_where_it_would_write_and_may_still_read()
    {
        var url = _web.Tells("/feed", Told.Text(Feed)).AbsoluteUri;
        await _terminal.RunAsync("sources", "add", url, "--name", "agency");
        using var first = InstanceLock.Take(_terminal.Data);

        var writes = await _terminal.RunAsync("sources", "remove", "agency");
        var reads = await _terminal.RunAsync("sources", "list");

        Assert.Equal((4, 0), (writes.Code, reads.Code));
        Assert.Contains("in use by another accordwatch", writes.Error, StringComparison.Ordinal);
        Assert.Contains("agency", reads.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_a_mistake_of_usage() => Assert.Equal(2, (await _terminal.RunAsync("sources", "lisst")).Code);

    [Theory]
    [InlineData("list")]
    [InlineData("add")]
    [InlineData("remove")]
    [InlineData("discover")]
    [InlineData("test")]
    [InlineData("import")]
    [InlineData("export")]
    public async Task Every_command_shows_examples(string command)
        => Assert.Contains($"accordwatch sources {command}", (await _terminal.RunAsync("sources", command, "--help")).Out, StringComparison.Ordinal);
}
