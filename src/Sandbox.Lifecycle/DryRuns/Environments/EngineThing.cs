using Sandbox.Postgres.Servers.Containers;

namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>
/// A network, volume or container of a run. It is the run's own where it has the run's exact name, says that the run made it, and is the one that was recorded when it was made: one that
/// somebody made anew under that name, even as a copy with all its labels, is not.
/// </summary>
/// <param name="kind">What it is.</param>
/// <param name="name">Its exact name.</param>
/// <param name="reach">Finds the engine.</param>
internal sealed class EngineThing(EngineObjectKind kind, string name, Func<CancellationToken, Task<ContainerEngine>> reach) : RunObject(WordOf(kind), name)
{
    private EngineObject? _found;

    /// <summary>What tells it from every other one, once it is made.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="SandboxException">It is not there (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<EngineObject> ReadAsync(CancellationToken cancellationToken) =>
        await (await reach(cancellationToken)).LookAsync(kind, Name, cancellationToken) ?? throw new SandboxException(ExitCode.Unavailable, $"{Kind} {Name} is gone");

    /// <inheritdoc/>
    public override async Task<Presence> LookAsync(RunRecord record, CancellationToken cancellationToken)
    {
        _found = await (await reach(cancellationToken)).LookAsync(kind, Name, cancellationToken);
        return _found is null ? Presence.Gone
            : string.Equals(_found.Run, record.Id, StringComparison.Ordinal) && (record.Identity is null || string.Equals(_found.Identity, record.Identity, StringComparison.Ordinal)) ? Presence.Own
            : Presence.Other;
    }

    /// <inheritdoc/>
    public override async Task RemoveAsync(CancellationToken cancellationToken) => await (await reach(cancellationToken)).RemoveAsync(_found!, cancellationToken);

    private static string WordOf(EngineObjectKind kind) => kind switch { EngineObjectKind.Network => "network", EngineObjectKind.Volume => "volume", _ => "container" };
}
