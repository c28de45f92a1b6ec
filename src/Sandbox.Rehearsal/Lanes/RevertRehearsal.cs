using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.Lanes;

/// <summary>
/// The reverting script of a rehearsal in the rollback lane: it runs behind the other one in the same transaction, as another session of psql would, and the state before both
/// is compared with the state after both as that transaction sees them.
/// </summary>
internal sealed class RevertRehearsal
{
    private readonly ScriptPlan _revert;
    private readonly RehearsalRequest _request;
    private readonly VirtualTransactions _transactions;
    private readonly Recorder _recorder;
    private readonly OwnStateSession _session;
    private readonly DatabaseState _before;
    private bool _played;

    private RevertRehearsal(ScriptPlan revert, RehearsalRequest request, VirtualTransactions transactions, Recorder recorder, OwnStateSession session, DatabaseState before)
    {
        _revert = revert;
        _request = request;
        _transactions = transactions;
        _recorder = recorder;
        _session = session;
        _before = before;
    }

    /// <summary>Reads the state before both scripts.</summary>
    /// <param name="revert">The reverting script's plan.</param>
    /// <param name="request">The run that it belongs to.</param>
    /// <param name="session">The rehearsal's session, in its transaction.</param>
    /// <param name="transactions">How the scripts' transactions are played.</param>
    /// <param name="recorder">Records both.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<RevertRehearsal> BeginAsync(
        ScriptPlan revert, RehearsalRequest request, WireSession session, VirtualTransactions transactions, Recorder recorder, CancellationToken cancellationToken)
    {
        var reading = new OwnStateSession(new HarnessSession(session, transactions.Harness.Savepoint) { Besides = [OwnStateSession.Settings] });
        var before = await StateReader.ReadAsync(reading, new StateOptions(), cancellationToken);
        await recorder.PassOverReadsAsync(cancellationToken);
        return new RevertRehearsal(revert, request, transactions, recorder, reading, before);
    }

    /// <summary>Plays the reverting script; not after a script that failed.</summary>
    /// <param name="clock">Ends what hangs.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public async Task PlayAsync(StatementClock clock, CancellationToken cancellationToken)
    {
        if (_recorder.HasFailed)
        {
            return;
        }

        await _transactions.EndSessionAsync(cancellationToken);
        await ScriptPlay.PlayAsync(_revert, _request, _transactions, _recorder, clock, cancellationToken);
        _played = true;
    }

    /// <summary>Compares the state after both scripts with the one before; null where the reverting script was not played.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<RevertReport?> CompareAsync(CancellationToken cancellationToken)
    {
        if (!_played)
        {
            return null;
        }

        await _transactions.EndSessionAsync(cancellationToken);
        var after = await StateReader.ReadAsync(_session, new StateOptions { Before = _before, KeepsRows = false }, cancellationToken);
        return RevertReport.Of(_revert.Path, _revert.Sha256, _before, after);
    }

    /// <summary>What is told where the scripts did not come so far; null where there is no reverting script.</summary>
    /// <param name="plan">The plan of both.</param>
    public static RevertReport? NotCompared(ScriptPlan plan) => plan.Revert is not { } revert ? null
        : new RevertReport { Path = revert.Path, Sha256 = revert.Sha256, Reason = "the scripts did not come to their end without an error" };
}
