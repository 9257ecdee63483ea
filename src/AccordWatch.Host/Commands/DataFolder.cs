using AccordWatch.Store;
using Microsoft.Data.Sqlite;

namespace AccordWatch.Host.Commands;

/// <summary>An open data directory: its lock, when something is to be written, and its database.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string FileName = "accordwatch.db";

    private readonly InstanceLock? _lock;

    private DataFolder(string path, InstanceLock? held, Database database)
    {
        Path = path;
        _lock = held;
        Database = database;
    }

    public string Path { get; }

    public Database Database { get; }

    /// <summary>Makes the directory where there is none, keeps every other writer out and brings the database up to date.</summary>
    /// <exception cref="UsageException">The directory cannot be made or written.</exception>
    /// <exception cref="LockHeldException">Another process works on it.</exception>
    /// <exception cref="DatabaseTooNewException">A newer program wrote the database.</exception>
    public static async Task<DataFolder> OpenAsync(string directory, CancellationToken cancellationToken)
    {
        var held = LockOf(directory);
        try
        {
            var database = Writable(directory, () => new Database(System.IO.Path.Combine(directory, FileName)));
            try
            {
                await Migrator.MigrateAsync(database, TimeProvider.System, cancellationToken);
                return new DataFolder(directory, held, database);
            }
            catch
            {
                database.Dispose();
                throw;
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens for reading, beside a process that writes.</summary>
    /// <returns>Null when there is no database yet.</returns>
    /// <exception cref="DatabaseTooNewException">A newer program wrote the database.</exception>
    public static async Task<DataFolder?> OpenToReadAsync(string directory, CancellationToken cancellationToken)
    {
        var file = System.IO.Path.Combine(directory, FileName);
        if (!File.Exists(file))
        {
            return null;
        }

        var database = Writable(directory, () => new Database(file));
        var version = VersionOf(database);
        if (version == Migrator.Newest)
        {
            return new DataFolder(directory, null, database);
        }

        database.Dispose();
        return version > Migrator.Newest ? throw new DatabaseTooNewException(version, Migrator.Newest) : await OpenAsync(directory, cancellationToken);
    }

    public void Dispose()
    {
        Database.Dispose();
        _lock?.Dispose();
    }

    private static InstanceLock LockOf(string directory) => Writable(directory, () => InstanceLock.Take(directory));

    private static T Writable<T>(string directory, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or SqliteException { SqliteErrorCode: 8 or 14 })
        {
            throw new UsageException($"{directory}: the data directory cannot be written ({refused.Message.TrimEnd('.')}). Make it writable for this user, or name another with --data DIR.");
        }
    }

    // A database that another process has just made may have no table yet.
    private static int VersionOf(Database database)
    {
        try
        {
            return Migrator.Applied(database).DefaultIfEmpty(0).Max();
        }
        catch (SqliteException)
        {
            return 0;
        }
    }
}
