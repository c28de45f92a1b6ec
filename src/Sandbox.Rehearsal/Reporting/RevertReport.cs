using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>Whether a script that reverts another one brings back what was before both.</summary>
public sealed record RevertReport
{
    /// <summary>The reverting script's path as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the script's bytes (its <c>sha256</c> directive left out), lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Whether catalog and data are as before, apart from the positions of sequences; null where it was not compared.</summary>
    public bool? Equal { get; init; }

    /// <summary>What differs.</summary>
    public IReadOnlyList<StateDifference> Differences { get; init; } = [];

    /// <summary>What the role may not see, one line each: it is compared with nothing.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>Why it was not compared; null where it was.</summary>
    public string? Reason { get; init; }

    /// <summary>What came of a comparison.</summary>
    /// <param name="path">The reverting script's path.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="before">The state before both scripts.</param>
    /// <param name="after">The state after both.</param>
    internal static RevertReport Of(string path, string sha256, DatabaseState before, DatabaseState after)
    {
        var comparison = before.Compare(after);
        List<StateDifference> differences = [.. comparison.Differences.Where(difference => !IsOthers(difference, after.Identity.Database))];
        return new RevertReport
        {
            Path = path,
            Sha256 = sha256,
            Equal = differences.TrueForAll(static difference => difference.Kind == NetZero.ResidueKind.Physical),
            Differences = differences,
            Limits = after.Limits,
        };
    }

    // What the sessions of others have and their databases, and what neither lane lets a script do.
    private static bool IsOthers(StateDifference difference, string database) =>
        difference.What is "advisory lock" or "prepared transaction" or "replication slot" or "server setting" or "tablespace"
        || (difference.What is "database" && !string.Equals(difference.Object.Trim('"'), database, StringComparison.Ordinal));
}
