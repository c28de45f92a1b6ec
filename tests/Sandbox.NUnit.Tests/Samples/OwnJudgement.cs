namespace Sandbox.NUnit.Samples;

/// <summary>A test that judges the report itself, and is not content.</summary>
public sealed class OwnJudgement
{
    [Rehearsal("scripts/good.sql")]
    public async Task Rehearse(RehearsalCase script, CancellationToken cancellationToken)
    {
        var report = await script.RunAsync(cancellationToken);
        report.Scripts[0].Statements.ShouldBe(4711);
    }
}
