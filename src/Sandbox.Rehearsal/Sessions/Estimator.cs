using System.Text.Json;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// Asks what the planner expects of a statement before it runs. Nothing is executed, but planning may call functions that are declared immutable or stable; whatever comes of it
/// is rolled back, so that the script goes on as if nobody had asked.
/// </summary>
internal sealed class Estimator
{
    // The script's own settings and search path apply, as they will to the statement; its own savepoint of that name is only hidden meanwhile.
    private static readonly string[] s_enter = ["SAVEPOINT sandbox_explain"];
    private static readonly string[] s_leave = ["ROLLBACK TO SAVEPOINT sandbox_explain", "RELEASE SAVEPOINT sandbox_explain"];

    /// <summary>Whether the planner is asked about such a statement.</summary>
    /// <param name="kind">What it is.</param>
    public static bool AsksAbout(StatementClass kind) => kind.Command is "INSERT" or "UPDATE" or "DELETE" or "MERGE";

    /// <summary>Asks.</summary>
    /// <param name="session">The session that the statement is about to run on.</param>
    /// <param name="text">The statement.</param>
    /// <param name="parameters">The values of its parameters.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<PlanEstimate> AskAsync(WireSession session, string text, IReadOnlyList<string?> parameters, CancellationToken cancellationToken)
    {
        if (session.Status == TransactionStatus.Failed)
        {
            return NotAsked("its transaction has failed before");
        }

        var isAlone = session.Status == TransactionStatus.Idle;
        string[] enter = isAlone ? ["BEGIN"] : s_enter;
        string[] leave = isAlone ? ["ROLLBACK"] : s_leave;
        var collector = new ReplyCollector(copyData: null);
        await session.ExecuteBatchAsync([.. enter.Select(BatchStatement.FromString), new BatchStatement($"EXPLAIN (FORMAT JSON) {text}", parameters), .. leave.Select(BatchStatement.FromString)], collector, cancellationToken);
        if (collector.Replies[^1].Error is not { } error)
        {
            return Read(collector.Replies[enter.Length].Rows[0][0]!);
        }

        // The server passed over what stood behind the error.
        foreach (var statement in leave)
        {
            await session.QueryAsync(statement, cancellationToken);
        }

        return NotAsked(error.Text);
    }

    /// <summary>What is told of a statement that the planner was not asked about.</summary>
    /// <param name="reason">Why not.</param>
    public static PlanEstimate NotAsked(string reason) => new(Rows: null, Cost: null, reason);

    private static PlanEstimate Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() == 0
            || document.RootElement[0].ValueKind != JsonValueKind.Object || !document.RootElement[0].TryGetProperty("Plan", out var plan))
        {
            return NotAsked("a rule rewrites it to nothing that is planned");
        }

        // The node that writes returns no rows; those that it is to write come from below, up to PostgreSQL 13 from one plan for each partition.
        var rows = !plan.TryGetProperty("Plans", out var below) ? RowsOf(plan)
            : below.EnumerateArray().Where(static node => node.GetProperty("Parent Relationship").GetString() is "Outer" or "Member").Sum(RowsOf);
        return new PlanEstimate(rows, plan.GetProperty("Total Cost").GetDouble(), Reason: null);
    }

    private static long RowsOf(JsonElement node) => (long)node.GetProperty("Plan Rows").GetDouble();
}
