using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Telemetry;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>What is kept for the report, up to its bounds, and what trace and log are told.</content>
internal sealed partial class Recorder
{
    /// <summary>Where each statement is told.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    private void Keep(Step step)
    {
        _failures += step.Error is null ? 0 : 1;
        if (step.Error is null ? Steps.Count < Kept : _failures <= Kept)
        {
            Steps.Add(step);
        }
        else
        {
            Omitted = Omitted with { Steps = Omitted.Steps + 1 };
        }
    }

    private void Keep(NoticeEffect notice)
    {
        if (_notices.Count < Kept)
        {
            _notices.Add(notice);
        }
        else
        {
            Omitted = Omitted with { Notices = Omitted.Notices + 1 };
        }
    }

    private void Keep(Reply result, int line)
    {
        foreach (var notice in result.Notices)
        {
            Keep(new NoticeEffect(notice.InvariantSeverity, notice.Text, line));
        }

        Omitted = result.DroppedNotices == 0 ? Omitted : Omitted with { Notices = Omitted.Notices + result.DroppedNotices };
        if (result.Columns.Count == 0)
        {
            return;
        }

        var table = new ResultTable(line, [.. result.Columns.Select(static column => column.Name)], result.Rows, CommandTags.Rows(result.Tag) ?? result.Rows.Count);
        if (CheckReader.Read(table) is { } reading)
        {
            Readings.Add(reading);
        }

        if (Results.Count == Kept)
        {
            Omitted = Omitted with { Results = Omitted.Results + 1 };
            return;
        }

        Results.Add(table.Rows.Count <= _rowsLeft ? table : table with { Rows = [.. table.Rows.Take((int)_rowsLeft)] });
        _rowsLeft -= Results[^1].Rows.Count;
    }

    private void Tell(Statement statement, StatementClass kind, Step step)
    {
        SandboxTelemetry.Played(statement, kind, step);
        if (step.Error is { } error)
        {
            RehearsalLog.Failed(Logger, step.Path, step.Line, step.Command, Redaction.Of(error.Message));
        }
        else
        {
            RehearsalLog.Played(Logger, step.Path, step.Line, step.Command, step.ElapsedMs, step.Rows);
        }
    }
}
