using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>How a script's transactions become the server's: really, or as savepoints inside one that is rolled back.</summary>
public interface ITransactions
{
    /// <summary>Plays one statement of the script.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="copyData">Gives the data of a COPY FROM STDIN; null where the script has none for this statement.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<PlayedReply> PlayAsync(Statement statement, StatementClass kind, Func<Stream>? copyData, CancellationToken cancellationToken);

    /// <summary>The session that the script runs on.</summary>
    WireSession Session { get; }
}
