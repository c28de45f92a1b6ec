using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Telemetry;

/// <summary>The rehearsal of one script, as trace and log are told of it: from its making to its disposal.</summary>
internal sealed class ToldRehearsal : IDisposable
{
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly string _script;
    private readonly string _lane;
    private readonly long _begun;
    private readonly Activity? _span;

    /// <summary>Begins.</summary>
    /// <param name="plan">The script's plan.</param>
    /// <param name="database">The clone.</param>
    /// <param name="request">The run that it belongs to.</param>
    public ToldRehearsal(ScriptPlan plan, string database, RehearsalRequest request)
    {
        (_log, _time, _script) = (request.Log, request.Time, plan.Path);
        _lane = plan.Lane == Lane.Disposable ? "disposable" : "rollback";
        _begun = _time.GetTimestamp();
        _span = SandboxTelemetry.Rehearse(_script, database, _lane);
        RehearsalLog.Begins(_log, _script, database, _lane);
    }

    /// <summary>What ended it before its time; null where nothing did.</summary>
    public string? Ended { get; set; }

    /// <summary>What came of it; null where nothing of the script ran, or where it is rehearsed again in another lane.</summary>
    public ScriptReport? Report { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        var elapsed = _time.GetElapsedTime(_begun);
        var verdict = Report is null ? Ended is null ? "again" : "error" : Words(Report.Verdict);
        var reason = Ended ?? (Report is { Verdict: not Verdict.Pass } failed ? failed.Reasons.FirstOrDefault() ?? verdict : null);
        SandboxTelemetry.Ended(_span, verdict, _lane, reason, elapsed);
        if (reason is null)
        {
            RehearsalLog.Ends(_log, _script, verdict, elapsed.TotalMilliseconds, Words(Report?.NetZero));
        }
        else
        {
            RehearsalLog.EndsBadly(_log, _script, verdict, elapsed.TotalMilliseconds, Redaction.Of(reason));
        }

        _span?.Dispose();
    }

    private static string Words(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string Words(NetZeroProof? proof) => proof?.Proven switch
    {
        ProofStatus.Proven => "nothing left behind: proven",
        ProofStatus.Foreign => "nothing of its own left behind; others committed meanwhile",
        _ => "no proof",
    };
}
