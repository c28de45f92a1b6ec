using System.Diagnostics;
using System.Diagnostics.Metrics;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Telemetry;

/// <summary>
/// What OpenTelemetry gets of a rehearsal: a trace with a span for each script, in it one for the guard, one for each statement and one for the proof; and counts.
/// Names are those of OpenTelemetry's semantic conventions for databases and for code where those have one. Nothing is made where nobody listens.
/// </summary>
public static class SandboxTelemetry
{
    /// <summary>The name of the source and of the meter: <c>AddSource(SandboxTelemetry.Name)</c>, <c>AddMeter(SandboxTelemetry.Name)</c>.</summary>
    public const string Name = "Sandbox";

    private static readonly string s_version = typeof(SandboxTelemetry).Assembly.GetName().Version!.ToString(3);

    private static readonly ActivitySource s_source = new(Name, s_version);

    private static readonly Meter s_meter = new(Name, s_version);

    private static readonly Histogram<double> s_rehearsals = s_meter.CreateHistogram<double>("sandbox.rehearsal.duration", "s", "How long the rehearsal of a script took, guard and proof included.");

    private static readonly Histogram<double> s_statements = s_meter.CreateHistogram<double>("db.client.operation.duration", "s", "How long a statement of a script took.");

    /// <summary>Begins the span of a script's rehearsal; null where nobody listens.</summary>
    internal static Activity? Rehearse(string script, string database, string lane)
    {
        var span = s_source.StartActivity($"rehearse {Path.GetFileName(script)}");
        span?.SetTag("code.file.path", script).SetTag("db.system.name", "postgresql").SetTag("db.namespace", database).SetTag("sandbox.lane", lane);
        return span;
    }

    /// <summary>Begins the span of a part of a rehearsal; null where nobody listens.</summary>
    /// <param name="part"><c>guard</c> or <c>prove</c>.</param>
    internal static Activity? Part(string part) => s_source.StartActivity(part);

    /// <summary>Tells of a statement that has come to its end.</summary>
    internal static void Played(Statement statement, StatementClass kind, Step step)
    {
        var elapsed = TimeSpan.FromMilliseconds(step.ElapsedMs ?? 0);
        if (s_statements.Enabled && step.ElapsedMs is not null)
        {
            s_statements.Record(
                elapsed.TotalSeconds,
                [new("db.system.name", "postgresql"), new("db.operation.name", kind.Command), .. step.Error?.SqlState is { } state ? [new("error.type", state)] : Array.Empty<KeyValuePair<string, object?>>()]);
        }

        if (!s_source.HasListeners())
        {
            return;
        }

        var end = TimeProvider.System.GetUtcNow();
        using var span = s_source.StartActivity(kind.Command, ActivityKind.Client, Activity.Current?.Context ?? default, startTime: end - elapsed);
        span?.SetEndTime(end.UtcDateTime)
            .SetTag("db.system.name", "postgresql").SetTag("db.operation.name", kind.Command).SetTag("db.query.text", Redaction.Of(statement.Text))
            .SetTag("code.file.path", statement.Path).SetTag("code.line.number", statement.Start.Line).SetTag("db.response.returned_rows", step.Rows);
        if (step.Error is { } error)
        {
            span?.SetTag("db.response.status_code", error.SqlState).SetTag("error.type", error.SqlState ?? "psql").SetStatus(ActivityStatusCode.Error, Redaction.Of(error.Message));
        }
    }

    /// <summary>Tells how a rehearsal ended.</summary>
    /// <param name="span">Its span.</param>
    /// <param name="verdict">What came of it.</param>
    /// <param name="lane">Its lane.</param>
    /// <param name="reason">Why it did not pass; null where it did.</param>
    /// <param name="elapsed">How long it took.</param>
    internal static void Ended(Activity? span, string verdict, string lane, string? reason, TimeSpan elapsed)
    {
        span?.SetTag("sandbox.verdict", verdict);
        if (reason is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error, Redaction.Of(reason));
        }

        s_rehearsals.Record(elapsed.TotalSeconds, new("sandbox.verdict", verdict), new("sandbox.lane", lane));
    }
}
