using System.Globalization;
using Sandbox.Lifecycle.Ledger;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Promotions;

namespace Sandbox.Lifecycle.Promotions;

/// <summary>Promotes a script that was rehearsed green on a governed sandbox: by an approval, with a credential that nothing else reads, and only if it does there what it did in the rehearsal.</summary>
public sealed class SandboxPromotion
{
    private readonly PromotionRequest _request;
    private readonly Approval _approval;
    private readonly RehearsedReport _report;
    private readonly SandboxLedger _ledger;
    private readonly SandboxName _sandbox;
    private readonly TimeProvider _time;

    private SandboxPromotion(PromotionRequest request, Approval approval, RehearsedReport report, SandboxName sandbox, TimeProvider time)
    {
        _request = request;
        _approval = approval;
        _report = report;
        _ledger = SandboxLedger.Of(request.Policy);
        _sandbox = sandbox;
        _time = time;
    }

    /// <summary>Promotes a script.</summary>
    /// <param name="request">Which, and where; its target has the credential.</param>
    /// <param name="approval">The approval's file; null where none was named.</param>
    /// <param name="report">The file of the rehearsal's report; null where none was named.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Interrupts; the script is rolled back.</param>
    /// <returns>What was committed.</returns>
    /// <exception cref="SandboxException">
    /// Approval or report is missing (<see cref="ExitCode.AdmissionDenied"/>); script, report or target are not what was approved, the time is over, or the effects are not those of the rehearsal
    /// (<see cref="ExitCode.Refused"/>). Nothing was committed.
    /// </exception>
    public static async Task<PromotedEffects> RunAsync(PromotionRequest request, string? approval, string? report, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(time);
        var (approved, rehearsed) = (await Approval.LoadAsync(approval, cancellationToken), await RehearsedReport.LoadAsync(report, cancellationToken));
        var promotion = new SandboxPromotion(request, approved, rehearsed, SandboxName.Admit(rehearsed.Database, request.Policy), time);
        return await promotion.RunAsync(cancellationToken);
    }

    private async Task<PromotedEffects> RunAsync(CancellationToken cancellationToken)
    {
        if (_approval.Until < _time.GetUtcNow())
        {
            throw Refused($"{_approval.Path} ended at {_approval.Until.ToString("O", CultureInfo.InvariantCulture)}; have it approved again");
        }

        if (!string.Equals(_approval.Report, _report.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused($"the report is not the one that {_approval.ApprovedBy} approved: it hashes to {_report.Sha256}");
        }

        var promoted = await Promotion.RunAsync(_request, Admit, Enter, BeforeCommitAsync, cancellationToken);
        await WriteAsync("promote", promoted);
        return promoted;
    }

    private void Admit(ScriptPlan plan)
    {
        if (!string.Equals(plan.Sha256, _approval.Script, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused($"{plan.Path} is not the script that {_approval.ApprovedBy} approved: it hashes to {plan.Sha256}");
        }

        if (!string.Equals(plan.Sha256, _report.Script, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused($"{plan.Path} is not the script that was rehearsed: it hashes to {plan.Sha256}");
        }
    }

    private void Enter(TargetIdentity found)
    {
        if (!string.Equals(found.SystemIdentifier, _approval.SystemIdentifier, StringComparison.Ordinal) || !string.Equals(found.Database, _approval.Database, StringComparison.Ordinal))
        {
            throw Refused(
                $"the target is the database {found.Database} of cluster {found.SystemIdentifier ?? "unknown: the role may not read its identifier"}, and approved is {_approval.Database} of {_approval.SystemIdentifier}");
        }

        if (found.InRecovery)
        {
            throw Refused("the target is a standby");
        }
    }

    /// <summary>Compares what was done with what was rehearsed, and leaves a line in the ledger that is there whatever becomes of the commit.</summary>
    private async Task BeforeCommitAsync(PromotedEffects done)
    {
        var found = done.Tables.ToDictionary(static table => table.Table, StringComparer.Ordinal);
        var differences = found.Keys.Union(_report.Tables.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .SelectMany(table => Differences(table, found.GetValueOrDefault(table), _report.Tables.GetValueOrDefault(table)))
            .Concat(Differences(RehearsedReport.Lines(done.Ddl), _report.Definitions)).ToList();
        if (differences.Count > 0)
        {
            throw Refused($"rolled back, because it did not do what was rehearsed: {string.Join("; ", differences.Take(5))}{(differences.Count > 5 ? " and more" : "")}");
        }

        if (_approval.Until < _time.GetUtcNow())
        {
            throw Refused($"rolled back, because {_approval.Path} ended meanwhile");
        }

        await WriteAsync("promote_begin", done);
    }

    private IEnumerable<string> Differences(string name, TableEffect? found, RehearsedReport.Table? rehearsed)
    {
        var bounds = _approval.Bounds.GetValueOrDefault(name) ?? new TableBounds(null, null, null);
        var done = found is null ? RowCounts.None : found.Net;
        var expected = rehearsed is null ? RowCounts.None : rehearsed.Net;
        foreach (var (what, count, row, bound) in ((string, long?, long?, RowBounds?)[])
        [
            ("inserted", done?.Inserted, expected?.Inserted, bounds.Inserted), ("updated", done?.Updated, expected?.Updated, bounds.Updated), ("deleted", done?.Deleted, expected?.Deleted, bounds.Deleted),
        ])
        {
            var wanted = bound ?? (row is { } rows ? new RowBounds(rows, rows) : null);
            if (count is not { } number || wanted is null)
            {
                yield return $"{name}: rows {what} could not be measured";
            }
            else if (!wanted.Hold(number))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name}: {number} rows {what} and not {wanted}");
            }
        }

        if ((found?.Truncated is > 0) != (rehearsed?.IsTruncated ?? false) || (found?.Dropped ?? false) != (rehearsed?.IsDropped ?? false))
        {
            yield return $"{name}: truncated or dropped otherwise";
        }
    }

    private static IEnumerable<string> Differences(IReadOnlyList<string> done, IReadOnlyList<string> rehearsed)
    {
        var (found, expected) = (done.CountBy(static line => line).ToDictionary(StringComparer.Ordinal), rehearsed.CountBy(static line => line).ToDictionary(StringComparer.Ordinal));
        return found.Keys.Union(expected.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(line => found.GetValueOrDefault(line) != expected.GetValueOrDefault(line))
            .Select(line => $"{line}: {(found.GetValueOrDefault(line) > expected.GetValueOrDefault(line) ? "was not rehearsed" : "was rehearsed and not done")}");
    }

    private async Task WriteAsync(string operation, PromotedEffects done)
    {
        // The sandbox is as it was; its line says what was made of what was rehearsed there.
        var latest = (await _ledger.ReadAsync(CancellationToken.None)).Latest(_report.Server).GetValueOrDefault(_sandbox.Text);
        await _ledger.AppendAsync(
            operation,
            _sandbox,
            latest?.Status ?? SandboxStatus.Retired,
            _report.Server,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["script"] = _report.Script,
                ["report"] = _report.Sha256,
                ["approved_by"] = _approval.ApprovedBy,
                ["target_server"] = done.Identity.SystemIdentifier,
                ["target_database"] = done.Identity.Database,
                ["target_role"] = _request.Target.User,
                ["transaction"] = done.TransactionId.ToString(CultureInfo.InvariantCulture),
            },
            CancellationToken.None);
    }

    private static SandboxException Refused(string what) => new(ExitCode.Refused, $"REFUSE: {what}");
}
