using System.Text.Json;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Stories.News;

namespace AccordWatch.Tests.Commands;

[Collection(TheConsole.Name)]
public sealed class StoriesCommandTests : IAsyncLifetime
{
    private readonly Terminal _terminal = new();

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_terminal.Data);
        using var desk = new StoryDesk();
        await desk.TellAsync("Norland and Vesperia sign lunar accord", $"HALMAR, 4 March (Reuters) - {Signing}");
        await desk.TellAsync("Moon dust brings two agencies together", Signing, TimeSpan.FromHours(1), "courier");
        await desk.TellAsync("Kestrel Orbit and Tamaria sign data accord", Otherwise, TimeSpan.FromHours(2), "herald");
        await desk.Database.CheckpointAsync(CancellationToken.None);
        File.Copy(desk.Database.Path, Path.Combine(_terminal.Data, "accordwatch.db"));
    }

    public Task DisposeAsync()
    {
        _terminal.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_list_tells_how_many_sources_and_how_many_independent_ones()
    {
        var said = await _terminal.RunAsync("stories", "list");
        var first = JsonDocument.Parse((await _terminal.RunAsync("stories", "list", "--json", "--limit", "1")).Out).RootElement;

        Assert.Contains("2 articles in 2 sources, 1 of them independent  Norland and Vesperia sign lunar accord", said.Out, StringComparison.Ordinal);
        Assert.Equal((2, 1, 1), (first.GetProperty("id").GetInt32(), first.GetProperty("articles").GetInt32(), first.GetProperty("independent").GetInt32()));
    }

    [Fact]
    public async Task A_story_shows_the_place_of_each_article_and_why()
    {
        var said = await _terminal.RunAsync("stories", "show", "1");

        Assert.Contains("canonical   article 1, gazette: Norland", said.Out, StringComparison.Ordinal);
        Assert.Contains("first    en  gazette: Norland and Vesperia sign lunar accord (Reuters)", said.Out, StringComparison.Ordinal);
        Assert.Contains("copy     en  courier: Moon dust brings two agencies together (copy of 1)", said.Out, StringComparison.Ordinal);
        Assert.Contains("copy: the whole text was told before", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_is_shown_before_it_is_kept_and_taken_back_by_its_number()
    {
        Assert.Contains("dry run", (await _terminal.RunAsync("stories", "merge", "1", "2", "--dry-run")).Out, StringComparison.Ordinal);
        Assert.Contains("  herald", (await _terminal.RunAsync("stories", "show", "2")).Out, StringComparison.Ordinal);

        var made = JsonDocument.Parse((await _terminal.RunAsync("stories", "merge", "1", "2", "--json")).Out).RootElement;
        var shown = await _terminal.RunAsync("stories", "show", "2");
        Assert.StartsWith("1  Norland", shown.Out, StringComparison.Ordinal);
        Assert.Contains("also known  2", shown.Out, StringComparison.Ordinal);
        Assert.Contains("by hand (decision 1): story 2 is the same as story 1", shown.Out, StringComparison.Ordinal);
        var explained = await _terminal.RunAsync("explain", "3");
        Assert.Contains("by hand (decision 1)", explained.Out, StringComparison.Ordinal);

        Assert.Equal(0, (await _terminal.RunAsync("stories", "undo", $"{made.GetProperty("id").GetInt64()}")).Code);
        Assert.StartsWith("2  Kestrel", (await _terminal.RunAsync("stories", "show", "2")).Out, StringComparison.Ordinal);
        Assert.Contains("no decision to undo", (await _terminal.RunAsync("accords", "undo")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("story 77: no such story. See all with: accordwatch stories list", "show", "77")]
    [InlineData("story 77: no such story", "merge", "1", "77")]
    [InlineData("stories 1, 1 are already one story, 1", "merge", "1", "1")]
    [InlineData("article 3 is not in story 1. See its articles with: accordwatch stories show 1", "split", "1", "3")]
    [InlineData("story 2 would be left without an article", "split", "2", "3")]
    [InlineData("decision 9: no decision on stories that is in force", "undo", "9")]
    [InlineData("--since", "regroup", "--since", "0")]
    public async Task A_mistake_names_what_is_wrong_and_the_next_step(string complaint, params string[] args)
    {
        var said = await _terminal.RunAsync(["stories", .. args]);

        Assert.Equal(2, said.Code);
        Assert.Contains(complaint, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grouping_anew_by_the_same_rules_changes_nothing()
    {
        var before = (await _terminal.RunAsync("stories", "list")).Out;

        // The articles are of 2030: nothing of them is older than this.
        var said = await _terminal.RunAsync("stories", "regroup", "--since", "30");

        Assert.Equal(("", 0), (said.Out, said.Code));
        Assert.Contains("3 articles grouped, 0 go to another story", said.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await _terminal.RunAsync("stories", "list")).Out);
    }
}
