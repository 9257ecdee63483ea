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

        Assert.Equal((1, 0), (first.New, second.New));
        Assert.Single(_sources.Waiting("gazette"));
    }

    [Theory]
    [InlineData("g|u|t", "g|u|other", true)]
    [InlineData("g|u|t", "g|v|t", true)]
    [InlineData("g|u|t", "h|u|t", true)]
    [InlineData("g|u|t", "g|v|other", false)]
    [InlineData("g|u|t", "h|u|other", false)]
    [InlineData("g|u|t", "h|v|t", false)]
    [InlineData("|u|t", "|u|reworded", true)]
    [InlineData("|u|t", "|v|t", false)]
    [InlineData("g||t", "g||reworded", true)]
    [InlineData("||t", "||t", true)]
    [InlineData("||t", "||other", false)]
    [InlineData("g|u|t", "|u|reworded", true)]
    public async Task Of_guid_address_and_text_two_that_agree_are_the_same_entry(string first, string second, bool isSame)
    {
        await _sources.KeepVisitAsync(Gazette, Visit(EntryOf(first)), CancellationToken.None);

        var kept = await _sources.KeepVisitAsync(Gazette, Visit(EntryOf(second)), CancellationToken.None);

        Assert.Equal(isSame ? 0 : 1, kept.New);
        Assert.Equal(isSame ? 1 : 2, _sources.Waiting("gazette").Count);
    }

    [Fact]
    public async Task A_new_wording_is_kept_and_changes_nothing_about_what_was_told()
    {
        await _sources.KeepVisitAsync(Gazette, Visit(EntryOf("g|u|t")), CancellationToken.None);
        await new ArticleTable(_database).KeepAsync(new NewsBatch([]) { Others = [new EntryEnd(_sources.Waiting("gazette")[0].Id, "told", "as if")] }, TimeProvider.System.GetUtcNow(), CancellationToken.None);

        await _sources.KeepVisitAsync(Gazette, Visit(EntryOf("g|u|t")) with { StartedAt = Noon.AddHours(1) }, CancellationToken.None);
        Assert.Null(Entry().RevisedAt);
        await _sources.KeepVisitAsync(Gazette, Visit(EntryOf("g|u|new words")) with { StartedAt = Noon.AddHours(2) }, CancellationToken.None);

        Assert.Equal(("told", "new words", "2026-03-02T14:00:00.000Z"), Entry() is var entry ? (entry.State, entry.Title, entry.RevisedAt) : default);

        (string State, string Title, string? RevisedAt) Entry()
        {
            using var connection = _database.Read();
            return connection.QuerySingle<(string, string, string?)>("SELECT state, title, revised_at FROM entry");
        }
    }

    [Theory]
    [InlineData("g|u|one", "g|v|two", "g|w|three")]
    [InlineData("g|u|one", "g|u|two", "g|u|three")]
    [InlineData("|u|one", "|u|two", "|u|three")]
    [InlineData("g||one", "g||two", "g||three")]
    public async Task A_guid_or_an_address_that_all_entries_of_a_document_share_tells_nothing(params string[] entries)
    {
        var first = await _sources.KeepVisitAsync(Gazette, Visit([.. entries.Select(EntryOf)]), CancellationToken.None);
        var second = await _sources.KeepVisitAsync(Gazette, Visit([.. entries.Select(EntryOf)]), CancellationToken.None);

        Assert.Equal((3, 0), (first.New, second.New));
    }

    [Fact]
    public async Task A_guid_of_a_megabyte_is_kept_short_and_known_again()
    {
        var entry = new FeedEntry { Id = new string('x', 1_000_000), Title = "Signed" };

        var first = await _sources.KeepVisitAsync(Gazette, Visit(entry), CancellationToken.None);
        var second = await _sources.KeepVisitAsync(Gazette, Visit(entry), CancellationToken.None);

        Assert.Equal((1, 0), (first.New, second.New));
        using var connection = _database.Read();
        Assert.Equal(64, connection.ExecuteScalar<int>("SELECT length(entry_key) FROM entry"));
    }

    [Fact]
    public async Task The_same_guid_in_another_source_is_another_entry()
    {
        var herald = new Source { Name = "herald", Url = new Uri("https://herald.example/feed") };
        await _sources.SyncAsync([Gazette, herald], Noon, CancellationToken.None);
        await _sources.KeepVisitAsync(Gazette, Visit(EntryOf("g|u|t")), CancellationToken.None);

        Assert.Equal(1, (await _sources.KeepVisitAsync(herald, Visit(EntryOf("g|u|t")), CancellationToken.None)).New);
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
            Assert.Single(await _sources.BeginAsync([Assert.Single(_sources.Waiting("gazette"))], CancellationToken.None));
        }

        Assert.Empty(await _sources.BeginAsync([Assert.Single(_sources.Waiting("gazette"))], CancellationToken.None));
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

    // guid|address|title; what is empty is missing.
    private static FeedEntry EntryOf(string marks)
    {
        var parts = marks.Split('|');
        return new FeedEntry { Id = parts[0], Link = parts[1].Length == 0 ? null : $"https://gazette.example/{parts[1]}", Title = parts[2] };
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
