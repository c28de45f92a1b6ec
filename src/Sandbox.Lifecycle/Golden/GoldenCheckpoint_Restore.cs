using System.Globalization;
using Sandbox.Postgres.Clients;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.States;

namespace Sandbox.Lifecycle.Golden;

/// <content>How a checkpoint is brought back.</content>
public sealed partial record GoldenCheckpoint
{
    /// <summary>What <c>pg_stat_activity</c> calls the sessions that restore.</summary>
    internal const string RestoringName = "sandbox_restore";

    /// <summary>Brings it back into a database that holds none of it, and makes sure that it is what was captured.</summary>
    /// <param name="target">The database.</param>
    /// <param name="role">The role that it is to belong to, which the one that connects is or may become; null for the latter.</param>
    /// <param name="jobs">How many sessions restore at a time.</param>
    /// <param name="serverVersion">The target's server's version.</param>
    /// <param name="cancellationToken">Cancels; what was restored until then stays.</param>
    /// <exception cref="SandboxException">It cannot be restored (<see cref="ExitCode.Unavailable"/>), or is not what was captured (<see cref="ExitCode.Residue"/>).</exception>
    internal async Task RestoreAsync(ConnectionTarget target, string? role, int jobs, string serverVersion, CancellationToken cancellationToken)
    {
        var program = await ClientProgram.FindAsync(
            "pg_restore", Math.Max(TargetIdentity.MajorOf(serverVersion), TargetIdentity.MajorOf(Manifest.ServerVersion)), cancellationToken);
        var list = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        try
        {
            await File.WriteAllLinesAsync(list, OwnEntries(await program.RunAsync(["--list", Path], target: null, cancellationToken)), cancellationToken);
            await program.RunAsync(
                [
                    "--no-password", "--exit-on-error", "--no-owner", "--no-privileges", $"--use-list={list}", string.Create(CultureInfo.InvariantCulture, $"--jobs={jobs}"),
                    .. role is null ? Array.Empty<string>() : [$"--role={role}"], $"--dbname={Dbname(target.Database)}", Path,
                ],
                target with { ApplicationName = RestoringName },
                cancellationToken);
        }
        finally
        {
            File.Delete(list);
        }

        await VerifyAsync(target, role, cancellationToken);
    }

    /// <summary>Makes sure that a database holds what was captured: each table's rows and digest.</summary>
    /// <param name="target">The database.</param>
    /// <param name="role">The role that reads; null for the one that connects.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">It does not (<see cref="ExitCode.Residue"/>).</exception>
    internal async Task VerifyAsync(ConnectionTarget target, string? role, CancellationToken cancellationToken)
    {
        var expected = Manifest.Tables.ToDictionary(static table => table.Name, StringComparer.Ordinal);
        var found = (await TableContents.ReadAsync(target, role, expected.ContainsKey, meanwhile: null, cancellationToken)).ToDictionary(static table => table.Name, StringComparer.Ordinal);
        foreach (var table in Manifest.Tables)
        {
            var difference = found.GetValueOrDefault(table.Name) switch
            {
                null => "is missing",
                { NotMeasured: { } why } => $"cannot be read: {why}",
                var state when state.RowCount != table.Rows => string.Create(CultureInfo.InvariantCulture, $"has {state.RowCount} rows and not {table.Rows}"),
                var state when !string.Equals(state.Digest, table.Digest, StringComparison.Ordinal) => "has other rows",
                _ => null,
            };
            if (difference is not null)
            {
                throw new SandboxException(ExitCode.Residue, $"{target.Database} is not as {Path} was captured: {table.Name} {difference}; reset it");
            }
        }
    }

    /// <summary>Of an archive's table of contents what belongs to the checkpoint's owner: what the provisioner owns is there already, and stays as it is; so is the schema that every database has.</summary>
    private IEnumerable<string> OwnEntries(string contents) => contents.Split('\n')
        .Where(line => line.Length > 0 && char.IsAsciiDigit(line[0]) && !line.Contains(" SCHEMA - public ", StringComparison.Ordinal) && line.TrimEnd('\r').EndsWith($" {Manifest.Owner}", StringComparison.Ordinal));

    // What looks like a connection string would be taken for one.
    private static string Dbname(string database) => $"dbname='{database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
