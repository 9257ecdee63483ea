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

    [Fact]
    public async Task A_text_that_comes_after_its_headline_is_found_and_the_words_that_it_replaced_are_not()
    {
        using var desk = new StoryDesk();
        await desk.TellAsync("Ferry aground", "A ferry ran aground on a sandbank.", source: "gazette");
        await desk.TellAsync("Trouble off Murra", "", source: "post");

        await desk.ShowAsync(2, "Rescue off Murra", "A ferry ran aground, and tugs pulled it free.", TimeSpan.FromHours(1), "post");

        Assert.Equal([1, 2], Found(desk.Database, "ferry"));
        Assert.Equal([2], Found(desk.Database, "rescue tugs"));
        Assert.Empty(Found(desk.Database, "trouble"));
    }

    [Fact]
    public async Task An_index_that_only_grew_is_made_anew_once()
    {
        using var desk = new StoryDesk();
        await RunAsync(desk.Database, "DROP TRIGGER article_words_change");
        await desk.TellAsync("Ferry aground", "A ferry ran aground on a sandbank.", source: "gazette");
        await desk.TellAsync("Trouble off Murra", "", source: "post");
        await desk.ShowAsync(2, "Trouble off Murra", "A ferry ran aground, and tugs pulled it free.", TimeSpan.FromHours(1), "post");

        await Migrator.MigrateAsync(desk.Database, TimeProvider.System, CancellationToken.None);

        Assert.Equal(2L, Count(desk.Database, "SELECT count(*) FROM article_words WHERE article_words MATCH 'ferry'"));
    }

    private static List<long> Found(Database database, string words) => [.. new SearchTable(database).Articles(words.Split(' '), 10).Select(article => article.Id).Order()];

    private static long Count(Database database, string sql)
    {
        using var connection = database.Read();
        return (long)connection.Value(null, sql)!;
    }

    private static Task DropAsync(FilledRegister register)
        => RunAsync(register.Database, "DROP TRIGGER IF EXISTS article_words_grow; DROP TRIGGER IF EXISTS article_words_change; DROP TABLE IF EXISTS article_words");

    private static Task RunAsync(Database database, string sql) => database.WriteAsync(
        (connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            command.ExecuteNonQuery();
        },
        CancellationToken.None);
}
