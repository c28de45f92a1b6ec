using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sandbox.Lifecycle.Plans;
using Sandbox.Postgres.Connections;

namespace Sandbox.Lifecycle.Tests.Plans;

/// <summary>A plan of four stages in a folder of its own, as the lane's is: each stage does what a test says, or nothing wrong.</summary>
/// <param name="lane">The sandboxes that it may make.</param>
internal sealed class TestPlan(TestLane lane) : IProgress<PlanLine>
{
    /// <summary>What the lane's own plan does, in order.</summary>
    public static readonly IReadOnlyList<string> StageNames = ["vocabulary", "verify", "harness", "readback"];

    private readonly ConcurrentQueue<PlanLine> _lines = [];

    /// <summary>What it told, in order.</summary>
    public IReadOnlyList<PlanLine> Lines => [.. _lines];

    /// <summary>What a stage does instead; by its name.</summary>
    public Dictionary<string, (string Key, string[] Words)> Instead { get; } = [];

    /// <summary>The database that the sandbox is a copy of.</summary>
    public string? Template { get; set; }

    /// <summary>The candidate.</summary>
    public string? Candidate { get; set; } = lane.Name.Text;

    /// <summary>Lets a stage be a program of the shell's: <c>$2</c> is the sandbox's name.</summary>
    public TestPlan With(string stage, string shell)
    {
        Instead[stage] = ("command", ["sh", "-c", shell, "sh"]);
        return this;
    }

    /// <summary>Lets a stage run a script.</summary>
    public TestPlan WithScript(string stage, string sql)
    {
        Instead[stage] = ("script", [lane.Write($"{stage}-instead.sql", sql)]);
        return this;
    }

    /// <summary>Reads it from a file.</summary>
    public Task<Plan> LoadAsync()
    {
        lane.Write("vocabulary.sql", "CREATE TABLE vocabulary (word text PRIMARY KEY);\nINSERT INTO vocabulary VALUES ('birth');\n");
        lane.Write("verify.sql", "-- sandbox: snapshot none\nSELECT 1 AS seq, 'words' AS check_name, '1' AS expected, count(*)::text AS actual, CASE WHEN count(*) = 1 THEN 'PASS' ELSE 'FAIL' END AS verdict FROM vocabulary;\n");
        var usual = new Dictionary<string, (string Key, string[] Words)>
        {
            ["vocabulary"] = ("script", ["vocabulary.sql"]),
            ["verify"] = ("rehearse", ["verify.sql"]),
            ["harness"] = ("command", ["sh", "-c", "test \"$1 $2\" = \"--sandbox-id $PGDATABASE\" && echo \"harness of $2\"", "sh"]),
            ["readback"] = ("command", ["true"]),
        };
        var plan = new JsonObject
        {
            ["gate"] = new JsonObject { ["name"] = "CONFIRM", ["value"] = "CODEX" },
            ["stages"] = new JsonArray([.. StageNames.Select(name => Stage(name, Instead.GetValueOrDefault(name, usual[name])))]),
        };
        if (Template is not null)
        {
            plan["template"] = Template;
        }

        return Plan.LoadAsync(lane.Write("plan.json", plan.ToJsonString()), TestServer.Token);

        static JsonNode Stage(string name, (string Key, string[] Words) work) => new JsonObject { ["name"] = name, [work.Key] = new JsonArray([.. work.Words.Select(static word => (JsonNode)word)]) };
    }

    /// <summary>Runs it.</summary>
    /// <param name="target">The server; the assembly's unless said otherwise.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public async Task<PlanOutcome> RunAsync(ConnectionTarget? target = null, CancellationToken? cancellationToken = null) =>
        await PlanRun.RunAsync(await LoadAsync(), target ?? TestServer.Target(), lane.Policy, Candidate, this, cancellationToken ?? TestServer.Token);

    void IProgress<PlanLine>.Report(PlanLine value) => _lines.Enqueue(value);
}
