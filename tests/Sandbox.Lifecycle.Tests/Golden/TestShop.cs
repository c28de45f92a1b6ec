using System.Globalization;
using Sandbox.Lifecycle.Golden;
using Sandbox.Postgres.Connections;

namespace Sandbox.Lifecycle.Tests.Golden;

/// <summary>
/// A production database with an application's tables, the roles around it, and a lane of sandboxes for it: <c>OWNER</c> owns production, <c>READER</c> may only read it, <c>APP</c> is the
/// application in sandboxes. They are of one test, and go with the server.
/// </summary>
internal sealed class TestShop : IAsyncDisposable
{
    /// <summary>What the application owns in production, beside what it does not.</summary>
    private static readonly string[] s_production =
    [
        "CREATE TYPE llx_state AS ENUM ('draft', 'paid')",
        "CREATE TABLE llx_customer (rowid serial PRIMARY KEY, name text NOT NULL, tms timestamp)",
        "CREATE TABLE llx_invoice (rowid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int NOT NULL REFERENCES llx_customer, state llx_state NOT NULL DEFAULT 'draft', total numeric(12, 2) NOT NULL)",
        "CREATE INDEX llx_invoice_customer ON llx_invoice (customer)",
        "CREATE VIEW llx_open AS SELECT * FROM llx_invoice WHERE state = 'draft'",
        "CREATE FUNCTION llx_touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.tms := now(); RETURN NEW; END $$",
        "CREATE TRIGGER llx_touch BEFORE UPDATE ON llx_customer FOR EACH ROW EXECUTE FUNCTION llx_touch()",
        "INSERT INTO llx_customer (name) SELECT 'customer ' || i FROM generate_series(1, 200) AS i",
        "INSERT INTO llx_invoice (customer, total) SELECT 1 + i % 200, i * 1.25 FROM generate_series(1, 1000) AS i",
        "CREATE TABLE secrets (token text)",
        "INSERT INTO secrets VALUES ('production only')",
    ];

    private static int s_shops;

    private readonly int _number = Interlocked.Increment(ref s_shops);

    private TestShop() => Lane.Policy = Lane.Policy with { SandboxResetRole = App };

    /// <summary>Its sandboxes.</summary>
    public TestLane Lane { get; } = new();

    public string Production => Name("production");

    public string Owner => Name("owner");

    public string Reader => Name("reader");

    public string App => Name("app");

    /// <summary>The checkpoint's file.</summary>
    public string Dump => Lane.PathOf("golden.dump");

    /// <summary>The sandbox.</summary>
    public string Sandbox => Lane.Name.Text;

    /// <summary>Makes production and the roles.</summary>
    public static async Task<TestShop> OpenAsync()
    {
        var shop = new TestShop();
        await TestServer.RunAsync(
            "postgres",
            $"CREATE ROLE {shop.Owner} LOGIN", $"CREATE ROLE {shop.Reader} LOGIN", $"CREATE ROLE {shop.App} LOGIN", $"CREATE DATABASE {shop.Production} OWNER {shop.Owner} TEMPLATE template0");
        await TestServer.RunAsync(
            shop.Production,
            [
                "CREATE FUNCTION user_lookup(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
                $"SET ROLE {shop.Owner}", .. s_production,
                $"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {shop.Reader}", $"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {shop.Reader}",
            ]);
        return shop;
    }

    /// <summary>A name of this test's own.</summary>
    public string Name(string name) => string.Create(CultureInfo.InvariantCulture, $"shop{_number}_{name}");

    /// <summary>Captures the checkpoint, as the role that may only read.</summary>
    public Task<GoldenCheckpoint> CaptureAsync(string? role = null, GoldenSelection? selection = null) =>
        GoldenCheckpoint.CaptureAsync(As(role ?? Reader, Production), selection ?? new GoldenSelection(["llx_*"], [], Owner: null), Dump, TimeProvider.System, TestServer.Token);

    /// <summary>Captures the checkpoint and makes a sandbox of it, in which the provisioner has a function of its own.</summary>
    public async Task<GoldenCheckpoint> CreateAsync()
    {
        var golden = await CaptureAsync();
        await using (var lane = await Lane.OpenAsync())
        {
            await lane.CreateAsync(Lane.Name, golden, jobs: 2, TestServer.Token);
        }

        await TestServer.RunAsync(Sandbox, "CREATE FUNCTION user_lookup(text) RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT $1'", "REVOKE ALL ON FUNCTION user_lookup(text) FROM PUBLIC");
        return golden;
    }

    /// <summary>Resets the sandbox.</summary>
    /// <param name="role">Who; the application's role unless said otherwise.</param>
    /// <param name="server">How the server is reached.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ResetSandbox> ResetAsync(string? role = null, ConnectionTarget? server = null, CancellationToken? cancellationToken = null) => await SandboxReset.RunAsync(
        (server ?? TestServer.Target()) with { User = role ?? App }, Lane.Name, await GoldenCheckpoint.LoadAsync(Dump, TestServer.Token), Lane.Policy, jobs: 2, cancellationToken ?? TestServer.Token);

    /// <summary>A database, by a role.</summary>
    public static ConnectionTarget As(string role, string database) => TestServer.Target(database) with { User = role };

    /// <summary>What of a database does not belong to the application, to the byte; functions with the transactions that wrote them.</summary>
    public Task<string?> OthersAsync(string database) => TestServer.AskAsync(
        database,
        """
        SELECT string_agg(x.row, E'\n' ORDER BY x.row)
        FROM (SELECT 'proc ' || p.xmin || ' ' || p::text AS row FROM pg_proc p WHERE p.oid >= 16384 AND p.proowner <> $1::regrole
              UNION ALL SELECT 'class ' || c.oid || ' ' || c.relname || ' ' || coalesce(c.relacl::text, '') FROM pg_class c WHERE c.oid >= 16384 AND c.relowner <> $1::regrole AND c.relkind <> 't'
              UNION ALL SELECT 'schema ' || n::text FROM pg_namespace n) AS x
        """,
        App);

    public ValueTask DisposeAsync() => Lane.DisposeAsync();
}
