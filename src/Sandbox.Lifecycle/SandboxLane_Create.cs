using Sandbox.Lifecycle.Registry;
using Sandbox.Postgres;

namespace Sandbox.Lifecycle;

/// <content>How a sandbox is born.</content>
public sealed partial class SandboxLane
{
    /// <summary>
    /// Creates a sandbox: its database, its birth certificate and its row in the registry, then the ledger's line. Whatever fails behind the first step drops what was created.
    /// </summary>
    /// <param name="sandbox">Its name.</param>
    /// <param name="template">The database that it is a copy of; null for an empty one.</param>
    /// <param name="cancellationToken">Cancels; what was created until then is dropped.</param>
    /// <exception cref="SandboxException">
    /// The name is taken (<see cref="ExitCode.Refused"/>); what was created could not be dropped again (<see cref="ExitCode.CompensationFailed"/>).
    /// </exception>
    public async Task<CreatedSandbox> CreateAsync(SandboxName sandbox, string? template, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        if (await _server.HasAsync(sandbox, cancellationToken))
        {
            throw Reused(sandbox);
        }

        try
        {
            await _server.CreateAsync(sandbox, template ?? "template0", cancellationToken);
        }
        catch (ServerErrorException error) when (string.Equals(error.Error.SqlState, DuplicateDatabase, StringComparison.Ordinal))
        {
            // Somebody was faster: it is theirs.
            throw Reused(sandbox);
        }
        catch (ServerErrorException error)
        {
            throw new SandboxException(ExitCode.Refused, $"REFUSE: the server does not create {sandbox}: {error.Error.Text} (SQLSTATE {error.Error.SqlState})", error);
        }

        try
        {
            return await RegisterAsync(sandbox, template is null ? "empty" : $"template {template}", cancellationToken);
        }
        catch (Exception failure)
        {
            await CompensateAsync(sandbox, failure);
            throw;
        }
    }

    private async Task<CreatedSandbox> RegisterAsync(SandboxName sandbox, string bornFrom, CancellationToken cancellationToken)
    {
        await using var session = await _server.EnterAsync(sandbox, cancellationToken);
        var registry = new SandboxRegistry(session, sandbox);
        var owner = _policy.SandboxOwner ?? "nobody";
        var expiresAt = await registry.RegisterAsync(owner, bornFrom, _policy.SandboxTimeToLive, _server.SystemIdentifier, cancellationToken);
        await WriteAsync("sandbox_create", sandbox, SandboxStatus.Active, cancellationToken, ("owner", owner), ("born_from", bornFrom), ("expires_at", expiresAt.ToString("O")));

        try
        {
            // Only now: a create that dies before leaves an orphan, in the registry as well as where there is none yet.
            await registry.ActivateAsync(cancellationToken);

            // What is reported is what can be read back.
            var born = await registry.ReadAsync(cancellationToken) ?? throw new SandboxException(ExitCode.Unavailable, $"{sandbox} was registered and its registry row cannot be read");
            return new CreatedSandbox(sandbox.Text, sandbox.Text, born.Owner, born.CreatedAt, born.ExpiresAt);
        }
        catch (Exception)
        {
            // What was created is about to be dropped again.
            await WriteAsync("sandbox_create", sandbox, SandboxStatus.Retired, CancellationToken.None, ("found", "failed"));
            throw;
        }
    }

    /// <summary>Drops what this create made and nobody was told of.</summary>
    private async Task CompensateAsync(SandboxName sandbox, Exception failure)
    {
        try
        {
            // Also where the command was interrupted: the drop is what the interruption asks for.
            await _server.DropAsync(sandbox, CancellationToken.None);
        }
        catch (SandboxException error)
        {
            throw new SandboxException(
                ExitCode.CompensationFailed,
                $"COMPENSATION_FAILED: {sandbox} was created, then this failed: {failure.Message}; and it could not be dropped: {error.Message}; look at it, then: sandbox orphans --retire {sandbox}",
                error);
        }
    }

    private static SandboxException Reused(SandboxName sandbox) =>
        new(ExitCode.Refused, $"REUSE_BLOCK: {sandbox} is there already; retire it by: sandbox drop --sandbox-id {sandbox}, or choose another name");
}
