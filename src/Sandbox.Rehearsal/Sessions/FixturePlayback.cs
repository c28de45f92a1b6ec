using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Listens to a fixture only for what goes wrong.</summary>
internal sealed class FixturePlayback : IPlayback
{
    /// <summary>The first thing that went wrong; null where nothing did.</summary>
    public ScriptException? Failure { get; private set; }

    /// <inheritdoc/>
    public BatchStatement? Question(StatementClass kind, int ahead) => null;

    /// <inheritdoc/>
    public bool LooksBehind(StatementClass kind) => false;

    /// <inheritdoc/>
    public Task PlayingAsync(Statement statement, StatementClass kind, Transmission transmission, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PlayedAsync(Statement statement, StatementClass kind, PlayedReply reply, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        if (reply.Error is { } error)
        {
            var position = error.Position is { } character ? statement.Locate(character) : statement.Start;
            Failure ??= new ScriptException(ExitCode.Usage, statement.Path, position, $"the fixture failed: {error.Text} (SQLSTATE {error.SqlState})");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Ran(MetaCommand command)
    {
        // What a fixture prints is of no interest to a rehearsal.
    }

    /// <inheritdoc/>
    public void Said(MessageSeverity severity, string path, int line, string text)
    {
        if (severity == MessageSeverity.Error)
        {
            Failure ??= new ScriptException(ExitCode.Usage, path, new TextPosition(Math.Max(line, 1), 1), $"the fixture failed: {text}");
        }
    }

    /// <inheritdoc/>
    public void Found(ScriptFinding finding)
    {
        // A fixture is played as psql plays it; what psql passes over is passed over.
    }
}
