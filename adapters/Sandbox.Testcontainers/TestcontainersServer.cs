using System.Security.Cryptography;
using System.Text;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Testcontainers.PostgreSql;

namespace Sandbox.Testcontainers;

/// <summary>
/// A server of Testcontainers behind the interface of our own: rehearsals run on it, and the guard knows it from every other one. That the connection leads into the container with this id is
/// proven at the start, by a file that the engine puts into it and that the server reads.
/// </summary>
public sealed class TestcontainersServer : IServer
{
    private const string User = PostgreSqlBuilder.DefaultUsername;

    private readonly PostgreSqlContainer _container;
    private readonly ConnectionTarget _target;
    private readonly bool _stays;

    private TestcontainersServer(PostgreSqlContainer container, ConnectionTarget target, TestcontainersOptions options, Version version, ServerIdentity identity)
    {
        (_container, _target, _stays) = (container, target, options.Reuse);
        (Choice, Version, Identity) = (ServerChoice.Parse($"container:{options.Image}"), version, identity);
    }

    /// <inheritdoc/>
    /// <remarks>By our own client of the engine, as <c>--server container:IMAGE</c> does.</remarks>
    public ServerChoice Choice { get; }

    /// <inheritdoc/>
    public Version Version { get; }

    /// <inheritdoc/>
    /// <remarks>Data folder and process are the container's own.</remarks>
    public ServerIdentity Identity { get; }

    /// <summary>The container's id, as the engine knows it.</summary>
    public string ContainerId => _container.Id;

    /// <summary>Starts a server.</summary>
    /// <param name="options">In which container.</param>
    /// <param name="cancellationToken">Ends the start; a container that does not stay is removed.</param>
    /// <exception cref="SandboxException"><see cref="ExitCode.Refused"/>: the connection leads into another container.</exception>
    public static async Task<TestcontainersServer> StartAsync(TestcontainersOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var password = options.Reuse ? PostgreSqlBuilder.DefaultPassword : RandomNumberGenerator.GetHexString(32, lowercase: true);
        var builder = new PostgreSqlBuilder(options.Image)
            .WithPassword(password)
            .WithReuse(options.Reuse)
            .WithCommand("-c", $"cluster_name={(options.Reuse ? "sandbox-reused" : "sandbox-" + RandomNumberGenerator.GetHexString(16, lowercase: true))}", "-c", "autovacuum=off", "-c", "timezone=UTC");
        builder = options.Network is { } network ? builder.WithNetwork(network) : builder;
        var container = (options.Configure?.Invoke(builder) ?? builder).Build();
        try
        {
            await container.StartAsync(cancellationToken);
            var target = new ConnectionTarget
            {
                Host = container.Hostname, Port = container.GetMappedPublicPort(PostgreSqlBuilder.PostgreSqlPort), Database = PostgreSqlBuilder.DefaultDatabase, User = User, Password = password,
            };
            await using var session = await WireSession.OpenAsync(target, cancellationToken);
            await EnsureInsideAsync(container, session, cancellationToken);
            var (version, identity) = await ServerIdentity.ReadAsync(session, socketDirectory: null, cancellationToken);
            return new TestcontainersServer(container, target, options, version, identity);
        }
        catch when (!options.Reuse)
        {
            await container.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ConnectionTarget Target(string database) => _target with { Database = database };

    /// <summary>Removes the container, unless it is to stay for the next run.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stays)
        {
            await _container.DisposeAsync();
        }
    }

    /// <summary>A mapped port may be anybody's by now: what the engine puts into the container of this id, only that container's server can read.</summary>
    private static async Task EnsureInsideAsync(PostgreSqlContainer container, WireSession session, CancellationToken cancellationToken)
    {
        var word = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var path = "/tmp/sandbox-" + word;
        await container.CopyAsync(Encoding.ASCII.GetBytes(word), path, ct: cancellationToken);
        var read = await session.ScalarAsync("SELECT pg_catalog.pg_read_file($1, 0, 32, true)", cancellationToken, path);
        await container.ExecAsync(["rm", "-f", path], cancellationToken);
        if (!string.Equals(read, word, StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.Refused, $"{session.Target.Host}:{session.Target.Port} does not lead into the container {container.Id}");
        }
    }
}
