using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Lanes;

/// <summary>A script whose policy allows <c>\connect</c> may go on as another role, and nowhere but in the copy.</summary>
[Versions(13, 15, 18)]
[Parallelizable(ParallelScope.All)]
public sealed class ConnectTests(int major)
{
    private const string Table = "CREATE TABLE people (id int PRIMARY KEY, name text)";

    // It may read neither the server's identifier nor its folder. Roles are the server's, and tests share one.
    private const string Role = "DO $$ BEGIN CREATE ROLE connect_reader LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";

    private static readonly string[] s_rights = [Table, Role, "GRANT SELECT, INSERT ON people TO connect_reader"];

    [Test]
    public async Task Another_role_goes_on_in_the_copy()
    {
        var clone = await LaneServers.CloneOfAsync(nameof(ConnectTests), major, s_rights);

        var report = await RehearseAsync(
            clone,
            """
            CREATE TEMP TABLE gone (i int);
            INSERT INTO people VALUES (1, 'Ada');
            \set first :USER
            \connect - connect_reader
            INSERT INTO people SELECT 2, current_user WHERE to_regclass('pg_temp.gone') IS NULL;
            \echo :USER
            \c - :first
            DELETE FROM people WHERE id = 1;
            SELECT 1 / (current_user = :'first')::int;

            """);

        report.Message.ShouldBeNull();
        report.Script().Reasons.ShouldBeEmpty();
        report.Verdict.ShouldBe(Verdict.Pass);
        string.Concat(report.Script().Steps.Select(static step => step.Output)).ShouldContain("connect_reader\n");
        report.Script().Effects!.Rows!.ShouldHaveSingleItem().After!["name"].ShouldBe("connect_reader");
        report.Guard.Where(static check => check.Name == "copy").ShouldHaveSingleItem().Passed.ShouldBeTrue();
        report.NetZero!.Proven.ShouldNotBe(ProofStatus.NotProven, report.NetZero.Reason);
        (await LaneServers.AskAsync(clone, "SELECT count(*) FROM people")).ShouldBe("0");
        (await LaneServers.AskAsync(clone, $"SELECT count(*) FROM pg_database WHERE datname = '{DisposableLaneTests.CopyOf(report)}'")).ShouldBe("0");
    }

    [Test]
    public async Task A_roles_search_path_does_not_mislead_the_guard()
    {
        var clone = await LaneServers.CloneOfAsync(
            nameof(ConnectTests),
            major,
            "CREATE SCHEMA misleading",
            "CREATE FUNCTION misleading.always(name, name) RETURNS bool LANGUAGE sql AS 'SELECT true'",
            "CREATE OPERATOR misleading.= (LEFTARG = name, RIGHTARG = name, FUNCTION = misleading.always)",
            Role.Replace("connect_reader", "connect_misled", StringComparison.Ordinal),
            "GRANT USAGE ON SCHEMA misleading TO connect_misled",
            "ALTER ROLE connect_misled SET search_path = misleading, pg_catalog");

        var report = await RehearseAsync(clone, "\\c - connect_misled\nSELECT 1 / (datname = 'none')::int FROM pg_database LIMIT 1;\n");

        report.Message.ShouldBeNull();
        report.Verdict.ShouldBe(Verdict.Pass, string.Join("; ", report.Script().Reasons));
        report.Guard.Where(static check => check.Name == "copy").ShouldHaveSingleItem().Passed.ShouldBeTrue();
    }

    [Test]
    public async Task The_clones_name_means_its_copy()
    {
        var clone = await LaneServers.CloneOfAsync(nameof(ConnectTests), major, s_rights);

        var report = await RehearseAsync(clone, $"\\c {clone.Database}\nSELECT 1 / (current_database() <> '{clone.Database}')::int;\nINSERT INTO people VALUES (1, 'Ada');\n\\c -reuse-previous=on \"dbname={clone.Database}\"\nSELECT 1 / count(*) FROM people;\n");

        report.Message.ShouldBeNull();
        report.Verdict.ShouldBe(Verdict.Pass, string.Join("; ", report.Script().Reasons));
        (await LaneServers.AskAsync(clone, "SELECT count(*) FROM people")).ShouldBe("0");
    }

    [TestCase("\\c postgres", "it leads to the database \"postgres\"")]
    [TestCase("SELECT 'post' || 'gres' AS target \\gset\n\\c :target", "it leads to the database \"postgres\"", 3)]
    [TestCase("\\connect - - 127.0.0.1", "it leads to another server")]
    [TestCase("\\connect - - - 1", "it leads to another server")]
    [TestCase("\\c postgresql://127.0.0.1:1/postgres", "it leads to another server")]
    [TestCase("\\c -reuse-previous=on hostaddr=127.0.0.1", "it leads to another server")]
    [TestCase("\\c -reuse-previous=off - postgres - 1", "it leads to another server")]
    public async Task What_leads_elsewhere_is_refused_with_its_place_before_anything_connects(string script, string reason, int line = 2)
    {
        var clone = await LaneServers.CloneOfAsync(nameof(ConnectTests), major, s_rights);

        var report = await RehearseAsync(clone, $"INSERT INTO people VALUES (1, 'Ada');\n{script}\nSELECT 'behind';\n");

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message.ShouldNotBeNull().ShouldContain($"script.sql:{line}:1: \\connect is refused: {reason}, and a rehearsal stays in the copy of \"{clone.Database}\"");
        report.Script().Steps.ShouldNotContain(static step => step.Text.Contains("behind", StringComparison.Ordinal));
        report.NetZero!.Proven.ShouldNotBe(ProofStatus.NotProven, report.NetZero.Reason);
    }

