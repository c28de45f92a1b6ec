using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.States;

/// <summary>A session of a run's own that a state is read on, inside its transaction: what that has done is seen, and nobody else can read with it.</summary>
/// <param name="harness">The session, as the harness asks on it.</param>
internal sealed class OwnStateSession(HarnessSession harness) : IStateSession
{
    /// <summary>The settings that shape text and what is seen, beside those of the harness.</summary>
    public static BatchStatement Settings { get; } = new(
        """
        SELECT pg_catalog.set_config('lc_monetary', 'C', true), pg_catalog.set_config('xmlbinary', 'base64', true), pg_catalog.set_config('row_security', 'off', true), pg_catalog.set_config('datestyle', 'ISO, MDY', true)
        """);

    /// <inheritdoc/>
    public string? SharedSnapshot => null;

    /// <inheritdoc/>
    public Task<Reply> AskAsync(string question, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters) => harness.QueryAsync(question, cancellationToken, parameters);

    /// <inheritdoc/>
    public Task<Reply> TryAsync(string question, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters) => harness.ExecuteAsync(question, parameters, cancellationToken);
}
