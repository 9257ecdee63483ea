using System.Data;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace AccordWatch.Store;

/// <summary>The file was written by a newer AccordWatch.</summary>
public sealed class DatabaseTooNewException(int found, int known)
    : Exception($"The database has schema version {found}; this program knows {known}. Install the newer AccordWatch again, or restore the backup made before the upgrade.");

/// <summary>Applies the numbered SQL files under <c>Store/Migrations</c>, each once and in one transaction.</summary>
public static class Migrator
{
    /// <summary>Number of the newest migration that this program carries.</summary>
    public static int Newest => Scripts().Max(script => script.Number);

    /// <returns>The numbers applied now.</returns>
    /// <exception cref="DatabaseTooNewException">The file knows a migration that this program does not.</exception>
    public static async Task<IReadOnlyList<int>> MigrateAsync(Database database, TimeProvider clock, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                "CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)"),
            cancellationToken).ConfigureAwait(false);
        var done = Applied(database);
        if (done.Count > 0 && done.Max() > Newest)
        {
            throw new DatabaseTooNewException(done.Max(), Newest);
        }

        var now = new List<int>();
        foreach (var (number, name, sql) in Scripts().Where(script => !done.Contains(script.Number)).OrderBy(script => script.Number))
        {
            await database.WriteAsync(
                (IDbConnection connection, IDbTransaction transaction) =>
                {
                    connection.Execute(sql, transaction: transaction);
                    connection.Execute(
                        "INSERT INTO migration (number, name, applied_at) VALUES (@number, @name, @at)",
                        new { number, name, at = clock.GetUtcNow() },
                        transaction);
                },
                cancellationToken).ConfigureAwait(false);
            now.Add(number);
        }

        await SearchTable.PrepareAsync(database, cancellationToken).ConfigureAwait(false);
        return now;
    }

    /// <summary>Numbers that the file says were applied; empty for a new file.</summary>
    public static IReadOnlySet<int> Applied(Database database)
    {
        using var connection = database.Read();
        return connection.Rows(null, "SELECT number FROM migration", row => row.GetInt32(0)).ToHashSet();
    }

    private static IEnumerable<(int Number, string Name, string Sql)> Scripts()
    {
        const string prefix = "AccordWatch.Store.Migrations.";
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var name = resource[prefix.Length..];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
