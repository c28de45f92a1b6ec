using Sandbox.Rehearsal.Tests.Differential.Comparing;

namespace Sandbox.Bench;

/// <summary>A script that both ran.</summary>
/// <param name="Case">The script.</param>
/// <param name="Verdict">In what the engine differs from psql.</param>
internal sealed record ComparedScript(ScriptCase Case, CaseVerdict Verdict)
{
    /// <summary>The differences.</summary>
    public IReadOnlyList<Difference> Differences => Verdict.Differences;

    /// <summary>Whether an aspect can be told of: both know it, and psql agrees with itself.</summary>
    public bool Tells(Aspect aspect) => Verdict.Compared.Contains(aspect) && !Differences.Any(difference => difference.Aspect == aspect && difference.IsUnstable);

    /// <summary>Whether both agree in an aspect.</summary>
    public bool Agrees(Aspect aspect) => Differences.All(difference => difference.Aspect != aspect);
}
