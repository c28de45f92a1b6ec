using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>A session as the harness uses it before a rehearsal's transaction and behind it.</summary>
/// <param name="session">The session.</param>
/// <param name="known">What it has prepared; null where it may not be the same one next time, as behind a pooler.</param>
internal sealed class OutsideSession(WireSession session, KnownQuestions? known) : IHarness
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Reply>> AskAsync(IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken)
    {
        var named = known?.Outside.Named(questions) ?? questions;
        var answers = await session.AskAsync(named, cancellationToken);
        known?.Outside.Keep(named);
        return answers;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Reply>> AskOnceAsync(IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken) => session.AskAsync(questions, cancellationToken);

    /// <summary>Rolls back and asks. What the script has done to prepared statements, which a rollback does not take back, is taken back before anything is asked by a name.</summary>
    /// <param name="questions">What is asked of the session behind the rollback: of the same one, which a pooler may give away at the end of a round trip.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The answers.</returns>
    public async Task<IReadOnlyList<Reply>> RollBackAsync(IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken)
    {
        if (known is null)
        {
            return [.. (await session.AskAsync(["ROLLBACK", .. questions], cancellationToken)).Skip(1)];
        }

        var answers = await session.AskAsync(["ROLLBACK", known.Look], cancellationToken);
        if (!known.IsWhole(answers[1]))
        {
            await session.AskAsync(["DEALLOCATE ALL"], cancellationToken);
            known.Forget();
        }

        return await AskAsync(questions, cancellationToken);
    }
}
