using System.Text.Json;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Commands;

[Collection(TheConsole.Name)]
public sealed class OperatingCommandsTests : IDisposable
{
    private readonly Web _web = new();
    private readonly Terminal _terminal = new();

    public void Dispose()
    {
        _web.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public async Task Every_command_explains_itself_with_examples()
    {
        string[] commands = ["run", "demo", "poll", "sources", "parse", "extract", "group", "compare", "train", "classify", "evaluate", "explain", "accords", "digest", "doctor", "status", "health", "config"];
        foreach (var command in commands)
        {
            var said = await _terminal.RunAsync(command, "--help");

            Assert.Equal(0, said.Code);
            Assert.Contains("Example", said.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Polling_tells_each_source_apart_and_one_that_fails_stops_no_other()
    {
        _terminal.Write("config/sources.yaml", $"sources:\n  - name: good\n    url: {_web.Tells("/feed", Told.Text("<rss version=\"2.0\"><channel><item><guid>1</guid><title>One</title></item></channel></rss>"))}\n  - name: gone\n    url: {_web.Url("/gone")}\n");

        var said = await _terminal.RunAsync("poll");

        Assert.Equal(0, said.Code);
        Assert.Contains("good  body       1 new entries", said.Out, StringComparison.Ordinal);
        Assert.Contains("gone  failed", said.Out, StringComparison.Ordinal);
        Assert.Contains("404", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rule_of_a_site_is_used_and_named_and_what_it_does_not_find_is_told()
    {
        var sentences = string.Concat(Enumerable.Range(1, 20).Select(part => $"<div class='u'>Part {part} of the agreement that the two agencies signed in the capital on Monday is about rockets. </div>"));
        var ruled = $"<html><body><div class='hl'>The agreement</div><p>Members of the Post can read the evening edition on the screen at six o'clock, and write to the editors.</p>{sentences.Replace("</div><div", "</div><hr><div", StringComparison.Ordinal)}</body></html>";
        var page = _web.Tells("/one", Told.Text(ruled));
        _web.Tells("/two", Told.Text("<html><body><article><h1>The pier</h1><p>The northern pier of the harbour was opened again, after two winters of work on its stones, and the ferries leave from it.</p></article></body></html>"));
        Directory.CreateDirectory(_terminal.Folder("config/knowledge/sites"));
        var saved = _terminal.Write("config/knowledge/sites/127.0.0.1.html", ruled);
        _terminal.Write("config/knowledge/sites/127.0.0.1.yaml", "host: 127.0.0.1\nbody: .u\ntitle: .hl\nexample:\n  page: 127.0.0.1.html\n  title: The agreement\n  begins: Part 1\n  ends: about rockets.\n");

        var extracted = await _terminal.RunAsync("extract", page.AbsoluteUri);
        var fromFile = await _terminal.RunAsync("extract", saved, "--url", page.AbsoluteUri, "--json");
        var missed = await _terminal.RunAsync("extract", _web.Url("/two").AbsoluteUri);
        var batch = await _terminal.RunAsync("extract", "--batch", _terminal.Write("cases.jsonl", $"{{\"case\":\"1\",\"file\":\"{saved.Replace('\\', '/')}\",\"url\":\"{page}\"}}\n"));

        Assert.DoesNotContain("Members", extracted.Out, StringComparison.Ordinal);
        Assert.Contains($"{page}: read with the rule 127.0.0.1.", extracted.Error, StringComparison.Ordinal);
        Assert.All(new[] { fromFile.Out, batch.Out }, line => Assert.Contains("\"rule\":{\"host\":\"127.0.0.1\",\"missed\":[]}", line, StringComparison.Ordinal));
        Assert.Contains("rule 127.0.0.1, which found nothing for body, title.", missed.Error, StringComparison.Ordinal);
        Assert.Contains("The northern pier", missed.Out, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1.yaml", (await _terminal.RunAsync("config", "check")).Out, StringComparison.Ordinal);

        var items = string.Concat(new[] { "/one", "/two" }.Select(path => $"<item><guid>{path}</guid><link>{_web.Url(path)}</link><title>News</title></item>"));
        var feed = _web.Tells("/feed", Told.Text($"<rss version=\"2.0\"><channel>{items}</channel></rss>", "application/rss+xml"));
        _terminal.Write("config/sources.yaml", $"sources:\n  - name: post\n    url: {feed}\n    language: en\n");
        Assert.Contains("fulltext  55 % of a whole article, on average of 2 pages", (await _terminal.RunAsync("sources", "test", feed.AbsoluteUri)).Out, StringComparison.Ordinal);
        Assert.Contains("2 articles, 1 read with the rule 127.0.0.1, which found nothing for body, title", (await _terminal.RunAsync("poll")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_that_robots_txt_keeps_from_us_is_told_in_the_words_of_its_feed_and_says_so()
    {
        const string words = "Kenya and Norway signed an agreement on space cooperation on Tuesday. The ministers of both countries put their names to it in Nairobi. They will share satellite data and train engineers together for five years.";
        _web.Tells("/robots.txt", Told.Text("User-agent: *\nDisallow: /one", "text/plain"));
        var feed = _web.Tells("/feed", Told.Text($"<rss version=\"2.0\"><channel><item><guid>1</guid><link>{_web.Url("/one")}</link><title>Kenya and Norway sign space agreement</title><description>{words}</description></item></channel></rss>"));
        _terminal.Write("config/sources.yaml", $"sources:\n  - name: gazette\n    url: {feed}\n    language: en\n");

        var polled = await _terminal.RunAsync("poll");
        var explained = await _terminal.RunAsync("explain", "1");

        Assert.Contains("1 articles, 1 in the words of the feed", polled.Out, StringComparison.Ordinal);
        Assert.Contains("KEN-NOR", polled.Out, StringComparison.Ordinal);
        Assert.Contains("in the words of the feed:", explained.Out, StringComparison.Ordinal);
        Assert.Contains("robots.txt does not allow it (Disallow: /one)", explained.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(_web.Asked, asked => asked.Path == "/one");
    }

    [Fact]
    public async Task The_state_names_troubles_and_gaps()
    {
        _terminal.Write("config/sources.yaml", $"sources:\n  - name: gazette\n    url: {_web.Tells("/feed", Told.Nothing(410))}\n");
        await _terminal.RunAsync("poll");

        var status = JsonDocument.Parse((await _terminal.RunAsync("status", "--json")).Out).RootElement;
        var words = (await _terminal.RunAsync("status")).Out;
        var listed = (await _terminal.RunAsync("sources", "list")).Out;

        Assert.Equal("gone", status.GetProperty("incidents")[0].GetProperty("kind").GetString());
        Assert.Equal("down", status.GetProperty("gaps")[0].GetProperty("cause").GetString());
        Assert.Contains("health       1 source watched, 1 in trouble; gone: gazette", words, StringComparison.Ordinal);
        Assert.Contains("not visited any more", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_is_checked_with_file_line_and_key()
    {
        var well = await _terminal.RunAsync("config", "check");
        _terminal.Write("config/watch.yaml", "thresholds:\n  acept: 0.6\n");
        var ill = await _terminal.RunAsync("config", "check");

        Assert.Equal(0, well.Code);
        Assert.Equal(2, ill.Code);
        Assert.Contains("watch.yaml:2: 'thresholds.acept': unknown key; did you mean 'accept'?", ill.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_masked_when_the_configuration_is_shown()
    {
        var said = await _terminal.RunAsync("config", "show", "--json");

        var keys = said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString()).ToList();
        Assert.Contains("mail.password", keys);
        Assert.Contains("schedule.look", keys);
    }

    [Fact]
    public async Task Health_is_bad_without_a_daemon_and_says_how_to_start_one()
    {
        var said = await _terminal.RunAsync("health");

        Assert.Equal(1, said.Code);
        Assert.Contains("accordwatch run", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_names_the_next_step()
    {
        var said = await _terminal.RunAsync("doctor");

        Assert.Equal(0, said.Code);
        Assert.Contains("nobody gets digests", said.Out, StringComparison.Ordinal);
        Assert.Contains("next: add an address", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_is_not_sent_to_nobody()
    {
        var said = await _terminal.RunAsync("digest", "send");

        Assert.Equal(2, said.Code);
        Assert.Contains("subscribers", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_answers_line_by_line_and_a_bad_line_does_not_end_it()
    {
        var file = _terminal.Write("batch.jsonl", "{\"id\":\"1\",\"title\":\"Kenya and Norway sign space agreement\",\"text\":\"Kenya and Norway signed an agreement on space cooperation.\",\"lang\":\"en\"}\nnot json\n{\"id\":\"3\",\"text\":\"Rain is expected.\"}\n");

        var said = await _terminal.RunAsync("classify", "--batch", file);

        var lines = said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(3, lines.Count);
        Assert.True(lines[0].GetProperty("accord").GetBoolean());
        Assert.True(lines[1].TryGetProperty("error", out _));
        Assert.False(lines[2].GetProperty("accord").GetBoolean());
    }
}
