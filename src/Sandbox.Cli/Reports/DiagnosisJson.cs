using System.Text.Json;
using System.Text.Json.Serialization;
using Sandbox.Postgres.Servers;

namespace Sandbox.Cli.Reports;

/// <summary>The diagnosis for programs: camelCase, indented, ASCII.</summary>
internal static class DiagnosisJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The document, without a final line break.</summary>
    public static string Write(Diagnosis diagnosis)
    {
        var (machine, policy, problem) = diagnosis;
        return JsonSerializer.Serialize(
            new
            {
                SchemaVersion = 1,
                diagnosis.CanRehearse,
                ExitCode = (int)diagnosis.ExitCode,
                Installed = machine.Installed.Select(Binaries),
                Packaged = machine.Packaged.Select(Binaries),
                machine.CacheDirectory,
                Findings = machine.Findings.Select(static finding => new { finding.Subject, Found = finding.IsFound, finding.Detail, finding.Mend }),
                Policy = new
                {
                    policy.Path,
                    Problem = problem,
                    Rehearse = new { Allow = policy.RehearseAllow, Deny = policy.RehearseDeny, policy.Strict, Sequences = policy.RestoresSequences ? "restore" : "keep" },
                    Sandbox = new
                    {
                        Pattern = policy.SandboxPattern, Deny = policy.SandboxDeny, Pinned = policy.SandboxPinned, Owner = policy.SandboxOwner, Records = policy.SandboxRecords,
                        TimeToLiveSeconds = (long)policy.SandboxTimeToLive.TotalSeconds,
                    },
                    Protected = new { SystemIdentifiers = policy.ProtectedSystemIdentifiers, Hosts = policy.ProtectedHosts },
                },
            },
            s_options);
    }

    private static object Binaries(PostgresBinaries binaries) => new { Version = binaries.Version.ToString(), binaries.Folder, Supported = binaries.IsSupported };
}
