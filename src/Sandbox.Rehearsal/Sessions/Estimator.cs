using System.Text.Json;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Scripts;
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

    /// <summary>Whether it is a statement that writes rows, whatever else it says; others may too, which only <see cref="AskAsync"/> finds out.</summary>
    /// <param name="kind">What it is.</param>
    public static bool AsksAbout(StatementClass kind) => kind.Command is "INSERT" or "UPDATE" or "DELETE" or "MERGE";

    /// <summary>Asks about a statement that writes rows.</summary>
    /// <param name="session">The session that the statement is about to run on.</param>
    /// <param name="text">The statement.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="transmission">How it goes to the server.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What is expected, or why nobody was asked; null where the statement writes no rows.</returns>
    public static async Task<PlanEstimate?> AskAsync(WireSession session, string text, StatementClass kind, Transmission transmission, CancellationToken cancellationToken)
    {
        if (transmission.IsParse || transmission.IsClose || Explained(text, kind, transmission) is not { } explained)
        {
            return null;
        }

        if (session.Status == TransactionStatus.Failed)
        {
            return NotAsked("its transaction has failed before");
        }

        if (kind.Command is "EXECUTE" && Calls(text))
        {
            return NotAsked("EXPLAIN would call the functions that its arguments call");
        }

        var isAlone = session.Status == TransactionStatus.Idle;
        string[] enter = isAlone ? ["BEGIN"] : s_enter;
        string[] leave = isAlone ? ["ROLLBACK"] : s_leave;
        var collector = new ReplyCollector(copyData: null);
        var question = new BatchStatement($"EXPLAIN (FORMAT JSON) {explained}", transmission.PreparedName is null ? transmission.Parameters ?? [] : []);
        await session.ExecuteBatchAsync([.. enter.Select(BatchStatement.FromString), question, .. leave.Select(BatchStatement.FromString)], collector, cancellationToken);
        if (collector.Replies[^1].Error is not { } error)
        {
            return Read(collector.Replies[enter.Length].Rows[0][0]!, kind);
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

    /// <summary>What EXPLAIN is given; null for what writes no rows as far as the words tell. Of what was prepared only the server knows.</summary>
    private static string? Explained(string text, StatementClass kind, Transmission transmission) =>
        transmission.PreparedName is { } name ? (name.Length == 0 ? null : Execute(name, transmission.Parameters ?? []))
        : AsksAbout(kind) || kind.Command is "EXECUTE"
            || (kind.Command is "WITH" && (Has(text, "insert") || Has(text, "update") || Has(text, "delete") || Has(text, "merge")))
            || (kind.Command is "CREATE TABLE" or "CREATE MATERIALIZED VIEW" && HasOutside(text, "as")) ? text : null;

    private static string Execute(string name, IReadOnlyList<string?> values)
    {
        var execute = "EXECUTE " + PsqlQuoting.Identifier(name);
        return values.Count == 0 ? execute : $"{execute} ({string.Join(", ", values.Select(static value => value is null ? "NULL" : PsqlQuoting.Literal(value)))})";
    }

    private static bool Has(string text, string word)
    {
        var cursor = new TokenCursor(text);
        while (!cursor.AtEnd && !cursor.IsWord(word))
        {
            cursor.Advance();
        }

        return !cursor.AtEnd;
    }

    /// <summary>Whether a word stands outside of parentheses, as the AS before the query of a CREATE TABLE.</summary>
    private static bool HasOutside(string text, string word)
    {
        var depth = 0;
        for (var cursor = new TokenCursor(text); !cursor.AtEnd; cursor.Advance())
        {
            depth += cursor.Is(TokenKind.OpenParenthesis) ? 1 : cursor.Is(TokenKind.CloseParenthesis) ? -1 : 0;
            if (depth == 0 && cursor.IsWord(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the arguments of an EXECUTE call something: a name right before a parenthesis that is not the prepared statement's own.</summary>
    private static bool Calls(string text)
    {
        var cursor = new TokenCursor(text);
        cursor.Advance();
        cursor.Advance();
        var isName = false;
        for (; !cursor.AtEnd; cursor.Advance())
        {
            if (isName && cursor.Is(TokenKind.OpenParenthesis))
            {
                return true;
            }

            isName = cursor.Is(TokenKind.Identifier) || cursor.Is(TokenKind.QuotedIdentifier);
        }

        return false;
    }

    /// <summary>Reads a plan; null where it is that of a query that writes nothing.</summary>
    private static PlanEstimate? Read(string json, StatementClass kind)
    {
        using var document = JsonDocument.Parse(json);
        var makes = kind.Command.StartsWith("CREATE", StringComparison.Ordinal);
        if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() == 0
            || document.RootElement[0].ValueKind != JsonValueKind.Object || !document.RootElement[0].TryGetProperty("Plan", out var plan))
        {
            return NotAsked(makes ? "what it makes is there already" : "a rule rewrites it to nothing that is planned");
        }

        if (!makes && !AsksAbout(kind) && !WritesSomewhere(plan))
        {
            return null;
        }

        // The node that writes returns no rows; those that it is to write come from below, up to PostgreSQL 13 from one plan for each partition.
        var rows = !Writes(plan) || !plan.TryGetProperty("Plans", out var below) ? RowsOf(plan)
            : below.EnumerateArray().Where(static node => node.GetProperty("Parent Relationship").GetString() is "Outer" or "Member").Sum(RowsOf);
        return new PlanEstimate(rows, plan.GetProperty("Total Cost").GetDouble(), Reason: null);
    }

    private static bool Writes(JsonElement node) => node.GetProperty("Node Type").GetString() is "ModifyTable";

    private static bool WritesSomewhere(JsonElement node) => Writes(node) || (node.TryGetProperty("Plans", out var below) && below.EnumerateArray().Any(WritesSomewhere));

    private static long RowsOf(JsonElement node) => (long)node.GetProperty("Plan Rows").GetDouble();
}
