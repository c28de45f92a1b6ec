using System.Text.Json;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.States;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>The report's JSON, object by object, in the contract's order; fields of our own follow the contract's.</summary>
internal static class ReportJson
{
    public static void Write(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", report.SchemaVersion);
        json.WriteString("verdict", Word(report.Verdict));
        json.WriteNumber("exitCode", (int)report.ExitCode);
        json.WriteText("message", report.Message);
        json.WriteMaybe("target", report.Target, WriteTarget);
        json.WriteList("guard", report.Guard, WriteGuard);
        json.WriteList("scripts", report.Scripts, WriteScript);
        json.WriteMaybe("netZero", report.NetZero, WriteNetZero);
        json.WriteTexts("danglingSnapshots", report.DanglingSnapshots);
        json.WriteEndObject();
    }

    private static void WriteTarget(Utf8JsonWriter json, TargetFacts target)
    {
        json.WriteStartObject();
        json.WriteString("host", target.Host);
        json.WriteNumber("port", target.Port);
        json.WriteString("database", target.Database);
        json.WriteText("serverVersion", target.ServerVersion);
        json.WriteText("systemIdentifier", target.SystemIdentifier);
        json.WriteBoolean("throwaway", target.Throwaway);
        json.WriteTexts("capabilities", target.Capabilities);
        json.WriteEndObject();
    }

    private static void WriteGuard(Utf8JsonWriter json, GuardCheck check)
    {
        json.WriteStartObject();
        json.WriteString("name", check.Name);
        json.WriteBoolean("passed", check.Passed);
        json.WriteString("detail", check.Detail);
        json.WriteEndObject();
    }

    private static void WriteScript(Utf8JsonWriter json, ScriptReport script)
    {
        json.WriteStartObject();
        json.WriteString("path", script.Path);
        json.WriteString("sha256", script.Sha256);
        json.WriteString("lane", script.Lane);
        json.WriteNumber("statements", script.Statements);
        json.WriteNumber("elapsedMs", script.ElapsedMs);
        json.WriteList("steps", script.Steps, WriteStep);
        json.WriteList("results", script.Results, WriteResult);
        json.WriteList("checks", script.Checks, WriteCheck);
        json.WritePropertyName("snapshot");
        WriteSnapshot(json, script.Snapshot);
        json.WritePropertyName("effects");
        EffectsJson.Write(json, script.Effects);
        json.WriteList("hazards", script.Hazards, (json, hazard) => WriteHazard(json, hazard, script));
        json.WriteString("database", script.Database);
        json.WriteString("verdict", Word(script.Verdict));
        json.WriteTexts("reasons", script.Reasons);
        json.WriteMaybe("netZero", script.NetZero, WriteNetZero);
        json.WriteText("laneReason", script.LaneReason);
        json.WriteMaybe("revert", script.Revert, WriteRevert);
        json.WriteStartObject("omitted");
        json.WriteNumber("steps", script.Omitted.Steps);
        json.WriteNumber("results", script.Omitted.Results);
        json.WriteNumber("notices", script.Omitted.Notices);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, Step step)
    {
        json.WriteStartObject();
        json.WriteString("path", step.Path);
        json.WriteNumber("line", step.Line);
        json.WriteNumber("column", step.Column);
        json.WriteString("command", step.Command);
        json.WriteText("tag", step.Tag);
        json.WriteString("text", step.Text);
        json.WriteCount("rows", step.Rows);
        json.WriteMeasure("elapsedMs", step.ElapsedMs);
        json.WriteMaybe("error", step.Error, WriteError);
        json.WriteText("output", step.Output);
        json.WriteText("played", step.Played);
        json.WriteMaybe("effects", step.Effects, EffectsJson.Write);
        json.WriteMaybe("explain", step.Explain, (json, estimate) => WriteEstimate(json, estimate, step));
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, PlanEstimate estimate, Step step)
    {
        json.WriteStartObject();
        json.WriteCount("estimatedRows", estimate.Rows);
        json.WriteCount("actualRows", step.Rows);
        json.WriteMeasure("cost", estimate.Cost);
        json.WriteMeasure("actualMs", step.ElapsedMs);
        json.WriteText("reason", estimate.Reason);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, StepError error)
    {
        json.WriteStartObject();
        json.WriteText("sqlState", error.SqlState);
        json.WriteString("message", error.Message);
        json.WriteNumber("line", error.Line);
        json.WriteNumber("column", error.Column);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, ResultTable table)
    {
        json.WriteStartObject();
        json.WriteNumber("line", table.Line);
        json.WriteTexts("columns", table.Columns);
        json.WriteList("rows", table.Rows, static (json, row) => json.WriteTexts(row));
        json.WriteNumber("rowCount", table.RowCount);
        json.WriteEndObject();
    }

