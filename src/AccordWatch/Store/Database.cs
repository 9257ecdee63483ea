using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AccordWatch.Store;

/// <summary>
/// The SQLite file of one installation. One connection writes, everything else reads: two writers that checkpoint at the same
/// instant can corrupt a WAL before SQLite 3.51.3.
/// </summary>
public sealed class Database : IDisposable
{
    /// <summary>SQLite before this version can lose a WAL reset when two connections write.</summary>
    public static readonly Version SafeSqlite = new(3, 51, 3);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SqliteConnection _writer;
    private readonly string _readers;

    static Database()
    {
        // Dapper asks a handler only for types that it does not know itself.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(typeof(DateTimeOffset), new InstantHandler());
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    /// <summary>Opens or creates the file. <see cref="Migrator.MigrateAsync"/> brings its schema up to date.</summary>
    /// <param name="path">The file, e.g. <c>/data/accordwatch.db</c>; its directory must exist.</param>
    public Database(string path)
    {
        SqliteNative.Use();
        Path = path;
        _writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _writer.Open();
        // synchronous=FULL: NORMAL may roll back commits after a power loss (https://www.sqlite.org/pragma.html#pragma_synchronous).
        _writer.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;");
        _readers = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = true }.ToString();
    }

    public string Path { get; }

    public Version SqliteVersion => Version.Parse(_writer.ExecuteScalar<string>("SELECT sqlite_version()")!);

    /// <summary>A connection that cannot write; the caller disposes it soon, since a long reader holds back the checkpoint.</summary>
    public SqliteConnection Read()
    {
        var connection = new SqliteConnection(_readers);
        connection.Open();
        connection.Execute("PRAGMA query_only=ON; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;");
        return connection;
    }

    /// <summary>Runs one transaction on the only writer; all of it is kept, or nothing.</summary>
    public async Task<T> WriteAsync<T>(Func<IDbConnection, IDbTransaction, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            var result = work(_writer, transaction);
            transaction.Commit();
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<IDbConnection, IDbTransaction> work, CancellationToken cancellationToken)
        => WriteAsync(
            (connection, transaction) =>
            {
                work(connection, transaction);
                return true;
            },
            cancellationToken);

    /// <summary>Moves the WAL into the file and truncates it; for quiet hours.</summary>
    public async Task CheckpointAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        using (var readers = new SqliteConnection(_readers))
        {
            SqliteConnection.ClearPool(readers);
        }

        _turn.Dispose();
    }

    private sealed class InstantHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value is DateTimeOffset instant ? Instant.ToText(instant) : DBNull.Value;
        }

        public object? Parse(Type destinationType, object value)
            => value is string text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;
    }
}

/// <summary>Instants as the tables hold them.</summary>
public static class Instant
{
    /// <summary>UTC to the millisecond, e.g. <c>2021-09-28T20:15:00.000Z</c>: sorts as it happened.</summary>
    public static string ToText(DateTimeOffset instant)
        => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
