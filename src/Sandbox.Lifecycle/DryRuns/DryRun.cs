using Sandbox.Lifecycle.DryRuns.Assets;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Inputs;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>A dry run as people write it: what is brought up, what runs on it, and what must stay as it is (<c>docs/dryrun.schema.json</c>).</summary>
public sealed record DryRun
{
    /// <summary>The file that it was read from.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of its text, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What its runs' names begin with: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>What opens it.</summary>
    public required Gate Gate { get; init; }

    /// <summary>Which installed server runs it, or which image.</summary>
    public required ServerChoice Server { get; init; }

    /// <summary>The database that is rehearsed for, as a URI or conninfo string without a password: it is only read, by a role that can do nothing else.</summary>
    public required string Production { get; init; }

    /// <summary>The dump that is restored; null for one that the run takes of <see cref="Production"/>.</summary>
    public DryRunDump? Dump { get; init; }

    /// <summary>The folder that the run's own folder is made in, an absolute path; null for the system's temporary one.</summary>
    public string? Work { get; init; }

    /// <summary>What runs, in order.</summary>
    public required IReadOnlyList<Scenario> Scenarios { get; init; }

    /// <summary>What must be the same afterwards.</summary>
    public IReadOnlyList<ProtectedAsset> Protected { get; init; } = [];

    /// <summary>The folder that the scripts' paths start from.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    /// <summary>Reads one.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SandboxException">It cannot be read or says something wrong (<see cref="ExitCode.Usage"/>); the message holds file and place.</exception>
    public static async Task<DryRun> LoadAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        return DryRunFile.Parse(path, await InputDocument.ReadTextAsync(path, DryRunFile.Kind, cancellationToken));
    }
}
