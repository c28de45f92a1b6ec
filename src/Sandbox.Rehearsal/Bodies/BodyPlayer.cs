using Sandbox.Postgres;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Bodies;

/// <summary>Plays what a test's connections send, one request at a time, inside the rehearsal's transaction.</summary>
/// <param name="stage">What it plays on.</param>
/// <param name="names">Collects the names that the statements hold; the plan's own.</param>
internal sealed class BodyPlayer(BodyStage stage, HashSet<string> names) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _requests;

    /// <summary>The first statement that was refused; null where none was.</summary>
    public SandboxException? Refusal { get; private set; }

    /// <summary>The transaction's status as a client sees it.</summary>
    public char Status => !stage.Transactions.InBlock ? 'I' : stage.Transactions.Session.Status == TransactionStatus.Failed ? 'E' : 'T';

    /// <summary>Plays one request and answers it, up to what tells the client that the next may come.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">Who sent it.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="EscapeException">The transaction is no longer the rehearsal's.</exception>
    public async Task PlayAsync(ClientRequest request, ClientConnection client, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        try
        {
            await PlayInTurnAsync(request, client, cancellationToken);
        }
        catch (SandboxException refusal) when (refusal.ExitCode == ExitCode.Refused)
        {
            // The body may swallow the error; the test fails all the same.
            Refusal ??= refusal;
            client.Fail(PlayedReply.Message("ERROR", "0A000", $"refused in a test that is rolled back: {refusal.Message}"));
        }
    }

    /// <summary>What was written so far.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<BodyEffects> EffectsAsync(CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        ThrowIfFailed();
        var effects = await stage.Recorder.SoFarAsync(cancellationToken);
        return new BodyEffects(effects, await CloneTables.ReadAsync(stage.Transactions.Harness, stage.Transactions.Seal, cancellationToken));
    }

    /// <summary>Plays a statement beside what the connections send, in the transaction that is open.</summary>
    /// <param name="text">One statement.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="SandboxException">It is refused.</exception>
    public async Task<Reply> RunAsync(string text, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        try
        {
            foreach (var (part, kind) in PartsOf(text))
            {
                await RefuseAsync(StatementOf(part), kind, cancellationToken);
            }

            return (await PlayTextAsync(text, cancellationToken)).Results[^1];
        }
        catch (SandboxException refusal) when (refusal.ExitCode == ExitCode.Refused)
        {
            Refusal ??= refusal;
            throw;
        }
    }

    /// <summary>Asks something beside what the connections send; nobody sees anything of it.</summary>
    /// <param name="question">The question; its names without a schema are found in <c>pg_catalog</c>, then in <c>public</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Reply> AskAsync(string question, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        ThrowIfFailed();
        IHarness harness = stage.Transactions.Harness;
        return (await harness.AskOnceAsync(["SELECT pg_catalog.set_config('search_path', 'pg_catalog, public', true)", question], cancellationToken))[1];
    }

    /// <summary>Does what the server does when a client goes: its open transaction is rolled back, and its session is as new.</summary>
    /// <param name="prepared">The names of what it has prepared.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task LeaveAsync(IReadOnlyCollection<string> prepared, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        if (stage.Transactions.InBlock)
        {
            await PlayTextAsync("ROLLBACK", cancellationToken);
        }

        foreach (var name in prepared)
        {
            await stage.Transactions.Session.ClosePreparedAsync(name, new ReplyCollector(copyData: null), cancellationToken);
        }

        await stage.Transactions.Session.AskAsync(["CLOSE ALL", "SET SESSION AUTHORIZATION DEFAULT", "RESET ALL", "SELECT pg_catalog.pg_advisory_unlock_all()"], cancellationToken);
    }

    /// <summary>Sets what a client asks for when it connects.</summary>
    /// <param name="settings">By name.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The server's error; null where there is none.</returns>
    public async Task<ServerMessage?> EnterAsync(IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        foreach (var (name, value) in settings.Where(static setting => setting.Key is not ("user" or "database" or "client_encoding")))
        {
            var reply = await stage.Transactions.AskAsync(
                () => stage.Transactions.Session.ExecuteAsync("SELECT pg_catalog.set_config($1, $2, false)", [name, value], cancellationToken), cancellationToken);
            if (reply.Error is { } error)
            {
                return error;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Waits until nobody else works on the session; whoever disposes of the turn gives it on.</summary>
    private async Task<Turn> TurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    private async Task PlayInTurnAsync(ClientRequest request, ClientConnection client, CancellationToken cancellationToken)
    {
        var parts = request.Executed.SelectMany(PartsOf).ToList();
        var prepares = request.Parsed.SelectMany(static statement => PartsOf(statement.Text)).ToList();
        var statement = StatementOf(string.Join('\n', request.Executed));
        foreach (var (text, kind) in parts.Count > 0 ? parts : prepares)
        {
            await RefuseAsync(StatementOf(text), kind, cancellationToken);
        }

        if (parts is [(_, var only)] && stage.Transactions.Plays(only))
        {
            client.Answer(request, (await PlayAloneAsync(statement, parts, cancellationToken)).Results);
            return;
        }

        if (parts.Concat(prepares).Any(part => stage.Transactions.Plays(part.Kind)))
        {
            // Sent as it is, what stands behind it would run outside of the rehearsal.
            throw new SandboxException(
                ExitCode.Refused, $"{stage.Plan.Path}: transaction control among other statements, or prepared, cannot be played: send it by itself, as BeginTransaction and CommitAsync do");
        }

        await RelayAsync(request, client, statement, parts, cancellationToken);
    }

    private async Task RelayAsync(ClientRequest request, ClientConnection client, Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
        {
            // Only prepared or closed.
            await stage.Transactions.RelayAsync(parts, Send, cancellationToken);
            return;
        }

        var kind = parts.Select(static part => part.Kind).FirstOrDefault(stage.Recorder.LooksBehind) ?? parts[0].Kind;
        await stage.Recorder.PlayingAsync(statement, kind, Transmission.Plain, cancellationToken);
        var begun = stage.Request.Time.GetTimestamp();
        var played = await stage.Transactions.RelayAsync(parts, Send, cancellationToken);
        if (played is { Played: not null, Error: { } deferred })
        {
            client.Fail(deferred);
        }

        await stage.Recorder.PlayedAsync(statement, kind, played, stage.Request.Time.GetElapsedTime(begun), cancellationToken);

        Task<IReadOnlyList<Reply>> Send() => stage.Transactions.Session.RelayAsync(request.Messages, client, cancellationToken);
    }

    private Task<PlayedReply> PlayTextAsync(string text, CancellationToken cancellationToken) => PlayAloneAsync(StatementOf(text), PartsOf(text), cancellationToken);

    private async Task<PlayedReply> PlayAloneAsync(Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, CancellationToken cancellationToken)
    {
        await stage.Recorder.PlayingAsync(statement, parts[0].Kind, Transmission.Plain, cancellationToken);
        var begun = stage.Request.Time.GetTimestamp();
        var played = await stage.Transactions.PlayAsync(statement, parts, Transmission.Plain, copyData: null, cancellationToken);
        await stage.Recorder.PlayedAsync(statement, parts[0].Kind, played, stage.Request.Time.GetElapsedTime(begun), cancellationToken);
        return played;
    }

    private async Task RefuseAsync(Statement statement, StatementClass kind, CancellationToken cancellationToken)
    {
        NameCollector.Collect(statement.Text, names);
        Refusals.Check(statement, kind, stage.Plan.Limits);
        if (stage.Hatches.Count > 0 && stage.Transactions.Session.Status == TransactionStatus.InTransaction)
        {
            await EscapeHatchPreflight.RefuseAsync(stage.Transactions.Session, stage.Hatches, stage.Plan, stage.Request.Policy, cancellationToken);
        }
    }

    private void ThrowIfFailed()
    {
        if (stage.Transactions.Session.Status != TransactionStatus.InTransaction)
        {
            throw new SandboxException(ExitCode.Usage, "the test's transaction has failed, so that nothing can be asked: roll it back first");
        }
    }

    private Statement StatementOf(string text) => Statement.Of(stage.Plan.Path, text, ++_requests);

    private static IReadOnlyList<(string Text, StatementClass Kind)> PartsOf(string text) => MessageParts.Of(text, StatementClassifier.Classify(text), standardConformingStrings: true);

    /// <summary>The right to work on the session.</summary>
    private readonly struct Turn(SemaphoreSlim taken) : IDisposable
    {
        public void Dispose() => taken.Release();
    }
}
