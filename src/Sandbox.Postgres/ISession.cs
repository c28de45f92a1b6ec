namespace Sandbox.Postgres;

/// <summary>
/// One connection to one database: SQL text in; text rows, tag, status and notices out. Guard, seal, effects and proof are
/// written against it once, whatever speaks to the server underneath. Not thread-safe: one statement at a time.
/// </summary>
public interface ISession : IAsyncDisposable
{
    /// <summary>The transaction's status after the last reply.</summary>
    TransactionStatus Status { get; }

    /// <summary>The server process that serves this session (<c>pg_backend_pid()</c>).</summary>
    int ProcessId { get; }

    /// <summary>
    /// Runs one statement. Text that hides a second statement is refused by the server (SQLSTATE 42601), because it goes alone
    /// in a Parse message.
    /// </summary>
    /// <param name="statement">One SQL statement, with <c>$1</c> ... for parameters.</param>
    /// <param name="parameters">The parameters' values as text, null for SQL's NULL; their types are the server's to infer.</param>
    /// <param name="cancellationToken">Asks the server to cancel the statement; the reply is awaited all the same.</param>
    /// <returns>The reply; an error of the server is in <see cref="Reply.Error"/>, not thrown.</returns>
    /// <exception cref="SandboxException">The connection broke (<see cref="ExitCode.Unavailable"/>).</exception>
    Task<Reply> ExecuteAsync(string statement, IReadOnlyList<string?> parameters, CancellationToken cancellationToken);
}
