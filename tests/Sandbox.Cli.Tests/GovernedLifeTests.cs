using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Rehearsal.Tests.Faults;

namespace Sandbox.Cli.Tests;

/// <summary>The whole life of a sandbox by the program: a checkpoint of production, a sandbox of it, a rehearsal, a reset, a promotion, the end. Each refusal has its code.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(300_000)]
public sealed class GovernedLifeTests
{
    private const string Sandbox = "life_20260602", Production = "life_production", Secret = "kept-by-nobody-0912";

    private static string[] As(string role, string database) => ["-h", TestServer.Target(database).Host, "-p", $"{TestServer.Target(database).Port}", "-U", role, "-d", database];

    [Test]
    public async Task Golden_create_rehearse_reset_promote_drop_orphans_ledger()
    {
        using var folder = await PrepareAsync();
        var admin = As(TestServer.User, "postgres");

        // Production is only read, and only by who cannot write.
        (await RunAsync(folder, ["golden", "capture", "--table", "llx_*", "-o", "golden.dump", .. As("life_owner", Production)])).ShouldExitWith(ExitCode.Refused).Error.ShouldContain("by a role that can only read");
        (await RunAsync(folder, ["golden", "capture", "-o", "golden.dump", .. As("life_reader", Production)])).ShouldExitWith(ExitCode.Usage);
        (await RunAsync(folder, ["golden", "capture", "--table", "llx_*", "-o", "golden.dump", .. As("life_reader", Production)])).ShouldExitWith(ExitCode.Success).Out.ShouldStartWith("GOLDEN_OK: 1 tables, 100 rows of life_owner");

        (await RunAsync(folder, ["create", "--sandbox-id", Sandbox, "--golden", "golden.dump", "--template", "x", .. admin])).ShouldExitWith(ExitCode.Usage);
        (await RunAsync(folder, ["create", "--sandbox-id", Sandbox, "--golden", "golden.dump", .. admin])).ShouldExitWith(ExitCode.Success).Out.ShouldStartWith("SANDBOX_JSON: ");
        (await RunAsync(folder, ["rehearse", "script.sql", "--format", "json", "--output", "report.json", .. As("life_app", Sandbox)])).ShouldExitWith(ExitCode.Success);

        await TestServer.RunAsync(Sandbox, "SET ROLE life_app", "DELETE FROM llx_item");
        (await RunAsync(folder, ["reset", "--sandbox-id", Sandbox, .. As("life_app", "postgres")])).ShouldExitWith(ExitCode.AdmissionDenied).Error.ShouldContain("--golden");
        (await RunAsync(folder, ["reset", "--sandbox-id", "postgres", "--golden", "golden.dump", .. As("life_app", "postgres")])).ShouldExitWith(ExitCode.Refused);
        (await RunAsync(folder, ["reset", "--sandbox-id", Sandbox, "--golden", "golden.dump", .. admin])).ShouldExitWith(ExitCode.Refused).Error.ShouldContain("is a superuser");
        (await RunAsync(folder, ["reset", "--sandbox-id", Sandbox, "--golden", "golden.dump", .. As("life_app", "postgres")])).ShouldExitWith(ExitCode.Success).Out.ShouldBe(
            $"RESET_OK: {Sandbox} as life_app: 2 objects dropped, 1 tables restored, as captured\n");
        (await TestServer.AskAsync(Sandbox, "SELECT count(*) FROM llx_item")).ShouldBe("100");

        await PromoteAsync(folder);

        (await RunAsync(folder, ["list", "--json", .. admin])).ShouldExitWith(ExitCode.Success).Json.GetProperty("sandboxes").EnumerateArray().ShouldHaveSingleItem().GetProperty("owner").GetString().ShouldBe("the shop");
        (await RunAsync(folder, ["drop", "--sandbox-id", Sandbox, .. admin])).ShouldExitWith(ExitCode.Success).Out.ShouldBe($"RETIRED_OK: {Sandbox} retired\nno orphans\n");
        (await RunAsync(folder, ["orphans", .. admin])).ShouldExitWith(ExitCode.Success).Out.ShouldBe("no orphans\n");
        (await RunAsync(folder, ["ledger", "verify"])).ShouldExitWith(ExitCode.Success).Out.ShouldStartWith("LEDGER_OK: 9 entries");
        foreach (var file in folder.Files)
        {
            (await File.ReadAllTextAsync(folder[file])).ShouldNotContain(Secret, customMessage: $"the credential is kept nowhere, and it is in {file}");
        }
    }

