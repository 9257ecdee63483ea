using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Demo;

[Collection(TheConsole.Name)]
public sealed class DemonstrationTests : IDisposable
{
    private readonly Terminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public async Task The_demonstration_shows_the_whole_job_without_network()
    {
        var folder = _terminal.Folder("demo");

        var said = await _terminal.RunAsync("demo", "--out", folder);

        Assert.Equal(0, said.Code);
        Assert.Contains("THIS IS A DEMONSTRATION", said.Out, StringComparison.Ordinal);
        Assert.Contains("AW-2021-MEX-RUS-001", said.Out, StringComparison.Ordinal);
        Assert.Contains("AW-2023-ARG-ART-001", said.Out, StringComparison.Ordinal);
        Assert.Contains("WHY NOT", said.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "digest.eml")));
        Assert.True(File.Exists(Path.Combine(folder, "digest.html")));
        Assert.False(Directory.Exists(Path.Combine(folder, "data")));
    }

    [Theory]
    [InlineData("AW-2021-MEX-RUS-002")]
    [InlineData("AW-2020-ARG-ITA-001")]
    public async Task Neither_a_second_copy_of_an_accord_nor_an_accord_of_the_past_enters_the_register(string wrong)
    {
        var said = await _terminal.RunAsync("demo", "--out", _terminal.Folder("demo"));

        Assert.DoesNotContain(wrong, said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_demonstration_keeps_can_be_looked_at_with_the_usual_commands()
    {
        var folder = _terminal.Folder("demo");
        await _terminal.RunAsync("demo", "--out", folder, "--keep");
        var data = Path.Combine(folder, "data");

        var listed = await _terminal.RunOnAsync(data, "accords", "list", "--party", "MX");
        var shown = await _terminal.RunOnAsync(data, "accords", "show", "AW-2021-MEX-RUS-001");
        var exported = await _terminal.RunOnAsync(data, "accords", "export");
        var explained = await _terminal.RunOnAsync(data, "explain", "1");
        var status = await _terminal.RunOnAsync(data, "status", "--json");

        Assert.Contains("AW-2021-MEX-ART-001", listed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("AW-2023-ARG-ART-001", listed.Out, StringComparison.Ordinal);
        Assert.Contains("status: signed -> ratified", shown.Out, StringComparison.Ordinal);
        Assert.StartsWith("id,title,status", exported.Out, StringComparison.Ordinal);
        Assert.Contains("accept from", explained.Out, StringComparison.Ordinal);
        Assert.Contains("\"articles\":45", status.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_no_demonstration_made_is_left_alone()
    {
        var folder = _terminal.Folder("demo");
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        _terminal.Write("demo/data/mine.txt", "mine");

        var said = await _terminal.RunAsync("demo", "--out", folder);

        Assert.Equal(2, said.Code);
        Assert.True(File.Exists(Path.Combine(folder, "data", "mine.txt")));
    }
}
