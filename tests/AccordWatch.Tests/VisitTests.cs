using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Tests;

public sealed class VisitTests
{
    [Fact]
    public void An_entry_that_was_begun_before_is_told_alone_so_that_one_that_kills_the_process_takes_no_other_with_it()
    {
        var waiting = new[] { 0, 0, 0, 1, 1, 0, 0 }.Select((attempts, at) => new WaitingEntry(at, "gazette", new FeedEntry(), DateTimeOffset.UnixEpoch, attempts)).ToList();

        var together = Visit.Together(waiting, 2).Select(entries => string.Join(' ', entries.Select(entry => entry.Id)));

        Assert.Equal(["0 1", "2", "3", "4", "5 6"], together);
    }
}
