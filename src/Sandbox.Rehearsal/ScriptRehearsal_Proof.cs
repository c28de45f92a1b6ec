using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Telemetry;

namespace Sandbox.Rehearsal;

/// <content>The end of a rehearsal: the rollback and the proof.</content>
internal sealed partial class ScriptRehearsal
{
    /// <summary>Rolls back whatever happened, cancelled or not, and proves it; where the server cannot be asked, that is the proof's answer.</summary>
    private async Task<(Evidence.Finding Finding, IReadOnlyDictionary<string, long> Rows)> RollBackAsync(WireSession session, Seal seal)
    {
        using var span = SandboxTelemetry.Part("prove");
        using var patience = new CancellationTokenSource(s_patience, _request.Time);
        await _sampler.EndAsync();
        _evidence.Beside = _sampler.ProcessId;
        string reason;
        try
        {
            return await RollBackAsync(session, seal, patience.Token);
        }
        catch (SandboxException failure)
        {
            reason = failure.Message;
        }
        catch (OperationCanceledException)
        {
            reason = $"{_target} did not answer the rollback and the proof within {s_patience.TotalSeconds:0} s";
        }

        return (new Evidence.Finding(NetZeroProver.Unanswered(seal.TransactionId, reason), [], RowsBefore: null), new Dictionary<string, long>(StringComparer.Ordinal));
    }

    /// <summary>The proof is made on a new session where the old one is gone, or was ended.</summary>
    private async Task<(Evidence.Finding Finding, IReadOnlyDictionary<string, long> Rows)> RollBackAsync(WireSession session, Seal seal, CancellationToken cancellationToken)
    {
        if (seal.ProcessId != session.ProcessId && !session.IsBroken)
        {
            await LostBackend.EndPooledAsync(session, cancellationToken);
        }

        try
        {
            if (!session.IsBroken)
            {
                return await ProveAsync(session, isNew: false, seal, cancellationToken);
            }
        }
        catch (SandboxException) when (session.IsBroken)
        {
            // The connection is lost: another session looks at what is left.
        }

        return await LostBackend.AskAnotherAsync(_target, ProveOnAnotherAsync, _request.Recovery, _request.Time, cancellationToken);

        async Task<(Evidence.Finding Finding, IReadOnlyDictionary<string, long> Rows)> ProveOnAnotherAsync(WireSession other)
        {
            if (await _evidence.HasRestartedAsync(other, cancellationToken))
            {
                // After a crash somebody else may have the same id.
                throw new SandboxException(ExitCode.Residue, NetZeroProver.Restarted);
            }

            await LostBackend.EndAsync(other, seal.TransactionId, _request.Time, cancellationToken);
            return await ProveAsync(other, isNew: true, seal, cancellationToken);
        }
    }

    private async Task<(Evidence.Finding Finding, IReadOnlyDictionary<string, long> Rows)> ProveAsync(WireSession session, bool isNew, Seal seal, CancellationToken cancellationToken)
    {
        var written = _recorder!.Log.Work.Keys.ToList();
        var harness = Outside(session, isNew);
        var finding = await _evidence.RollBackAsync(session, harness, isNew, seal.TransactionId, written, cancellationToken);
        var rows = await RowCensus.TakeAsync(harness, written, cancellationToken);
        if (_probe is not null)
        {
            _changed = await _recorder.Rows.CompareAsync(harness, rows, _probe.Names, cancellationToken);
            _definitions = await _recorder.Definitions!.CompareAsync(harness, cancellationToken);
        }

        _committed = await CommittedRelations.ReadAsync(harness, [.. _recorder.Locks.Relations, .. written], cancellationToken);
        _worn = await _wear.ReadAsync(harness, _recorder.Log.Work, cancellationToken);
        _sequences = _restore is null ? SequenceRestore.NotAsked(finding.Sequences)
            : await _restore.PutBackAsync(session, finding.Sequences, SequenceRestore.WhyNot(finding.Proof, _evidence.OthersActedInClone), cancellationToken);
        return (finding, rows);
    }
}
