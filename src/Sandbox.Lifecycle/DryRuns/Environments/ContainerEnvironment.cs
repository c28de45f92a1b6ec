using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Servers.Containers;

namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>An environment of containers: a network that leads nowhere, a volume and a container, each by the run's exact name. The server is reached through a Unix socket in the run's folder, with a password that was made for it.</summary>
internal sealed class ContainerEnvironment : IDryRunEnvironment
{
    /// <summary>Its kind.</summary>
    public const string Word = "container";

    // The shortest of the systems' limits for a socket's path (macOS: 104 bytes with the final zero).
    private const int LongestSocketPath = 103;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DryRunNames _names;
    private readonly string? _program;
    private readonly string _reference;
    private readonly SocketFolder _sockets;
    private readonly RunFile _secret;
    private readonly EngineThing _network;
    private readonly EngineThing _volume;
    private readonly EngineThing _container;
    private ContainerEngine? _engine;
    private ContainerImage? _image;
    private ContainerServer? _server;

    /// <summary>Prepares it; nothing is asked yet.</summary>
    /// <param name="names">The run's names.</param>
    /// <param name="program">The engine's client; null for the one that is here.</param>
    /// <param name="reference">The image.</param>
    /// <param name="folder">The run's folder.</param>
    public ContainerEnvironment(DryRunNames names, string? program, string reference, RunFolder folder)
    {
        (_names, _program, _reference) = (names, program, reference);
        _secret = new RunFile("secret", names.ServerPassword, folder);
        _sockets = new SocketFolder(names.Sockets, folder);
        _network = new EngineThing(EngineObjectKind.Network, names.InEngine, ReachAsync);
        _volume = new EngineThing(EngineObjectKind.Volume, names.InEngine, ReachAsync);
        _container = new EngineThing(EngineObjectKind.Container, names.InEngine, ReachAsync);
    }

    /// <inheritdoc/>
    public string Kind => Word;

    /// <inheritdoc/>
    public string Engine => _engine!.Program;

    /// <inheritdoc/>
    public string? PasswordFile => _names.ServerPassword;

    /// <inheritdoc/>
    public IReadOnlyList<RunObject> Objects => [_secret, _sockets, _network, _volume, _container];

    /// <inheritdoc/>
    public int Major => _image!.Major;

    /// <inheritdoc/>
    public async Task<string> ReachEngineAsync(CancellationToken cancellationToken) => $"{await ReachAsync(cancellationToken)}";

    /// <inheritdoc/>
    public async Task<string> ReadImageAsync(CancellationToken cancellationToken)
    {
        _image = await (await ReachAsync(cancellationToken)).ImageAsync(_reference, cancellationToken);
        return _image.IsPinned
            ? $"{_image}"
            : throw new SandboxException(ExitCode.Refused, $"REFUSE: {_reference} is a name that may stand for another image tomorrow; name it by its digest: container:{_image.Digests.Append(_image.Id).First()}");
    }

    /// <inheritdoc/>
    public Task<string> ReadNetworkAsync(CancellationToken cancellationToken)
    {
        var socket = Path.Combine(_names.Sockets, ".s.PGSQL.5432");
        return OperatingSystem.IsWindows() ? throw new SandboxException(ExitCode.Refused, "on Windows a container's Unix socket cannot be reached; run it on Linux")
            : Encoding.UTF8.GetByteCount(socket) > LongestSocketPath ? throw new SandboxException(ExitCode.Refused, $"REFUSE: {socket} is too long for a socket; name a folder with a shorter path (work)")
            : Task.FromResult($"it will listen on a Unix socket in {_names.Sockets} and on no address, in a network that leads nowhere");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> DataFoldersAsync(CancellationToken cancellationToken) => [await (await ReachAsync(cancellationToken)).DataFolderAsync(cancellationToken)];

    /// <inheritdoc/>
    public async Task<IServer> StartAsync(DryRunJournal journal, string folderId, CancellationToken cancellationToken)
    {
        var (engine, image) = (_engine!, _image!);
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await MakeAsync(_secret, () => _secret.MakeAsync(SecretFile.Write(password)));
        await MakeAsync(_sockets, () =>
        {
            _sockets.Make();
            return Task.CompletedTask;
        });
        await MakeAsync(_network, () => engine.MakeNetworkAsync(_names.InEngine, folderId, cancellationToken));
        await MakeAsync(_volume, () => engine.MakeVolumeAsync(_names.InEngine, folderId, cancellationToken));
        var parts = new ContainerParts
        {
            Name = _names.InEngine,
            Run = folderId,
            PasswordFile = _names.ServerPassword,
            Sockets = _names.Sockets,
            Network = _names.InEngine,
            Volume = _names.InEngine,
        };
        await MakeAsync(_container, async () => _server = await ContainerServer.StartAsync(engine, image, parts, password, Patience, cancellationToken));
        return _server!;

        async Task MakeAsync(RunObject made, Func<Task> make)
        {
            await journal.AddAsync(JournalWord.Making, made.Kind, made.Name, folderId);
            await make();
            await journal.AddAsync(JournalWord.Made, made.Kind, made.Name, made is EngineThing thing ? (await thing.ReadAsync(cancellationToken)).Identity : folderId);
        }
    }

    /// <inheritdoc/>
    public async Task<string> ProveIsolationAsync(ISession session, CancellationToken cancellationToken)
    {
        var addresses = await session.ScalarAsync("SELECT pg_catalog.current_setting('listen_addresses')", cancellationToken);
        var network = await _network.ReadAsync(cancellationToken);
        return !string.IsNullOrEmpty(addresses) ? throw new SandboxException(ExitCode.Refused, $"REFUSE: the server listens on {addresses}")
            : !network.IsInternal ? throw new SandboxException(ExitCode.Refused, $"REFUSE: the network {network.Name} leads to others")
            : string.Create(CultureInfo.InvariantCulture, $"listen_addresses is empty, the network {network.Name} is internal");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task<ContainerEngine> ReachAsync(CancellationToken cancellationToken) => _engine ??= await ContainerEngine.FindAsync(_program, cancellationToken);
}
