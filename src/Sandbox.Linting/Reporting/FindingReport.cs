using Sandbox.Linting.Sources;

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

    /// <summary>The same, named from the top of the repository that the folder lies in, as those who show findings beside its lines ask for it; as it is where the folder lies in none.</summary>
    internal FindingReport InRepository()
    {
        var top = new DirectoryInfo(Folder);
        while (top is not null && !Path.Exists(Path.Combine(top.FullName, ".git")))
        {
            top = top.Parent;
        }

        return top is null ? this : this with
        {
            Files = [.. Files.Select(Named)],
            Findings = [.. Findings.Select(finding => finding with { Path = Named(finding.Path) })],
            Problems = [.. Problems.Select(problem => problem with { Path = Named(problem.Path) })],
            Folder = top.FullName,
        };

        string Named(string path) => LintPaths.Name(top!.FullName, Path.GetFullPath(path, Folder));
    }
}
