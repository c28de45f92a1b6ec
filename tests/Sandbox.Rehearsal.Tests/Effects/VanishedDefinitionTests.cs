using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Tests.NetZero;

namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>Comments, labels, settings and memberships that are taken away leave no row of the catalog, and are told all the same.</summary>
/// <param name="major">The server's version.</param>
[Versions(13, 18)]
public sealed class VanishedDefinitionTests(int major)
{
    private static readonly string[] s_clone =
    [
        "CREATE TABLE t (n int CONSTRAINT positive CHECK (n > 0))", "COMMENT ON TABLE t IS 'a table'", "COMMENT ON COLUMN t.n IS 'a number'", "COMMENT ON CONSTRAINT positive ON t IS 'a check'",
        "INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 0, 'somebody', 'secret')", "CREATE TABLE u (n int)", "COMMENT ON TABLE u IS 'another'", "COMMENT ON COLUMN u.n IS 'another'",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '5MB'); END $$",
    ];

    private Meanwhile? _started;

    private Meanwhile Server => _started ?? throw new InvalidOperationException("the fixture's server has not started");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _started = await Meanwhile.StartAsync(major);
        await Meanwhile.RunAsync(
            Server.Target(), "CREATE ROLE club", "CREATE ROLE member IN ROLE club", "CREATE ROLE guest IN ROLE club", "ALTER ROLE member SET work_mem = '5MB'", "ALTER ROLE guest SET work_mem = '5MB'",
            "COMMENT ON ROLE club IS 'a club'");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_started is not null)
        {
            await _started.DisposeAsync();
        }
    }

    [TestCase("COMMENT ON TABLE t IS NULL;", "COMMENT table t")]
    [TestCase("COMMENT ON COLUMN t.n IS NULL;", "COMMENT table column t.n")]
    [TestCase("COMMENT ON CONSTRAINT positive ON t IS NULL;", "COMMENT table constraint positive on t")]
    [TestCase("DO $$ BEGIN COMMENT ON TABLE t IS NULL; COMMENT ON COLUMN t.n IS NULL; END $$;", "COMMENT table t", "COMMENT table column t.n")]
    [TestCase("DELETE FROM pg_seclabel WHERE provider = 'somebody';", "SECURITY LABEL table t")]
    [TestCase("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET work_mem', current_database()); END $$;", "ALTER DATABASE database clone")]
    [TestCase("ALTER ROLE member RESET ALL;", "ALTER ROLE role member")]
    [TestCase("REVOKE club FROM member;", "REVOKE role club")]
    [TestCase("COMMENT ON ROLE club IS NULL;", "COMMENT role club")]
    [TestCase("DROP ROLE guest;", "DROP ROLE role guest")]
    [TestCase("DROP TABLE u;", "DROP TABLE table u")]
    [TestCase("ALTER TABLE u DROP COLUMN n;", "DROP COLUMN table column u.n")]
    public async Task What_is_taken_away_is_told_by_what_it_was_taken_from(string statement, params string[] effects) =>
        (await DdlAsync(statement)).Select(static effect => $"{effect.Command} {effect.Kind} {(effect.Kind is "database" ? "clone" : effect.Object)}").ShouldBe(effects, ignoreOrder: true);

    [Test]
    public async Task Each_time_counts_and_a_rollback_gives_it_back()
    {
        var ddl = await DdlAsync(
            """
            BEGIN;
            COMMENT ON TABLE t IS NULL;
            ROLLBACK;
            COMMENT ON TABLE t IS NULL;
            COMMENT ON TABLE t IS NULL;
            COMMENT ON TABLE t IS 'a table';
            COMMENT ON TABLE u IS NULL;
            COMMENT ON TABLE t IS NULL;
            """);

        ddl.Select(static effect => (effect.Line, effect.Command, effect.Object, effect.IsUndone)).ShouldBe(
            [(2, "COMMENT", "t", true), (4, "COMMENT", "t", false), (6, "COMMENT", "t", false), (7, "COMMENT", "u", false), (8, "COMMENT", "t", false)]);
    }

    private async Task<IReadOnlyList<DdlEffect>> DdlAsync(string script)
    {
        var report = (await Meanwhile.RehearseAsync(await Server.CloneAsync(s_clone), script + "\n")).Script();
        report.Steps.ShouldAllBe(static step => step.Error == null);
        return report.Effects.Ddl.ShouldNotBeNull();
    }
}
