using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Cli.Reports;

/// <summary>What <c>sandbox doctor</c> found.</summary>
/// <param name="Machine">What the machine has.</param>
/// <param name="Policy">The policy that applies; none where it cannot be read.</param>
/// <param name="PolicyProblem">What is wrong with the policy; null where nothing is.</param>
internal sealed record Diagnosis(MachineSurvey Machine, Policy Policy, string? PolicyProblem)
{
    /// <summary>Whether a rehearsal on a throwaway server can run here.</summary>
    public bool CanRehearse => Machine.CanStart && PolicyProblem is null;

    /// <summary>What a rehearsal would end with before it began.</summary>
    public ExitCode ExitCode => !Machine.CanStart ? ExitCode.Unavailable : PolicyProblem is not null ? ExitCode.Usage : ExitCode.Success;
}
