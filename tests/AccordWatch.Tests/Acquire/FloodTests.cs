using AccordWatch.Acquire;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Doubles.Newsroom;

namespace AccordWatch.Tests.Acquire;

public sealed class FloodTests : IDisposable
{
    private readonly Newsroom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task Old_entries_that_come_all_at_once_under_new_names_are_held_and_the_fresh_ones_told()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Entries("old", 60))));
        _room.Web.Tells("/feed", Rss([.. Entries("new", 60), Item("fresh", Noon.AddHours(-1))]));

        var report = await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.Equal((61, 60), (report.New, report.Held));
        Assert.Equal("61 unknown entries came at once, 60 of them older than 30 days", report.HeldBecause);
        Assert.Equal(60, _room.State.Held);
        Assert.Equal("fresh", Assert.Single(_room.Sources.Waiting("gazette")).Entry.Id);
    }

    [Fact]
    public async Task Held_entries_are_told_when_they_are_released()
    {
        await HoldAsync();

        Assert.Equal(60, await _room.Sources.ReleaseAsync("gazette", tell: true, _room.Clock.Now, default));

        Assert.Equal((0, 60), (_room.State.Held, _room.Sources.Waiting("gazette").Count));
        Assert.Single(_room.Sources.Due(_room.Clock.Now));
    }

    [Fact]
    public async Task Held_entries_that_are_dismissed_are_neither_told_nor_held_again()
    {
        await HoldAsync();

        Assert.Equal(60, await _room.Sources.ReleaseAsync("gazette", tell: false, _room.Clock.Now, default));
        _room.Web.Tells("/feed", Rss([.. Entries("new", 60), Item("fresh", Noon)]));
        var report = await _room.VisitAsync(TimeSpan.FromHours(1));

        Assert.Equal((1, 0), (report.New, report.Held));
        Assert.Single(_room.Sources.Waiting("gazette"));
    }

    [Theory]
    [InlineData(49, 0)]
    [InlineData(50, 12)]
    public async Task Fewer_entries_or_fresher_ones_are_no_flood(int old, int fresh)
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a"))));
        _room.Web.Tells("/feed", Rss([.. Entries("new", old), .. Enumerable.Range(0, fresh == 0 ? 0 : fresh + 1).Select(number => Item($"fresh{number}", Noon.AddDays(-2)))]));

        Assert.Equal(0, (await _room.VisitAsync(TimeSpan.FromHours(1))).Held);
    }

    [Fact]
    public async Task The_first_visit_is_a_baseline_and_no_flood()
    {
        var report = await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Entries("old", 60))));

        Assert.Equal((60, 0), (report.New, report.Held));
    }

    [Fact]
    public async Task A_list_whose_guids_change_while_addresses_and_titles_stay_is_known()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Linked("a"))));
        _room.Web.Tells("/feed", Rss(Linked("b")));

        Assert.Equal((VisitOutcome.Body, 0), await _room.VisitAsync(TimeSpan.FromHours(1)) is var report ? (report.Outcome, report.New) : default);

        static string[] Linked(string guids) => [.. Enumerable.Range(0, 60).Select(number => Item($"{guids}{number}", Noon.AddDays(-90), $"https://gazette.example/{number}", $"Title {number}"))];
    }

    private async Task HoldAsync()
    {
        await _room.FirstVisitAsync(_room.Web.Tells("/feed", Rss(Item("a", Noon.AddDays(-60)))));
        _room.Web.Tells("/feed", Rss(Entries("new", 60)));
        await _room.VisitAsync(TimeSpan.FromHours(1));
    }

    private static string[] Entries(string name, int count) => [.. Enumerable.Range(0, count).Select(number => Item($"{name}{number}", Noon.AddDays(-40 - number)))];
}
