using Sandbox.Postgres;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Tests.NetZero;

namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>Where it is asked for, the planner's estimate of each statement that writes rows stands beside what came of it, and the script goes as it does without.</summary>
/// <param name="major">The server's version.</param>
[Versions(13, 15, 18)]
public sealed class EstimateTests(int major)
{
    private static readonly string[] s_clone =
    [
        "CREATE TABLE t (n int, note text)", "INSERT INTO t SELECT i, 'x' FROM generate_series(1, 1000) i", "ANALYZE t",
        "CREATE TABLE stale (n int)", "INSERT INTO stale SELECT 1 FROM generate_series(1, 5000)", "ANALYZE stale", "UPDATE stale SET n = n + 1",
        "CREATE TABLE parts (n int) PARTITION BY RANGE (n)", "CREATE TABLE part_one PARTITION OF parts FOR VALUES FROM (0) TO (10)", "CREATE TABLE part_two PARTITION OF parts FOR VALUES FROM (10) TO (20)",
        "INSERT INTO parts SELECT i FROM generate_series(0, 19) i", "ANALYZE parts", "CREATE TABLE ruled (n int)", "CREATE RULE nothing AS ON INSERT TO ruled DO INSTEAD NOTHING",
    ];

    private Meanwhile? _started;

    private Meanwhile Server => _started ?? throw new InvalidOperationException("the fixture's server has not started");

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [OneTimeSetUp]
    public async Task StartAsync() => _started = await Meanwhile.StartAsync(major);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_started is not null)
        {
            await _started.DisposeAsync();
        }
    }

    [TestCase("INSERT INTO t VALUES (1), (2), (3);", 3, 3)]
    [TestCase("INSERT INTO t SELECT i FROM generate_series(1, 50) i;", 50, 50)]
    [TestCase("UPDATE t SET note = 'y' WHERE n <= 100;", 100, 100)]
    [TestCase("DELETE FROM t;", 1000, 1000)]
    [TestCase("DELETE FROM parts;", 20, 20)]
    [TestCase("UPDATE stale SET n = 7 WHERE n = 2;", 1, 5000)]
    [TestCase("INSERT INTO t VALUES ($1, $2) \\bind 5 x \\g", 1, 1)]
    [TestCase("UPDATE t SET note = $2 WHERE n <= $1 \\bind 100 y \\g", 100, 100)]
    [TestCase("WITH moved AS (DELETE FROM t WHERE n <= 100 RETURNING n) INSERT INTO t SELECT n FROM moved;", 100, 100)]
    [TestCase("WITH gone AS (DELETE FROM t WHERE n <= 100 RETURNING n) SELECT n FROM gone;", 100, 100)]
    [TestCase("WITH low AS (SELECT n AS low FROM t WHERE n <= 100) UPDATE t SET note = 'y' FROM low WHERE n = low;", 100, 100)]
    [TestCase("CREATE TABLE made AS SELECT n FROM t WHERE n <= 100;", 100, 100)]
    [TestCase("CREATE MATERIALIZED VIEW made AS SELECT n FROM t WHERE n <= 100;", 100, 100)]
    [TestCase("MERGE INTO t USING (SELECT generate_series(1, 10) AS n) s ON t.n = s.n WHEN MATCHED THEN DELETE;", 10, 10)]
    public async Task It_stands_beside_what_came_of_the_statement(string statement, int estimated, int actual)
    {
        if (major < 15 && statement.StartsWith("MERGE", StringComparison.Ordinal))
        {
            Assert.Ignore("PostgreSQL 15 has MERGE.");
        }

        var clone = await Server.CloneAsync(s_clone);

        var report = await Meanwhile.RehearseAsync(clone, statement + "\n", static request => request with { Explains = true });

        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        var step = report.Script().Steps.ShouldHaveSingleItem();
        var estimate = step.Explain.ShouldNotBeNull();
        (estimate.Reason, step.Rows).ShouldBe((null, actual));
        estimate.Rows!.Value.ShouldBeInRange(Math.Max(1, estimated * 8 / 10), (estimated * 12 / 10) + 1);
        estimate.Cost!.Value.ShouldBePositive();
        using var text = new StringWriter();
        await new TextReporter(new TextOptions()).WriteAsync(report, text, Token);
        text.ToString().ShouldContain("\nEstimates\n");
        text.ToString().Contains("far from it", StringComparison.Ordinal).ShouldBe(actual / estimated > 10);
    }

    [TestCase("PREPARE p(int) AS UPDATE t SET note = 'y' WHERE n <= $1;\nEXECUTE p(100);", 2, 100)]
    [TestCase("PREPARE p(int, text) AS INSERT INTO t VALUES ($1, $2);\nEXECUTE p(-3, NULL);", 2, 1)]
    [TestCase("DELETE FROM t WHERE n <= $1 AND note = $2 \\parse d\n\\bind_named d 100 x \\g", 2, 100)]
    [TestCase("DELETE FROM t \\parse \"odd one\"\n\\bind_named \"odd one\" \\g", 2, 1000)]
    public async Task What_was_prepared_is_asked_about_when_it_is_executed(string script, int line, int rows)
    {
        var clone = await Server.CloneAsync(s_clone);

        var report = await Meanwhile.RehearseAsync(clone, script + "\n", static request => request with { Explains = true });

        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        var step = report.Script().Steps.Where(static step => step.Explain is { Reason: null }).ShouldHaveSingleItem();
        (step.Line, step.Rows, step.Explain!.Reason).ShouldBe((line, rows, null));
        step.Explain.Rows!.Value.ShouldBeInRange(rows * 8 / 10, (rows * 12 / 10) + 1);
    }

    [Test]
    public async Task Queries_are_not_asked_about_and_nothing_is_called_for_an_answer()
    {
        var clone = await Server.CloneAsync([.. s_clone, "CREATE SEQUENCE tickets"]);

        var report = await Meanwhile.RehearseAsync(
            clone,
            """
            WITH low AS (SELECT n FROM t WHERE n < 5) SELECT count(*) FROM low;
            PREPARE q AS SELECT count(*) FROM t;
            EXECUTE q;
            PREPARE p(int) AS DELETE FROM t WHERE n = $1;
            EXECUTE p(nextval('tickets')::int);
            EXECUTE nothing;
            CREATE TABLE plain (delete_me int);
            SELECT last_value FROM tickets;

            """,
            static request => request with { Explains = true });

        report.Script().Results[^1].Rows[0][0].ShouldBe("1");
        report.Script().Steps.Where(static step => step.Explain is not null).Select(static step => (step.Line, step.Explain!.Rows, step.Explain.Reason)).ShouldBe(
        [
            (5, null, "EXPLAIN would call the functions that its arguments call"), (6, null, "prepared statement \"nothing\" does not exist"),
        ]);
    }

    [Test]
    public async Task Nothing_is_asked_where_nobody_asks_for_it()
    {
        var clone = await Server.CloneAsync(s_clone);

        var report = await Meanwhile.RehearseAsync(clone, "DELETE FROM t;\n");

        report.Script().Steps.ShouldAllBe(static step => step.Explain == null);
    }

    [TestCase(Lane.Rollback)]
    [TestCase(Lane.Disposable)]
    public async Task The_script_goes_as_it_does_without(Lane lane)
    {
        const string Script = """
            INSERT INTO nowhere VALUES (1);
            INSERT INTO t VALUES (1);
            INSERT INTO ruled VALUES (1);
            BEGIN;
            SAVEPOINT sandbox_explain;
            UPDATE t SET n = n + 1 WHERE n = 3;
            DECLARE c CURSOR FOR SELECT n FROM t ORDER BY n;
            FETCH 2 FROM c;
            DELETE FROM t WHERE n = 9;
            FETCH 1 FROM c;
            ROLLBACK TO sandbox_explain;
            UPDATE t SET n = 'nothing';
            DELETE FROM t;
            ROLLBACK;
            DELETE FROM t WHERE n < 5 RETURNING n;

            """;
        var (plain, asked) = (await Server.CloneAsync(s_clone), await Server.CloneAsync(s_clone));

        var without = await Meanwhile.RehearseAsync(plain, Script, request => request with { Lane = lane });
        var with = await Meanwhile.RehearseAsync(asked, Script, request => request with { Lane = lane, Explains = true });

        with.Script().Steps.Select(static step => (step.Line, step.Tag, step.Output, step.Error?.Message)).ShouldBe(
            without.Script().Steps.Select(static step => (step.Line, step.Tag, step.Output, step.Error?.Message)));
        with.Script().Effects.Tables!.Select(static table => (table.Table, table.Work, table.Net, table.RowsAfter)).ShouldBe(
            without.Script().Effects.Tables!.Select(static table => (table.Table, table.Work, table.Net, table.RowsAfter)));
        with.NetZero!.Proven.ShouldBe(without.NetZero!.Proven);
        with.Script().Steps.Where(static step => step.Explain is not null).Select(static step => (step.Line, step.Explain!.Rows is null, step.Explain.Reason)).ShouldBe(
        [
            (1, true, "relation \"nowhere\" does not exist"), (2, false, null), (3, true, "a rule rewrites it to nothing that is planned"), (6, false, null), (9, false, null),
            (12, true, "invalid input syntax for type integer: \"nothing\""), (13, true, "its transaction has failed before"), (15, false, null),
        ]);
    }
}
