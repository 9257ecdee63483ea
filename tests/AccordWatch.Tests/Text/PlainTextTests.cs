using AccordWatch.Text;

namespace AccordWatch.Tests.Text;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("<p>Mexico &amp; Russia</p><p>signed</p>", "Mexico & Russia signed")]
    [InlineData("<b>M</b>exico signed", "Mexico signed")]
    [InlineData("a < b &lt; c", "a < b < c")]
    [InlineData("<script>alert('x')</script>Signed<!-- not -->", "Signed")]
    [InlineData("It&#146;s&nbsp;signed", "It’s signed")]
    [InlineData("broken <a href=", "broken <a href=")]
    public void Only_what_a_reader_sees_is_left(string html, string text) => Assert.Equal(text, PlainText.OfHtml(html));
}
