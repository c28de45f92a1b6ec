using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Reporting;

/// <summary>Reports as runs make them, for tests to vary.</summary>
internal static class Reports
{
    public static NetZeroProof Proven { get; } = new() { Proven = ProofStatus.Proven, TransactionStatus = "aborted", FirstId = 742, LastId = 751 };

    public static TargetFacts Throwaway { get; } = new()
    {
        Host = "/tmp/sandbox-1", Port = 5432, Database = "directus_gov_test_clone", ServerVersion = "15.18", SystemIdentifier = "7573512345678901234", Throwaway = true,
    };

    public static ScriptReport Script { get; } = new()
    {
        Path = "register.sql",
        Sha256 = new string('a', 64),
        Database = "directus_gov_test_clone",
        Verdict = Verdict.Pass,
        Statements = 4,
        ElapsedMs = 12.5,
        Steps =
        [
            Step(1, "\\echo", "\\echo == start ==") with { Output = "== start ==\n" },
            Step(2, "SELECT", "SELECT 1") with { Tag = "SELECT 2", Rows = 2, ElapsedMs = 0.7, Output = " n  | name \n----+------\n  1 | one\n 20 | \n(2 rows)\n\n" },
            Step(4, "BEGIN", "BEGIN") with { Tag = "BEGIN", Played = "played as a savepoint" },
            Step(5, "INSERT", "INSERT INTO dot_tools VALUES (1)") with { Tag = "INSERT 0 1", Rows = 1, ElapsedMs = 1.5, Effects = EffectSummary.None, Explain = new(1, 0.01, null) },
            Step(6, "COMMIT", "COMMIT") with { Tag = "COMMIT", Played = "released; nothing was committed" },
        ],
        Results = [new(2, ["n", "name"], [["1", "one"], ["20", null]], 2)],
        Checks =
        [
            new("1", "one row more", "310", "310", Passed: true, 9),
            new("2", "no row lost", ">= 17", "22", Passed: true, 9),
            new(null, "no orphan", null, null, Passed: true, 9),
        ],
        Snapshot = new("register.verified.txt", SnapshotStatus.Matched),
        Effects = new()
        {
            Tables =
            [
                Table("birth_registry", new(5, 0, 0), named: false),
                Table("dot_tools", new(1, 0, 0), named: true) with { RowsBefore = 309, RowsDuring = 310, RowsAfter = 309 },
            ],
            Sequences = [new("dot_tools_id_seq", 309, 310)],
            Notices = [new("WARNING", "code breaks the format", 5), new("NOTICE", "born", 5)],
        },
        Hazards = [new("SBX1003", "warning", 4, 1, "the script commits", "confirmed")],
        NetZero = Proven,
    };

    public static Report Passed { get; } = new()
    {
        Verdict = Verdict.Pass,
        ExitCode = ExitCode.Success,
        Target = Throwaway,
        Guard = [new("throwaway", Passed: true, "this run started the server")],
        Scripts = [Script],
        NetZero = Proven,
    };

    public static Report Of(ScriptReport script) => Passed with { Scripts = [script], Verdict = script.Verdict, NetZero = script.NetZero };

    public static Step Step(int line, string command, string text) => new() { Path = "register.sql", Line = line, Column = 1, Command = command, Text = text };

    public static TableEffect Table(string name, RowCounts work, bool named) => new() { Table = name, Work = work, Net = work, Truncated = 0, Named = named };

    public static ScriptReport With(params ResultTable[] results) => Script with
    {
        Results = results,
        Steps = [.. results.Select(table => Step(table.Line, "SELECT", "SELECT"))],
    };
}
