using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;

namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>An environment without containers: a server of the run's own on a private Unix socket, confined to its folder where the system can.</summary>
/// <param name="names">The run's names.</param>
/// <param name="choice">Which installed server.</param>
/// <param name="folder">The run's folder.</param>
internal sealed class ServerEnvironment(DryRunNames names, ServerChoice choice, RunFolder folder) : IDryRunEnvironment
{
    /// <summary>Its kind.</summary>
    public const string Word = "server";

    private readonly ServerFolder _server = new(names, choice, folder);
    private PostgresBinaries? _binaries;

    /// <summary>Another cache in tests, whose servers all have one system identifier.</summary>
    public string Cache
    {
        init => _server = new ServerFolder(names, choice, folder) { Cache = value };
    }

    /// <inheritdoc/>
    public string Kind => Word;

    /// <inheritdoc/>
    public string Engine => "";

    /// <inheritdoc/>
    public string? PasswordFile => null;

    /// <inheritdoc/>
    public IReadOnlyList<RunObject> Objects => [_server];

    /// <inheritdoc/>
    public int Major => _binaries!.Version.Major;

    /// <inheritdoc/>
    public async Task<string> ReachEngineAsync(CancellationToken cancellationToken)
    {
        _binaries = await PostgresBinaries.FindInstalledAsync(choice, cancellationToken);
        return $"{_binaries}";
    }

    /// <inheritdoc/>
    public async Task<string> ReadImageAsync(CancellationToken cancellationToken)
    {
        var path = _binaries!.Program("postgres");
        return $"{path}: sha256 {await FileHash.Sha256Async(path, cancellationToken)}";
    }

    /// <inheritdoc/>
    public Task<string> ReadNetworkAsync(CancellationToken cancellationToken) => OperatingSystem.IsWindows()
        ? throw new SandboxException(ExitCode.Refused, "on Windows a server listens on loopback, which is not isolated; run it on Linux or macOS")
        : Task.FromResult($"it will listen on a Unix socket in {names.Server} and on no address");

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DataFoldersAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <inheritdoc/>
    public async Task<IServer> StartAsync(DryRunJournal journal, string folderId, CancellationToken cancellationToken)
    {
        await journal.AddAsync(JournalWord.Making, _server.Kind, _server.Name, folderId);
        var server = await _server.MakeAsync(cancellationToken);
        await journal.AddAsync(
            JournalWord.Made, _server.Kind, _server.Name, string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {server.Version}, cluster {server.Identity.ClusterName}, process {server.Identity.PostmasterProcessId}"));
        return server;
    }

    /// <inheritdoc/>
    public async Task<string> ProveIsolationAsync(ISession session, CancellationToken cancellationToken)
    {
        var addresses = await session.ScalarAsync("SELECT pg_catalog.current_setting('listen_addresses')", cancellationToken);
        return string.IsNullOrEmpty(addresses) ? "listen_addresses is empty" : throw new SandboxException(ExitCode.Refused, $"the server listens on {addresses}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
