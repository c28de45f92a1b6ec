using Sandbox.Rehearsal.Tests.Differential.Comparing;

namespace Sandbox.Bench;

/// <summary>A script and in what the engine differs from psql there.</summary>
/// <param name="Case">The script.</param>
/// <param name="Differences">The differences.</param>
internal sealed record ComparedScript(ScriptCase Case, IReadOnlyList<Difference> Differences)
{
    /// <summary>Whether both agree in an aspect.</summary>
    public bool Agrees(Aspect aspect) => Differences.All(difference => difference.Aspect != aspect);
}
