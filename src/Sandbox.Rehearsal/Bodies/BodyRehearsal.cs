using Sandbox.Postgres;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Bodies;

/// <summary>
/// A rehearsal whose script is a test's body: while it lasts, connections to <see cref="Host"/> work inside its one sealed transaction on a clone of a pool. Each sees what those before it
/// did; their own transactions are played as savepoints, so that a COMMIT of theirs commits nothing.
/// </summary>
public sealed class BodyRehearsal : IAsyncDisposable
{
    private readonly BodyRelay _relay;
    private readonly Task<Report> _run;

    private BodyRehearsal(BodyRelay relay, string database, Task<Report> run)
    {
        _relay = relay;
        Database = database;
        _run = run;
    }

    /// <summary>The folder of the socket that connections go to.</summary>
    public string Host => _relay.Host;

    /// <summary>The port that goes with <see cref="Host"/>.</summary>
    public static int Port => BodyRelay.Port;

    /// <summary>The name by which the clone was asked for.</summary>
    public string Database { get; }

    /// <summary>Begins: takes a clone, asks the guard, begins the transaction and seals it.</summary>
    /// <param name="name">What is rehearsed: the test's name, which reports have in a script's place.</param>
    /// <param name="request">How it is rehearsed; it names no path.</param>
    /// <param name="clones">The pool; nobody else has the clone until the end.</param>
    /// <param name="fixture">The script that builds the clone; null for an empty one.</param>
    /// <param name="isolation">The isolation level of the one transaction, in lower case: <c>read committed</c>, <c>repeatable read</c>, <c>serializable</c>.</param>
    /// <param name="cancellationToken">Interrupts the whole, rolled back.</param>
    /// <exception cref="SandboxException">The clone could not be built, or the guard refused it.</exception>
    public static async Task<BodyRehearsal> BeginAsync(string name, RehearsalRequest request, Clones clones, string? fixture, string isolation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(clones);
        var relay = new BodyRelay();
        var database = request.Policy.FirstAdmittedName();
        var plan = new ScriptPlan
        {
            Path = name,
            Directives = new ScriptDirectives { Database = database, Snapshot = SnapshotContent.None },
            Sha256 = string.Empty,
            Names = relay.Names,
            Limits = new ScriptLimits(),
            Isolation = TransactionModes.Normalize(isolation),
            Fixture = fixture,
            Body = relay,
        };

        // A test thinks as long as it likes between two statements, and what ends it is the test's own limit.
        var run = Task.Run(
            () => Rehearser.RunAsync(plan, request with { StatementTimeout = Timeout.InfiniteTimeSpan, Snapshot = SnapshotContent.None }, clones, cancellationToken), CancellationToken.None);
        await Task.WhenAny(relay.Ready, run);
        if (relay.Ready.IsCompleted)
        {
            return new BodyRehearsal(relay, database, run);
        }

        await relay.DisposeAsync();
        var report = await run;
        cancellationToken.ThrowIfCancellationRequested();
        throw new SandboxException(report.ExitCode, report.Message ?? $"{name}: the rehearsal ended before it began");
    }

    /// <summary>What was done so far.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The test's transaction has failed and was not rolled back yet, or the rehearsal is over (<see cref="ExitCode.Usage"/>).</exception>
    public Task<BodyEffects> EffectsAsync(CancellationToken cancellationToken) => _relay.Player.EffectsAsync(cancellationToken);

    /// <summary>Runs a statement in the test's transaction, beside what its connections send.</summary>
    /// <param name="statement">One statement.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <returns>What came of it, values as text; an error is in it.</returns>
    /// <exception cref="SandboxException">It is refused, or the rehearsal is over.</exception>
    public Task<Reply> RunAsync(string statement, CancellationToken cancellationToken) => _relay.Player.RunAsync(statement, cancellationToken);

    /// <summary>Asks something of the clone as the test has made it, of which nothing is seen in the effects.</summary>
    /// <param name="question">A query; its names without a schema are found in <c>pg_catalog</c>, then in <c>public</c>.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="SandboxException">The test's transaction has failed and was not rolled back yet, or the rehearsal is over (<see cref="ExitCode.Usage"/>).</exception>
    public Task<Reply> AskAsync(string question, CancellationToken cancellationToken) => _relay.Player.AskAsync(question, cancellationToken);

    /// <summary>Ends: closes what is still connected, rolls back, proves it, and gives the clone back where that succeeded.</summary>
    /// <returns>The report, whatever went wrong.</returns>
    public async Task<Report> EndAsync()
    {
        _relay.End();
        return await _run;
    }

    /// <summary>Ends it, where nobody did.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await _relay.DisposeAsync();
    }
}
