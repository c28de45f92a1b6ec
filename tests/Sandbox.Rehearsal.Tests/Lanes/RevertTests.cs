using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.States;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Lanes;

[Versions(13, 18, Before = [Lane.Rollback])]
[Versions(13, 18, Before = [Lane.Disposable])]
[Parallelizable(ParallelScope.Self)]
public sealed class RevertTests(Lane lane, int major)
{
    private static readonly string[] s_clone =
    [
        "CREATE TABLE people (id serial PRIMARY KEY, name text NOT NULL, note text)", "INSERT INTO people (name) VALUES ('Ada'), ('Bob')",
        "CREATE FUNCTION shout(text) RETURNS text LANGUAGE sql AS 'SELECT upper($1)'", "CREATE VIEW loud AS SELECT shout(name) AS name FROM people",
    ];

    [TestCase("ALTER TABLE people ADD age int;\nINSERT INTO people (name, age) VALUES ('Cid', 3);", "DELETE FROM people WHERE name = 'Cid';\nALTER TABLE people DROP COLUMN age;")]
    [TestCase("CREATE INDEX i ON people (name);\nCREATE TEMP TABLE kept AS SELECT 1;\nSET search_path = nowhere;", "DROP INDEX public.i;\nCREATE TEMP TABLE kept AS SELECT 1;\nSELECT count(*) FROM people;")]
    [TestCase("CREATE OR REPLACE FUNCTION shout(text) RETURNS text LANGUAGE sql AS 'SELECT $1 || ''!''';", "CREATE OR REPLACE FUNCTION shout(text) RETURNS text LANGUAGE sql AS 'SELECT upper($1)';")]
    [TestCase("DROP VIEW loud;\nBEGIN;\nUPDATE people SET name = 'Eve' WHERE id = 1;\nCOMMIT;\nBEGIN;\nDELETE FROM people;", "CREATE VIEW loud AS SELECT shout(name) AS name FROM people;\nUPDATE people SET name = 'Ada' WHERE id = 1;")]
    public async Task What_is_reverted_is_equal(string up, string down)
    {
        var (clone, report) = await RehearseAsync(up, down);

        report.Message.ShouldBeNull();
        report.Script().Reasons.ShouldBeEmpty();
        var revert = report.Script().Revert.ShouldNotBeNull();
        revert.Equal.ShouldBe(true);
        revert.Differences.ShouldAllBe(static difference => difference.Kind == ResidueKind.Physical);
        report.ExitCode.ShouldBe(ExitCode.Success);
        report.NetZero!.Proven.ShouldNotBe(ProofStatus.NotProven);
        (await LaneServers.AskAsync(clone, "SELECT string_agg(id || name, ',' ORDER BY id) FROM people")).ShouldBe("1Ada,2Bob");
    }

    [Test]
    public async Task What_is_not_reverted_is_told_by_object_row_and_column_and_fails()
    {
        var (_, report) = await RehearseAsync(
            "UPDATE people SET name = 'Eve', note = 'was Ada' WHERE id = 1;\nDELETE FROM people WHERE id = 2;\nCREATE INDEX forgotten ON people (name);\nALTER TABLE people ALTER name DROP NOT NULL;",
            "UPDATE people SET name = 'Ada' WHERE id = 1;\nINSERT INTO people VALUES (3, 'Bob');");

        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
        report.Script().Reasons.ShouldHaveSingleItem().ShouldContain("after it not all is as before");
        var revert = report.Script().Revert.ShouldNotBeNull();
        revert.Equal.ShouldBe(false);
        var told = revert.Differences.Where(static difference => difference.Kind == ResidueKind.Logical).ToList();
        told.ShouldContain(static difference => difference.What == "row" && difference.Object == "public.people" && difference.Key == "id=1" && difference.Column == "note" && difference.Before == null && difference.After == "was Ada");
        told.ShouldContain(static difference => difference.What == "row" && difference.Key == "id=2" && difference.Change == StateChange.Removed);
        told.ShouldContain(static difference => difference.What == "row" && difference.Key == "id=3" && difference.Change == StateChange.Added);
        told.ShouldContain(static difference => difference.What == "index" && difference.Object.Contains("forgotten", StringComparison.Ordinal) && difference.Change == StateChange.Added);
        told.ShouldContain(static difference => difference.What == "column" && difference.Object.Contains("name", StringComparison.Ordinal) && difference.Change == StateChange.Changed);
        // From 18 on NOT NULL is a constraint with a name.
        told.Count.ShouldBe(major >= 18 ? 6 : 5, string.Join('\n', told));
    }

    [Test, NonParallelizable]
    public async Task A_plain_owner_needs_no_more()
    {
        using var folder = new TempFolder();
        var revert = await folder.WriteAsync("down.sql", "ALTER TABLE people DROP age;");
        var clone = await LaneServers.CloneOfAsync($"{nameof(RevertTests)} {lane}", major, s_clone);
        var role = "plain_" + clone.Database;
        await LaneServers.AskAsync(clone, $"CREATE ROLE {role} LOGIN CREATEDB");
        await LaneServers.AskAsync(clone, $"ALTER DATABASE {clone.Database} OWNER TO {role}");
        await LaneServers.AskAsync(clone, $"ALTER TABLE people OWNER TO {role}");

        var report = await LaneServers.RehearseAsync(clone with { User = role }, "ALTER TABLE people ADD age int DEFAULT 3;", request => request with { Revert = revert, Lane = lane });

        report.Message.ShouldBeNull();
        report.Script().Reasons.ShouldBeEmpty();
        report.Script().Revert.ShouldNotBeNull().Limits.ShouldNotBeEmpty();
        await LaneServers.AskAsync(clone, $"REASSIGN OWNED BY {role} TO postgres");
    }

    [Test]
    public async Task After_a_script_that_fails_nothing_is_compared()
    {
        var (_, report) = await RehearseAsync("UPDATE nowhere SET i = 1;", "DROP TABLE people CASCADE;");

        report.Verdict.ShouldBe(Verdict.Fail);
        report.Script().Revert.ShouldNotBeNull().Equal.ShouldBeNull();
        report.Script().Steps.ShouldAllBe(static step => step.Command != "DROP TABLE");
    }

    private async Task<(ConnectionTarget Clone, Report Report)> RehearseAsync(string up, string down)
    {
        using var folder = new TempFolder();
        var revert = await folder.WriteAsync("down.sql", down);
        var clone = await LaneServers.CloneOfAsync($"{nameof(RevertTests)} {lane}", major, s_clone);
        return (clone, await LaneServers.RehearseAsync(clone, up, request => request with { Revert = revert, Lane = lane }));
    }
}
