using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// Puts the sequences that a run moved back to where they stood, once it is proven that nothing else is left (<c>rehearse.sequences</c>). A sequence that somebody else may
/// have moved is left alone: to take values back that others have got would hand them out twice.
/// </summary>
internal sealed class SequenceRestore
{
    private const int TogetherAtMost = 500;

    private const string Readable = """
        SELECT c.oid, CASE WHEN n.nspname = 'public' THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END || pg_catalog.quote_ident(c.relname),
               pg_catalog.format('%I.%I', n.nspname, c.relname), pg_catalog.format('ALTER SEQUENCE %I.%I OWNER TO %I', n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner))
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
        """;

    // Whoever waits for us would wait for the whole run; who keeps us waiting has just used the sequence. Event triggers would fire on the lock, and might move sequences themselves.
    private const string Settings = """
        SELECT pg_catalog.set_config('lock_timeout', '1s', true),
               CASE WHEN (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) CURRENT_USER) THEN pg_catalog.set_config('session_replication_role', 'replica', true) END
        """;

    private readonly Dictionary<string, Position> _before = new(StringComparer.Ordinal);

    private SequenceRestore()
    {
    }

    /// <summary>Reads where the sequences stand, to the point: whether the last value is used up is not in <c>pg_sequences</c>.</summary>
    /// <param name="session">A session in the clone, outside a transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<SequenceRestore> ReadBeforeAsync(WireSession session, CancellationToken cancellationToken)
    {
        var restore = new SequenceRestore();
        var readable = await session.QueryAsync(Readable, cancellationToken);
        foreach (var together in readable.Rows.Chunk(TogetherAtMost))
        {
            var question = string.Join(" UNION ALL ", together.Select(static row => $"SELECT '{row[0]}', s.last_value, s.is_called FROM {row[2]} s"));
            var positions = (await session.QueryAsync(question, cancellationToken)).Rows.ToDictionary(static row => row[0]!, StringComparer.Ordinal);
            foreach (var row in together)
            {
                var position = positions[row[0]!];
                restore._before[row[1]!] = new Position(row[0]!, row[2]!, row[3]!, position[1]!, position[2]!);
            }
        }

        return restore;
    }

    /// <summary>Why no sequence may be put back; null where they may.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="othersActed">Whether another session may have done something in the clone.</param>
    public static string? WhyNot(NetZeroProof proof, bool othersActed) =>
        proof.Proven == ProofStatus.NotProven ? "net-zero is not proven"
        : proof.Residue.Any(static residue => residue.Kind == ResidueKind.Logical) ? "the run left more than that"
        : othersActed ? "another session had the clone open and may have moved it"
        : null;

    /// <summary>The sequences as residue, where the policy leaves them where they are.</summary>
    /// <param name="moved">The sequences that moved.</param>
    public static IReadOnlyList<Residue> NotAsked(IReadOnlyList<SequenceEffect> moved) => [.. moved.Select(static sequence => Of(sequence))];

    /// <summary>Puts sequences back, each for itself.</summary>
    /// <param name="session">A session in the clone, outside a transaction.</param>
    /// <param name="moved">The sequences that moved.</param>
    /// <param name="whyNot">Why none may be put back; null where they may.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The sequences as residue, with what became of each.</returns>
    public async Task<IReadOnlyList<Residue>> PutBackAsync(WireSession session, IReadOnlyList<SequenceEffect> moved, string? whyNot, CancellationToken cancellationToken)
    {
        var residue = new List<Residue>();
        foreach (var sequence in moved)
        {
            var reason = whyNot ?? (_before.TryGetValue(sequence.Sequence, out var before)
                ? await PutBackAsync(session, sequence, before, cancellationToken)
                : "the role may not read where it stood");
            residue.Add(Of(sequence) with { IsPutBack = reason is null, Reason = reason });
        }

        return residue;
    }

    /// <summary>
    /// Sets one sequence in a transaction that is rolled back: the position stays, and what the lock may have set off does not. The lock keeps everybody else from the
    /// sequence (<c>nextval</c> takes RowExclusiveLock) between the look at where it stands and its setting.
    /// </summary>
    /// <returns>Why it was not set; null where it was.</returns>
    private static async Task<string?> PutBackAsync(WireSession session, SequenceEffect sequence, Position before, CancellationToken cancellationToken)
    {
        var collector = new ReplyCollector(copyData: null);
        await session.ExecuteBatchAsync(
            [
                "BEGIN",
                Settings,

                // To give a sequence to its owner changes nothing and locks it: LOCK is for tables only.
                before.Lock,
                "SET LOCAL search_path = pg_catalog",
                new BatchStatement(
                    $"""
                    SELECT s.last_value, CASE WHEN s.tableoid = $1::oid AND s.is_called = ($2::int8 IS NOT NULL) AND coalesce($2::int8, s.last_value) = s.last_value THEN setval(s.tableoid::regclass, $3::int8, $4::bool) END
                    FROM {before.Name} s
                    """,
                    before.Oid,
                    sequence.After?.ToString(CultureInfo.InvariantCulture),
                    before.LastValue,
                    before.IsCalled),
                "ROLLBACK",
            ],
            collector,
            cancellationToken);
        if (collector.Replies[^1].Error is not { } error)
        {
            return collector.Replies[^2].Rows is [[_, not null]] ? null : $"it stands at {collector.Replies[^2].Rows[0][0]} now: somebody moved it further";
        }

        await session.QueryAsync("ROLLBACK", cancellationToken);
        return error.Text;
    }

    private static Residue Of(SequenceEffect sequence) => new(
        ResidueKind.Physical, $"sequence {sequence.Sequence}", sequence.Before?.ToString(CultureInfo.InvariantCulture), sequence.After?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Where a sequence stood.</summary>
    /// <param name="Oid">Its oid.</param>
    /// <param name="Name">Its name as SQL needs it.</param>
    /// <param name="Lock">The statement that locks it.</param>
    /// <param name="LastValue">Its last value.</param>
    /// <param name="IsCalled">Whether that is used up, as the server writes it.</param>
    private sealed record Position(string Oid, string Name, string Lock, string LastValue, string IsCalled);
}
