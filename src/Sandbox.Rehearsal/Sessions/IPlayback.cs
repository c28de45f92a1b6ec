using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Hears what a script does while it is played.</summary>
public interface IPlayback
{
    /// <summary>What is to be asked of the server right after a statement that goes in a pipeline; null for nothing.</summary>
    /// <param name="kind">What the statement is.</param>
    /// <param name="ahead">How many statements of the same pipeline come before it.</param>
    BatchStatement? Question(StatementClass kind, int ahead);

    /// <summary>Whether the transaction is looked at right behind such a statement, so that none may be sent before it is answered.</summary>
    /// <param name="kind">What the statement is.</param>
    bool LooksBehind(StatementClass kind);

    /// <summary>A statement is about to be played that does not go in a pipeline.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="transmission">How it goes to the server.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task PlayingAsync(Statement statement, StatementClass kind, Transmission transmission, CancellationToken cancellationToken);

    /// <summary>A statement was played.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="reply">What came of it.</param>
    /// <param name="elapsed">Wall time, the round trip included.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task PlayedAsync(Statement statement, StatementClass kind, PlayedReply reply, TimeSpan elapsed, CancellationToken cancellationToken);

    /// <summary>A meta-command ran.</summary>
    /// <param name="command">The command.</param>
    void Ran(MetaCommand command);

    /// <summary>psql would write a message to standard error.</summary>
    /// <param name="severity">How bad it is.</param>
    /// <param name="path">The file.</param>
    /// <param name="line">The line.</param>
    /// <param name="text">The message.</param>
    void Said(MessageSeverity severity, string path, int line, string text);

    /// <summary>psql would pass over something without stopping.</summary>
    /// <param name="finding">The finding.</param>
    void Found(ScriptFinding finding);
}
