using Sandbox.Rehearsal.NetZero;

namespace Sandbox.Rehearsal.States;

/// <summary>What came of comparing two states of a database.</summary>
public sealed record StateComparison
{
    /// <summary>The state before.</summary>
    public required DatabaseState Before { get; init; }

    /// <summary>The state after.</summary>
    public required DatabaseState After { get; init; }

    /// <summary>In what they differ; empty where they are equal.</summary>
    public required IReadOnlyList<StateDifference> Differences { get; init; }

    /// <summary>Whether nothing differs, apart from the positions of sequences, which no rollback takes back.</summary>
    public bool IsUnchanged => Differences.All(static difference => difference.Kind == ResidueKind.Physical);

    /// <summary>Whether nothing differs at all.</summary>
    public bool IsEqual => Differences.Count == 0;

    /// <summary>What a process exits with: <see cref="ExitCode.Residue"/> where they differ.</summary>
    /// <param name="strict">Whether the position of a sequence counts too.</param>
    public ExitCode ExitCode(bool strict) => (strict ? IsEqual : IsUnchanged) ? Sandbox.ExitCode.Success : Sandbox.ExitCode.Residue;
}
