using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers.Keeping;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Servers.Containers;

/// <summary>The engine's client as it runs a container whose input is a pipe from here.</summary>
internal sealed class ContainerProcess : IAsyncDisposable
{
    private const int KeptLines = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // An engine takes a moment to take down what was mounted for a container.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ContainerParts _parts;
    private readonly Process _client;
    private readonly Queue<string> _said = [];
    private readonly Task _reading;
    private bool _disposed;

    /// <summary>Starts it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="image">The image; by its id, so that a tag that moves meanwhile changes nothing.</param>
    /// <param name="parts">What it is made of.</param>
    /// <param name="clusterName">The server's own name.</param>
    /// <exception cref="SandboxException">The client cannot be started (<see cref="ExitCode.Unavailable"/>).</exception>
    public ContainerProcess(ContainerEngine engine, ContainerImage image, ContainerParts parts, string clusterName)
    {
        _parts = parts;
        _client = Command.Start(Command.Prepare(engine.Program, Words(image, parts, clusterName), environment: null, user: null));
        _reading = Task.WhenAll(KeepAsync(_client.StandardOutput), KeepAsync(_client.StandardError));
    }

    /// <summary>Waits until the server accepts connections.</summary>
    /// <param name="target">Where to connect.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The first session.</returns>
    /// <exception cref="SandboxException">It ended, or it took too long (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<WireSession> OpenAsync(ConnectionTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var socket = Path.Combine(_parts.Sockets, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{target.Port}"));
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (_client.HasExited)
            {
                await _reading;
                throw NotStarted("it ended");
            }

            try
            {
                if (File.Exists(socket))
                {
                    return await WireSession.OpenAsync(target, cancellationToken);
                }
            }
            catch (SandboxException error) when (error.ExitCode is ExitCode.Unavailable && waited.Elapsed < timeout)
            {
                // It is starting up, and says so.
            }

            if (waited.Elapsed >= timeout)
            {
                throw NotStarted(string.Create(CultureInfo.InvariantCulture, $"it accepts no connection after {timeout.TotalSeconds:0} s"));
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Ends its input, and waits until it has ended.</summary>
    /// <exception cref="SandboxException">It did not end; the message names its container (<see cref="ExitCode.Unavailable"/>).</exception>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        using (_client)
        {
            _client.StandardInput.Close();
            try
            {
                await Task.WhenAll(_client.WaitForExitAsync(), _reading).WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                throw new SandboxException(ExitCode.Unavailable, $"the container {_parts.Name} does not end; remove it by its name");
            }
        }
    }

    private static IEnumerable<string> Words(ContainerImage image, ContainerParts parts, string clusterName) =>
    [
        "run", "--interactive", "--pull", "never", "--name", parts.Name, "--user", "0:0", "--entrypoint", "/bin/sh",
        .. parts.Run is { } run ? ["--label", $"{EngineObject.RunLabel}={run}"] : (string[])["--rm"],
        "--network", parts.Network ?? "none",
        "--security-opt", "no-new-privileges", "--cap-drop", "ALL", .. ContainerScript.Capabilities.SelectMany(static capability => (string[])["--cap-add", capability]),
        .. parts.Volume is { } volume ? ["--mount", $"type=volume,source={volume},target={image.DataVolume}"] : Array.Empty<string>(),
        "--mount", $"type=bind,source={parts.PasswordFile},target={ContainerScript.Password},readonly",
        "--mount", $"type=bind,source={parts.Sockets},target={ContainerScript.Sockets}",
        image.Id,
        "-c", ContainerScript.Run, "sandbox", image.DataVolume + "/sandbox", ServerSettings.ForContainer(clusterName, ContainerScript.Sockets), .. ServerSettings.Initdb(image.Major),
    ];

    // The server writes its log there too, so all is read, and the end of it kept.
    private async Task KeepAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_said)
            {
                _said.Enqueue(line);
                if (_said.Count > KeptLines)
                {
                    _said.Dequeue();
                }
            }
        }
    }

    private SandboxException NotStarted(string why)
    {
        lock (_said)
        {
            return new SandboxException(ExitCode.Unavailable, $"the server in the container {_parts.Name} did not start: {why}: {CommandResult.LastLines(string.Join('\n', _said))}");
        }
    }
}
