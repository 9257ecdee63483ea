using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;
using Dapper;

namespace AccordWatch.Tests.Store;

public sealed class SourceTableTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Source Gazette = new() { Name = "gazette", Url = new Uri("https://gazette.example/feed") };
    private readonly TemporaryFolder _folder = new();
    private Database _database = null!;
    private SourceTable _sources = null!;

    public async Task InitializeAsync()
    {
        _database = new Database(_folder.File("watch.db"));
        await Migrator.MigrateAsync(_database, TimeProvider.System, CancellationToken.None);
        _sources = new SourceTable(_database);
        await _sources.SyncAsync([Gazette], Noon, CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_entry_seen_twice_is_kept_once()
    {
        var entry = new FeedEntry { Id = "tag:1", Title = "Signed", Published = Noon };

        var first = await _sources.KeepVisitAsync(Gazette, Visit(entry), CancellationToken.None);
        var second = await _sources.KeepVisitAsync(Gazette, Visit(entry, entry), CancellationToken.None);

        Assert.Equal((1, 0), (first, second));
        Assert.Single(_sources.Waiting("gazette"));
    }

    [Fact]
    public async Task Old_entries_of_a_first_visit_are_the_baseline_and_not_told()
    {
        var old = new FeedEntry { Id = "old", Published = Noon.AddDays(-30) };
        var fresh = new FeedEntry { Id = "fresh", Published = Noon.AddDays(-1) };

        await _sources.KeepVisitAsync(Gazette, Visit(old, fresh), CancellationToken.None);

        Assert.Equal("fresh", Assert.Single(_sources.Waiting("gazette")).Entry.Id);
    }

    [Fact]
    public async Task A_failed_visit_keeps_its_reason_and_changes_neither_entries_nor_validators()
    {
        await _sources.KeepVisitAsync(Gazette, Visit() with { ETag = "\"a\"" }, CancellationToken.None);

        await _sources.KeepVisitAsync(Gazette, Visit() with { Outcome = "failed", Reason = "HTTP 500" }, CancellationToken.None);

        var state = Assert.Single(_sources.All());
        Assert.Equal(("\"a\"", 1, "HTTP 500"), (state.ETag, state.Failures, state.LastReason));
    }

    [Fact]
    public async Task A_restart_does_not_make_every_source_due()
    {
        await _sources.KeepVisitAsync(Gazette, Visit(), CancellationToken.None);

        await _sources.SyncAsync([Gazette], Noon.AddMinutes(1), CancellationToken.None);

        Assert.Empty(_sources.Due(Noon.AddMinutes(1)));
        Assert.Single(_sources.Due(Noon.AddMinutes(31)));
    }

    [Fact]
    public async Task An_entry_that_killed_the_process_three_times_is_set_aside()
    {
        await _sources.KeepVisitAsync(Gazette, Visit(new FeedEntry { Id = "poison" }), CancellationToken.None);

        for (var death = 0; death < 3; death++)
        {
            Assert.True(await _sources.BeginAsync(Assert.Single(_sources.Waiting("gazette")), CancellationToken.None));
        }

        Assert.False(await _sources.BeginAsync(Assert.Single(_sources.Waiting("gazette")), CancellationToken.None));
        Assert.Empty(_sources.Waiting("gazette"));
    }

    [Fact]
    public async Task A_source_gone_from_the_file_rests_and_its_entries_stay()
    {
        await _sources.KeepVisitAsync(Gazette, Visit(new FeedEntry { Id = "kept" }), CancellationToken.None);

        await _sources.SyncAsync([], Noon, CancellationToken.None);

        Assert.Empty(_sources.All());
        using var connection = _database.Read();
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT count(*) FROM entry"));
    }

    private static VisitRecord Visit(params FeedEntry[] entries) => new()
    {
        StartedAt = Noon,
        EndedAt = Noon,
        Outcome = "body",
        Entries = entries,
        NextVisitAt = Noon.AddMinutes(30),
        BaselineBefore = Noon.AddDays(-7),
    };
}
