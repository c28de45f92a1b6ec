using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sandbox.Postgres.Clients;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers.Containers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.States;

namespace Sandbox.Lifecycle.DryRuns.Assets;

/// <summary>Reads what an asset is now, as one line: two readings of an untouched asset are the same, byte by byte. Reading changes nothing.</summary>
/// <param name="places">How the databases are reached.</param>
/// <param name="variables">The environment's variables: which container engine is meant.</param>
internal sealed class AssetReader(DatabasePlaces places, IReadOnlyDictionary<string, string?> variables)
{
    /// <summary>Reads it.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">It cannot be read, or not all of it (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<string> ReadAsync(ProtectedAsset asset, CancellationToken cancellationToken)
    {
        try
        {
            return await (asset.Kind switch
            {
                AssetKind.Production => ClusterAsync(places.Target(asset.Name), cancellationToken),
                AssetKind.Database => DatabaseAsync(places.Target(asset.Name), cancellationToken),
                AssetKind.File => FileAsync(asset.Name, cancellationToken),
                AssetKind.Container => ContainerAsync(asset.Name, cancellationToken),
                AssetKind.Service => ServiceProcess.ReadAsync(asset.Name, cancellationToken),
                _ => RepositoryAsync(asset.Name, cancellationToken),
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Unavailable, $"{asset.Name} cannot be read: {error.Message}", error);
        }
    }

    private static async Task<string> ClusterAsync(ConnectionTarget target, CancellationToken cancellationToken)
    {
        await using var session = await WireSession.OpenAsync(target, cancellationToken);
        return (await TargetIdentity.ReadAsync(session, cancellationToken)).SystemIdentifier is { } identifier
            ? $"system_identifier {identifier}"
            : throw new SandboxException(ExitCode.Unavailable, $"{target}: the role may not read the system identifier; GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO it");
    }

    private static async Task<string> DatabaseAsync(ConnectionTarget target, CancellationToken cancellationToken)
    {
        var state = await DatabaseState.CaptureAsync(target, new StateOptions { Rows = 0, Cluster = false }, cancellationToken);
        if (state.Tables.FirstOrDefault(static table => table.NotMeasured is not null) is { } unread)
        {
            throw new SandboxException(ExitCode.Unavailable, $"{target}: {unread.Name} cannot be read: {unread.NotMeasured}");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            system_identifier {state.Identity.SystemIdentifier ?? "unknown"}, oid {state.Identity.DatabaseOid}, started {state.Moment.PostmasterStart}, {state.Tables.Count} tables, {state.Tables.Sum(static table => table.RowCount)} rows, contents {
                Hash(state.Tables.Select(static table => $"{table.Name} {table.RowCount} {table.Digest}"))}, catalog {Hash(state.Catalog.Select(static entry => $"{entry.Kind} {entry.Name} {entry.Definition}"))}, sequences {
                Hash(state.Sequences.Select(static sequence => $"{sequence.Name} {sequence.Position}"))}
            """);
    }

    private static async Task<string> FileAsync(string path, CancellationToken cancellationToken)
    {
        var sha256 = await FileHash.Sha256Async(path, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"sha256 {sha256}, {new FileInfo(path).Length} bytes");
    }

    private async Task<string> ContainerAsync(string name, CancellationToken cancellationToken)
    {
        var engine = await ContainerEngine.FindAsync(variables.GetValueOrDefault(ContainerEngine.Variable), cancellationToken);
        return await engine.LookAsync(EngineObjectKind.Container, name, cancellationToken) is { } found
            ? $"{found.Identity}, started {found.Started}"
            : throw new SandboxException(ExitCode.Unavailable, $"the container {name} is not there");
    }

    // No lock is taken and no index refreshed: looking must not write either.
    private static async Task<string> RepositoryAsync(string path, CancellationToken cancellationToken)
    {
        var ids = (await AskAsync("rev-parse", "HEAD", "HEAD^{tree}")).Split('\n');
        var index = await AskAsync("ls-files", "--stage", "-z");
        var changes = await AskAsync("status", "--porcelain=v1", "-z", "--untracked-files=all");
        var difference = await AskAsync("diff", "--binary", "--no-ext-diff", "--no-textconv");
        return $"commit {ids[0]}, tree {ids[1]}, index {Hash([index])}, status {Hash([changes])}, difference {Hash([difference])}";

        Task<string> AskAsync(params string[] words) => OutsideProgram.AskAsync("git", ["--no-optional-locks", "-C", path, "-c", $"safe.directory={path}", .. words], cancellationToken);
    }

    private static string Hash(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];
}
