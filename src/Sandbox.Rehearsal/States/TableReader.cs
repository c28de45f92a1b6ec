using System.Collections.Concurrent;
using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.States;

/// <summary>Reads what tables hold, several tables at a time.</summary>
/// <param name="sessions">The sessions that read.</param>
/// <param name="main">The session whose snapshot they take.</param>
/// <param name="identity">Which database it is.</param>
/// <param name="moment">The server's marks at the snapshot.</param>
/// <param name="options">How the state is read.</param>
internal sealed class TableReader(SnapshotSessions sessions, IStateSession main, StateIdentity identity, StateMoment moment, StateOptions options)
{
    private const int LargestDifference = 100_000;

    private readonly Dictionary<string, TableState> _before = (options.Before?.Tables ?? []).ToDictionary(static table => table.Name, StringComparer.Ordinal);

    /// <summary>Reads the tables.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="untouched">Which need not be read.</param>
    /// <param name="meanwhile">What the main session does while others read tables.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The tables with their oids.</returns>
    public async Task<IReadOnlyList<(string Oid, TableState State)>> ReadAsync(
        IReadOnlyList<TableToRead> tables, Untouched untouched, Func<Task> meanwhile, CancellationToken cancellationToken)
    {
        var states = new ConcurrentDictionary<string, TableState>(StringComparer.Ordinal);
        var unread = new List<TableToRead>();
        foreach (var table in tables)
        {
            if (untouched.StateOf(table) is { } same)
            {
                states[table.Oid] = same with { IsCarriedOver = true };
            }
            else
            {
                unread.Add(table);
            }
        }

        await sessions.JoinAsync(main, unread.Count, cancellationToken);
        await sessions.EachAsync(unread, async (session, table) => states[table.Oid] = await ReadAsync(session, table, cancellationToken), main, meanwhile);
        var kept = await WorthKeepingAsync(unread, states, cancellationToken);
        await sessions.EachAsync(kept, async (session, table) => states[table.Oid] = await WithRowsAsync(session, table, states[table.Oid], writtenSince: null, options.Rows, cancellationToken), main);
        return [.. tables.Select(table => (table.Oid, states[table.Oid]))];
    }

    /// <summary>Reads how many rows a table has, and their digest.</summary>
    /// <param name="session">The session to read on.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<TableState> DigestAsync(IStateSession session, TableToRead table, CancellationToken cancellationToken)
    {
        var reply = await session.TryAsync(TableQuestions.Digest(table), cancellationToken);
        var state = new TableState { Name = table.Name, Columns = table.ColumnNames, Counters = table.Counters, KeyColumns = [.. table.Key.Select(static column => column.Name)] };
        return reply.Error is { } error
            ? state with { NotMeasured = error.Text }
            : state with { RowCount = long.Parse(reply.Rows[0][0]!, CultureInfo.InvariantCulture), Digest = reply.Rows[0][1] };
    }

    private async Task<TableState> ReadAsync(IStateSession session, TableToRead table, CancellationToken cancellationToken)
    {
        var state = await DigestAsync(session, table, cancellationToken);
        if (state.NotMeasured is not null || _before.GetValueOrDefault(table.Name) is not { NotMeasured: null } before)
        {
            return state;
        }

        if (string.Equals(before.Digest, state.Digest, StringComparison.Ordinal) && before.RowCount == state.RowCount)
        {
            return state with { Kept = before.Kept, Rows = before.Rows };
        }

        if (options.KeepsRows)
        {
            return state;
        }

        if (before.Kept == RowsKept.All && state.RowCount <= LargestDifference)
        {
            return await WithRowsAsync(session, table, state, writtenSince: null, LargestDifference, cancellationToken);
        }

        // Elsewhere transaction ids mean something else.
        return identity.IsSameAs(options.Before!.Identity) && moment.NextTransaction - options.Before.Moment.OldestOpenTransaction is >= 0 and < int.MaxValue
            ? await WithRowsAsync(session, table, state, options.Before.Moment.OldestOpenTransaction, options.Rows, cancellationToken)
            : state;
    }

    /// <summary>The tables whose rows are kept: few enough rows, and the smallest first up to the bound in bytes.</summary>
    private async Task<IReadOnlyList<TableToRead>> WorthKeepingAsync(List<TableToRead> read, ConcurrentDictionary<string, TableState> states, CancellationToken cancellationToken)
    {
        var candidates = options is { KeepsRows: true, Rows: > 0 }
            ? read.Where(table => states[table.Oid] is { NotMeasured: null, Kept: RowsKept.None } state && state.RowCount <= options.Rows).ToDictionary(static table => table.Oid, StringComparer.Ordinal)
            : [];
        if (candidates.Count == 0)
        {
            return [];
        }

        // Refused where somebody has locked one of them meanwhile: then a difference shows digests only.
        var chosen = await main.TryAsync(
            """
            SELECT sized.oid
            FROM (SELECT s.oid, pg_catalog.sum(s.bytes) OVER (ORDER BY s.bytes, s.oid) AS bytes
                  FROM (SELECT o.oid, pg_catalog.pg_table_size(o.oid::pg_catalog.regclass) AS bytes FROM pg_catalog.unnest($1::pg_catalog.oid[]) AS o (oid)) AS s) AS sized
            WHERE sized.bytes <= $2::pg_catalog.int8
            """,
            cancellationToken,
            ArrayText.Of(candidates.Keys),
            options.Bytes.ToString(CultureInfo.InvariantCulture));
        return [.. chosen.Rows.Select(row => candidates[row[0]!])];
    }

    private static async Task<TableState> WithRowsAsync(
        IStateSession session, TableToRead table, TableState state, long? writtenSince, int limit, CancellationToken cancellationToken)
    {
        var reply = await session.TryAsync(TableQuestions.Rows(table, writtenSince, limit), cancellationToken);
        return reply.Error is null
            ? state with { Kept = writtenSince is null ? RowsKept.All : RowsKept.Written, Rows = RedactedRows.Of(table.Columns, reply.Rows) }
            : state;
    }
}