    [Test]
    [Platform("Linux")]
    public async Task A_reset_that_is_killed_is_finished_by_the_next_even_while_its_pg_restore_lives_on()
    {
        const string Name = "killed_20260602";
        await TestServer.RunAsync(
            "postgres", "CREATE ROLE killed_owner LOGIN", "CREATE ROLE killed_reader LOGIN", "CREATE ROLE killed_app LOGIN", "CREATE DATABASE killed_production OWNER killed_owner TEMPLATE template0");
        await TestServer.RunAsync(
            "killed_production", "SET ROLE killed_owner", "CREATE TABLE llx_item (i int)", "INSERT INTO llx_item SELECT generate_series(1, 1000)", "GRANT SELECT ON llx_item TO killed_reader");
        using var folder = new TempFolder().With("sandbox.json", """{ "sandbox": { "pattern": "^killed_[0-9]{8}$", "resetRole": "killed_app" } }""");
        (await RunAsync(folder, ["golden", "capture", "--table", "llx_*", "-o", "golden.dump", .. As("killed_reader", "killed_production")])).ShouldExitWith(ExitCode.Success);
        (await RunAsync(folder, ["create", "--sandbox-id", Name, "--golden", "golden.dump", .. As(TestServer.User, "postgres")])).ShouldExitWith(ExitCode.Success);
        await using var proxy = new FaultProxy(TestServer.Target("postgres"), "COPY public.llx_item");

        // Who is killed leaves what it has in the temporary folder: here it has one of its own.
        using var temporary = new TempFolder();
        using (var process = SandboxProcess.Start(folder, [("TMPDIR", temporary.Path)], "reset", "--sandbox-id", Name, "--golden", "golden.dump", "-h", proxy.Target.Host, "-p", $"{proxy.Target.Port}", "-U", "killed_app", "-d", "postgres"))
        {
            await proxy.ReachedAsync();
            process.Kill();
            await process.EndAsync();
        }

        (await RunAsync(folder, ["reset", "--sandbox-id", Name, "--golden", "golden.dump", .. As("killed_app", "postgres")])).ShouldExitWith(ExitCode.Success);

        (await TestServer.AskAsync(Name, "SELECT count(*) FROM llx_item")).ShouldBe("1000");
    }

