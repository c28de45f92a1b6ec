namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>A long run of one command is looked at in batches; whatever comes behind it is not charged with its work.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BatchEffectTests
{
    [Test]
    public async Task A_statement_behind_a_run_of_others_has_its_own_work_only(
        [Values(51, 100, 256, 300, 512)] int run, [Values("UPDATE u SET n = 2;", "UPDATE u SET n = 2 RETURNING n\n\\gset", "TRUNCATE u;")] string next)
    {
        var inserts = string.Concat(Enumerable.Range(0, run).Select(static n => $"INSERT INTO t VALUES ({n});\n"));

        var report = await Rehearse.TextAsync($"BEGIN;\n{inserts}{next}\nCOMMIT;\n", "CREATE TABLE t (n int);\nCREATE TABLE u (n int);\nINSERT INTO u VALUES (1);");

        var step = report.Script().Steps.Single(static step => step.Text.StartsWith("UPDATE", StringComparison.Ordinal) || step.Text.StartsWith("TRUNCATE", StringComparison.Ordinal));
        (step.Effects?.Tables ?? []).ShouldNotContain(static table => table.Table == "t");
        report.Script().Effects.Tables!.Single(static table => table.Table == "t").Work!.Inserted.ShouldBe(run);
    }
}
