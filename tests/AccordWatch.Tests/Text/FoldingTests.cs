using AccordWatch.Text;

namespace AccordWatch.Tests.Text;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Memorándum", "memorandum")]
    [InlineData("МЕМОРАНДУМ", "меморандум")]
    [InlineData("Всё", "все")]
    [InlineData("район", "район")]
    [InlineData("ＮＡＳＡ", "nasa")]
    [InlineData("٢٠٢١", "2021")]
    [InlineData("على", "علي")]
    public void Case_marks_and_width_do_not_matter(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    [Theory]
    [InlineData("l'accord", "accord")]
    [InlineData("dell’intesa", "intesa")]
    [InlineData("Türkiye'nin", "turkiye")]
    [InlineData("Mexico's", "mexico")]
    [InlineData("والصين", "صين")]
    [InlineData("للفضاء", "فضاء")]
    [InlineData("وباليابان", "يابان")]
    public void Clitics_are_taken_off_a_word(string word, string bare) => Assert.Contains(bare, Clitics.FormsOf(Folding.Fold(word)));

    [Fact]
    public void A_word_without_clitics_has_one_form() => Assert.Equal(["accord"], Clitics.FormsOf("accord"));

    [Fact]
    public void Words_have_their_place_and_apostrophes_inside_belong_to_them()
    {
        const string text = "Mexico's accord, protocole d’entente";

        Assert.Equal(["Mexico's", "accord", "protocole", "d’entente"], Words.Of(text).Select(word => word.In(text).ToString()));
    }

    [Fact]
    public void Scripts_without_spaces_give_one_word_a_character()
    {
        const string text = "签署2018协定";

        Assert.Equal(["签", "署", "2018", "协", "定"], Words.Of(text).Select(word => word.In(text).ToString()));
    }
}
