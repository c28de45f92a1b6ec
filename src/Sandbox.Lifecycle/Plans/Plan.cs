using System.Globalization;
using Sandbox.Rehearsal.Inputs;

namespace Sandbox.Lifecycle.Plans;

/// <summary>
/// A dry run from birth to retirement: the gate, the candidate's name, what it is made of, and the stages that run on it. JSON or YAML, as <c>docs/plan.schema.json</c> describes it.
/// </summary>
/// <param name="Path">The file that it was read from.</param>
/// <param name="Gate">What opens it; looked at before anything exists.</param>
/// <param name="Candidate">The sandbox's name, with times in braces as .NET writes them: <c>c1_staging_{yyyyMMdd}_{HHmm}</c>; null where whoever runs the plan has to say it.</param>
/// <param name="Template">The database that the sandbox is a copy of; null for an empty one.</param>
/// <param name="Golden">The checkpoint that it holds, an absolute path; null for none.</param>
/// <param name="Stages">The stages, in order.</param>
public sealed record Plan(string Path, Gate Gate, string? Candidate, string? Template, string? Golden, IReadOnlyList<PlanStage> Stages)
{
    /// <summary>The folder that the stages' paths start from.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file: YAML where its name ends in <c>.yaml</c> or <c>.yml</c>, else JSON.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SandboxException">It cannot be read or says something wrong (<see cref="ExitCode.Usage"/>); the message holds file and place.</exception>
    public static async Task<Plan> LoadAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        var text = await InputDocument.ReadTextAsync(path, PlanFile.Kind, cancellationToken);
        return PlanFile.Parse(path, System.IO.Path.GetExtension(path) is ".yaml" or ".yml" ? YamlText.ToJson(path, text) : text);
    }

    /// <summary>The candidate's name at a time.</summary>
    /// <param name="time">The time; what is in the name is UTC.</param>
    public string? CandidateAt(DateTimeOffset time)
    {
        if (Candidate is not { } name)
        {
            return null;
        }

        var parts = name.Split('{', '}');
        return string.Concat(parts.Select((part, index) => index % 2 == 0 ? part : time.UtcDateTime.ToString(part, CultureInfo.InvariantCulture)));
    }
}
