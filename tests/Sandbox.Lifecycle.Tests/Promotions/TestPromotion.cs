using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sandbox.Lifecycle.Promotions;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Promotions;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Lifecycle.Tests.Promotions;

/// <summary>A production database and a sandbox that is like it, a script that was rehearsed there, and an approval; a test spoils one of them.</summary>
internal sealed class TestPromotion : IAsyncDisposable
{
    private static readonly string[] s_tables =
    [
        "CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL)",
        "CREATE TABLE invoice (id int PRIMARY KEY, customer int NOT NULL REFERENCES customer DEFERRABLE INITIALLY DEFERRED, total numeric NOT NULL)",
        "INSERT INTO customer SELECT i, 'customer ' || i FROM generate_series(1, 10) AS i",
        "INSERT INTO invoice SELECT i, i, i * 10 FROM generate_series(1, 10) AS i",
    ];

    private static int s_productions;

    private TestPromotion() => Production = string.Create(CultureInfo.InvariantCulture, $"promoted_{Interlocked.Increment(ref s_productions)}");

    public TestLane Lane { get; } = new();

    /// <summary>The name of production.</summary>
    public string Production { get; }

    /// <summary>The script.</summary>
    public string Script => Lane.PathOf("script.sql");

    /// <summary>The rehearsal's report.</summary>
    public string Report => Lane.PathOf("report.json");

    /// <summary>The approval; a test may change it before it is written.</summary>
    public JsonObject Approval { get; private set; } = [];

    /// <summary>Makes production and the sandbox, rehearses a script, and approves it.</summary>
    public static async Task<TestPromotion> OpenAsync(string script)
    {
        var test = new TestPromotion();
        await TestServer.RunAsync("postgres", $"CREATE DATABASE {test.Production} TEMPLATE template0");
        await TestServer.RunAsync(test.Production, s_tables);
        await using (var lane = await test.Lane.OpenAsync())
        {
            await lane.CreateAsync(test.Lane.Name, test.Production, TestServer.Token);
        }

        test.Lane.Write("script.sql", "-- sandbox: snapshot none\n" + script);
        await test.RehearseAsync();
        return test;
    }

    /// <summary>Rehearses the script on the sandbox, and approves what came of it.</summary>
    public async Task RehearseAsync()
    {
        var report = await Rehearser.RunAsync(new RehearsalRequest { Paths = [Script], WorkingFolder = Path.GetDirectoryName(Script)!, Target = TestServer.Target(Lane.Name.Text), Policy = Lane.Policy }, TestServer.Token);
        Lane.Write("report.json", JsonReporter.Write(report));
        Approval = new JsonObject
        {
            ["script"] = new JsonObject { ["sha256"] = report.Scripts.Count > 0 ? report.Scripts[0].Sha256 : new string('0', 64) },
            ["report"] = new JsonObject { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Report, TestServer.Token))) },
            ["target"] = new JsonObject { ["systemIdentifier"] = await TestServer.AskAsync("postgres", "SELECT system_identifier FROM pg_control_system()"), ["database"] = Production },
            ["approvedBy"] = "the reviewer",
            ["until"] = "2999-01-01T00:00:00Z",
        };
    }

    /// <summary>Promotes the script.</summary>
    public Task<PromotedEffects> PromoteAsync(string? approval = "approval.json", string? report = "report.json", TimeSpan? lockTimeout = null)
    {
        Lane.Write("approval.json", Approval.ToJsonString());
        var request = new PromotionRequest { Path = Script, WorkingFolder = Path.GetDirectoryName(Script)!, Target = TestServer.Target(Production), Policy = Lane.Policy, LockTimeout = lockTimeout ?? TimeSpan.FromSeconds(30) };
        return SandboxPromotion.RunAsync(request, approval is null ? null : Lane.PathOf(approval), report is null ? null : Lane.PathOf(report), TimeProvider.System, TestServer.Token);
    }

    /// <summary>Tries to promote it; it is refused, and production is as before.</summary>
    public async Task<SandboxException> RefusedAsync(string? approval = "approval.json", string? report = "report.json", TimeSpan? lockTimeout = null)
    {
        var before = await ContentsAsync();
        var error = await Should.ThrowAsync<SandboxException>(() => PromoteAsync(approval, report, lockTimeout));
        (await ContentsAsync()).ShouldBe(before);
        (await Lane.Ledger.ReadAsync(TestServer.Token)).Entries.ShouldNotContain(static entry => entry.Operation == "promote");
        return error;
    }

    public ValueTask DisposeAsync() => Lane.DisposeAsync();

    private Task<string?> ContentsAsync() => TestServer.AskAsync(
        Production, "SELECT (SELECT string_agg(c::text, ' ' ORDER BY c.id) FROM customer c) || (SELECT string_agg(i::text, ' ' ORDER BY i.id) FROM invoice i) || (SELECT count(*) FROM pg_class)");
}
