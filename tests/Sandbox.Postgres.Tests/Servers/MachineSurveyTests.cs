using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

[Parallelizable(ParallelScope.All)]
public sealed class MachineSurveyTests
{
    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task Everything_found_is_named_and_everything_missing_has_the_line_that_mends_it()
    {
        var survey = await MachineSurvey.TakeAsync(cacheDirectory: null, Cancellation);

        survey.CanStart.ShouldBeTrue();
        survey.Findings.Select(finding => finding.Subject)
            .ShouldBe(["installed PostgreSQL", "packaged PostgreSQL", "npm client", "user that runs the server", "cache"]);
        foreach (var finding in survey.Findings)
        {
            finding.Detail.ShouldNotBeNullOrWhiteSpace();
            (finding.Mend is null).ShouldBe(finding.IsFound, finding.ToString());
        }
    }

    [Test]
    public async Task Installed_servers_come_newest_first_and_each_once()
    {
        var survey = await MachineSurvey.TakeAsync(cacheDirectory: null, Cancellation);

        survey.Installed.ShouldNotBeEmpty();
        survey.Installed.Select(binaries => binaries.Folder).ShouldBeUnique();
        survey.Installed.Select(binaries => binaries.Version).ShouldBeInOrder(SortDirection.Descending);
    }

    [Test, Platform("Linux")]
    public async Task A_cache_that_the_servers_user_cannot_reach_is_found_and_mended_and_refused_at_the_start()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("only root runs the server as another user");
        }

        var closed = Directory.CreateTempSubdirectory("sandbox-closed-").FullName;
        try
        {
            var cache = Path.Combine(closed, "cache");
            var finding = (await MachineSurvey.TakeAsync(cache, Cancellation)).Findings.Single(found => found.Subject is "cache");
            finding.IsFound.ShouldBeFalse();
            finding.Mend.ShouldNotBeNull().ShouldContain("SANDBOX_CACHE");
            Directory.Exists(cache).ShouldBeFalse();

            var error = await Should.ThrowAsync<SandboxException>(() => ThrowawayServer.StartAsync(new ThrowawayOptions { CacheDirectory = cache }, Cancellation));
            error.ExitCode.ShouldBe(ExitCode.Unavailable);
            error.Message.ShouldContain("SANDBOX_CACHE");
        }
        finally
        {
            Directory.Delete(closed, recursive: true);
        }
    }

    [Test]
    public async Task A_version_that_is_not_installed_is_refused_with_what_there_is_and_what_to_do()
    {
        var installed = (await MachineSurvey.TakeAsync(cacheDirectory: null, Cancellation)).Installed.Select(binaries => binaries.Version.Major).ToList();
        var missing = Enumerable.Range(PostgresBinaries.OldestMajor, 6).First(major => !installed.Contains(major));

        var error = await Should.ThrowAsync<SandboxException>(
            () => ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = new ServerChoice(BinariesKind.Local, missing) }, Cancellation));

        error.ExitCode.ShouldBe(ExitCode.Unavailable);
        error.Message.ShouldStartWith($"--server local:{missing}: found only PostgreSQL ");
        error.Message.ShouldContain("SANDBOX_PG_BIN");
        error.Message.ShouldContain($"--server packaged:{missing}");
    }
}
