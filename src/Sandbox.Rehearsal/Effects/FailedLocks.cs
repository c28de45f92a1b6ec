using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Effects;

/// <summary>
/// Finds out what a statement that failed had locked; the server gives that up with the error. A definition or LOCK states it; a query is parsed once more, which locks what it names and
/// executes nothing. What planning and running it locked besides (indexes, partitions, what triggers write) is not found so.
/// </summary>
internal static class FailedLocks
{
    private static readonly BatchStatement s_own = new(
        """
        SELECT l.relation, l.mode
        FROM pg_catalog.pg_lock_status() l
        WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.relation >= 16384
        """);

    private static readonly BatchStatement s_enter = "SAVEPOINT sandbox_locks";
    private static readonly BatchStatement[] s_leave = ["ROLLBACK TO SAVEPOINT sandbox_locks", "RELEASE SAVEPOINT sandbox_locks"];

    /// <summary>Asks, in the state that the failed statement's rollback has left.</summary>
    /// <param name="transactions">What the script is played by; its session is in its transaction.</param>
    /// <param name="text">The statement.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="error">Its error.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<LockTrace>> AskAsync(VirtualTransactions transactions, string text, StatementClass kind, ServerMessage error, CancellationToken cancellationToken)
    {
        if (MayComeBeforeAnyLock(error.SqlState))
        {
            return [];
        }

        return StatedLock.Of(text) is { Count: > 0 } stated ? await ResolveAsync(transactions.Session, stated, cancellationToken)
            : kind.Command is "SELECT" or "WITH" or "TABLE" or "VALUES" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" ? await ParseAsync(transactions, text, cancellationToken)
            : [];
    }

    /// <summary>
    /// Rights and the kind of the relation are looked at before it is locked, as is whether the transaction may do this at all; whoever was interrupted may still have waited for the
    /// lock (namespace.c, RangeVarGetRelidExtended and its callbacks).
    /// </summary>
    private static bool MayComeBeforeAnyLock(string? sqlState) => sqlState is "42501" or "42601" or "42809" or "55P03" or "57014" or "57P01" or "40P01" or "25001" or "25P01" or "25006" or "25P02" or "0A000";

    /// <summary>Looks names up as the script's own search path finds them.</summary>
    private static async Task<IReadOnlyList<LockTrace>> ResolveAsync(WireSession session, IReadOnlyList<StatedLock> stated, CancellationToken cancellationToken)
    {
        var names = stated.Select(static held => (held.Schema is null ? "" : PsqlQuoting.Identifier(held.Schema) + ".") + PsqlQuoting.Identifier(held.Relation));
        var question = new BatchStatement(
            "SELECT pg_catalog.to_regclass(n.name)::pg_catalog.oid FROM pg_catalog.unnest($1::pg_catalog.text[]) WITH ORDINALITY AS n (name, place) ORDER BY n.place", ArrayText.OfTexts(names));
        var replies = new ReplyCollector(copyData: null);
        await session.ExecuteBatchAsync([s_enter, question, .. s_leave], replies, cancellationToken);
        if (replies.Replies is [.., { Error: not null }])
        {
            // The script's own settings may be against any question, such as a statement_timeout of 1 ms.
            await LeaveAsync(session, cancellationToken);
            return [];
        }

        return [.. stated.Zip(replies.Replies[1].Rows, static (held, row) => (held.Mode, Relation: row[0])).Where(static held => held.Relation is not null).Select(static held => Exactly(held.Relation!, held.Mode))];
    }

    private static async Task<IReadOnlyList<LockTrace>> ParseAsync(VirtualTransactions transactions, string text, CancellationToken cancellationToken)
    {
        var before = (await transactions.Harness.AskAsync([s_own], cancellationToken))[0];
        await transactions.Session.QueryAsync(s_enter.Text, cancellationToken);
        var isParsed = await transactions.Session.ParseAsync(text, cancellationToken) is null;
        var after = isParsed ? (await transactions.Harness.AskAsync([s_own], cancellationToken))[0] : before;
        await LeaveAsync(transactions.Session, cancellationToken);
        return [.. Locks(after).Except(Locks(before)).Select(static held => Exactly(held.Relation, held.Mode))];
    }

    private static IEnumerable<(string Relation, string Mode)> Locks(Reply answer) => answer.Rows.Select(static row => (row[0]!, row[1]!));

    private static LockTrace Exactly(string relation, string mode) => new(relation, mode) { IsExact = true, MayBeGone = true };

    private static async Task LeaveAsync(WireSession session, CancellationToken cancellationToken)
    {
        foreach (var statement in s_leave)
        {
            await session.QueryAsync(statement.Text, cancellationToken);
        }
    }
}
