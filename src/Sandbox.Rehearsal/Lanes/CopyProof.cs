using System.Globalization;
using System.Security.Cryptography;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.Lanes;

/// <summary>
/// Proves that a script which really committed left nothing: its copy is gone, what all databases of the server share is as before, and nobody wrote to the clone.
/// Transaction ids cannot prove it here, because the script's own were committed.
/// </summary>
/// <remarks>
/// The script's sessions were in the copy and nowhere else (<see cref="CopySessions"/>), and a session cannot leave its database. So only another session can have written to the clone. Where
/// the server counts the sessions that a database has had (PostgreSQL 15), that nobody else had the clone open is the proof; else its contents are compared.
/// </remarks>
internal sealed class CopyProof
{
    private readonly ConnectionTarget _clone;
    private readonly ClusterSightings _sightings = new();
    private readonly StateOptions _options = new() { Cluster = false, Rows = 0 };
    private IReadOnlyList<CatalogEntry> _shared = [];
    private DatabaseState? _contents;
    private string? _written;
    private long _first;

    private CopyProof(ConnectionTarget clone) => _clone = clone;

    /// <summary>Looks at the server and the clone before the copy is made.</summary>
    /// <param name="session">The harness's session in the clone, outside a transaction.</param>
    /// <param name="clone">The clone.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<CopyProof> BeginAsync(WireSession session, ConnectionTarget clone, CancellationToken cancellationToken)
    {
        var proof = new CopyProof(clone);
        (proof._first, proof._shared) = await SharedAsync(session, cancellationToken);
        proof._written = await WrittenAsync(session, cancellationToken);
        await session.AskAsync(proof._sightings.CountsItself(session.Major()), cancellationToken);
        proof._sightings.Take(await session.AskAsync(proof._sightings.Questions(clone.Database), cancellationToken), sessions: 0);

        // Up to PostgreSQL 14 another process collects the counts of sessions, some time after they end.
        proof._contents = session.Major() >= 15 ? null : await DatabaseState.CaptureAsync(clone, proof._options, cancellationToken);
        return proof;
    }

    /// <summary>Looks again, once the copy is dropped.</summary>
    /// <param name="session">The harness's session in the clone, outside a transaction.</param>
    /// <param name="opened">How many sessions of the run's own were opened in the clone since <see cref="BeginAsync"/>.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="ranCode">Whether the script ran code that its text does not show.</param>
    /// <param name="serverGoes">Whether the whole server goes after this rehearsal, and with it what its databases share.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<NetZeroProof> EndAsync(WireSession session, int opened, CloneCopy copy, bool ranCode, bool serverGoes, CancellationToken cancellationToken)
    {
        _sightings.Take(await session.AskAsync(_sightings.Questions(_clone.Database), cancellationToken), opened);
        var isThere = await session.ScalarAsync("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1 OR oid = $2::pg_catalog.oid", cancellationToken, copy.Name, copy.Oid) is not null;
        var (last, shared) = await SharedAsync(session, cancellationToken);

        // Another rehearsal's copy comes and goes as this one's does.
        var differences = serverGoes ? [] : StateComparer.Catalog(_shared, shared).Where(static difference => !difference.Object.Contains(CloneCopy.Prefix, StringComparison.Ordinal)).ToList();
        var mayBeOurs = differences.Count > 0 && (ranCode || await HasCodeAsync(session, cancellationToken)) ? MayBeOurs : (Func<StateDifference, bool>)(static _ => false);
        var residue = differences.Where(mayBeOurs).Select(static difference => new Residue(ResidueKind.Logical, $"{difference.What} {difference.Object}", difference.Before, difference.After)).ToList();
        var theirs = differences.Where(difference => !mayBeOurs(difference)).Select(static difference => $"{difference.What} {difference.Object}").ToList();
        if (isThere)
        {
            residue.Insert(0, new Residue(ResidueKind.Logical, $"database {copy.Name}", null, "the copy"));
        }

        var (others, problem) = await CloneAsync(session, cancellationToken);
        others ??= theirs.Count > 0 ? $"others changed {string.Join(", ", theirs)}" : null;
        problem = isThere ? "the copy is still there" : residue.Count > 0 ? $"what all databases of the server share is not as before{(_sightings.SawWhoMayHaveCommitted ? $", which may be others' work: {_sightings.Others}" : "")}" : problem;
        return new NetZeroProof
        {
            Proven = problem is not null ? ProofStatus.NotProven : others is not null ? ProofStatus.Foreign : ProofStatus.Proven,
            TransactionStatus = isThere ? "committed on a copy, which is still there" : "committed on a copy, which is dropped",
            FirstId = _first,
            LastId = last,
            Residue = residue,
            Reason = problem ?? others,
        };
    }

