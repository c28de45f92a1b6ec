using System.Globalization;
using System.Security.Cryptography;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// What makes the server itself refuse a COMMIT of the rehearsal. Two temporary tables, one with ON COMMIT DELETE ROWS and one that references it and
/// preserves its rows: at every commit the server truncates the first and finds that it may not ("unsupported ON COMMIT and foreign key combination",
/// heap.c, heap_truncate_check_FKs). A queued event of a deferred constraint trigger on each keeps them from being dropped, altered or truncated.
/// </summary>
/// <remarks><c>SET CONSTRAINTS ALL IMMEDIATE</c> fires the queued events and so unpins the tables; the refusal stays, and <see cref="PinAsync"/> queues them anew.</remarks>
public sealed class Seal
{
    private readonly string _suffix = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private string _foreignKey = string.Empty;
    private int _pins;

    /// <summary>The run's own transaction id (64 bit), known once the seal is in.</summary>
    public long TransactionId { get; private set; }

    /// <summary>The server's process that holds the transaction; another than the session's where a pooler stands between.</summary>
    public int ProcessId { get; private set; }

    /// <summary>What the names of the seal's objects and of the harness's savepoints end with, so that no script can guess them.</summary>
    public string Suffix => _suffix;

    /// <summary>The names of the seal's tables.</summary>
    public IReadOnlyList<string> Tables => ["sandbox_sa_" + _suffix, "sandbox_sb_" + _suffix];

    /// <summary>Creates the seal in the transaction that the session is in.</summary>
    /// <param name="session">A session in a transaction block that can write.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The server does not allow it: no TEMPORARY privilege, a read-only transaction, a standby (<see cref="ExitCode.Refused"/>).</exception>
    public async Task CreateAsync(WireSession session, CancellationToken cancellationToken)
    {
        try
        {
            var created = await session.AskAsync([.. Creation().Select(BatchStatement.FromString), .. Pins(), Identification], cancellationToken);
            Identify(created[^1]);
            _foreignKey = created[^1].Rows[0][1]!;
        }
        catch (ServerErrorException error)
        {
            throw new SandboxException(
                ExitCode.Refused,
                $"the rehearsal cannot be sealed against a COMMIT: {error.Error.Text} (SQLSTATE {error.Error.SqlState}); it needs a writable primary and the TEMPORARY privilege on the clone",
                error);
        }
    }

    /// <summary>Only notes which transaction it would seal: in tests of the other layers.</summary>
    internal async Task OnlyIdentifyAsync(ISession session, CancellationToken cancellationToken) =>
        Identify(await session.QueryAsync("SELECT pg_catalog.pg_current_xact_id(), NULL, pg_catalog.pg_backend_pid()", cancellationToken));

    /// <summary>Queues a deferred event on each table, which keeps it from being dropped or altered until the transaction ends.</summary>
    /// <param name="session">The session of the rehearsal.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task PinAsync(WireSession session, CancellationToken cancellationToken) => session.AskAsync(Pins(), cancellationToken);

    /// <summary>Whether the seal is in, and the transaction is still the one that it was put into.</summary>
    /// <param name="session">The session of the rehearsal, in a transaction that has not failed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> HoldsAsync(ISession session, CancellationToken cancellationToken)
    {
        // The foreign key lives as long as both of its tables do.
        var reply = await session.QueryAsync(
            "SELECT pg_catalog.pg_current_xact_id_if_assigned(), pg_catalog.pg_get_constraintdef($1)", cancellationToken, _foreignKey);
        var own = TransactionId.ToString(CultureInfo.InvariantCulture);
        return string.Equals(reply.Rows[0][0], own, StringComparison.Ordinal) && reply.Rows[0][1] is not null;
    }

    private BatchStatement Identification => new("SELECT pg_catalog.pg_current_xact_id(), oid, pg_catalog.pg_backend_pid() FROM pg_catalog.pg_constraint WHERE conname = $1", "sandbox_fk_" + _suffix);

    private void Identify(Reply reply)
    {
        TransactionId = long.Parse(reply.Rows[0][0]!, CultureInfo.InvariantCulture);
        ProcessId = int.Parse(reply.Rows[0][2]!, CultureInfo.InvariantCulture);
    }

    private BatchStatement[] Pins()
    {
        var row = (++_pins).ToString(CultureInfo.InvariantCulture);
        return
        [
            $"SET CONSTRAINTS pg_temp.sandbox_pa_{_suffix}, pg_temp.sandbox_pb_{_suffix} DEFERRED",
            new($"INSERT INTO pg_temp.sandbox_sa_{_suffix} VALUES ($1)", row),
            new($"INSERT INTO pg_temp.sandbox_sb_{_suffix} VALUES ($1)", row),
        ];
    }

    private IEnumerable<string> Creation()
    {
        yield return $"CREATE TEMPORARY TABLE sandbox_sa_{_suffix} (i pg_catalog.int4 PRIMARY KEY) ON COMMIT DELETE ROWS";
        yield return $"""
            CREATE TEMPORARY TABLE sandbox_sb_{_suffix} (i pg_catalog.int4 CONSTRAINT sandbox_fk_{_suffix} REFERENCES pg_temp.sandbox_sa_{_suffix})
            ON COMMIT PRESERVE ROWS
            """;
        yield return $"CREATE FUNCTION pg_temp.sandbox_pin_{_suffix}() RETURNS pg_catalog.trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'";
        yield return PinTrigger('a');
        yield return PinTrigger('b');
    }

    private string PinTrigger(char table) => $"""
        CREATE CONSTRAINT TRIGGER sandbox_p{table}_{_suffix} AFTER INSERT ON pg_temp.sandbox_s{table}_{_suffix}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pg_temp.sandbox_pin_{_suffix}()
        """;
}
