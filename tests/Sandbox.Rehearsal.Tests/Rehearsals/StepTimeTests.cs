namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>The time of a statement, whatever was sent together with it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StepTimeTests
{
    [Test]
    public async Task A_statement_among_others_has_its_own_time([Values] bool inBlock, [Values] bool effects)
    {
        const string Statements = "INSERT INTO t VALUES (1);\nSELECT count(*) FROM t;\nSELECT pg_sleep(0.6);\nSELECT 2;\nDELETE FROM t;\n";

        var report = await Rehearse.TextAsync(
            inBlock ? $"BEGIN;\n{Statements}COMMIT;\n" : Statements, "CREATE TABLE t (n int);", request => request with { MeasuresEffects = effects });

        var steps = report.Script().Steps;
        steps.Single(static step => step.Text.Contains("pg_sleep", StringComparison.Ordinal)).ElapsedMs.ShouldNotBeNull().ShouldBeGreaterThan(300);
        steps.Where(static step => step.Played is null).ShouldAllBe(static step => step.ElapsedMs > 0);

        // What one took is not told of another one, too.
        steps.Sum(static step => step.ElapsedMs ?? 0).ShouldBeLessThanOrEqualTo(report.Script().ElapsedMs);
    }

    [Test]
    public async Task Small_statements_of_a_long_run_are_timed_together_and_say_so()
    {
        var report = await Rehearse.TextAsync(string.Concat(Enumerable.Range(0, 700).Select(static n => $"INSERT INTO t VALUES ({n});\n")) + "SELECT pg_sleep(0.6);\n", "CREATE TABLE t (n int);");

        var steps = report.Script().Steps;
        steps.Take(50).ShouldAllBe(static step => step.ElapsedMs > 0);
        steps.Skip(50).Take(650).ShouldAllBe(static step => step.ElapsedMs == null);
        steps[^1].ElapsedMs.ShouldNotBeNull().ShouldBeGreaterThan(300);
    }
}
