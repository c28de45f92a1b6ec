using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

[Parallelizable(ParallelScope.All)]
public sealed class DiscardTests
{
    [TestCase("DISCARD ALL;", "")]
    [TestCase("DISCARD TEMP;", "1MB")]
    public async Task What_it_discards_is_gone_and_the_script_goes_on(string discard, string setting)
    {
        var report = await Rehearse.TextAsync(
            $"CREATE TEMP TABLE a (i int PRIMARY KEY);\nCREATE TEMP VIEW v AS SELECT * FROM a;\nSET my.setting = '1MB';\n{discard}\nSELECT to_regclass('a') IS NULL, to_regclass('v') IS NULL, current_setting('my.setting', true);\nCREATE TEMP TABLE a (i int);\n");

        report.Verdict.ShouldBe(Verdict.Pass, string.Join('\n', report.Script().Reasons));
        report.Script().Results.Single().Rows[0].ShouldBe(["t", "t", setting]);
    }

    [Test]
    public async Task All_is_the_servers_error_in_a_block()
    {
        var report = await Rehearse.TextAsync("BEGIN;\nDISCARD ALL;\nROLLBACK;\nSELECT 1;\n");

        report.Script().Steps.Select(static step => step.Error?.SqlState).ShouldBe([null, "25001", null, null]);
    }
}
