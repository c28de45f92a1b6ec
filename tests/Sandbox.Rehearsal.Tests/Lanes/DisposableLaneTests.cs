using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Lanes;

[Versions(13, 15, 18)]
[Parallelizable(ParallelScope.All)]
public sealed class DisposableLaneTests(int major)
{
    private const string Table = "CREATE TABLE people (id int PRIMARY KEY, name text)";
    private const string Rows = "INSERT INTO people VALUES (1, 'Ada'), (2, 'Bob')";

    private static readonly string[] s_scripts =
    [
        "CREATE INDEX CONCURRENTLY people_name ON people (name);\nSELECT 1 / (count(*) = 1)::int FROM pg_index WHERE indexrelid = 'people_name'::regclass AND indisvalid;\nREINDEX INDEX CONCURRENTLY people_name;\nDROP INDEX CONCURRENTLY people_name;",
        "VACUUM FULL people;\nVACUUM (ANALYZE) people;",
        "CREATE PROCEDURE each_alone() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO people VALUES (3, 'Cid'); COMMIT; INSERT INTO people VALUES (4, 'Dan'); ROLLBACK; END $$;\nCALL each_alone();\nSELECT 1 / (count(*) = 3)::int FROM people;",
        "CREATE TYPE mood AS ENUM ('sad');\nALTER TYPE mood ADD VALUE 'glad';\nSELECT 'glad'::mood;",
        "BEGIN;\nINSERT INTO people VALUES (3, 'Cid');\nCOMMIT;\nBEGIN;\nDELETE FROM people;\nROLLBACK;\nSELECT 1 / (count(*) = 3)::int FROM people;",
        "BEGIN ISOLATION LEVEL SERIALIZABLE;\nSELECT 1;\nCOMMIT;\nBEGIN ISOLATION LEVEL REPEATABLE READ;\nSELECT 1;\nCOMMIT;",
        "BEGIN;\nINSERT INTO people VALUES (3, 'Cid');\nPREPARE TRANSACTION 'left_behind';\nSELECT 1 / (count(*) = 2)::int FROM people;",
        "\\set AUTOCOMMIT off\nINSERT INTO people VALUES (3, 'Cid');\nROLLBACK;\nSELECT 1 / (count(*) = 2)::int FROM people;",
    ];

    [TestCaseSource(nameof(s_scripts))]
    public async Task A_script_runs_as_in_psql_and_leaves_the_clone_as_it_was(string script)
    {
        var clone = await LaneServers.CloneAsync(major, Table, Rows);

        var report = await LaneServers.RehearseAsync(clone, script);

        report.Message.ShouldBeNull();
        report.Script().Reasons.ShouldBeEmpty();
        report.ExitCode.ShouldBe(ExitCode.Success);
        report.Script().Lane.ShouldBe("disposable");
        report.NetZero!.Proven.ShouldNotBe(ProofStatus.NotProven, report.NetZero.Reason);
        report.NetZero.TransactionStatus.ShouldBe("committed on a copy, which is dropped");
        (await LaneServers.AskAsync(clone, "SELECT string_agg(id || name, ',' ORDER BY id) FROM people")).ShouldBe("1Ada,2Bob");
        (await LaneServers.AskAsync(clone, $"SELECT count(*) FROM pg_database WHERE datname = '{CopyOf(report)}'")).ShouldBe("0");
        (await LaneServers.AskAsync(clone, "SELECT count(*) FROM pg_class WHERE relname = 'people_name'")).ShouldBe("0");
    }

    [Test]
    public async Task What_only_a_commit_shows_fails_at_its_line()
    {
        var clone = await LaneServers.CloneAsync(major, Table, Rows, "ALTER TABLE people ADD boss int REFERENCES people DEFERRABLE INITIALLY DEFERRED");

        var report = await LaneServers.RehearseAsync(clone, "BEGIN;\nUPDATE people SET boss = 7;\nCOMMIT;\n");

        report.Verdict.ShouldBe(Verdict.Fail);
        report.Script().Steps.Single(static step => step.Error is not null).ShouldSatisfyAllConditions(
            static step => step.Line.ShouldBe(3),
            static step => step.Error!.SqlState.ShouldBe("23503"));
    }

