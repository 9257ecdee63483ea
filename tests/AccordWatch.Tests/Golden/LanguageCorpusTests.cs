using AccordWatch.Text;

namespace AccordWatch.Tests.Golden;

/// <summary>Single sentences of everyday news in seventeen languages, written for this test and never looked at when the word lists were made.</summary>
public sealed class LanguageCorpusTests
{
    private static readonly ILookup<string, string> Sentences = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "languages.tsv"))
        .Select(line => line.Split('\t')).ToLookup(fields => fields[0], fields => fields[1]);

    // These only rise.
    [Theory]
    [InlineData("en", 15)]
    [InlineData("es", 14)]
    [InlineData("pt", 14)]
    [InlineData("fr", 15)]
    [InlineData("de", 15)]
    [InlineData("it", 15)]
    [InlineData("nl", 15)]
    [InlineData("pl", 15)]
    [InlineData("tr", 15)]
    [InlineData("id", 15)]
    [InlineData("vi", 15)]
    [InlineData("ru", 13)]
    [InlineData("uk", 14)]
    [InlineData("zh", 15)]
    [InlineData("ja", 15)]
    [InlineData("ko", 15)]
    [InlineData("ar", 15)]
    public void The_language_of_a_sentence_is_known(string language, int least)
    {
        var told = Sentences[language].Select(sentence => (Told: LanguageReader.Of(sentence), sentence)).ToList();

        Assert.Equal(15, told.Count);
        Assert.True(told.Count(one => one.Told == language) >= least, string.Join('\n', told.Where(one => one.Told != language)));
    }
}
