using System.Diagnostics;
using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
public sealed class OwnerDeathTests
{
    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test, CancelAfter(120_000)]
    public async Task A_killed_owner_leaves_no_postmaster_and_no_folder()
    {
        using var cache = new CacheFolder();
        using var owner = await OwnerProcess.StartAsync(cache, Cancellation);
        Processes.IsRunning(owner.Postmaster).ShouldBeTrue();

        await owner.KillAsync(Cancellation);

        await Processes.UntilAsync(() => !Processes.IsRunning(owner.Postmaster), Cancellation);
        await Processes.UntilAsync(() => cache.Runs.Count == 0, Cancellation);
    }

    [Test, CancelAfter(120_000)]
    public async Task What_a_killed_owner_and_a_killed_keeper_leave_the_next_start_removes()
    {
        using var cache = new CacheFolder();
        using var owner = await OwnerProcess.StartAsync(cache, Cancellation);
        await owner.KillKeeperAsync(Cancellation);
        await owner.KillAsync(Cancellation);
        Processes.IsRunning(owner.Postmaster).ShouldBeTrue();

        await using (await ThrowawayServer.StartAsync(cache.Options, Cancellation))
        {
            await Processes.UntilAsync(() => !Processes.IsRunning(owner.Postmaster), Cancellation);
            Directory.Exists(owner.Data).ShouldBeFalse();
        }

        cache.Runs.ShouldBeEmpty();
        cache.Records.ShouldBeEmpty();
    }

    [Test, CancelAfter(120_000)]
    public async Task An_owner_whose_keeper_was_killed_ends_its_server_itself()
    {
        using var cache = new CacheFolder();
        using var owner = await OwnerProcess.StartAsync(cache, Cancellation);
        await owner.KillKeeperAsync(Cancellation);
        Processes.IsRunning(owner.Postmaster).ShouldBeTrue();

        await owner.EndAsync(Cancellation);

        Processes.IsRunning(owner.Postmaster).ShouldBeFalse();
        cache.Runs.ShouldBeEmpty();
        cache.Records.ShouldBeEmpty();
    }

    [Test, CancelAfter(120_000)]
    public async Task The_next_start_spares_a_process_that_got_the_postmasters_number()
    {
        using var cache = new CacheFolder();
        using var owner = await OwnerProcess.StartAsync(cache, Cancellation);
        await owner.KillKeeperAsync(Cancellation);
        await owner.KillAsync(Cancellation);
        using var postmaster = Process.GetProcessById(owner.Postmaster);
        postmaster.Kill();
        await Processes.UntilAsync(() => !Processes.IsRunning(owner.Postmaster), Cancellation);

        // The number of a process that ended is given again: the postmaster's file and the record now name a bystander.
        using var bystander = Process.Start("sleep", "600");
        try
        {
            var lockFile = Path.Combine(owner.Data, "postmaster.pid");
            await ReplaceAsync(lockFile, $"{owner.Postmaster}\n", $"{bystander.Id}\n");
            await ReplaceAsync(cache.Records.ShouldHaveSingleItem(), $"\"ProcessId\":{owner.Postmaster},", $"\"ProcessId\":{bystander.Id},");

            await using var server = await ThrowawayServer.StartAsync(cache.Options, Cancellation);

            Processes.IsRunning(bystander.Id).ShouldBeTrue();
            Directory.Exists(owner.Data).ShouldBeFalse();
        }
        finally
        {
            bystander.Kill();
        }
    }

    [Test, CancelAfter(120_000)]
    public async Task A_server_whose_owner_lives_is_left_alone_by_other_starts()
    {
        using var cache = new CacheFolder();
        using var owner = await OwnerProcess.StartAsync(cache, Cancellation);

        await using (await ThrowawayServer.StartAsync(cache.Options, Cancellation))
        {
            Processes.IsRunning(owner.Postmaster).ShouldBeTrue();
            Directory.Exists(owner.Data).ShouldBeTrue();
        }

        await owner.EndAsync(Cancellation);
        cache.Runs.ShouldBeEmpty();
        cache.Records.ShouldBeEmpty();
    }

    [Test, CancelAfter(120_000)]
    public async Task Two_processes_that_use_an_empty_cache_at_once_do_not_collide()
    {
        using var cache = new CacheFolder();
        var owners = await Task.WhenAll(OwnerProcess.StartAsync(cache, Cancellation), OwnerProcess.StartAsync(cache, Cancellation));

        owners[0].Postmaster.ShouldNotBe(owners[1].Postmaster);
        owners[0].Data.ShouldNotBe(owners[1].Data);
        cache.Templates.ShouldHaveSingleItem();
        foreach (var owner in owners)
        {
            await owner.EndAsync(Cancellation);
            owner.Dispose();
        }

        cache.Runs.ShouldBeEmpty();
    }

    private static async Task ReplaceAsync(string file, string old, string replacement)
    {
        var text = await File.ReadAllTextAsync(file, Cancellation);
        text.ShouldContain(old);
        await File.WriteAllTextAsync(file, text.Replace(old, replacement, StringComparison.Ordinal), Cancellation);
    }
}