    /// <summary>Whether the clone has routines that could change what all databases share, by a trigger for example: those that name it, or run what they put together.</summary>
    private static async Task<bool> HasCodeAsync(WireSession session, CancellationToken cancellationToken) => await session.ScalarAsync(
        @"SELECT 1 FROM pg_catalog.pg_proc WHERE oid >= 16384 AND prosrc ~* '\m(execute|role|user|group|database|tablespace|owned|grant|revoke|slot|origin)' LIMIT 1", cancellationToken) is not null;

    /// <summary>
    /// Whether the script could have done it, in code that its text does not show. Nothing but a statement of its own makes or drops a database or a tablespace, or
    /// sets a setting of the server, and such a one is refused; and what others have prepared, or logical slots, belong to their databases.
    /// </summary>
    private static bool MayBeOurs(StateDifference difference) => difference.What switch
    {
        "database" or "tablespace" => difference.Change == StateChange.Changed,
        "server setting" or "prepared transaction" or "advisory lock" => false,
        "replication slot" => (difference.Before ?? difference.After)?.Contains("database ", StringComparison.Ordinal) != true,
        _ => true,
    };

    /// <summary>Who but us may have written to the clone, and what keeps it from being proven that nobody did.</summary>
    private async Task<(string? Others, string? Problem)> CloneAsync(WireSession session, CancellationToken cancellationToken)
    {
        if (_sightings.Restarted)
        {
            return (null, "the server restarted during the run");
        }

        var written = string.Equals(_written, await WrittenAsync(session, cancellationToken), StringComparison.Ordinal) ? "" : ", and something was written to it";
        if (_contents is { } before)
        {
            var differences = (await before.VerifyAsync(_clone, _options with { Full = true }, cancellationToken)).Differences;
            return differences.Count == 0 ? (null, null)
                : _sightings.SawOthersInClone ? ($"others had the clone open, and it is not as before: {Words(differences)}; {_sightings.Others}", null)
                : (null, $"the clone is not as before: {Words(differences)}");
        }

        return _sightings.UnseenSessions > 0 && written.Length > 0 ? (null, $"somebody opened the clone during the run and was gone before a look could name them{written}")
            : _sightings.UnseenSessions > 0 || _sightings.SawOthersInClone ? ($"others had the clone open{written}: {_sightings.Others}", null)
            : (null, null);
    }

    private static string Words(IReadOnlyList<StateDifference> differences) =>
        string.Join(", ", differences.Select(static difference => $"{difference.What} {difference.Object}").Distinct(StringComparer.Ordinal).Take(5));

    /// <summary>What the server has counted of rows written in the clone, catalogs too, and the life of the count.</summary>
    private static Task<string?> WrittenAsync(WireSession session, CancellationToken cancellationToken) => session.ScalarAsync(
        """
        SELECT pg_catalog.concat_ws('/', d.tup_inserted, d.tup_updated, d.tup_deleted, d.stats_reset)
        FROM pg_catalog.pg_stat_database d
        WHERE d.datname = pg_catalog.current_database()
        """,
        cancellationToken);

    /// <summary>What all databases share, and a transaction id of now, in a transaction that is rolled back.</summary>
    private static async Task<(long Id, IReadOnlyList<CatalogEntry> Shared)> SharedAsync(WireSession session, CancellationToken cancellationToken)
    {
        await session.QueryAsync("BEGIN READ WRITE", cancellationToken);
        var id = await session.ScalarAsync("SELECT pg_catalog.pg_current_xact_id()", cancellationToken);
        var harness = new HarnessSession(session, "sandbox_" + RandomNumberGenerator.GetHexString(16, lowercase: true));
        var reader = new CatalogReader(new OwnStateSession(harness), session.Major());
        await reader.ReadClusterAsync(cancellationToken);
        await session.QueryAsync("ROLLBACK", cancellationToken);
        return (long.Parse(id!, CultureInfo.InvariantCulture), reader.Entries());
    }
}
