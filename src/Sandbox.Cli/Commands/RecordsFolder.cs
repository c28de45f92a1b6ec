using Sandbox.Rehearsal.Guards;

namespace Sandbox.Cli.Commands;

/// <summary>Where what stays of dry runs is kept.</summary>
internal static class RecordsFolder
{
    /// <summary>The policy's folder; without a policy <c>.sandbox</c> in the working folder.</summary>
    public static string Of(Policy policy, Surroundings surroundings) => policy.SandboxRecords ?? Path.Combine(surroundings.Folder, ".sandbox");
}
