using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>Keeps nothing: what is compared is what the server received and what was written.</summary>
internal sealed class SilentPlayback : IPlayback
{
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

    public Task PlayedAsync(Statement statement, StatementClass kind, PlayedReply reply, TimeSpan elapsed, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Ran(MetaCommand command)
    {
    }

    /// <inheritdoc/>
    public void Said(MessageSeverity severity, string path, int line, string text)
    {
    }

    /// <inheritdoc/>
    public void Found(ScriptFinding finding)
    {
        // psql says nothing of it.
    }
}
