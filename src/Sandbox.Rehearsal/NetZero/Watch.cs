using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// A session of the harness alone beside those of the scripts, on a server of our own. What concerns the whole server is asked here: no script can change what the session
/// has prepared, so each question is planned once for many rehearsals, and no script sees it in its own database.
/// </summary>
internal sealed class Watch : IAsyncDisposable
{
    private readonly WireSession _session;
    private readonly PreparedQuestions _prepared = new("watch_");

    private Watch(WireSession session) => _session = session;

    /// <summary>Whether its connection is lost.</summary>
    public bool IsBroken => _session.IsBroken;

    /// <summary>Opens it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<Watch> OpenAsync(IServer server, CancellationToken cancellationToken)
    {
        var session = await WireSession.OpenAsync(server.Target("postgres"), cancellationToken);
        try
        {
            await session.QueryAsync("SELECT pg_catalog.set_config('search_path', 'pg_catalog', false), pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', false)", cancellationToken);
            return new Watch(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks several questions in one round trip; outside a transaction they are one transaction together.</summary>
    /// <param name="questions">One statement each.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The answers, in order.</returns>
    /// <exception cref="ServerErrorException">The server refused one.</exception>
    public async Task<IReadOnlyList<Reply>> AskAsync(IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken)
    {
        var named = _prepared.Named(questions);
        var answers = await _session.AskAsync(named, cancellationToken);
        _prepared.Keep(named);
        return answers;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
