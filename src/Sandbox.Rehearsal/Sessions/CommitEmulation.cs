using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// What a COMMIT does and the release of a savepoint does not: deferred constraints fire, SET LOCAL ends, ON COMMIT DROP and DELETE ROWS act, cursors
/// without hold close.
/// </summary>
internal sealed class CommitEmulation(WireSession session, HarnessSession harness, Seal seal)
{
    private const string Constraints = """
        SELECT DISTINCT format('%I.%I', n.nspname, c.conname), c.condeferred
        FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
        WHERE c.condeferrable AND c.conname NOT IN ('sandbox_pa_' || $1, 'sandbox_pb_' || $1)
        ORDER BY 1
        """;

    private readonly Dictionary<string, string?> _local = new(StringComparer.Ordinal);
    private readonly List<(TemporaryTable Table, string Oid)> _temporary = [];
    private readonly List<string> _checks = [];
    private bool _constraintsKnown;
    private bool _mayHoldCursors;

    /// <summary>Whether a COMMIT now would do nothing but check: <see cref="ChecksAsync"/> is all of it.</summary>
    public bool HasNothingToDo => _local.Count == 0 && _temporary.Count == 0 && !_mayHoldCursors;

    /// <summary>Notes what a statement is about to change.</summary>
    public async Task BeforeAsync(StatementClass kind, CancellationToken cancellationToken)
    {
        if (kind is { Control: TransactionControl.SetLocal, Name: { } setting } && !_local.ContainsKey(setting))
        {
            _local[setting] = await session.ScalarAsync("SELECT pg_catalog.current_setting($1, true)", cancellationToken, setting);
        }
    }

    /// <summary>Notes what a statement has changed.</summary>
    public async Task AfterAsync(StatementClass kind, CancellationToken cancellationToken)
    {
        _mayHoldCursors |= kind.Command is "DECLARE" || kind.Has(StatementTraits.Opaque);
        if (kind.Has(StatementTraits.DataDefinition) || kind.Has(StatementTraits.Opaque))
        {
            _constraintsKnown = false;
        }

        if (kind is { Command: "SET", Control: TransactionControl.None, Name: { } setting })
        {
            _local.Remove(setting);
        }

        if (kind.Temporary is { } table
            && await harness.ScalarAsync("SELECT pg_catalog.to_regclass($1)::oid", cancellationToken, "pg_temp." + PsqlQuoting.Identifier(table.Name)) is { } oid)
        {
            _temporary.Add((table, oid));
        }

        if (kind.Control == TransactionControl.SetConstraints)
        {
            // SET CONSTRAINTS ALL IMMEDIATE fires the events that pin the seal.
            await seal.PinAsync(session, cancellationToken);
        }
    }

    /// <summary>Fires every deferred constraint but the seal's, by name, and defers them again.</summary>
    /// <returns>The error that a COMMIT would raise; the transaction has failed then. Null where there is none.</returns>
    public async Task<ServerMessage?> FireDeferredAsync(CancellationToken cancellationToken)
    {
        foreach (var check in await ChecksAsync(cancellationToken))
        {
            if ((await session.ExecuteAsync(check, [], cancellationToken)).Error is { } error)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>The statements that fire every deferred constraint but the seal's, by name, and defer them again; none where nothing is deferrable.</summary>
    public async Task<IReadOnlyList<string>> ChecksAsync(CancellationToken cancellationToken)
    {
        if (!_constraintsKnown)
        {
            await ReadConstraintsAsync(cancellationToken);
        }

        return _checks;
    }

    /// <summary>Does the rest of what a COMMIT does.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var (setting, value) in _local)
        {
            await session.QueryAsync("SELECT pg_catalog.set_config($1, $2, false)", cancellationToken, setting, value ?? string.Empty);
        }

        foreach (var (table, oid) in _temporary)
        {
            // The name is looked up again: the script may have dropped or renamed the table meanwhile.
            var name = await harness.ScalarAsync("SELECT oid::regclass FROM pg_catalog.pg_class WHERE oid = $1", cancellationToken, oid);
            if (name is not null)
            {
                await session.QueryAsync(table.DropsOnCommit ? $"DROP TABLE {name} CASCADE" : $"TRUNCATE TABLE {name}", cancellationToken);
            }
        }

        if (_mayHoldCursors)
        {
            var cursors = await harness.AskAsync(["SELECT quote_ident(name) FROM pg_catalog.pg_cursors WHERE NOT is_holdable AND name <> ''"], cancellationToken);
            foreach (var cursor in cursors[0].Rows)
            {
                await session.QueryAsync($"CLOSE {cursor[0]}", cancellationToken);
            }
        }

        _temporary.RemoveAll(static entry => entry.Table.DropsOnCommit);
        _local.Clear();
        _mayHoldCursors = false;
    }

    /// <summary>Forgets what a rollback has undone.</summary>
    public void Forget()
    {
        _local.Clear();
        _constraintsKnown = false;
        _mayHoldCursors = false;
    }

    private async Task ReadConstraintsAsync(CancellationToken cancellationToken)
    {
        var constraints = (await harness.AskAsync([new BatchStatement(Constraints, seal.Suffix)], cancellationToken))[0];
        _checks.Clear();
        if (constraints.Rows.Count > 0)
        {
            _checks.Add($"SET CONSTRAINTS {Names(constraints.Rows)} IMMEDIATE");
        }

        if (constraints.Rows.Where(static row => row[1] is "t").ToList() is { Count: > 0 } deferred)
        {
            _checks.Add($"SET CONSTRAINTS {Names(deferred)} DEFERRED");
        }

        _constraintsKnown = true;

        static string Names(IEnumerable<IReadOnlyList<string?>> rows) => string.Join(", ", rows.Select(static row => row[0]));
    }
}
