namespace Sandbox.NUnit.Samples;

/// <summary>Ends its process in the middle of the run, as a runner does that gives up.</summary>
public sealed class Leaving
{
    [Rehearsal("placed/*.sql")]
    public async Task Rehearse(RehearsalCase script)
    {
        var report = await script.PassesAsync();

        // Past NUnit, which keeps what tests write until they end.
        await using (var output = new StreamWriter(Console.OpenStandardError()))
        {
            await output.WriteLineAsync(report.Target!.Host);
        }

        Environment.Exit(3);
    }
}
