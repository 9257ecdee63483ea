using Dapper;

namespace AccordWatch.Store;

/// <summary>Facts of this installation that outlive a restart.</summary>
public sealed class InstallationTable(Database database)
{
    /// <summary>The fact, or null.</summary>
    public string? Find(string name)
    {
        using var connection = database.Read();
        return connection.QueryFirstOrDefault<string>("SELECT value FROM installation WHERE name = @name", new { name });
    }

    /// <summary>The fact as first kept; a later value does not replace it.</summary>
    public Task<string> KeepFirstAsync(string name, string value, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute("INSERT INTO installation (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", new { name, value }, transaction);
                return connection.QuerySingle<string>("SELECT value FROM installation WHERE name = @name", new { name }, transaction);
            },
            cancellationToken);
}
