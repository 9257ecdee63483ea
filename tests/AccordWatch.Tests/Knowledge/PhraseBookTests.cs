using AccordWatch.Knowledge;
using AccordWatch.Text;

namespace AccordWatch.Tests.Knowledge;

public sealed class PhraseBookTests
{
    [Theory]
    [InlineData("accord", "La France signe l'accord.", true)]
    [InlineData("الصين", "وقعت مصر اتفاقا مع والصين", true)]
    [InlineData("مذكرة تفاهم", "وقعت مذكرة التفاهم", true)]
    [InlineData("ESA", "Il direttore dell'ESA firma.", true)]
    [InlineData("=Mỹ", "Nhật Bản và Mỹ ký.", true)]
    [InlineData("=Mỹ", "This is my day.", false)]
    [InlineData("=ký", "Hai bên Ký bản ghi nhớ.", true)]
    [InlineData("=ký", "Trong kỳ họp này.", false)]
    [InlineData("署名", "協定に署名した", true)]
    [InlineData("체결", "협정을 체결했다", true)]
    public void Phrases_are_found_with_clitics_and_with_accents_where_they_count(string phrase, string text, bool isFound)
    {
        var book = new PhraseBook<string>();
        book.Add(phrase, phrase);

        Assert.Equal(isFound, book.In(new Reading(text)).Any());
    }

    [Fact]
    public void Of_phrases_over_the_same_word_the_one_with_more_letters_is_taken()
    {
        var book = new PhraseBook<string>();
        book.Add("체결", "signed");
        book.Add("체결할", "planned");

        Assert.Equal(["planned"], Hits.Longest(book.In(new Reading("협정을 체결할 것"))).Select(hit => hit.Of));
    }
}
