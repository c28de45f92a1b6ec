using Sandbox.Lifecycle.Ledger;
using Sandbox.Lifecycle.Registry;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Lifecycle;

/// <content>How a sandbox is retired.</content>
public sealed partial class SandboxLane
{
    private const string AdminShutdown = "57P01";
    private const string GoneOn = "retired; an earlier drop had begun it";

    /// <summary>
    /// Retires a sandbox: notes the retirement in its registry and in the ledger, keeps its tombstone, ends its connections, drops its database and makes sure that it is gone. A drop
    /// that died half-way is gone on with.
    /// </summary>
    /// <param name="sandbox">Its name.</param>
    /// <param name="cancellationToken">Cancels between two steps; the next drop goes on.</param>
    /// <exception cref="SandboxException">
    /// It is pinned (<see cref="ExitCode.Refused"/>), has no registry row (<see cref="ExitCode.NotRegistered"/>), or is still there (<see cref="ExitCode.RetireFailed"/>).
    /// </exception>
    public Task<DroppedSandbox> DropAsync(SandboxName sandbox, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        sandbox.RefusePinned(_policy);
        return _server.WorkAsync(sandbox, () => RetireAsync(sandbox, cancellationToken), cancellationToken);
    }

    private async Task<DroppedSandbox> RetireAsync(SandboxName sandbox, CancellationToken cancellationToken)
    {
        var latest = (await Ledger.ReadAsync(cancellationToken)).Latest(_server.SystemIdentifier).GetValueOrDefault(sandbox.Text);
        var (isThere, found, closed) = await _server.HasAsync(sandbox, cancellationToken) ? await LookAsync(sandbox, cancellationToken) : new Sight(IsThere: false, Registration: null, Closed: null);
        if (!isThere)
        {
            if (latest is { Status: not SandboxStatus.Retired })
            {
                await WriteAsync("sandbox_drop", sandbox, SandboxStatus.Retired, cancellationToken, ("found", "gone"));
            }

            return new DroppedSandbox(sandbox, Retired: false, "not present (already retired)");
        }

        if (found is null && latest is { Status: SandboxStatus.Retiring } && await _server.IsInvalidAsync(sandbox, cancellationToken))
        {
            // All that has to be kept of it is kept: the server itself died while it was being dropped.
            await RemoveAsync(sandbox, cancellationToken);
            return new DroppedSandbox(sandbox, Retired: true, GoneOn);
        }

        if (closed is not null)
        {
            throw new SandboxException(ExitCode.Unavailable, $"the registry of {sandbox} cannot be read: {closed}");
        }

        var registration = found
            ?? throw new SandboxException(
                ExitCode.NotRegistered, $"REFUSE: {sandbox} has no active row in sbx_meta.sandbox_registry with a birth certificate; look at it, and if it is an orphan: sandbox orphans --retire {sandbox}");

        // Between its last note in the registry and its end a drop can die too; then the ledger knows that one is under way.
        if (registration.Status == SandboxStatus.Retired && latest is not { Status: SandboxStatus.Retiring })
        {
            return new DroppedSandbox(sandbox, Retired: false, "already retired");
        }

        if (!await NoteRetirementAsync(sandbox, latest, cancellationToken))
        {
            // Somebody else drops it, and ended whoever was in it.
            await Task.Delay(s_pause, _time, cancellationToken);
            return await RetireAsync(sandbox, cancellationToken);
        }

        await RemoveAsync(sandbox, cancellationToken);
        return new DroppedSandbox(sandbox, Retired: true, registration.Status == SandboxStatus.Active ? "retired" : GoneOn);
    }

    /// <summary>Everything that has to be on the disk before the database may go.</summary>
    /// <returns>Whether it is; false where somebody else ended the session, or the sandbox.</returns>
    private async Task<bool> NoteRetirementAsync(SandboxName sandbox, LedgerEntry? latest, CancellationToken cancellationToken)
    {
        WireSession? session = null;
        try
        {
            session = await _server.EnterAsync(sandbox, cancellationToken);
            var registry = new SandboxRegistry(session, sandbox);
            await registry.BeginRetirementAsync(cancellationToken);
            if (latest is not { Status: SandboxStatus.Retiring })
            {
                await WriteAsync("sandbox_drop", sandbox, SandboxStatus.Retiring, cancellationToken);
            }

            await Ledger.KeepTombstoneAsync(await registry.RetireAsync(cancellationToken), cancellationToken);
            return true;
        }
        catch (SandboxException error)
        {
            if ((session?.IsBroken ?? false) && error.Message.Contains(AdminShutdown, StringComparison.Ordinal) || !await _server.HasAsync(sandbox, cancellationToken))
            {
                return false;
            }

            throw;
        }
        finally
        {
            await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>Drops a database by its exact name and makes sure that it is gone.</summary>
    private async Task RemoveAsync(SandboxName sandbox, CancellationToken cancellationToken)
    {
        try
        {
            await _server.DropAsync(sandbox, cancellationToken);
        }
        catch (ServerErrorException error)
        {
            throw new SandboxException(
                ExitCode.RetireFailed, $"RETIRE_FAILED: {sandbox} is still present: {error.Error.Text} (SQLSTATE {error.Error.SqlState}); mend that, and drop it again", error);
        }

        if (await _server.HasAsync(sandbox, cancellationToken))
        {
            throw new SandboxException(ExitCode.RetireFailed, $"RETIRE_FAILED: {sandbox} is still present; somebody made it again: look at it");
        }

        await WriteAsync("sandbox_drop", sandbox, SandboxStatus.Retired, cancellationToken);
    }
}
