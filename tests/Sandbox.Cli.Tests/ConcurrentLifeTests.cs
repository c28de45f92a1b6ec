using Sandbox.Rehearsal.Tests;

namespace Sandbox.Cli.Tests;

/// <summary>Many processes on one ledger lose nothing.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(600_000)]
public sealed class ConcurrentLifeTests
{
    /// <summary>Where all cases are asked for, as many as were promised; a few otherwise.</summary>
    private static readonly int s_processes = CasesToPlay.IsAll ? 32 : 5;

    [Test]
    public async Task Creates_and_drops_of_many_processes_are_all_in_the_ledger()
    {
        var postgres = TestServer.Target("postgres");
        string[] server = ["-h", postgres.Host, "-p", $"{postgres.Port}", "-U", TestServer.User, "-d", "postgres"];
        using var folder = new TempFolder().With("sandbox.json", """{ "sandbox": { "pattern": "^crowd_[0-9]{2}$", "owner": "the crowd" } }""");

        // Each has a name of its own, and all of them want one more at once.
        var ends = await Task.WhenAll(Enumerable.Range(10, s_processes).Select(async number =>
        {
            var created = await SandboxProcess.RunAsync(folder, ["create", "--sandbox-id", $"crowd_{number}", .. server]);
            var wanted = await SandboxProcess.RunAsync(folder, ["create", "--sandbox-id", "crowd_00", .. server]);
            var dropped = await SandboxProcess.RunAsync(folder, ["drop", "--sandbox-id", $"crowd_{number}", .. server]);
            return (Created: created, Wanted: wanted, Dropped: dropped);
        }));

        foreach (var (created, _, dropped) in ends)
        {
            created.ShouldExitWith(ExitCode.Success);
            dropped.ShouldExitWith(ExitCode.Success);
        }

        ends.Count(static end => end.Wanted.ExitCode == (int)ExitCode.Success).ShouldBe(1, "one gets it");
        ends.Count(static end => end.Wanted.ExitCode == (int)ExitCode.Refused).ShouldBe(s_processes - 1);
        (await SandboxProcess.RunAsync(folder, ["drop", "--sandbox-id", "crowd_00", .. server])).ShouldExitWith(ExitCode.Success).Out.ShouldEndWith("no orphans\n");
        (await SandboxProcess.RunAsync(folder, "ledger", "verify")).ShouldExitWith(ExitCode.Success).Out.ShouldStartWith($"LEDGER_OK: {3 * (s_processes + 1)} entries");
        (await File.ReadAllLinesAsync(folder[".sandbox/tombstones.jsonl"])).Length.ShouldBe(s_processes + 1);
    }
}
