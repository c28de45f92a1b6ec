using System.Data;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using StatementType = Npgsql.StatementType;

namespace Sandbox.Postgres;

/// <summary>
/// A session on an open connection of the caller's, for everything that is written against <see cref="ISession"/>. The connection
/// and its transaction stay the caller's: disposing the session leaves both as they are.
/// </summary>
/// <remarks>
/// What Npgsql does not tell is not invented: <see cref="Status"/> is unknown and a tag is null unless it can be rebuilt. Npgsql
/// hides an error's detail unless the connection string says <c>Include Error Detail=true</c>, and does not run COPY as a statement.
/// </remarks>
public sealed class NpgsqlSession : ISession
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction? _transaction;

    /// <summary>Takes a connection for use.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="transaction">The transaction that the caller began on it, if any.</param>
    public NpgsqlSession(NpgsqlConnection connection, NpgsqlTransaction? transaction = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
        _transaction = transaction;
    }

    /// <inheritdoc/>
    public TransactionStatus Status => TransactionStatus.Unknown;

    /// <inheritdoc/>
    public int ProcessId => _connection.ProcessID;

    /// <inheritdoc/>
    /// <exception cref="SandboxException">The connection is lost (<see cref="ExitCode.Unavailable"/>); a COPY (<see cref="ExitCode.Refused"/>).</exception>
    public async Task<Reply> ExecuteAsync(string statement, IReadOnlyList<string?> parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(parameters);
        var notices = new List<ServerMessage>();
        void Listen(object sender, NpgsqlNoticeEventArgs arguments) => notices.Add(NpgsqlMessages.ToServerMessage(arguments.Notice));
        _connection.Notice += Listen;
        try
        {
            var reply = await HidesAnotherAsync(statement, parameters, cancellationToken)
                ? new Reply { Error = NpgsqlMessages.SeveralStatements }
                : await ReadAsync(statement, parameters, cancellationToken);
            return reply with { Notices = notices };
        }
        catch (PostgresException error) when (_connection.State == ConnectionState.Open)
        {
            return new Reply { Error = NpgsqlMessages.ToServerMessage(error), Notices = notices };
        }
        catch (NotSupportedException failure)
        {
            throw new SandboxException(
                ExitCode.Refused, $"this statement does not run on a connection of Npgsql's: {failure.Message.ReplaceLineEndings(" ")}; run it in a script", failure);
        }
        catch (Exception failure) when (failure is NpgsqlException || (failure is InvalidOperationException && _connection.State != ConnectionState.Open))
        {
            throw new SandboxException(
                ExitCode.Unavailable,
                $"the connection to {_connection.Host}:{_connection.Port}/{_connection.Database} is lost: {failure.Message.ReplaceLineEndings(" ")}; check the server and its log, then run again",
                failure);
        }
        finally
        {
            _connection.Notice -= Listen;
        }
    }

    /// <summary>Does nothing: the connection is the caller's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// Whether Npgsql would cut the text into several statements, which it does where there are no parameters. A batch's command
    /// refuses that instead; parsed only, it runs nothing.
    /// </summary>
    private async Task<bool> HidesAnotherAsync(string statement, IReadOnlyList<string?> parameters, CancellationToken cancellationToken)
    {
        if (parameters.Count > 0 || !statement.Contains(';', StringComparison.Ordinal))
        {
            return false;
        }

        await using var batch = new NpgsqlBatch(_connection, _transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken);
            return false;
        }
        catch (NotSupportedException)
        {
            return true;
        }
    }

    private async Task<Reply> ReadAsync(string statement, IReadOnlyList<string?> parameters, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // This is a session: the one place where a command is made (see BannedSymbols.txt).
        await using var command = new NpgsqlCommand(statement, _connection, _transaction) { AllResultTypesAreUnknown = true };
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)parameter ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
#pragma warning restore RS0030
        var columns = new Column[reader.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new Column(reader.GetName(i), reader.GetDataTypeOID(i));
        }

        var rows = new List<IReadOnlyList<string?>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new string?[columns.Length];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = await reader.IsDBNullAsync(i, cancellationToken) ? null : reader.GetString(i);
            }

            rows.Add(row);
        }

        // The tag is known, and an error of the last moment thrown, once the reader has been read to its end.
        await reader.NextResultAsync(cancellationToken);
        return new Reply { Columns = columns, Rows = rows, Tag = Tag(reader) };
    }

    private static string? Tag(NpgsqlDataReader reader)
    {
#pragma warning disable CS0618 // The batch API that shall replace it has no text results.
        if (reader.Statements is not [var command])
        {
            return null;
        }
#pragma warning restore CS0618

        var rows = command.Rows.ToString(CultureInfo.InvariantCulture);
        return command.StatementType switch
        {
            StatementType.Select => $"SELECT {rows}",
            StatementType.Insert => $"INSERT {command.OID.ToString(CultureInfo.InvariantCulture)} {rows}",
            StatementType.Update => $"UPDATE {rows}",
            StatementType.Delete => $"DELETE {rows}",
            StatementType.Merge => $"MERGE {rows}",
            StatementType.Fetch => $"FETCH {rows}",
            StatementType.Move => $"MOVE {rows}",
            StatementType.Call => "CALL",
            _ => null,
        };
    }
}
