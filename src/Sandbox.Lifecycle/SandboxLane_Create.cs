using Sandbox.Lifecycle.Golden;
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
    /// The name is taken (<see cref="ExitCode.Refused"/>); what its registry reports is not what was asked for (<see cref="ExitCode.OtherSandbox"/>, <see cref="ExitCode.OtherDatabase"/>); what was created could
    /// not be dropped again (<see cref="ExitCode.CompensationFailed"/>).
    /// </exception>
    public Task<CreatedSandbox> CreateAsync(SandboxName sandbox, string? template, CancellationToken cancellationToken) =>
        CreateAsync(sandbox, template, template is null ? "empty" : $"template {template}", fill: null, cancellationToken);

    /// <summary>Creates a sandbox that holds a checkpoint, which belongs to the role that resets sandboxes (<c>sandbox.resetRole</c>), where there is one.</summary>
    /// <param name="sandbox">Its name.</param>
    /// <param name="golden">The checkpoint.</param>
    /// <param name="jobs">How many sessions restore at a time.</param>
    /// <param name="cancellationToken">Cancels; what was created until then is dropped.</param>
    /// <inheritdoc cref="CreateAsync(SandboxName, string?, CancellationToken)"/>
    public async Task<CreatedSandbox> CreateAsync(SandboxName sandbox, GoldenCheckpoint golden, int jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(golden);
        var restore = await GoldenRestore.PrepareAsync(golden, _server.Version, cancellationToken);
        return await CreateAsync(
            sandbox, template: null, $"golden {golden.Manifest.Sha256}", () => restore.RunAsync(_server.Inside(sandbox), _policy.SandboxResetRole, jobs, cancellationToken), cancellationToken);
    }

    private async Task<CreatedSandbox> CreateAsync(SandboxName sandbox, string? template, string bornFrom, Func<Task>? fill, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        return await _server.HasAsync(sandbox, cancellationToken)
            ? throw Reused(sandbox)
            : await _server.WorkAsync(sandbox, () => MakeAsync(sandbox, template, bornFrom, fill, cancellationToken), cancellationToken);
    }

    private async Task<CreatedSandbox> MakeAsync(SandboxName sandbox, string? template, string bornFrom, Func<Task>? fill, CancellationToken cancellationToken)
    {
        try
        {
            await _server.CreateAsync(sandbox, template ?? "template0", cancellationToken);
        }
        catch (ServerErrorException error) when (string.Equals(error.Error.SqlState, DuplicateDatabase, StringComparison.Ordinal))
        {
            // Somebody was faster: it is theirs.
            throw Reused(sandbox);
        }
        catch (ServerErrorException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (ServerErrorException error)
        {
            throw new SandboxException(ExitCode.Refused, $"REFUSE: the server does not create {sandbox}: {error.Error.Text} (SQLSTATE {error.Error.SqlState})", error);
        }

        try
        {
            return await RegisterAsync(sandbox, bornFrom, fill, cancellationToken);
        }
        catch (Exception failure)
        {
            await CompensateAsync(sandbox, failure);
            throw;
        }
    }

    private async Task<CreatedSandbox> RegisterAsync(SandboxName sandbox, string bornFrom, Func<Task>? fill, CancellationToken cancellationToken)
    {
        await using var session = await _server.EnterAsync(sandbox, cancellationToken);
        var registry = new SandboxRegistry(session, sandbox);
        var owner = _policy.SandboxOwner ?? "nobody";
        var expiresAt = await registry.RegisterAsync(owner, bornFrom, _policy.SandboxTimeToLive, _server.SystemIdentifier, cancellationToken);
        await EnsureSameAsync(sandbox, registry, cancellationToken);
        await FillAsync(registry, fill, cancellationToken);
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

    /// <summary>Lets the role that resets in, and restores the checkpoint.</summary>
    private async Task FillAsync(SandboxRegistry registry, Func<Task>? fill, CancellationToken cancellationToken)
    {
        if (_policy.SandboxResetRole is { } role)
        {
            await registry.AdmitAsync(role, cancellationToken);
        }

        if (fill is not null)
        {
            await fill();
        }
    }

    /// <summary>What is reported is what can be read back, and it has to be what was asked for.</summary>
    private static async Task EnsureSameAsync(SandboxName sandbox, SandboxRegistry registry, CancellationToken cancellationToken)
    {
        var (id, database) = await registry.ReportAsync(cancellationToken);
        if (!string.Equals(id, sandbox.Text, StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.OtherSandbox, $"OTHER_SANDBOX: {sandbox} was asked for, and {id} is what its registry reports; look at what it was made of");
        }

        if (!string.Equals(database, sandbox.Text, StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.OtherDatabase, $"OTHER_DATABASE: {sandbox} was asked for, and {database} is the database that its registry reports; look at what it was made of");
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