    [Test]
    public async Task A_role_that_may_not_log_in_ends_the_script_there()
    {
        var clone = await LaneServers.CloneOfAsync(nameof(ConnectTests), major, s_rights);

        var report = await RehearseAsync(clone, "SELECT 1;\n\\c - nobody_at_all\nSELECT 'behind';\n");

        report.Verdict.ShouldBe(Verdict.Fail);
        var last = report.Script().Steps[^1];
        last.Line.ShouldBe(2);
        last.Error!.Message.ShouldStartWith("\\connect: connection to server");
        last.Error.Message.ShouldEndWith("FATAL:  role \"nobody_at_all\" does not exist");
        report.NetZero!.Proven.ShouldNotBe(ProofStatus.NotProven, report.NetZero.Reason);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_block_that_is_open_ends_with_its_session(bool prepares)
    {
        var clone = await LaneServers.CloneOfAsync(nameof(ConnectTests), major, s_rights);

        var report = await RehearseAsync(
            clone,
            "BEGIN;\nINSERT INTO people VALUES (1, 'Ada');\n\\c\nSELECT 1 / (count(*) = 0)::int FROM people;\nBEGIN;\nINSERT INTO people VALUES (2, 'Bob');\nCOMMIT;\n",
            request => request with { Prepares = prepares });

        report.Message.ShouldBeNull();
        report.Verdict.ShouldBe(Verdict.Pass, string.Join("; ", report.Script().Reasons));
        report.Script().Effects!.Rows!.ShouldHaveSingleItem().Key["id"].ShouldBe("2");
    }

    [Test]
    public async Task Each_session_is_looked_at_for_programs_that_it_ran()
    {
        var clone = await LaneServers.CloneOfAsync(nameof(ConnectTests), major, s_rights);

        var report = await RehearseAsync(clone, "CREATE TABLE out (line text);\nDO $$ BEGIN EXECUTE 'COPY out FROM PROG' || 'RAM ''echo ran'''; END $$;\n\\c\nSELECT 1;\n");

        report.Script().Steps.Select(static step => step.Error?.Message).OfType<string>().ShouldBeEmpty();
        report.ExitCode.ShouldBe(ExitCode.Residue);
        report.NetZero!.Residue.ShouldContain(static residue => residue.Object.Contains("programs", StringComparison.Ordinal));
    }

    [Test]
    public async Task Auto_takes_the_lane_in_which_it_can()
    {
        var clone = await LaneServers.CloneOfAsync(nameof(ConnectTests), major, s_rights);

        var report = await RehearseAsync(clone, "SELECT 1;\n\\c\n", static request => request with { Lane = Lane.Auto });

        report.Verdict.ShouldBe(Verdict.Pass, report.Message);
        report.Script().Lane.ShouldBe("disposable");
        report.Script().LaneReason.ShouldNotBeNull().ShouldEndWith("script.sql:2: \\c begins another session");
    }

    [TestCase("SELECT 1;\n\\c\n")]
    [TestCase("SELECT 'true' AS it \\gset\n\\if :it\n\\ir connecting.sql\n\\endif\n")]
    [TestCase("-- sandbox: rollback-only\n\\c\n")]
    public async Task The_rollback_lane_cannot(string script)
    {
        var clone = await LaneServers.CloneOfAsync(nameof(ConnectTests), major, s_rights);
        using var folder = new TempFolder();
        await folder.WriteAsync("connecting.sql", "\n\\c\n");
        var path = await folder.WriteAsync("script.sql", script);

        var report = await RehearseAsync(clone, script, request => request with { Lane = script.StartsWith("--", StringComparison.Ordinal) ? Lane.Auto : Lane.Rollback, Paths = [path] });

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message.ShouldNotBeNull().ShouldContain(".sql:2:1: \\connect is refused: it ends the transaction that is rolled back; --lane disposable runs it on a copy");
    }

    private static Task<Report> RehearseAsync(Postgres.Connections.ConnectionTarget clone, string script, Func<RehearsalRequest, RehearsalRequest>? configure = null) =>
        LaneServers.RehearseAsync(clone, script, request => (configure ?? (static same => same))(request with { Policy = new Policy { RehearseAllow = ["state_*"], AllowedMetaCommands = ["\\c"] } }));
}
