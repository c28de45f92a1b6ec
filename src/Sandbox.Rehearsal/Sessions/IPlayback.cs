using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Hears what a script does while it is played.</summary>
public interface IPlayback
{
    /// <summary>Statements are about to be sent in a pipeline.</summary>
    /// <param name="first">What the first of them is.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task SendingAsync(StatementClass first, CancellationToken cancellationToken);

    /// <summary>What is to be asked of the server right after a statement that goes in a pipeline; null for nothing.</summary>
    /// <param name="pipeline">What the statements of the pipeline are.</param>
    /// <param name="at">Which of them it is.</param>
    BatchStatement? Question(ReadOnlySpan<StatementClass> pipeline, int at);

    /// <summary>Whether the time of a statement that goes in a pipeline is told from that of the others, which costs more than a small statement.</summary>
    /// <param name="pipeline">What the statements of the pipeline are.</param>
    /// <param name="at">Which of them it is.</param>
    bool IsTimed(ReadOnlySpan<StatementClass> pipeline, int at);

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
