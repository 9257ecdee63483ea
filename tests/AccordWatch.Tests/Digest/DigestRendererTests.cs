using System.Text;
using System.Text.RegularExpressions;
using AccordWatch.Digest;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Digest;

public sealed partial class DigestRendererTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly DigestRenderer Renderer = new(Shipped.Config.PathOf("templates/digest.html.hbs"));

    [Fact]
    public void The_subject_counts_what_is_new_and_what_changed()
    {
        var content = Content([Item("A"), Item("B"), Item("C"), Item("D") with { IsNew = false, Changes = ["status: planned -> in_force"] }]);

        Assert.Equal("Space accords, 25 November 2026: 3 new, 1 changed", Renderer.Render(content).Subject);
        Assert.Equal("Space accords, week to 25 November 2026: 1 new", Renderer.Render(Content([Item("A")], Cadence.Weekly)).Subject);
    }

    [Fact]
    public void An_item_tells_parties_form_state_change_proof_and_reports_in_both_parts()
    {
        var digest = Renderer.Render(Content([Item("Mexico and Russia") with { IsNew = false, Changes = ["status: planned -> in_force"] }]));

        foreach (var part in new[] { digest.Text, Plain(digest.Html) })
        {
            Assert.Contains("status: planned → in force", part, StringComparison.Ordinal);
            Assert.Contains("AEM (MX), Roscosmos (RU)", part, StringComparison.Ordinal);
            Assert.Contains("in force, signed on 2021-09-28", part, StringComparison.Ordinal);
            Assert.Contains("“They signed.”", part, StringComparison.Ordinal);
            Assert.Contains("gazette.example, read 2026-11-25", part, StringComparison.Ordinal);
            Assert.Contains("gazette.example, gazette, en, 2026-11-24", part, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<script>alert('x')</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onmouseover='alert(1)")]
    [InlineData("{{Subject}} {{{Subject}}}")]
    public void A_hostile_title_is_text_and_nothing_else(string title)
    {
        var html = Renderer.Render(Content([Item(title, articles: [Report("https://gazette.example/1", title)])])).Html;

        Assert.DoesNotContain(title, html.Replace("{{Subject}} {{{Subject}}}", title.StartsWith('{') ? "" : title, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains(title, Plain(html), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Hostile", "H-060")]
    [InlineData("a\0b\u0007c\u009Fd", "a b c d")]
    [InlineData("line\r\nBcc: x@example.org", "line Bcc: x@example.org")]
    [InlineData("left\u202Eright\u2066!", "leftright!")]
    [InlineData("one\u2028two", "one two")]
    public void Characters_that_deceive_or_break_are_taken_out(string title, string shown)
    {
        var digest = Renderer.Render(Content([Item(title)]));

        Assert.Contains($"\n{shown}\n", digest.Text, StringComparison.Ordinal);
        Assert.Contains(shown, Plain(digest.Html), StringComparison.Ordinal);
    }

    // A test runner that hands titles over as UTF-8 would lose the half.
    [Fact]
    public void Half_a_character_is_replaced()
        => Assert.Contains("\nhalf \ufffd pair\n", Renderer.Render(Content([Item("half \ud83d pair")])).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("//gazette.example/1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:word@gazette.example/")]
    public void Only_links_to_the_web_are_links(string url)
    {
        var digest = Renderer.Render(Content([Item("A", articles: [Report(url, "Headline")])]));

        Assert.Equal(["mailto:owner@example.org"], Href().Matches(digest.Html).Select(match => match.Groups[1].Value));
        Assert.DoesNotContain(url, digest.Text, StringComparison.Ordinal);
        Assert.Contains("Headline", digest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_alike_host_shows_in_ascii()
        => Assert.Contains("xn--", Renderer.Render(Content([Item("A", articles: [Report("https://gаzette.example/", "Headline")])])).Text, StringComparison.Ordinal);

    [Fact]
    public void Lines_of_the_plain_part_are_short_whatever_the_language()
    {
        var titles = new[] { string.Concat(Enumerable.Repeat("中俄航天合作协定", 40)), new string('x', 10_000), string.Concat(Enumerable.Repeat("👩‍🚀 ", 90)), "اتفاقية الفضاء" };

        var text = Renderer.Render(Content([.. titles.Select(title => Item(title))])).Text;

        Assert.All(text.Split('\n').Where(line => !line.StartsWith("http", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 78));
        Assert.DoesNotContain(text.EnumerateRunes(), rune => rune == Rune.ReplacementChar);
    }

    [Fact]
    public void The_html_part_is_one_column_without_anything_fetched_from_afar()
    {
        var html = Renderer.Render(Content([Item("A")])).Html;

        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("max-width:600px", html, StringComparison.Ordinal);
        Assert.Contains("name=\"color-scheme\" content=\"light dark\"", html, StringComparison.Ordinal);
        Assert.All(Table().Matches(html), table => Assert.Contains("role=\"presentation\"", table.Value, StringComparison.Ordinal));
        Assert.All(Anchor().Matches(html), anchor => Assert.Contains("rel=\"noopener noreferrer\"", anchor.Value, StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)src=|@import|url\\(|<script|<form|<svg", html);
    }

    [Fact]
    public void Copies_are_folded_and_what_they_come_from_is_counted()
    {
        var item = Item("A", Report("https://gazette.example/1", "Theirs"), Report("https://courier.example/1", "A copy") with { Source = "courier", IsFolded = true });

        var text = Renderer.Render(Content([item with { Accord = item.Accord with { Sources = 1 } }])).Text;

        Assert.Contains("in 2 sources, 1 of them independent", text, StringComparison.Ordinal);
        Assert.DoesNotContain("A copy", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_template_is_a_mistake_that_names_its_file()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("own.hbs");
        File.WriteAllText(file, "{{Subjekt}}");

        Assert.Equal(file, Assert.Throws<MistakeException>(() => new DigestRenderer(file).Render(Content([Item("A")]))).File);
        Assert.Throws<MistakeException>(() => new DigestRenderer(folder.File("none.hbs")));
    }

    private static DigestContent Content(IReadOnlyList<DigestItem> items, Cadence cadence = Cadence.Daily) => new()
    {
        Subscriber = new Subscriber { Address = "reader@example.org", Cadence = cadence },
        Period = new Period(Noon.AddDays(-1), Noon),
        Day = new DateOnly(2026, 11, 25),
        Items = items,
        UnsubscribeLink = "mailto:owner@example.org",
        Owner = "owner@example.org",
    };

    private static DigestItem Item(string title, params AccordArticle[] articles)
    {
        var accord = new Accord
        {
            Id = "AW-2021-MEX-RUS-001",
            Title = title,
            Status = "in_force",
            Instrument = "agreement",
            Kind = "interagency",
            SignedOn = "2021-09-28",
            Parties = [new Party("AEM", "agency", "MX"), new Party("Roscosmos", "agency", "RU")],
            Score = 0.9,
        };
        var evidence = new AccordEvidence("status", "in_force", "They signed.", 0, 12, "https://gazette.example/1", Noon);
        return new DigestItem(accord, true, [], evidence, articles.Length > 0 ? articles : [Report("https://gazette.example/1", "Headline")], false);
    }

    private static AccordArticle Report(string url, string title) => new(title, url, "gazette", "en", Noon.AddDays(-1));

    private static string Plain(string html) => System.Net.WebUtility.HtmlDecode(Tag().Replace(html, ""));

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("<table[^>]*>")]
    private static partial Regex Table();

    [GeneratedRegex("<a [^>]*>")]
    private static partial Regex Anchor();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Href();
}
