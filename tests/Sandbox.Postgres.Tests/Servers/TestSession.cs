using Npgsql;
using NpgsqlTypes;
using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>A session on Npgsql for statements without rows, where what is tested is the statement.</summary>
internal sealed class TestSession : ISession
{
    private readonly NpgsqlConnection _connection;

    private TestSession(NpgsqlConnection connection) => _connection = connection;

    public TransactionStatus Status => TransactionStatus.Unknown;

    public int ProcessId => _connection.ProcessID;

    public static async Task<TestSession> OpenAsync(IServer server, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        return new TestSession(connection);
    }

    public async Task<Reply> ExecuteAsync(string statement, IReadOnlyList<string?> parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, _connection);
        foreach (var value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value is null ? DBNull.Value : value, NpgsqlDbType = NpgsqlDbType.Unknown });
        }

        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new Reply();
        }
        catch (PostgresException error)
        {
            return new Reply
            {
                Error = new ServerMessage
                {
                    Severity = error.Severity, InvariantSeverity = error.InvariantSeverity, SqlState = error.SqlState, Text = error.MessageText,
                },
            };
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
