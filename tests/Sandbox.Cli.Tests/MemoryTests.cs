namespace Sandbox.Cli.Tests;

/// <summary>
/// A script that floods its client, as two of the attempts to escape do, meets a bound: the program has a heap that could not hold a part of what is sent, and the runtime
/// ends it where it needs more.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class MemoryTests
{
    /// <summary>96 MB.</summary>
    private static readonly (string, string)[] s_heap = [("DOTNET_GCHeapHardLimit", "0x6000000")];

    [TestCase("COPY (SELECT repeat('x', 1000) FROM generate_series(1, 200000)) TO STDOUT;\n", "COPY TO STDOUT: ... and ")]
    [TestCase("DO $$ BEGIN FOR i IN 1..300000 LOOP RAISE NOTICE 'sbx %', i; END LOOP; END $$;\n", "\"notices\": 290000")]
    public async Task What_floods_the_client_is_cut_off_and_told(string script, string told)
    {
        using var folder = new TempFolder().With("flood.sql", script + "SELECT 'goes on';\n");

        var run = await SandboxProcess.RunAsync(folder, s_heap, "rehearse", "--json", "--snapshot", "none", "flood.sql");

        run.ShouldExitWith(ExitCode.Success);
        run.Out.ShouldContain(told);
        run.Out.ShouldContain("goes on");
        run.Out.Length.ShouldBeLessThan(8_000_000);
    }
}
