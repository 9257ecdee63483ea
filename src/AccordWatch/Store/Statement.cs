using System.Data;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace AccordWatch.Store;

/// <summary>What runs at every visit and for every article: parsed once for the writer, and bound and read without reflection. Everything else is Dapper's.</summary>
internal static class Statement
{
    private static readonly ConditionalWeakTable<IDbConnection, Dictionary<string, SqliteCommand>> Prepared = [];

    /// <param name="connection">Of a reader, or the writer.</param>
    /// <param name="transaction">Of the writer; null for a reader.</param>
    /// <param name="sql">A constant: every text is kept as long as the writer.</param>
    /// <param name="values">Names with their @.</param>
    /// <returns>How many rows were changed.</returns>
    public static int Run(this IDbConnection connection, IDbTransaction? transaction, string sql, params (string Name, object? Value)[] values)
        => With(connection, transaction, sql, values, command => command.ExecuteNonQuery());

    /// <returns>The first column of the first row; null when there is none.</returns>
    /// <inheritdoc cref="Run"/>
    public static object? Value(this IDbConnection connection, IDbTransaction? transaction, string sql, params (string Name, object? Value)[] values)
        => With(connection, transaction, sql, values, command => command.ExecuteScalar()) is var value and not DBNull ? value : null;

    /// <param name="connection">Of a reader, or the writer.</param>
    /// <param name="transaction">Of the writer; null for a reader.</param>
    /// <param name="sql">A constant: every text is kept as long as the writer.</param>
    /// <param name="read">Makes something of one row.</param>
    /// <param name="values">Names with their @.</param>
    public static List<T> Rows<T>(this IDbConnection connection, IDbTransaction? transaction, string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] values)
        => With(connection, transaction, sql, values, command =>
        {
            var rows = new List<T>();
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }

            return rows;
        });

    public static string? Text(this SqliteDataReader row, string column) => row.GetOrdinal(column) is var at && row.IsDBNull(at) ? null : row.GetString(at);

    public static long? Number(this SqliteDataReader row, string column) => row.GetOrdinal(column) is var at && row.IsDBNull(at) ? null : row.GetInt64(at);

    public static DateTimeOffset? At(this SqliteDataReader row, string column) => row.Text(column) is { } text ? Instant.OfText(text) : null;

    private static T With<T>(IDbConnection connection, IDbTransaction? transaction, string sql, (string Name, object? Value)[] values, Func<SqliteCommand, T> act)
    {
        if (transaction is null)
        {
            using var once = ((SqliteConnection)connection).CreateCommand();
            once.CommandText = sql;
            Bind(once, values);
            return act(once);
        }

        var prepared = Prepared.GetOrCreateValue(connection);
        if (!prepared.TryGetValue(sql, out var command))
        {
            prepared[sql] = command = ((SqliteConnection)connection).CreateCommand();
            command.CommandText = sql;
        }

        command.Transaction = (SqliteTransaction)transaction;
        Bind(command, values);
        return act(command);
    }

    private static void Bind(SqliteCommand command, (string Name, object? Value)[] values)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value switch
            {
                null => DBNull.Value,
                DateTimeOffset instant => Instant.ToText(instant),
                _ => value,
            });
        }
    }
}