    private static void WriteCheck(Utf8JsonWriter json, Check check)
    {
        json.WriteStartObject();
        json.WriteText("seq", check.Seq);
        json.WriteString("name", check.Name);
        json.WriteText("expected", check.Expected);
        json.WriteText("actual", check.Actual);
        json.WriteString("verdict", check.Verdict);
        json.WriteNumber("line", check.Line);
        json.WriteEndObject();
    }

    private static void WriteSnapshot(Utf8JsonWriter json, SnapshotResult snapshot)
    {
        json.WriteStartObject();
        json.WriteText("path", snapshot.Path);
        json.WriteString("status", Word(snapshot.Status));
        json.WriteText("difference", snapshot.Difference);
        json.WriteEndObject();
    }

    private static void WriteRevert(Utf8JsonWriter json, RevertReport revert)
    {
        json.WriteStartObject();
        json.WriteString("path", revert.Path);
        json.WriteString("sha256", revert.Sha256);
        json.WriteTruth("equal", revert.Equal);
        json.WriteList("differences", revert.Differences, WriteDifference);
        json.WriteTexts("limits", revert.Limits);
        json.WriteText("reason", revert.Reason);
        json.WriteEndObject();
    }

    public static void WriteDifference(Utf8JsonWriter json, StateDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("kind", difference.Kind == ResidueKind.Logical ? "logical" : "physical");
        json.WriteString("what", difference.What);
        json.WriteString("object", difference.Object);
        json.WriteText("key", difference.Key);
        json.WriteText("column", difference.Column);
        json.WriteString("change", JsonNamingPolicy.CamelCase.ConvertName(difference.Change.ToString()));
        json.WriteText("before", difference.Before);
        json.WriteText("after", difference.After);
        json.WriteEndObject();
    }

    private static void WriteHazard(Utf8JsonWriter json, Hazard hazard, ScriptReport script)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", hazard.RuleId);
        json.WriteString("severity", hazard.Severity);
        json.WriteString("path", hazard.Path ?? script.Path);
        json.WriteNumber("line", hazard.Line);
        json.WriteNumber("column", hazard.Column);
        json.WriteString("message", hazard.Message);
        json.WriteString("observed", hazard.Observed);
        json.WriteEndObject();
    }

    private static void WriteNetZero(Utf8JsonWriter json, NetZeroProof proof)
    {
        json.WriteStartObject();
        json.WritePropertyName("proven");
        if (proof.Proven == ProofStatus.Foreign)
        {
            json.WriteStringValue("foreign");
        }
        else
        {
            json.WriteBooleanValue(proof.Proven == ProofStatus.Proven);
        }

        json.WriteString("transactionStatus", proof.TransactionStatus);
        json.WriteCount("firstId", proof.FirstId);
        json.WriteCount("lastId", proof.LastId);
        json.WriteList("foreignCommits", proof.ForeignCommits, WriteForeign);
        json.WriteList("residue", proof.Residue, WriteResidue);
        json.WriteText("reason", proof.Reason);
        json.WriteList("foreignChanges", proof.ForeignChanges, WriteResidue);
        json.WriteText("comparison", proof.Comparison);
        json.WriteNumber("elapsedMs", proof.ElapsedMs);
        json.WriteEndObject();
    }

    private static void WriteForeign(Utf8JsonWriter json, ForeignTransaction foreign)
    {
        json.WriteStartObject();
        json.WriteNumber("transactionId", foreign.TransactionId);
        json.WriteString("status", foreign.Status);
        json.WriteText("session", foreign.Session);
        json.WriteEndObject();
    }

    private static void WriteResidue(Utf8JsonWriter json, Residue residue)
    {
        json.WriteStartObject();
        json.WriteString("kind", residue.Kind == ResidueKind.Logical ? "logical" : "physical");
        json.WriteString("object", residue.Object);
        json.WriteText("before", residue.Before);
        json.WriteText("after", residue.After);
        json.WriteTruth("putBack", residue.IsPutBack);
        json.WriteText("reason", residue.Reason);
        json.WriteBoolean("wear", residue.IsWear);
        json.WriteEndObject();
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Residue => "residue",
        Verdict.Refused => "refused",
        _ => "error",
    };

    private static string Word(SnapshotStatus status) => status switch
    {
        SnapshotStatus.Matched => "matched",
        SnapshotStatus.Changed => "changed",
        SnapshotStatus.New => "new",
        _ => "none",
    };
}
