using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// The rehearsal's session as the harness uses it between the script's statements. A script may set a search path, a role or a time zone; each question of
/// the harness is asked in a savepoint of its own with settings of its own, and the savepoint is rolled back, so that neither sees anything of the other.
/// </summary>
/// <param name="session">The session that the script runs on.</param>
/// <param name="savepoint">A name that no script can guess.</param>
public sealed class HarnessSession(WireSession session, string savepoint) : ISession
{
    /// <summary>Which of the replies to <see cref="InPipeline"/> is the answer.</summary>
    internal const int AnswerPlace = 2;

    /// <summary>invalid_sql_statement_name (errcodes.txt): what the server says of a prepared statement that it does not know.</summary>
    private const string MissingStatement = "26000";

    private const string Settings =
        """
        SELECT pg_catalog.set_config('sandbox.lock_timeout', pg_catalog.current_setting('lock_timeout'), true), pg_catalog.set_config('session_authorization', NULL, true), pg_catalog.set_config('role', 'none', true),
               pg_catalog.set_config('search_path', 'pg_catalog', true), pg_catalog.set_config('statement_timeout', '0', true),
               pg_catalog.set_config('datestyle', 'ISO', true), pg_catalog.set_config('intervalstyle', 'postgres', true), pg_catalog.set_config('timezone', 'UTC', true),
               pg_catalog.set_config('extra_float_digits', '1', true), pg_catalog.set_config('bytea_output', 'hex', true),
               pg_catalog.set_config('quote_all_identifiers', 'off', true), pg_catalog.set_config('lock_timeout', '0', true),
               pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true)
        """;

    private readonly BatchStatement[] _enter = [$"SAVEPOINT {savepoint}", Settings];
    private readonly BatchStatement[] _leave = [$"ROLLBACK TO SAVEPOINT {savepoint}", $"RELEASE SAVEPOINT {savepoint}"];
    private readonly PreparedQuestions _prepared = new(savepoint + "_");

    /// <summary>The name of the savepoint.</summary>
    internal string Savepoint => savepoint;

    /// <summary>What is set besides for each question; none as a rule, and then the answer is at <see cref="AnswerPlace"/>.</summary>
    internal IReadOnlyList<BatchStatement> Besides { get; init; } = [];

    /// <inheritdoc/>
    public TransactionStatus Status => session.Status;

    /// <inheritdoc/>
    public int ProcessId => session.ProcessId;

    /// <summary>The statements that ask a question; the answer is the reply at <see cref="AnswerPlace"/>.</summary>
    internal IReadOnlyList<BatchStatement> InPipeline(BatchStatement question) => [.. _enter, .. Besides, Plain(question), .. _leave];

    /// <summary>A question as it may go among the script's own statements: by its name only where the session has it prepared already.</summary>
    internal BatchStatement Plain(BatchStatement question) => _prepared.Known(question);

    /// <summary>Forgets what is prepared: the script may have taken it away.</summary>
    internal void Forget() => _prepared.Forget();

    /// <summary>Asks one question; what it writes is rolled back at once.</summary>
    /// <inheritdoc/>
    public async Task<Reply> ExecuteAsync(string statement, IReadOnlyList<string?> parameters, CancellationToken cancellationToken)
    {
        var replies = await BatchAsync([.. _enter, .. Besides, new BatchStatement(statement, parameters), .. _leave], cancellationToken);
        var place = AnswerPlace + Besides.Count;
        var reply = replies.Count > place ? replies[place] : throw new ServerErrorException(replies[^1].Error!);
        if (reply.Error is not null)
        {
            // The server passed over what stood behind it.
            replies = await BatchAsync(_leave, cancellationToken);
        }

        return replies[^1].Error is { } error ? throw new ServerErrorException(error) : reply;
    }

    /// <summary>Asks several questions in one round trip; an error is the harness's own fault and thrown.</summary>
    /// <param name="questions">One statement each, which is planned once for all that follow.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The answers, in order.</returns>
    /// <exception cref="ServerErrorException">The server refused one.</exception>
    internal async Task<IReadOnlyList<Reply>> AskAsync(IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            var named = _prepared.Named(questions);
            var replies = await BatchAsync([.. _enter, .. named, .. _leave], cancellationToken);
            if (replies is not [.., { Error: { } error }])
            {
                _prepared.Keep(named);
                return [.. replies.Skip(AnswerPlace).Take(questions.Count)];
            }

            await BatchAsync(_leave, cancellationToken);
            if (isAgain || error.SqlState is not MissingStatement)
            {
                throw new ServerErrorException(error);
            }

            // The script took it away, as by DEALLOCATE ALL.
            _prepared.Forget();
        }
    }

    /// <summary>Does nothing: the session is the rehearsal's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IReadOnlyList<Reply>> BatchAsync(IReadOnlyList<BatchStatement> statements, CancellationToken cancellationToken)
    {
        var collector = new ReplyCollector(copyData: null);
        await session.ExecuteBatchAsync(statements, collector, cancellationToken);
        return collector.Replies;
    }
}
