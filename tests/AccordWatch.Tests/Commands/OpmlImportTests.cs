using AccordWatch.Acquire;
using AccordWatch.Host.Commands;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Commands;

public sealed class OpmlImportTests : IDisposable
{
    private readonly Newsroom _room = new();
    private readonly Fetcher _fetcher = new(Plain, TimeProvider.System);

    public void Dispose()
    {
        _fetcher.Dispose();
        _room.Dispose();
    }

    [Fact]
    public async Task A_checked_list_is_read_once_line_by_line_and_what_cannot_be_read_is_left_out()
    {
        _room.Web.Tells("/feed", Rss(Item("a")));
        _room.Web.Tells("/page", Told.Text("<html><body>Hi</body></html>"));

        var ended = await RunAsync(check: true, "/feed", "/nowhere", "/page");

        Assert.Equal([OutlineResult.Added, OutlineResult.Unreachable, OutlineResult.Invalid], ended.Select(outline => outline.Result));
        Assert.Contains("answered 404", ended[1].Reason, StringComparison.Ordinal);
        Assert.Contains("not a feed", ended[2].Reason, StringComparison.Ordinal);
        Assert.Equal(["/feed", "/nowhere", "/page"], _room.Web.Asked.Select(asked => asked.Path).Order(StringComparer.Ordinal));
        Assert.Equal((1, true), Assert.Single(_room.Sources.All()) is var state ? (state.Yield, state.LastSuccessAt is not null) : default);
    }

    [Fact]
    public async Task A_list_that_is_not_checked_is_added_without_a_word_to_the_web()
    {
        Assert.All(await RunAsync(check: false, "/feed", "/nowhere"), outline => Assert.Equal(OutlineResult.Added, outline.Result));
        Assert.Equal(2, _room.Sources.All().Count);
        Assert.Empty(_room.Web.Asked);
    }

    private async Task<List<OpmlOutline>> RunAsync(bool check, params string[] paths)
    {
        var outlines = paths.Select((path, at) => new OpmlOutline(at + 1, path, OutlineResult.Added, new Source { Name = $"source{at}", Url = _room.Web.Url(path) }, null)).ToList();
        return await new OpmlImport(_fetcher, _room.Database, Plain, check).RunAsync(outlines, default).ToListAsync();
    }
}
