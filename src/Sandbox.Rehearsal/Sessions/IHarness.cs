using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>A session as the harness asks it, in the rehearsal's transaction (<see cref="HarnessSession"/>) or outside of it (<see cref="OutsideSession"/>).</summary>
internal interface IHarness
{
    /// <summary>Asks several questions in one round trip; an error is the harness's own fault and thrown.</summary>
    /// <param name="questions">One statement each, of which the session keeps the plan for all that follow in the same words.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The answers, in order.</returns>
    /// <exception cref="ServerErrorException">The server refused one.</exception>
    Task<IReadOnlyList<Reply>> AskAsync(IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken);

    /// <summary>The same for what is not asked again in these words, such as what names the script's tables.</summary>
    /// <inheritdoc cref="AskAsync"/>
    Task<IReadOnlyList<Reply>> AskOnceAsync(IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken);
}
