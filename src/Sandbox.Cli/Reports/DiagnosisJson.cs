using System.Text.Json;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Cli.Reports;

/// <summary>The diagnosis for programs: camelCase, indented, ASCII.</summary>
internal static class DiagnosisJson
{
    /// <summary>The document, without a final line break.</summary>
    public static string Write(Diagnosis diagnosis) => JsonObjectText.Of(isIndented: true, json => Write(json, diagnosis));

    private static void Write(Utf8JsonWriter json, Diagnosis diagnosis)
    {
        var machine = diagnosis.Machine;
        json.WriteNumber("schemaVersion", 1);
        json.WriteBoolean("canRehearse", diagnosis.CanRehearse);
        json.WriteNumber("exitCode", (int)diagnosis.ExitCode);
        WriteList(json, "installed", machine.Installed, WriteBinaries);
        WriteList(json, "packaged", machine.Packaged, WriteBinaries);
        json.WriteString("cacheDirectory", machine.CacheDirectory);
        WriteList(json, "findings", machine.Findings, WriteFinding);
        json.WritePropertyName("policy");
        WritePolicy(json, diagnosis.Policy, diagnosis.PolicyProblem);
    }

    private static void WriteBinaries(Utf8JsonWriter json, PostgresBinaries binaries)
    {
        json.WriteStartObject();
        json.WriteString("version", binaries.Version.ToString());
        json.WriteString("folder", binaries.Folder);
        json.WriteBoolean("supported", binaries.IsSupported);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, SurveyFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("subject", finding.Subject);
        json.WriteBoolean("found", finding.IsFound);
        json.WriteString("detail", finding.Detail);
        json.WriteString("mend", finding.Mend);
        json.WriteEndObject();
    }

    private static void WritePolicy(Utf8JsonWriter json, Policy policy, string? problem)
    {
        json.WriteStartObject();
        json.WriteString("path", policy.Path);
        json.WriteString("problem", problem);
        json.WriteStartObject("rehearse");
        WriteTexts(json, "allow", policy.RehearseAllow);
        WriteTexts(json, "deny", policy.RehearseDeny);
        json.WriteBoolean("strict", policy.Strict);
        json.WriteString("sequences", policy.RestoresSequences ? "restore" : "keep");
        json.WriteEndObject();
        json.WriteStartObject("sandbox");
        json.WriteString("pattern", policy.SandboxPattern);
        WriteTexts(json, "deny", policy.SandboxDeny);
        WriteTexts(json, "pinned", policy.SandboxPinned);
        json.WriteString("owner", policy.SandboxOwner);
        json.WriteString("records", policy.SandboxRecords);
        json.WriteNumber("timeToLiveSeconds", (long)policy.SandboxTimeToLive.TotalSeconds);
        json.WriteEndObject();
        json.WriteStartObject("protected");
        WriteTexts(json, "systemIdentifiers", policy.ProtectedSystemIdentifiers);
        WriteTexts(json, "hosts", policy.ProtectedHosts);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts) => WriteList(json, name, texts, static (json, text) => json.WriteStringValue(text));

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }
}
