using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Store;

public sealed class SearchTableTests
{
    private static readonly DateTimeOffset Day = new(2021, 9, 29, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("mexico")]
    [InlineData("MÉXICO")]
    [InlineData("cooperacion espac")]
    public async Task Accents_capitals_and_endings_do_not_matter(string words)
    {
        using var register = await FilledRegister.OpenAsync();
        await register.TellAsync("es", Day, new Finding(), "México firmó un acuerdo de cooperación espacial.");
        await register.TellAsync("en", Day, new Finding(), "Rain is expected in Oslo.");

        Assert.Equal("Report es", Assert.Single(new SearchTable(register.Database).Articles(words.Split(' '), 10)).Title);
    }

    [Theory]
    [InlineData("月球")]
    [InlineData("елка")]
    public async Task Scripts_without_spaces_and_letters_that_fold_are_found_too(string word)
    {
        using var register = await FilledRegister.OpenAsync();
        await register.TellAsync("one", Day, new Finding(), "中国和俄罗斯签署国际月球科研站备忘录。 Ёлка.");

        Assert.Single(new SearchTable(register.Database).Articles([word], 10));
    }

    [Fact]
    public async Task Without_an_index_each_article_is_looked_at()
    {
        using var register = await FilledRegister.OpenAsync();
        await DropAsync(register);
        await register.TellAsync("es", Day, new Finding(), "México firmó.");

        Assert.Single(new SearchTable(register.Database).Articles(["mexico"], 10));
    }

    [Fact]
    public async Task An_index_that_is_made_later_holds_the_articles_of_before()
    {
        using var register = await FilledRegister.OpenAsync();
        await DropAsync(register);
        await register.TellAsync("before", Day, new Finding(), "México firmó.");
        await SearchTable.PrepareAsync(register.Database, CancellationToken.None);
        await register.TellAsync("after", Day, new Finding(), "México ratificó.");

        Assert.Equal(2, new SearchTable(register.Database).Articles(["mexico"], 10).Count);
    }

    private static Task DropAsync(FilledRegister register) => register.Database.WriteAsync(
        (connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "DROP TRIGGER IF EXISTS article_words_grow; DROP TABLE IF EXISTS article_words";
            command.ExecuteNonQuery();
        },
        CancellationToken.None);
}
