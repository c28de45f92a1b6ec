using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>How a script's transactions become the server's: really, or as savepoints inside one that is rolled back.</summary>
public interface ITransactions
{
    /// <summary>The session that the script runs on.</summary>
    WireSession Session { get; }

    /// <summary>Plays one statement of the script.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="kind">What it is; of a message of several statements, what its first is.</param>
    /// <param name="transmission">How it goes to the server.</param>
    /// <param name="copyData">Gives the data of a COPY FROM STDIN, for each one of the message anew; null where the script has none.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<PlayedReply> PlayAsync(Statement statement, StatementClass kind, Transmission transmission, Func<Stream>? copyData, CancellationToken cancellationToken);
}
