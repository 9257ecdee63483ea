using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AccordWatch.Store;

/// <summary>
/// The SQLite file of one installation. One connection writes, everything else reads: two writers that checkpoint at the same
/// instant can corrupt a WAL before SQLite 3.51.3.
/// </summary>
public sealed class Database : IDisposable
{
    /// <summary>SQLite before this version can lose a WAL reset when two connections write.</summary>
    public static readonly Version SafeSqlite = new(3, 51, 3);

    private const string Savepoint = "one";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentQueue<Writing> _waiting = new();
    private readonly ConditionalWeakTable<sqlite3, Database> _prepared = [];
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
        // temp_store=MEMORY: what a savepoint would undo is two thirds of all that a visit writes to files otherwise.
        _writer.Run(null, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000; PRAGMA temp_store=MEMORY;");
        _readers = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = true }.ToString();
    }

    public string Path { get; }

    public Version SqliteVersion => Version.Parse(_writer.ExecuteScalar<string>("SELECT sqlite_version()")!);

    /// <summary>A connection that cannot write; the caller disposes it soon, since a long reader holds back the checkpoint.</summary>
    public SqliteConnection Read()
    {
        var connection = new SqliteConnection(_readers);
        connection.Open();
        // The pool gives back what was opened before, with its pragmas.
        if (!_prepared.TryGetValue(connection.Handle!, out _))
        {
            connection.Run(null, "PRAGMA query_only=ON; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;");
            _prepared.AddOrUpdate(connection.Handle!, this);
        }

        return connection;
    }

    /// <summary>
    /// Runs one transaction on the only writer; all of it is kept, or nothing. What waits for the writer at the same time shares one commit, each within a
    /// savepoint of its own.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<IDbConnection, IDbTransaction, T> work, CancellationToken cancellationToken)
    {
        var writing = new Writing<T>(work);
        _waiting.Enqueue(writing);
        try
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (writing.TryTake())
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // It is being kept already.
            await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        try
        {
            if (!writing.IsDone)
            {
                KeepAll();
            }
        }
        finally
        {
            _turn.Release();
        }

        return writing.Result();
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
            _writer.Run(null, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        finally
        {
            _turn.Release();
        }
    }

    private void KeepAll()
    {
        var taken = new List<Writing>();
        while (_waiting.TryDequeue(out var next))
        {
            if (next.TryTake())
            {
                taken.Add(next);
            }
        }

        try
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            foreach (var writing in taken)
            {
                transaction.Save(Savepoint);
                if (!writing.TryRun(_writer, transaction))
                {
                    transaction.Rollback(Savepoint);
                }

                transaction.Release(Savepoint);
            }

            transaction.Commit();
            taken.ForEach(writing => writing.IsDone = true);
        }
        catch (Exception broken)
        {
            // Nothing of it was kept.
            taken.ForEach(writing => writing.Fail(broken));
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

    private abstract class Writing
    {
        private int _taken;

        public bool IsDone { get; set; }

        protected Exception? Broken { get; set; }

        /// <summary>False when somebody else did.</summary>
        public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

        /// <returns>False when it broke.</returns>
        public abstract bool TryRun(IDbConnection connection, IDbTransaction transaction);

        public void Fail(Exception broken)
        {
            Broken ??= broken;
            IsDone = true;
        }
    }

    private sealed class Writing<T>(Func<IDbConnection, IDbTransaction, T> work) : Writing
    {
        private T _result = default!;

        public override bool TryRun(IDbConnection connection, IDbTransaction transaction)
        {
            try
            {
                _result = work(connection, transaction);
                return true;
            }
            catch (Exception broken)
            {
                Broken = broken;
                return false;
            }
        }

        public T Result()
        {
            if (Broken is not null)
            {
                ExceptionDispatchInfo.Throw(Broken);
            }

            return _result;
        }
    }

    private sealed class InstantHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value is DateTimeOffset instant ? Instant.ToText(instant) : DBNull.Value;
        }

        public object? Parse(Type destinationType, object value)
            => value is string text ? Instant.OfText(text) : null;
    }
}

/// <summary>Instants as the tables hold them.</summary>
public static class Instant
{
    /// <summary>UTC to the millisecond, e.g. <c>2021-09-28T20:15:00.000Z</c>: sorts as it happened.</summary>
    public static string ToText(DateTimeOffset instant)
        => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It is none.</exception>
    public static DateTimeOffset OfText(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
