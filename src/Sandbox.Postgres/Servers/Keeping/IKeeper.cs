using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>Keeps one server; disposing it stops the server and removes its folders.</summary>
internal interface IKeeper : IAsyncDisposable
{
    /// <summary>Whether the server can write only in its own folders (<see cref="ThrowawayOptions.Confines"/>).</summary>
    bool IsConfined { get; }

    /// <summary>Where to connect to the database <c>postgres</c> as superuser.</summary>
    ConnectionTarget Target { get; }

    /// <summary>Waits until the postmaster accepts connections.</summary>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SandboxException">The server did not come up; its last words are in the message (<see cref="ExitCode.Unavailable"/>).</exception>
    Task<PostmasterFile> WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellationToken);
}
