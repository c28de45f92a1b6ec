using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal;

/// <summary>What waits with a clone for the next rehearsal on it.</summary>
/// <param name="Script">A session in the clone that is as good as new.</param>
/// <param name="Questions">What the harness has prepared there.</param>
/// <param name="Watch">The harness's own on the clone's server; null where no rehearsal had use for one yet.</param>
/// <param name="Known">What is known of the clone; null where somebody else may have changed it.</param>
internal sealed record WarmSessions(WireSession Script, KnownQuestions Questions, Watch? Watch, CloneKnowledge? Known) : IAsyncDisposable
{
    /// <summary>The same with a watch; where none can be opened, all are closed.</summary>
    /// <param name="server">The clone's server.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<WarmSessions> WatchedAsync(IServer server, CancellationToken cancellationToken)
    {
        if (Watch is { IsBroken: false })
        {
            return this;
        }

        try
        {
            await (Watch?.DisposeAsync() ?? ValueTask.CompletedTask);
            return this with { Watch = await NetZero.Watch.OpenAsync(server, cancellationToken) };
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes them.</summary>
    public async ValueTask DisposeAsync()
    {
        await Script.DisposeAsync();
        await (Watch?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
