using System.Globalization;
using Npgsql;
using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>One question to a server, on a connection of its own.</summary>
internal static class ServerQueries
{
    public static string ConnectionString(this IServer server, string database)
    {
        var target = server.Target(database);
        return new NpgsqlConnectionStringBuilder
        {
            Host = target.Host, Port = target.Port, Database = target.Database, Username = target.User, Password = target.Password, Pooling = false,
        }.ConnectionString;
    }

    public static async Task<string?> AskAsync(this IServer server, string sql, string database = "postgres")
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString(database));
        await using var command = source.CreateCommand(sql);
        var answer = await command.ExecuteScalarAsync(TestContext.CurrentContext.CancellationToken);
        return answer is null or DBNull ? null : Convert.ToString(answer, CultureInfo.InvariantCulture);
    }
}
