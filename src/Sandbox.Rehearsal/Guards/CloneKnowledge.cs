using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Guards;

/// <summary>
/// What a search of a clone's catalogs found, and up to which transaction id it holds. Whoever changes a catalog takes an id: as long as none but proven rollbacks were
/// taken since, the search need not be made again.
/// </summary>
/// <param name="AsOf">The last id that was taken when it held.</param>
/// <param name="Hatches">The names through which a script would do what no rollback takes back (<see cref="EscapeHatchPreflight"/>).</param>
/// <param name="MayLeaveTraces">Whether a routine may leave in a session what no command takes back.</param>
internal sealed record CloneKnowledge(long AsOf, IReadOnlyDictionary<string, string> Hatches, bool MayLeaveTraces)
{
    /// <summary>Asks for the last id that was taken; <see cref="LastId"/> reads the answer.</summary>
    public static BatchStatement LastIdQuestion { get; } = "SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::pg_catalog.text::pg_catalog.int8 - 1";

    /// <summary>The last id that was taken.</summary>
    /// <param name="answer">The answer to <see cref="LastIdQuestion"/>.</param>
    public static long LastId(Reply answer) => long.Parse(answer.Rows[0][0]!, CultureInfo.InvariantCulture);

    /// <summary>Searches a clone.</summary>
    /// <param name="session">A session in it, outside a transaction.</param>
    /// <param name="lastId">The last id that was taken before.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<CloneKnowledge> SearchAsync(WireSession session, long lastId, CancellationToken cancellationToken)
    {
        var answers = await session.AskAsync([.. EscapeHatchPreflight.Questions, SessionTraces.OfRoutines], cancellationToken);
        return new CloneKnowledge(lastId, await EscapeHatchPreflight.ReadAsync(session, answers, [], cancellationToken), answers[^1].Rows[0][0] is "t");
    }

    /// <summary>What is known once a rehearsal is proven; null where somebody else took an id meanwhile.</summary>
    /// <param name="proof">The proof.</param>
    public CloneKnowledge? After(NetZeroProof proof) =>
        proof is { Proven: ProofStatus.Proven, LastId: { } last } && proof.FirstId == AsOf + 1 ? this with { AsOf = last } : null;
}
