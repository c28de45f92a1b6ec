using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>How a script's transactions become the server's: really, or as savepoints inside one that is rolled back.</summary>
public interface ITransactions
{
    /// <summary>The session that the script runs on.</summary>
    WireSession Session { get; }

    /// <summary>Whether a transaction block of the script is open, failed or not.</summary>
    bool InBlock { get; }

    /// <summary>Plays one message of the script.</summary>
    /// <param name="statement">The message.</param>
    /// <param name="parts">The statements that it holds (<see cref="MessageParts"/>); one as a rule.</param>
    /// <param name="transmission">How it goes to the server.</param>
    /// <param name="copyData">Gives the data of a COPY FROM STDIN, for each one of the message anew; null where the script has none.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<PlayedReply> PlayAsync(
        Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, Transmission transmission, Func<Stream>? copyData, CancellationToken cancellationToken);

    /// <summary>Plays one statement of a pipeline (psql 18). Outside a block the statements up to the next sync are one transaction; after an error none may be played until then.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="parts">What it holds; more than one statement is the server's error.</param>
    /// <param name="transmission">How it goes to the server.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<PlayedReply> PlayInPipelineAsync(
        Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, Transmission transmission, CancellationToken cancellationToken);

    /// <summary>Ends the transaction that the statements of a pipeline are.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The error of its commit; null where there is none.</returns>
    Task<ServerMessage?> SyncAsync(CancellationToken cancellationToken);

    /// <summary>Whether a statement may be sent before the one before it is answered: nothing has to be done between the two.</summary>
    /// <param name="kind">What it is.</param>
    bool MayGoAhead(StatementClass kind);

    /// <summary>Plays messages of one statement each in one pipeline, each one such that <see cref="MayGoAhead"/> holds. What comes behind the first error is not run.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="time">The clock that tells how long each took, from the reply before to its own.</param>
    /// <param name="cancellationToken">Cancels the statement that runs.</param>
    /// <returns>What came of each, up to the first that failed.</returns>
    Task<IReadOnlyList<PlayedReply>> PlayTogetherAsync(IReadOnlyList<StatementAhead> statements, TimeProvider time, CancellationToken cancellationToken);

    /// <summary>Goes on with another session (<c>\connect</c>), and ends the one before: a block that is open then is rolled back.</summary>
    /// <param name="target">Where to and as whom.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The script may not go there (<see cref="ExitCode.Refused"/>), or no server lets it in (<see cref="ExitCode.Unavailable"/>); the session is as before.</exception>
    Task ConnectAsync(ConnectionTarget target, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the server something on behalf of a meta-command, such as a description. Outside a block an error of it undoes nothing but itself.
    /// </summary>
    /// <param name="ask">Asks, on <see cref="Session"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken);
}
