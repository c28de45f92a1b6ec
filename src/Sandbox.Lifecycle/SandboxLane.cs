using Sandbox.Lifecycle.Ledger;
using Sandbox.Lifecycle.Registry;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle;

/// <summary>The governed sandboxes of one server under one policy: every one of them is created, listed and dropped here, and each operation leaves its line in the ledger.</summary>
public sealed partial class SandboxLane : IAsyncDisposable
{
    private const string DuplicateDatabase = "42P04";
    private const int Attempts = 10;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly SandboxServer _server;
    private readonly Policy _policy;
    private readonly TimeProvider _time;

    private SandboxLane(SandboxServer server, Policy policy, SandboxLedger ledger, TimeProvider time)
    {
        _server = server;
        _policy = policy;
        _time = time;
        Ledger = ledger;
    }

    /// <summary>Its ledger.</summary>
    public SandboxLedger Ledger { get; }

    /// <summary>Connects to the server.</summary>
    /// <param name="target">A database of it that is no sandbox.</param>
    /// <param name="policy">What a sandbox may be called, what is off limits, and where the ledger is.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The server is off limits (<see cref="ExitCode.Refused"/>) or cannot be reached (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<SandboxLane> OpenAsync(ConnectionTarget target, Policy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var ledger = SandboxLedger.Of(policy);
        return new SandboxLane(await SandboxServer.OpenAsync(target, policy, cancellationToken), policy, ledger, TimeProvider.System);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<LedgerEntry> WriteAsync(string operation, SandboxName sandbox, SandboxStatus status, CancellationToken cancellationToken, params IEnumerable<(string Name, string? Value)> detail) =>
        Ledger.AppendAsync(operation, sandbox, status, _server.SystemIdentifier, detail.ToDictionary(static part => part.Name, static part => part.Value, StringComparer.Ordinal), cancellationToken);

    /// <summary>Looks what a sandbox's own registry says of it.</summary>
    private async Task<Sight> LookAsync(SandboxName sandbox, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var session = await _server.EnterAsync(sandbox, cancellationToken);
                return new Sight(IsThere: true, await new SandboxRegistry(session, sandbox).ReadAsync(cancellationToken), Closed: null);
            }
            catch (SandboxException error)
            {
                // Somebody may be dropping it in this moment, and ends whoever is in it.
                if (!await _server.HasAsync(sandbox, cancellationToken))
                {
                    return new Sight(IsThere: false, Registration: null, Closed: null);
                }

                if (await _server.IsInvalidAsync(sandbox, cancellationToken))
                {
                    return new Sight(IsThere: true, Registration: null, Closed: null);
                }

                if (attempt == Attempts)
                {
                    return new Sight(IsThere: true, Registration: null, error.Message);
                }

                await Task.Delay(s_pause, _time, cancellationToken);
            }
        }
    }

    /// <summary>What could be seen of a sandbox.</summary>
    /// <param name="IsThere">Whether its database is there.</param>
    /// <param name="Registration">What the registry says: null where it says nothing, or where a drop died in the server itself, so that nobody enters any more.</param>
    /// <param name="Closed">Why nobody is let in to read the registry; null where that was read.</param>
    private sealed record Sight(bool IsThere, Registration? Registration, string? Closed);
}
