using AccordWatch.Store;
using AccordWatch.Tests.Doubles;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AccordWatch.Tests.Store;

public sealed class DatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_file_gets_every_migration_and_a_second_start_none()
    {
        using var database = new Database(_folder.File("watch.db"));

        var first = await Migrator.MigrateAsync(database, TimeProvider.System, CancellationToken.None);
        var second = await Migrator.MigrateAsync(database, TimeProvider.System, CancellationToken.None);

        Assert.Equal(Migrator.Newest, first[^1]);
        Assert.Empty(second);
    }

    [Fact]
    public async Task The_file_is_in_WAL_mode_with_foreign_keys_and_full_synchronisation()
    {
        using var database = new Database(_folder.File("watch.db"));

        var settings = await database.WriteAsync(
            (connection, _) => (connection.ExecuteScalar<string>("PRAGMA journal_mode"), connection.ExecuteScalar<long>("PRAGMA foreign_keys"), connection.ExecuteScalar<long>("PRAGMA synchronous")),
            CancellationToken.None);

        Assert.Equal(("wal", 1L, 2L), settings);
    }

    [Fact]
    public async Task Writings_that_wait_together_are_kept_each_by_itself()
    {
        using var database = new Database(_folder.File("watch.db"));
        await Migrator.MigrateAsync(database, TimeProvider.System, CancellationToken.None);
        using var hold = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var first = Task.Run(() => database.WriteAsync(
            (_, _) =>
            {
                begun.Set();
                hold.Wait(TimeSpan.FromSeconds(60));
            },
            CancellationToken.None));
        Assert.True(begun.Wait(TimeSpan.FromSeconds(60)));
        using var stop = new CancellationTokenSource();

        var good = KeepAsync("good", CancellationToken.None);
        var bad = database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute("INSERT INTO installation (name, value) VALUES ('bad', 'x')", transaction: transaction);
                connection.Execute("INSERT INTO installation (name, value) VALUES ('bad', 'y')", transaction: transaction);
            },
            CancellationToken.None);
        var given = KeepAsync("given", stop.Token);
        var last = KeepAsync("last", CancellationToken.None);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        hold.Set();

        await Task.WhenAll(first, good, last);
        await Assert.ThrowsAsync<SqliteException>(() => bad);
        using var reader = database.Read();
        Assert.Equal(["good", "last"], reader.Query<string>("SELECT name FROM installation WHERE name IN ('good', 'bad', 'given', 'last') ORDER BY name"));

        Task KeepAsync(string name, CancellationToken cancellationToken)
            => database.WriteAsync((connection, transaction) => { connection.Execute("INSERT INTO installation (name, value) VALUES (@name, 'x')", new { name }, transaction); }, cancellationToken);
    }

    [Fact]
    public async Task A_reading_connection_cannot_write()
    {
        using var database = new Database(_folder.File("watch.db"));
        await Migrator.MigrateAsync(database, TimeProvider.System, CancellationToken.None);

        using var reader = database.Read();

        Assert.Throws<SqliteException>(() => reader.Execute("INSERT INTO installation (name, value) VALUES ('a', 'b')"));
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused_with_the_way_back()
    {
        using var database = new Database(_folder.File("watch.db"));
        await Migrator.MigrateAsync(database, TimeProvider.System, CancellationToken.None);
        await database.WriteAsync((connection, _) => { connection.Execute("INSERT INTO migration (number, name, applied_at) VALUES (9999, 'x', 'y')"); }, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<DatabaseTooNewException>(() => Migrator.MigrateAsync(database, TimeProvider.System, CancellationToken.None));

        Assert.Contains("9999", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instants_are_UTC_text_that_sorts_as_it_happened()
    {
        using var database = new Database(_folder.File("watch.db"));
        var at = new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.FromHours(2));

        var (given, missing) = await database.WriteAsync(
            (connection, transaction) => (connection.ExecuteScalar<string>("SELECT @at", new { at }, transaction), connection.ExecuteScalar<string?>("SELECT @none", new { none = (DateTimeOffset?)null }, transaction)),
            CancellationToken.None);

        Assert.Equal(("2026-03-02T12:00:00.000Z", (string?)null), (given, missing));
    }

    [Fact]
    public async Task A_failed_transaction_leaves_nothing_behind()
    {
        using var database = new Database(_folder.File("watch.db"));
        await Migrator.MigrateAsync(database, TimeProvider.System, CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(
            (connection, _) =>
            {
                connection.Execute("INSERT INTO installation (name, value) VALUES ('a', 'b')");
                throw new InvalidOperationException();
            },
            CancellationToken.None));

        using var reader = database.Read();
        Assert.Equal(0, reader.ExecuteScalar<int>("SELECT count(*) FROM installation"));
    }
}
