using Sandbox.Postgres;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.States;

/// <summary>A session of a run's own that a state is read on, inside its transaction: what that has done is seen, and nobody else can read with it.</summary>
/// <param name="harness">The session, as the harness asks on it.</param>
internal sealed class OwnStateSession(HarnessSession harness) : IStateSession
{
    /// <inheritdoc/>
    public string? SharedSnapshot => null;

    /// <inheritdoc/>
    public Task<Reply> AskAsync(string question, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters) => harness.QueryAsync(question, cancellationToken, parameters);

    /// <inheritdoc/>
    public Task<Reply> TryAsync(string question, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters) => harness.ExecuteAsync(question, parameters, cancellationToken);
}
