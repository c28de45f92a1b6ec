namespace Sandbox.NUnit.Samples;

/// <summary>Says where each script ran.</summary>
public sealed class Placed
{
    [Rehearsal("placed/*.sql")]
    public async Task Rehearse(RehearsalCase script)
    {
        var report = await script.PassesAsync();
        await TestContext.Out.WriteLineAsync($"{report.Target!.Host} {report.Scripts[0].Database}");
    }
}
