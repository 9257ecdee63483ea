using AccordWatch.Digest;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Digest;

public sealed class MimeMessageTests
{
    [Theory]
    [InlineData("plain ASCII = signs, trailing space \n.\n..dots\nFrom here\n")]
    [InlineData("Договор о космосе\n协定\n👩‍🚀 اتفاقية\n")]
    [InlineData("")]
    public void What_is_written_is_read(string text)
    {
        var letter = new Letter(Message(text).ToBytes());

        Assert.Equal(["text/plain", "text/html"], letter.Parts.Select(part => part.Type));
        Assert.Equal(text, letter.Text.TrimEnd('\n') + (text.Length > 0 ? "\n" : ""));
        Assert.All(letter.Raw.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.DoesNotContain("\n.", letter.Raw, StringComparison.Ordinal);
        Assert.All(letter.Raw, character => Assert.InRange(character, '\n', '~'));
    }

    [Theory]
    [InlineData("Jörg Weiß", "=?utf-8?B?SsO2cmcgV2Vpw58=?= <reader@example.org>")]
    [InlineData("Ann \"A\" Reader", "\"Ann \\\"A\\\" Reader\" <reader@example.org>")]
    [InlineData(null, "reader@example.org")]
    public void A_name_is_quoted_or_encoded(string? name, string header)
        => Assert.Equal(header, new Letter(Message("x").WithMailbox("To", name, "reader@example.org").ToBytes()).Header("To"));

    [Fact]
    public void A_long_subject_is_split_between_characters()
    {
        var raw = new Letter(Message("x").With("Subject", string.Concat(Enumerable.Repeat("协定🚀", 40))).ToBytes()).Header("Subject");

        var words = raw.Split(' ');
        Assert.All(words, word => Assert.InRange(word.Length, 1, 75));
        Assert.Equal(
            string.Concat(Enumerable.Repeat("协定🚀", 40)),
            string.Concat(words.Select(word => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^2])))));
    }

    [Theory]
    [InlineData("reader\r\nBcc: other@example.org", "reader@example.org")]
    [InlineData("reader", "reader@example.org\r\nBcc: other@example.org")]
    [InlineData("reader", "reader@example.org>, <other@example.org")]
    [InlineData("reader\0", "reader@example.org")]
    public void A_line_break_never_gets_into_a_header(string name, string address)
        => Assert.Throws<FormatException>(() => Message("x").WithMailbox("To", name, address));

    [Fact]
    public void The_message_id_is_the_same_for_subscriber_and_period_only()
    {
        var ids = new MessageIds([1, 2, 3], "watch@Example.org");
        var (reader, period) = (new Subscriber { Address = "Reader@example.org" }, new Period(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1)));

        var id = ids.Of(reader, period);

        Assert.Matches("^<digest\\.[a-z2-7]{52}@example\\.org>$", id);
        Assert.Equal(id, new MessageIds([1, 2, 3], "watch@example.org").Of(reader with { Address = "reader@example.org" }, period));
        Assert.NotEqual(id, ids.Of(reader, period with { Start = period.End }));
        Assert.NotEqual(id, new MessageIds([4], "watch@example.org").Of(reader, period));
        Assert.DoesNotContain(ids.UnsubscribeToken(reader), id, StringComparison.Ordinal);
    }

    private static MimeMessage Message(string text) => new() { Text = text, Html = "<p>x</p>", MessageId = "<one@example.org>" };
}
