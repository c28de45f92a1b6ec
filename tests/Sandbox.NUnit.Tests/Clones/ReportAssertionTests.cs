using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.NUnit.Tests.Clones;

/// <summary>Assertions over a report: each holds where it should, and says where it does not what there is.</summary>
public sealed class ReportAssertionTests
{
    private static readonly (Action<Report> Holds, Action<Report> Fails, string Message)[] Assertions =
    [
        (r => r.ShouldHaveVerdict(Verdict.Fail), r => r.ShouldHaveVerdict(Verdict.Pass), "the verdict should be\n  Pass\nbut was\n  FAIL  reported.sql"),
        (r => r.Effects().Table("articles").Updated.ShouldBe(1), r => r.Effects().Table("articles").Inserted.ShouldBe(1), "rows inserted in articles should be\n  1\nbut were\n  0"),
        (r => r.Effects().ShouldWriteOnly("articles"), r => r.Effects().ShouldWriteOnly(), "tables written should be\n  (none)\nbut were\n  articles"),
        (r => r.ShouldPassCheck("one has a price"), r => r.ShouldPassCheck("all have a price"), ":5: check all have a price failed: expected 2, actual 1"),
        (r => r.ShouldPassCheck("one has a price"), r => r.ShouldPassCheck("one has a prize"), "reported.sql has no check one has a prize; did you mean one has a price?"),
        (r => r.ShouldFailWith("23505"), r => r.ShouldFailWith("23503"), "a statement of reported.sql should fail with\n  23503\nbut there failed\n  "),
        (_ => { }, r => r.ShouldKeepNobodyWaiting(), "reported.sql should keep nobody waiting, but did\n  line 2: AccessExclusiveLock on table articles: "),
    ];

    [Rehearsal("Clones/reported/*.sql"), CancelAfter(60_000)]
    public async Task Each_assertion_holds_or_says_what_there_is(RehearsalCase script, CancellationToken cancellationToken)
    {
        var report = await script.RunAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (holds, fails, message) in Assertions)
            {
                Assert.That(() => holds(report), Throws.Nothing, message);
                Assert.That(() => fails(report), Throws.TypeOf<AssertionException>().With.Message.Contains(message));
            }
        }
    }
}
