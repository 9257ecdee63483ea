using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Tests;

public sealed class SlotsTests
{
    private readonly Slots _slots = new(8);

    [Fact]
    public void What_failed_last_time_holds_at_most_a_quarter_of_the_slots()
    {
        var failing = Enumerable.Range(0, 5).Select(number => EnterAsync($"sick-{number}", failures: 1)).ToList();
        var well = Enumerable.Range(0, 6).Select(number => EnterAsync($"well-{number}")).ToList();

        Assert.Equal(2, failing.Count(entered => entered.IsCompleted));
        Assert.All(well, entered => Assert.True(entered.IsCompleted));
    }

    [Fact]
    public void Another_source_of_a_host_that_is_being_visited_waits_and_holds_no_slot()
    {
        var same = Enumerable.Range(0, 20).Select(_ => EnterAsync("busy")).ToList();
        var other = EnterAsync("quiet");

        Assert.Equal(1, same.Count(entered => entered.IsCompleted));
        Assert.True(other.IsCompleted);
    }

    [Fact]
    public async Task A_slot_that_is_free_goes_to_what_answered_last_time_then_to_the_new_then_to_the_failing()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => EnterAsync($"first-{number}")));
        var (failing, fresh, well) = (EnterAsync("sick", failures: 3), EnterAsync("fresh", isNew: true), EnterAsync("well"));

        all[0].Dispose();
        await well.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(fresh.IsCompleted);
        all[1].Dispose();
        await fresh.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(failing.IsCompleted);
        all[2].Dispose();
        await failing.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_visit_that_is_given_up_while_it_waits_takes_no_slot()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => EnterAsync($"first-{number}")));
        using var stop = new CancellationTokenSource();
        var given = _slots.EnterAsync(StateOf("given", 0, isNew: false), stop.Token);
        var other = EnterAsync("other");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        all[0].Dispose();

        (await other.WaitAsync(TimeSpan.FromSeconds(20))).Dispose();
    }

    private Task<IDisposable> EnterAsync(string host, int failures = 0, bool isNew = false) => _slots.EnterAsync(StateOf(host, failures, isNew), CancellationToken.None);

    private static SourceState StateOf(string host, int failures, bool isNew) => new()
    {
        Source = new Source { Name = host, Url = new Uri($"https://{host}.example/feed") },
        Failures = failures,
        BaselineAt = isNew ? null : DateTimeOffset.UnixEpoch,
    };
}
