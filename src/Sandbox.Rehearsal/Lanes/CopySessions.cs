using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Lanes;

/// <summary>The sessions that scripts have in the copy, one after the other: each script's first, and those that its <c>\connect</c> opens. Nothing of a script runs on one before the guard has seen that it is in the copy.</summary>
/// <param name="copy">The copy.</param>
/// <param name="clone">What the clone's server said of itself.</param>
/// <param name="harness">The harness's own session, in the clone.</param>
/// <param name="request">The run.</param>
internal sealed class CopySessions(CloneCopy copy, TargetIdentity clone, WireSession harness, RehearsalRequest request) : IAsyncDisposable
{
    private readonly List<GuardCheck> _guard = [];
    private readonly List<Residue> _programs = [];
    private WireSession? _current;
    private long? _used;
    private bool _isCounted;
    private bool _isSuperuser;

    /// <summary>Where the copy is, and as whom scripts begin.</summary>
    public ConnectionTarget Target { get; } = harness.Target with { Database = copy.Name };

    /// <summary>What the guard asked of them.</summary>
    public IReadOnlyList<GuardCheck> Guard => _guard;

    /// <summary>What they ran on the server's machine: that does not go with the copy.</summary>
    public IReadOnlyList<Residue> Programs => _programs;

    /// <summary>Whether nobody could tell what one of them ran there.</summary>
    public bool HasUncounted { get; private set; }

    /// <summary>Opens a script's first session, once the one before has ended.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="GuardException">It is not in the copy.</exception>
    public async Task<WireSession> OpenAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        return await OpenAsync(Target, cancellationToken);
    }

    /// <summary>Opens the session that a script goes on with; the one before is for the caller to end.</summary>
    /// <param name="wanted">Where the script would go; the clone's name means its copy here.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The script would go elsewhere (<see cref="ExitCode.Refused"/>), or the server lets nobody in as this role (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<WireSession> ConnectAsync(ConnectionTarget wanted, CancellationToken cancellationToken)
    {
        var isHere = wanted is { Fallbacks: [] } && string.Equals(wanted.Host, Target.Host, StringComparison.Ordinal) && wanted.Port == Target.Port
            && string.Equals(wanted.HostAddress, Target.HostAddress, StringComparison.Ordinal);
        if (!isHere || (!string.Equals(wanted.Database, copy.Name, StringComparison.Ordinal) && !string.Equals(wanted.Database, clone.Database, StringComparison.Ordinal)))
        {
            throw new SandboxException(
                ExitCode.Refused, $"\\connect is refused: it leads to {(isHere ? $"the database \"{wanted.Database}\"" : "another server")}, and a rehearsal stays in the copy of \"{clone.Database}\"; as another role it may connect: \\connect - ROLE");
        }

        await CountAsync();
        return await OpenAsync(wanted with { Database = copy.Name }, cancellationToken);
    }

    /// <summary>Ends the session of now.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CountAsync();
        }
        finally
        {
            await (_current?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task<WireSession> OpenAsync(ConnectionTarget target, CancellationToken cancellationToken)
    {
        var session = await WireSession.OpenAsync(target, cancellationToken);
        try
        {
            var check = await copy.EnsureAsync(session, clone, cancellationToken);
            _guard.RemoveAll(earlier => earlier == check);
            _guard.Add(check);
            _used = await UsedAsync(session, cancellationToken);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        (_current, _isSuperuser, _isCounted) = (session, session.IsSuperuser(), false);
        return session;
    }

    /// <summary>What the programs that a session ran used so far, as the harness's own session sees it; null where nobody may look.</summary>
    private async Task<long?> UsedAsync(WireSession session, CancellationToken cancellationToken) =>
        harness is { IsBroken: false } && harness.IsSuperuser() ? ServerPrograms.Used((await harness.AskAsync([ServerPrograms.QuestionOf(session.ProcessId)], cancellationToken))[0]) : null;

    /// <summary>Notes what the session of now ran on the server's machine.</summary>
    private async Task CountAsync()
    {
        if (_current is null || _isCounted)
        {
            return;
        }

        _isCounted = true;
        using var patience = new CancellationTokenSource(DisposableRehearsal.Patience, request.Time);
        var after = await UsedAsync(_current, patience.Token);
        if (ServerPrograms.Difference(_used, after, request.Policy.AllowedEscapeHatches) is { } ran)
        {
            _programs.Add(ran);
        }

        // A session that was ended takes the count with it.
        HasUncounted |= (_isSuperuser || harness.IsSuperuser()) && after is null;
    }
}