    [Test]
    public async Task Effects_are_what_differs_between_before_and_after()
    {
        var clone = await LaneServers.CloneAsync(
            major, Table, Rows, "CREATE TABLE gone (i int)", "INSERT INTO gone VALUES (1)", "CREATE TABLE \"Odd Name\" (\"Key\" int PRIMARY KEY, v text)", "INSERT INTO \"Odd Name\" VALUES (1, 'a')", "CREATE TABLE still (i int)", "CREATE SEQUENCE s", "CREATE TABLE kept (i int)");

        var report = await LaneServers.RehearseAsync(
            clone,
            """
            INSERT INTO people VALUES (3, 'Cid');
            UPDATE people SET name = 'Bea' WHERE id = 2;
            DELETE FROM people WHERE id = 1;
            BEGIN; INSERT INTO still VALUES (1); ROLLBACK;
            DROP TABLE gone;
            ALTER TABLE kept ALTER i SET DEFAULT 1;
            CREATE INDEX CONCURRENTLY people_name ON people (name);
            UPDATE "Odd Name" SET v = 'b';
            CREATE TABLE made (i int);
            INSERT INTO made SELECT generate_series(1, 5);
            SELECT nextval('s');
            NOTIFY told;
            DO $$ BEGIN RAISE WARNING 'heard'; END $$;
            """);

        report.Script().Reasons.ShouldBeEmpty();
        var effects = report.Script().Effects;
        var tables = effects.Tables.ShouldNotBeNull().ToDictionary(static table => table.Table, StringComparer.Ordinal);
        tables["people"].Net.ShouldBe(new(1, 1, 1));
        tables["people"].RowsBefore.ShouldBe(2);
        tables["people"].RowsDuring.ShouldBe(2);
        tables["people"].Truncated.ShouldBeNull("it cannot be told from a rewrite");
        tables["gone"].Dropped.ShouldBeTrue();
        tables["made"].Net.ShouldBe(new(5, 0, 0));
        tables["\"Odd Name\""].Net.ShouldBe(new(0, 1, 0));
        if (major >= 15)
        {
            tables["people"].Work.ShouldBe(new(1, 1, 1));
            tables["still"].Work.ShouldBe(new(1, 0, 0), "work that was rolled back is work");
            tables["still"].Net.ShouldBe(new(0, 0, 0));
        }
        else
        {
            tables["people"].Work.ShouldBeNull("the server may lose counts");
            report.Target!.Capabilities.ShouldContain(static line => line.Contains("may lose counts", StringComparison.Ordinal));
        }

        var rows = effects.Rows.ShouldNotBeNull();
        rows.Single(static row => row.Table == "people" && row.Change == RowChange.Updated).ShouldSatisfyAllConditions(
            static row => row.Key["id"].ShouldBe("2"),
            static row => row.Before!["name"].ShouldBe("Bob"),
            static row => row.After!.ShouldHaveSingleItem().Value.ShouldBe("Bea"));
        rows.Single(static row => row.Table == "\"Odd Name\"").Key["Key"].ShouldBe("1");
        rows.Count(static row => row.Table == "made").ShouldBe(5);
        effects.Sequences.ShouldHaveSingleItem().ShouldBe(new("s", null, 1));
        effects.Notifications.ShouldNotBeNull().ShouldHaveSingleItem().Channel.ShouldBe("told");
        effects.Notices.ShouldHaveSingleItem().Message.ShouldBe("heard");
        effects.Ddl.ShouldNotBeNull().ShouldBe(
        [
            new("ALTER COLUMN", "table column", "kept.i", Cascade: false, Line: null, IsUndone: false), new("CREATE INDEX", "index", "people_name", Cascade: false, Line: null, IsUndone: false),
            new("DROP TABLE", "table", "gone", Cascade: false, Line: null, IsUndone: false), new("CREATE TABLE", "table", "made", Cascade: false, Line: null, IsUndone: false),
        ]);
        effects.Locks.ShouldBeNull();
        effects.WalBytes.ShouldBeNull("others may write to this server's log");
    }

    [Test, NonParallelizable]
    public async Task The_copy_has_the_clones_settings_owner_and_privileges()
    {
        var clone = await LaneServers.CloneAsync(major, Table);
        var role = "reader_" + clone.Database;
        await LaneServers.AskAsync(clone, $"CREATE ROLE {role}");
        await LaneServers.AskAsync(clone, $"ALTER DATABASE {clone.Database} SET search_path TO \"Odd, schema\", public");
        await LaneServers.AskAsync(clone, $"ALTER DATABASE {clone.Database} SET app.mode TO 'it''s'");
        await LaneServers.AskAsync(clone, $"REVOKE ALL ON DATABASE {clone.Database} FROM PUBLIC");
        await LaneServers.AskAsync(clone, $"GRANT TEMPORARY ON DATABASE {clone.Database} TO {role}");

        var report = await LaneServers.RehearseAsync(
            clone,
            $"""
            SELECT current_setting('search_path'), current_setting('app.mode'), datdba::regrole::text, has_database_privilege('{role}', oid, 'TEMP'), has_database_privilege('{role}', oid, 'CONNECT')
            FROM pg_database WHERE datname = current_database();
            """);

        report.Script().Results.Single().Rows.Single().ShouldBe(["\"Odd, schema\", public", "it's", "postgres", "t", "f"]);
    }

    internal static string CopyOf(Report report) =>
        report.Guard.Single(static check => check.Name == "copy").Detail.Split(' ').Single(static word => word.StartsWith("sandbox_copy_", StringComparison.Ordinal)).TrimEnd(',');

    [Test]
    public async Task What_the_text_foretells_is_told_as_such()
    {
        var clone = await LaneServers.CloneAsync(major, Table);

        var report = await LaneServers.RehearseAsync(
            clone, "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE tablename LIKE 'scratch%' LOOP EXECUTE format('DROP TABLE %I', t); END LOOP; END $$;\n");

        var hazards = report.Script().Hazards;
        hazards.Select(static hazard => hazard.RuleId).ShouldContain("SBX1002");
        hazards.ShouldAllBe(static hazard => hazard.Observed == "static");
    }
}
