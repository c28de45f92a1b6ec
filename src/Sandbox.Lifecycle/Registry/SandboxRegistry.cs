using System.Globalization;
using Sandbox.Lifecycle.Ledger;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Lifecycle.Registry;

/// <summary>The schema <c>sbx_meta</c> of a sandbox: its birth certificate, its place in the registry and how it was retired. It lives and dies with the database; what outlives it is the ledger's.</summary>
/// <param name="session">A session in the sandbox.</param>
/// <param name="sandbox">The sandbox.</param>
internal sealed class SandboxRegistry(WireSession session, SandboxName sandbox)
{
    private const string Schema =
        """
        CREATE SCHEMA IF NOT EXISTS sbx_meta;
        REVOKE ALL ON SCHEMA sbx_meta FROM PUBLIC;
        CREATE TABLE IF NOT EXISTS sbx_meta.birth_certificate (
            sandbox_id text PRIMARY KEY, sandbox_db text NOT NULL, born_at timestamptz NOT NULL, owner text NOT NULL, born_from text NOT NULL, created_by text NOT NULL,
            server_version text NOT NULL, system_identifier text, CHECK (sandbox_db = sandbox_id));
        CREATE TABLE IF NOT EXISTS sbx_meta.sandbox_registry (
            sandbox_id text PRIMARY KEY REFERENCES sbx_meta.birth_certificate, sandbox_db text NOT NULL, owner text NOT NULL, status text NOT NULL CHECK (status IN ('creating', 'active', 'retiring', 'retired')),
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, retired_at timestamptz, CHECK (sandbox_db = sandbox_id), CHECK ((status = 'retired') = (retired_at IS NOT NULL)));
        CREATE TABLE IF NOT EXISTS sbx_meta.retirement_event (
            sandbox_id text PRIMARY KEY REFERENCES sbx_meta.birth_certificate, retired_by text NOT NULL, began_at timestamptz NOT NULL)
        """;