    private static async Task PromoteAsync(TempFolder folder)
    {
        var production = As("life_owner", Production);
        var report = await File.ReadAllBytesAsync(folder["report.json"]);
        using var document = JsonDocument.Parse(report);
        folder.With("approval.json", $$"""
            {
              "script": { "sha256": "{{document.RootElement.GetProperty("scripts")[0].GetProperty("sha256").GetString()}}" },
              "report": { "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(report))}}" },
              "target": { "systemIdentifier": "{{await TestServer.AskAsync("postgres", "SELECT system_identifier FROM pg_control_system()")}}", "database": "{{Production}}" },
              "approvedBy": "the reviewer",
              "until": "2999-01-01T00:00:00Z"
            }
            """);
        string[] promote = ["promote", "script.sql", "--approval", "approval.json", "--report", "report.json", .. production];

        (await RunAsync(folder, promote)).ShouldExitWith(ExitCode.AdmissionDenied).Error.ShouldContain("no credential");
        (await RunAsync(folder, [.. promote, "--credential-env", "NOT_SET"])).ShouldExitWith(ExitCode.AdmissionDenied);
        (await SandboxProcess.RunAsync(folder, [("PGPASSWORD", Secret)], promote)).ShouldExitWith(ExitCode.AdmissionDenied);
        (await SandboxProcess.RunAsync(folder, [("CREDENTIAL", Secret)], ["promote", "script.sql", "--report", "report.json", "--credential-env", "CREDENTIAL", .. production])).ShouldExitWith(ExitCode.AdmissionDenied).Error.ShouldContain("--approval");
        (await TestServer.AskAsync(Production, "SELECT count(*) FROM llx_item")).ShouldBe("100");

        var promoted = await SandboxProcess.RunAsync(folder, [("CREDENTIAL", Secret)], [.. promote, "--credential-env", "CREDENTIAL"]);

        promoted.ShouldExitWith(ExitCode.Success).Out.ShouldStartWith($"PROMOTED_OK: script.sql in {Production}, transaction ");
        (promoted.Out + promoted.Error).ShouldNotContain(Secret);
        (await TestServer.AskAsync(Production, "SELECT count(*) FROM llx_item")).ShouldBe("101");
        await PromoteByDescriptorAsync(folder, promote);
    }

    /// <summary>The password comes through a descriptor that only this program is given; what holds nothing, or is not open, is no credential.</summary>
    private static async Task PromoteByDescriptorAsync(TempFolder folder, string[] promote)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Task<SandboxRun> WithAsync(string descriptor, params string[] more) => ShellRun.BashAsync(folder, $"sandbox \"$@\" {descriptor}", [.. promote, "--credential-fd", "77", .. more]);
        (await WithAsync("")).ShouldExitWith(ExitCode.AdmissionDenied).Error.ShouldContain("file descriptor 77 cannot be read");
        (await WithAsync("77</dev/null")).ShouldExitWith(ExitCode.AdmissionDenied).Error.ShouldContain("file descriptor 77 holds nothing");
        (await WithAsync("77</dev/null", "--credential-env", "CREDENTIAL")).ShouldExitWith(ExitCode.Usage).Error.ShouldContain("exclude each other");

        var promoted = await WithAsync($"77<<<'{Secret}'");

        promoted.ShouldExitWith(ExitCode.Success).Out.ShouldStartWith($"PROMOTED_OK: script.sql in {Production}, transaction ");
        (promoted.Out + promoted.Error).ShouldNotContain(Secret);
        (await TestServer.AskAsync(Production, "SELECT count(*) FROM llx_item")).ShouldBe("102");
    }

    private static async Task<TempFolder> PrepareAsync()
    {
        await TestServer.RunAsync("postgres", "CREATE ROLE life_owner LOGIN", "CREATE ROLE life_reader LOGIN", "CREATE ROLE life_app LOGIN", $"CREATE DATABASE {Production} OWNER life_owner TEMPLATE template0");
        await TestServer.RunAsync(
            Production,
            "SET ROLE life_owner", "CREATE TABLE llx_item (rowid serial PRIMARY KEY, label text NOT NULL)", "INSERT INTO llx_item (label) SELECT 'item ' || i FROM generate_series(1, 100) AS i",
            "GRANT SELECT ON llx_item, llx_item_rowid_seq TO life_reader");
        return new TempFolder()
            .With("script.sql", "-- sandbox: snapshot none\nINSERT INTO llx_item (label) VALUES ('promoted');\n")
            .With("sandbox.json", """
                {
                  "rehearse": { "allow": ["life_2*"], "deny": ["life_production"] },
                  "sandbox": { "pattern": "^life_[0-9]{8}$", "deny": ["life_production"], "owner": "the shop", "resetRole": "life_app" }
                }
                """);
    }

    private static Task<SandboxRun> RunAsync(TempFolder folder, string[] words) => SandboxProcess.RunAsync(folder, words);
}
