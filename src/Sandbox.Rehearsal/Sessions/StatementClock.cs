namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// Ends a rehearsal in which a statement hangs. The harness's own clock, since a script can set <c>statement_timeout</c>, and a function can swallow the
/// server's cancellation (<c>EXCEPTION WHEN query_canceled</c>).
/// </summary>
internal sealed class StatementClock : IDisposable
{
    private static readonly TimeSpan s_question = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _expired;
    private readonly CancellationTokenSource _ended;
    private readonly TimeSpan _limit;

    /// <summary>Starts for the harness's first question.</summary>
    /// <param name="limit">How long one may take; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the rehearsal for another reason.</param>
    public StatementClock(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _expired = new CancellationTokenSource(ForQuestion(limit), time);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_expired.Token, cancellationToken);
    }

    /// <summary>Cancelled where a statement took too long, or the rehearsal is to end for another reason.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>Whether a statement took too long.</summary>
    public bool HasExpired => _expired.IsCancellationRequested;

    /// <summary>How long a question of the harness's may take: as long as a statement of the script's, and not so short that a busy server is given up.</summary>
    /// <param name="limit">How long a statement may take.</param>
    public static TimeSpan ForQuestion(TimeSpan limit) => limit == Timeout.InfiniteTimeSpan || limit > s_question ? limit : s_question;

    /// <summary>Starts anew for a statement: something was done.</summary>
    public void Restart() => _expired.CancelAfter(_limit);

    /// <summary>Starts anew for a question of the harness's.</summary>
    public void RestartForQuestion() => _expired.CancelAfter(ForQuestion(_limit));

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Dispose();
        _expired.Dispose();
    }
}
