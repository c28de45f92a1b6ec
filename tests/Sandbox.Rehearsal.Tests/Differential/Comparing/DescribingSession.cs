using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>The script's own session as describe commands see it; keeps what they send.</summary>
/// <param name="session">The script's session; it is not closed with this one.</param>
/// <param name="sent">Takes the statements.</param>
internal sealed class DescribingSession(ISession session, ICollection<string> sent) : ISession
{
    /// <inheritdoc/>
    public TransactionStatus Status => session.Status;

    /// <inheritdoc/>
    public int ProcessId => session.ProcessId;

    /// <inheritdoc/>
    public Task<Reply> ExecuteAsync(string statement, IReadOnlyList<string?> parameters, CancellationToken cancellationToken)
    {
        sent.Add(statement);
        return session.ExecuteAsync(statement, parameters, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
