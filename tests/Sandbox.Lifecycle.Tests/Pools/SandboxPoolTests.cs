using Sandbox.Lifecycle.Pools;

namespace Sandbox.Lifecycle.Tests.Pools;

/// <summary>A pool hands out fresh copies, each once, and leaves none behind.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
internal sealed class SandboxPoolTests
{
    [Test]
    public async Task Each_is_handed_out_once_and_is_a_fresh_copy()
    {
        await using var test = new TestLane();
        await TestServer.RunAsync("postgres", $"CREATE DATABASE {test.Text(900)}_template TEMPLATE template0");
        await TestServer.RunAsync($"{test.Text(900)}_template", "CREATE TABLE kept AS SELECT 7 AS i");
        var taken = new List<string>();
        var number = 0;
        await using (var pool = await SandboxPool.OpenAsync(TestServer.Target(), test.Policy, $"{test.Text(900)}_template", size: 2, () => test.Text(++number), TestServer.Token))
        {
            for (var i = 0; i < 4; i++)
            {
                var sandbox = await pool.TakeAsync(TestServer.Token);
                (await TestServer.AskAsync(sandbox.SandboxDb, "SELECT i FROM kept")).ShouldBe("7");
                await TestServer.RunAsync(sandbox.SandboxDb, "UPDATE kept SET i = 0");
                taken.Add(sandbox.SandboxId);
            }
        }

        taken.Distinct().Count().ShouldBe(4);
        await using var lane = await test.OpenAsync();
        (await lane.NamesAsync(TestServer.Token)).Select(static name => name.Text).Order(StringComparer.Ordinal).ShouldBe(taken.Order(StringComparer.Ordinal), "what waited went with the pool, what was taken is its taker's");
        (await lane.FindOrphansAsync(TestServer.Token)).ShouldBeEmpty();
    }

    [Test]
    public async Task What_cannot_be_created_is_told_to_who_takes()
    {
        await using var test = new TestLane();
        await using var pool = await SandboxPool.OpenAsync(TestServer.Target(), test.Policy, "no_such_template", size: 1, () => test.Text(1), TestServer.Token);

        (await Should.ThrowAsync<SandboxException>(() => pool.TakeAsync(TestServer.Token))).Message.ShouldContain("no_such_template");
    }
}
