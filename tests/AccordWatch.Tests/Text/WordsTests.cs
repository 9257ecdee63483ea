using AccordWatch.Text;

namespace AccordWatch.Tests.Text;

public sealed class WordsTests
{
    // Latin words of all lengths, those that want a closer look, and what stands between words.
    private static readonly string[] Pieces =
    [
        "a", "of", "ESA", "moon", "treaty", "agreement2030", "café", "Łódź", "O'Neill", "d’entente", "'quoted'", "’", "Договор", "협정을", "NASA와", "月面協定", "ดวงจันทร์", "🚀", "é",
        " ", "  ", ", ", ".\n", "-", "—", "1,200", new string('x', 63), new string('y', 64), new string('z', 150),
    ];

    [Fact]
    public void The_words_read_together_are_those_found_one_by_one()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => Pieces[random.Next(Pieces.Length)] + (random.Next(2) == 0 ? " " : "")));
            var words = new List<Word>();

            Words.Read(text, int.MaxValue, words);

            Assert.Equal(Words.Of(text), words);
        }
    }

    [Theory]
    [InlineData("The Moon pact was signed", 3, "The Moon pact")]
    [InlineData("Договор о Луне подписан", 2, "Договор о")]
    public void No_more_words_are_read_than_asked_for(string text, int most, string read)
    {
        var words = new List<Word>();

        Words.Read(text, most, words);

        Assert.Equal(read, text[..words[^1].End]);
        Assert.Equal(most, words.Count);
    }
}
