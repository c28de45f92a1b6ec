namespace Sandbox.NUnit.Samples;

/// <summary>Rehearses a script that waits until it runs in another database of the same server too, and says where it ran.</summary>
public abstract class MeetingTest
{
    [Rehearsal("meeting/meet.sql")]
    public async Task Meet(RehearsalCase script)
    {
        var report = await script.PassesAsync();
        await TestContext.Out.WriteLineAsync($"{report.Target!.Host} {report.Scripts[0].Database}");
    }
}