    /// <summary>Registers the sandbox as one that is being created, which is no registration yet; a registry that came with its template is emptied first.</summary>
    /// <param name="owner">Who it belongs to.</param>
    /// <param name="bornFrom">What it was made of.</param>
    /// <param name="timeToLive">How long it may live.</param>
    /// <param name="server">The server's system identifier; null where the role may not read it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>When its time is over.</returns>
    public async Task<DateTimeOffset> RegisterAsync(string owner, string bornFrom, TimeSpan timeToLive, string? server, CancellationToken cancellationToken)
    {
        var answers = await session.AskAsync(
            [
                "BEGIN",
                .. Schema.Split(";\n").Select(BatchStatement.FromString),
                "DELETE FROM sbx_meta.retirement_event WHERE true",
                "DELETE FROM sbx_meta.sandbox_registry WHERE true",
                "DELETE FROM sbx_meta.birth_certificate WHERE true",
                new(
                    """
                    INSERT INTO sbx_meta.birth_certificate (sandbox_id, sandbox_db, born_at, owner, born_from, created_by, server_version, system_identifier)
                    VALUES ($1, pg_catalog.current_database(), pg_catalog.now(), $2, $3, session_user, pg_catalog.current_setting('server_version'), $4)
                    """,
                    sandbox.Text, owner, bornFrom, server),
                new(
                    """
                    INSERT INTO sbx_meta.sandbox_registry (sandbox_id, sandbox_db, owner, status, created_at, expires_at)
                    SELECT sandbox_id, sandbox_db, owner, 'creating', born_at, born_at + pg_catalog.make_interval(secs => $2) FROM sbx_meta.birth_certificate WHERE sandbox_id = $1
                    RETURNING pg_catalog.date_part('epoch', expires_at)
                    """,
                    sandbox.Text, timeToLive.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture)),
                "COMMIT",
            ],
            cancellationToken);
        return Moment(answers[^2].Rows[0][0]!);
    }

    /// <summary>Notes that its creation has come to its end.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task ActivateAsync(CancellationToken cancellationToken) => SetAsync(SandboxStatus.Active, cancellationToken);

    /// <summary>What the registry says; null where there is none, the sandbox is not in it with its birth certificate, or its creation has not come to its end.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Registration?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await session.ScalarAsync(
            "SELECT pg_catalog.to_regclass('sbx_meta.sandbox_registry') IS NOT NULL AND pg_catalog.to_regclass('sbx_meta.birth_certificate') IS NOT NULL", cancellationToken) is not "t")
        {
            return null;
        }

        var found = await session.QueryAsync(
            """
            SELECT r.status, r.owner, pg_catalog.date_part('epoch', r.created_at), pg_catalog.date_part('epoch', r.expires_at)
            FROM sbx_meta.sandbox_registry r
            JOIN sbx_meta.birth_certificate b ON b.sandbox_id = r.sandbox_id AND b.sandbox_db = r.sandbox_db
            WHERE r.sandbox_id = $1 AND r.sandbox_db = pg_catalog.current_database()
            """,
            cancellationToken,
            sandbox.Text);
        return found.Rows is [var row, ..] && Enum.TryParse<SandboxStatus>(row[0], ignoreCase: true, out var status)
            ? new Registration(status, row[1]!, Moment(row[2]!), Moment(row[3]!))
            : null;
    }

    /// <summary>Lets a role in that resets the sandbox: it may read the registry, and make in this database what an application owns.</summary>
    /// <param name="role">The role.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ServerErrorException">There is no such role (42704).</exception>
    public async Task AdmitAsync(string role, CancellationToken cancellationToken)
    {
        var grants = await session.QueryAsync(
            """
            SELECT pg_catalog.format('GRANT USAGE ON SCHEMA sbx_meta TO %I', r.name),
                   pg_catalog.format('GRANT SELECT ON sbx_meta.birth_certificate, sbx_meta.sandbox_registry TO %I', r.name),
                   pg_catalog.format('GRANT USAGE, CREATE ON SCHEMA public TO %I', r.name),
                   pg_catalog.format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO %I', pg_catalog.current_database(), r.name)
            FROM (VALUES ($1::pg_catalog.text)) AS r (name)
            """,
            cancellationToken,
            role);
        await session.AskAsync([.. grants.Rows[0].Select(static grant => BatchStatement.FromString(grant!))], cancellationToken);
    }

    /// <summary>Whom the registry has, whoever that is: id and database.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<(string? SandboxId, string? SandboxDb)> ReportAsync(CancellationToken cancellationToken)
    {
        var found = await session.QueryAsync("SELECT sandbox_id, sandbox_db FROM sbx_meta.sandbox_registry", cancellationToken);
        return found.Rows is [var row] ? (row[0], row[1]) : (null, null);
    }

    /// <summary>Begins the retirement; where it has begun already, its event stays as it is.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task BeginRetirementAsync(CancellationToken cancellationToken)
    {
        await session.QueryAsync("BEGIN", cancellationToken);
        await session.QueryAsync(
            "INSERT INTO sbx_meta.retirement_event (sandbox_id, retired_by, began_at) VALUES ($1, session_user, pg_catalog.now()) ON CONFLICT (sandbox_id) DO NOTHING", cancellationToken, sandbox.Text);
        await SetAsync(SandboxStatus.Retiring, cancellationToken);
        await session.QueryAsync("COMMIT", cancellationToken);
    }

    /// <summary>Notes that it is retired, and reads all that the registry holds of it.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A JSON object on one line: birth certificate, registry row and retirement.</returns>
    public async Task<string> RetireAsync(CancellationToken cancellationToken)
    {
        await SetAsync(SandboxStatus.Retired, cancellationToken);
        return (await session.ScalarAsync(
            """
            SELECT pg_catalog.json_build_object('sandbox_id', b.sandbox_id, 'birth_certificate', pg_catalog.row_to_json(b), 'registry', pg_catalog.row_to_json(r), 'retirement', pg_catalog.row_to_json(e))::pg_catalog.jsonb
            FROM sbx_meta.birth_certificate b
            LEFT JOIN sbx_meta.sandbox_registry r ON r.sandbox_id = b.sandbox_id
            LEFT JOIN sbx_meta.retirement_event e ON e.sandbox_id = b.sandbox_id
            WHERE b.sandbox_id = $1
            """,
            cancellationToken,
            sandbox.Text))!;
    }

    private Task SetAsync(SandboxStatus status, CancellationToken cancellationToken) => session.QueryAsync(
        "UPDATE sbx_meta.sandbox_registry SET status = $2, retired_at = CASE WHEN $2 = 'retired' THEN coalesce(retired_at, pg_catalog.now()) END WHERE sandbox_id = $1",
        cancellationToken, sandbox.Text, LedgerLine.Word(status));

    private static DateTimeOffset Moment(string seconds) => DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
}
