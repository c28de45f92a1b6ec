namespace Sandbox.Linting.Reporting;

/// <summary>What was found in files, whoever looked: what the writers for machines take.</summary>
/// <param name="Files">The files that were looked at, found or not, with slashes.</param>
/// <param name="Findings">What was found, file by file in the order of the text.</param>
/// <param name="Problems">Files that could not be looked at.</param>
/// <param name="ExitCode">What the process exits with.</param>
/// <param name="Folder">The folder that the paths start from.</param>
public sealed record FindingReport(
    IReadOnlyList<string> Files,
    IReadOnlyList<PlacedFinding> Findings,
    IReadOnlyList<FileProblem> Problems,
    ExitCode ExitCode,
    string Folder)
{
    /// <summary>Why the run as a whole ended before it had looked at all of them, one line; null where it did not.</summary>
    public string? Failure { get; init; }
}
