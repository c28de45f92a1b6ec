using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// The rehearsal's session as the harness uses it between the script's statements. A script may set a search path, a role or a time zone; each question of
/// the harness is asked in a savepoint of its own with settings of its own, and the savepoint is rolled back, so that neither sees anything of the other.
/// </summary>
public sealed class HarnessSession : ISession, IHarness
{
    /// <summary>Which of the replies to <see cref="InPipeline"/> is the answer.</summary>
    internal const int AnswerPlace = 2;

    private const string Settings =
        """
        SELECT pg_catalog.set_config('sandbox.lock_timeout', pg_catalog.current_setting('lock_timeout'), true), pg_catalog.set_config('session_authorization', NULL, true), pg_catalog.set_config('role', 'none', true),
               pg_catalog.set_config('search_path', 'pg_catalog', true), pg_catalog.set_config('statement_timeout', '0', true),
               pg_catalog.set_config('datestyle', 'ISO', true), pg_catalog.set_config('intervalstyle', 'postgres', true), pg_catalog.set_config('timezone', 'UTC', true),
               pg_catalog.set_config('extra_float_digits', '1', true), pg_catalog.set_config('bytea_output', 'hex', true),
               pg_catalog.set_config('quote_all_identifiers', 'off', true), pg_catalog.set_config('lock_timeout', '0', true),
               pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true)
        """;

    private readonly WireSession _session;
    private readonly BatchStatement _enter;
    private readonly BatchStatement[] _leave;
    private readonly PreparedQuestions _prepared;

    /// <summary>Asks on a session in the rehearsal's transaction.</summary>
    /// <param name="session">The session that the script runs on.</param>
    /// <param name="savepoint">A name that no script can guess.</param>
    public HarnessSession(WireSession session, string savepoint)
        : this(session, savepoint, new PreparedQuestions(savepoint + "_"))
    {
    }

    /// <summary>Asks on a session that has answered before.</summary>
    /// <param name="session">The session that the script runs on.</param>
    /// <param name="savepoint">A name that no script can guess.</param>
    /// <param name="prepared">What the session has prepared.</param>
    internal HarnessSession(WireSession session, string savepoint, PreparedQuestions prepared)
    {
        _session = session;
        Savepoint = savepoint;
        _prepared = prepared;
        _enter = $"SAVEPOINT {savepoint}";
        _leave = [$"ROLLBACK TO SAVEPOINT {savepoint}", $"RELEASE SAVEPOINT {savepoint}"];
    }

    /// <summary>The name of the savepoint.</summary>
    internal string Savepoint { get; }

    /// <summary>What is set besides for each question; none as a rule, and then the answer is at <see cref="AnswerPlace"/>.</summary>
    internal IReadOnlyList<BatchStatement> Besides { get; init; } = [];

    /// <inheritdoc/>
    public TransactionStatus Status => _session.Status;

    /// <inheritdoc/>
    public int ProcessId => _session.ProcessId;

    /// <summary>The statements that ask a question; the answer is the reply at <see cref="AnswerPlace"/>.</summary>
    internal IReadOnlyList<BatchStatement> InPipeline(BatchStatement question) => [_enter, Plain(Settings), .. Besides, Plain(question), .. _leave];

    /// <summary>A question as it may go among the script's own statements: by its name only where the session has it prepared already.</summary>
    internal BatchStatement Plain(BatchStatement question) => _prepared.Known(question);

    /// <summary>Forgets what is prepared: the script may have taken it away.</summary>
    internal void Forget() => _prepared.Forget();

    /// <summary>Asks one question; what it writes is rolled back at once.</summary>
    /// <inheritdoc/>
    public async Task<Reply> ExecuteAsync(string statement, IReadOnlyList<string?> parameters, CancellationToken cancellationToken)
    {
        var place = AnswerPlace + Besides.Count;
        while (true)
        {
            var replies = await BatchAsync([_enter, Plain(Settings), .. Besides, new BatchStatement(statement, parameters), .. _leave], cancellationToken);
            if (replies.Count <= place)
            {
                await ForgetMissingAsync(replies[^1].Error!, cancellationToken);
                continue;
            }

            var reply = replies[place];
            if (reply.Error is not null)
            {
                // The server passed over what stood behind it.
                replies = await BatchAsync(_leave, cancellationToken);
            }

            return replies[^1].Error is { } error ? throw new ServerErrorException(error) : reply;
        }
    }

    /// <inheritdoc/>
    Task<IReadOnlyList<Reply>> IHarness.AskAsync(IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken) => AskAsync(questions, cancellationToken);

    /// <inheritdoc/>
    Task<IReadOnlyList<Reply>> IHarness.AskOnceAsync(IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken) => AskAsync([], questions, cancellationToken);

    /// <inheritdoc cref="IHarness.AskAsync"/>
    internal Task<IReadOnlyList<Reply>> AskAsync(IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken) => AskAsync(questions, [], cancellationToken);

    private async Task<IReadOnlyList<Reply>> AskAsync(IReadOnlyList<BatchStatement> kept, IReadOnlyList<BatchStatement> once, CancellationToken cancellationToken)
    {
        while (true)
        {
            var named = _prepared.Named([Settings, .. kept]);
            var replies = await BatchAsync([_enter, .. named, .. once, .. _leave], cancellationToken);
            if (replies is not [.., { Error: { } error }])
            {
                _prepared.Keep(named);
                return [.. replies.Skip(AnswerPlace).Take(kept.Count + once.Count)];
            }

            await ForgetMissingAsync(error, cancellationToken);
        }
    }

    /// <summary>Leaves the question that failed, and forgets what is prepared where that was the reason: the script took it away, as by DEALLOCATE ALL.</summary>
    /// <exception cref="ServerErrorException">It failed for another reason.</exception>
    private async Task ForgetMissingAsync(ServerMessage error, CancellationToken cancellationToken)
    {
        await BatchAsync(_leave, cancellationToken);
        if (_prepared.Count == 0 || error.SqlState is not PreparedQuestions.Missing)
        {
            throw new ServerErrorException(error);
        }

        _prepared.Forget();
    }

    /// <summary>Does nothing: the session is the rehearsal's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IReadOnlyList<Reply>> BatchAsync(IReadOnlyList<BatchStatement> statements, CancellationToken cancellationToken)
    {
        var collector = new ReplyCollector(copyData: null);
        await _session.ExecuteBatchAsync(statements, collector, cancellationToken);
        return collector.Replies;
    }
}
