using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Listens to a script that is run for real only for what goes wrong.</summary>
/// <param name="subject">What the script is called in the message.</param>
/// <param name="exitCode">What its failure makes the process exit with.</param>
internal sealed class FailurePlayback(string subject, ExitCode exitCode) : IPlayback
{
    /// <summary>The first thing that went wrong; null where nothing did.</summary>
    public ScriptException? Failure { get; private set; }

    /// <inheritdoc/>
    public BatchStatement? Question(ReadOnlySpan<StatementClass> pipeline, int at) => null;

    /// <inheritdoc/>
    public bool IsTimed(ReadOnlySpan<StatementClass> pipeline, int at) => false;

    /// <inheritdoc/>
    public bool LooksBehind(StatementClass kind) => false;

    /// <inheritdoc/>
    public Task SendingAsync(StatementClass first, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PlayingAsync(Statement statement, StatementClass kind, Transmission transmission, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PlayedAsync(Statement statement, StatementClass kind, PlayedReply reply, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        if (reply.Error is { } error)
        {
            var position = error.Position is { } character ? statement.Locate(character) : statement.Start;
            Failure ??= new ScriptException(exitCode, statement.Path, position, $"{subject} failed: {error.Text} (SQLSTATE {error.SqlState})");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Ran(MetaCommand command)
    {
        // What it prints goes where its output goes.
    }

    /// <inheritdoc/>
    public void Said(MessageSeverity severity, string path, int line, string text)
    {
        if (severity == MessageSeverity.Error)
        {
            Failure ??= new ScriptException(exitCode, path, new TextPosition(Math.Max(line, 1), 1), $"{subject} failed: {text}");
        }
    }

    /// <inheritdoc/>
    public void Found(ScriptFinding finding)
    {
        // It is played as psql plays it; what psql passes over is passed over.
    }
}
