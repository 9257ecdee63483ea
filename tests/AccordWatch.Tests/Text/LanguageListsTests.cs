using AccordWatch.Text;

namespace AccordWatch.Tests.Text;

public sealed class LanguageListsTests
{
    [Theory]
    [InlineData("words\tlatin\ten\tthe of\nwords\tlatin\txx\tthe", "languages.tsv:2:")]
    [InlineData("# comment\n\nword\tlatin\ten\tthe", "languages.tsv:3:")]
    [InlineData("words latin en the", "languages.tsv:1:")]
    [InlineData("words\tlatin\ten\tthe  of", "'' is empty or too long")]
    [InlineData("letters\tlatin\ten\tth", "'th' is empty or too long")]
    [InlineData("pieces\tlatin\ten\t_through_", "'_through_' is empty or too long")]
    public void A_mistake_in_the_lists_is_refused_with_its_line(string text, string told)
        => Assert.Contains(told, Assert.Throws<FormatException>(() => LanguageLists.Parse(text, "latin")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_word_of_two_languages_is_one_word()
        => Assert.Equal("es pt", LanguageLists.Parse("words\tlatin\tes\tque años\nwords\tlatin\tpt\tque que", "latin").Words["que"]);
}
