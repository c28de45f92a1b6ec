using System.Globalization;
using Sandbox.Postgres.Clients;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.Golden;

/// <summary>Brings a checkpoint back, once everything that it takes is there: the program, and an archive that it can read.</summary>
internal sealed class GoldenRestore
{
    /// <summary>What <c>pg_stat_activity</c> calls the sessions that restore.</summary>
    internal const string SessionName = "sandbox_restore";

    private readonly GoldenCheckpoint _golden;
    private readonly ClientProgram _program;
    private readonly IReadOnlyList<string> _entries;

    private GoldenRestore(GoldenCheckpoint golden, ClientProgram program, IReadOnlyList<string> entries)
    {
        _golden = golden;
        _program = program;
        _entries = entries;
    }

    /// <summary>Finds the program and reads the archive's table of contents; nothing is connected to.</summary>
    /// <param name="golden">The checkpoint.</param>
    /// <param name="serverVersion">The version of the server that it is restored to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">There is no <c>pg_restore</c> that is new enough, or it cannot read the archive (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<GoldenRestore> PrepareAsync(GoldenCheckpoint golden, string serverVersion, CancellationToken cancellationToken)
    {
        var program = await ClientProgram.FindAsync(
            "pg_restore", Math.Max(TargetIdentity.MajorOf(serverVersion), TargetIdentity.MajorOf(golden.Manifest.ServerVersion)), cancellationToken);
        return new GoldenRestore(golden, program, [.. OwnEntries(await program.RunAsync(["--list", golden.Path], target: null, cancellationToken), golden.Manifest.Owner)]);
    }

    /// <summary>Brings it back into a database that holds none of it, and makes sure that it is what was captured.</summary>
    /// <param name="target">The database.</param>
    /// <param name="role">The role that it is to belong to, which the one that connects is or may become; null for the latter.</param>
    /// <param name="jobs">How many sessions restore at a time.</param>
    /// <param name="cancellationToken">Cancels; what was restored until then stays.</param>
    /// <exception cref="SandboxException">It cannot be restored (<see cref="ExitCode.Unavailable"/>), or is not what was captured (<see cref="ExitCode.Residue"/>).</exception>
    public async Task RunAsync(ConnectionTarget target, string? role, int jobs, CancellationToken cancellationToken)
    {
        var list = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        try
        {
            await File.WriteAllLinesAsync(list, _entries, cancellationToken);
            await _program.RunAsync(
                [
                    "--no-password", "--exit-on-error", "--no-owner", "--no-privileges", $"--use-list={list}", string.Create(CultureInfo.InvariantCulture, $"--jobs={jobs}"),
                    .. role is null ? Array.Empty<string>() : [$"--role={role}"], $"--dbname={Dbname(target.Database)}", _golden.Path,
                ],
                target with { ApplicationName = SessionName },
                cancellationToken);
        }
        finally
        {
            File.Delete(list);
        }

        await _golden.VerifyAsync(target, role, cancellationToken);
    }

    /// <summary>Of an archive's table of contents what belongs to the checkpoint's owner: what the provisioner owns is there already, and stays as it is; so is the schema that every database has.</summary>
    private static IEnumerable<string> OwnEntries(string contents, string owner) => contents.Split('\n')
        .Where(line => line.Length > 0 && char.IsAsciiDigit(line[0]) && !line.Contains(" SCHEMA - public ", StringComparison.Ordinal) && line.TrimEnd('\r').EndsWith($" {owner}", StringComparison.Ordinal));

    // What looks like a connection string would be taken for one.
    private static string Dbname(string database) => $"dbname='{database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
