using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Telemetry;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>Whoever listens hears of a rehearsal as a trace with a span a statement, as measurements, and as lines of a log.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TelemetryTests
{
    private const string Text = "INSERT INTO t VALUES (1), (2);\nALTER ROLE CURRENT_USER PASSWORD 'never-told';\nSELECT nothing_there;\n";

    [TestCase(null, "rollback")]
    [TestCase(Lane.Disposable, "disposable")]
    public async Task A_rehearsal_is_a_trace_with_a_span_a_statement(Lane? lane, string word)
    {
        using var trace = new Trace();

        await Rehearse.TextAsync("INSERT INTO t VALUES (1), (2);\nSELECT nothing_there;\n", "CREATE TABLE t (i int);", request => request with { Lane = lane });

        var whole = trace.Spans.Single(static span => span.OperationName.StartsWith("rehearse ", StringComparison.Ordinal));
        whole.OperationName.ShouldBe("rehearse script.sql");
        whole.GetTagItem("sandbox.verdict").ShouldBe("fail");
        whole.GetTagItem("sandbox.lane").ShouldBe(word);
        whole.Status.ShouldBe(ActivityStatusCode.Error);
        var statements = trace.Spans.Where(static span => span.Kind == ActivityKind.Client).ToList();
        statements.ShouldAllBe(span => span.ParentSpanId == whole.SpanId && span.StartTimeUtc >= whole.StartTimeUtc.AddMilliseconds(-1) && span.Duration > TimeSpan.Zero);
        statements.Select(static span => (span.OperationName, Line: span.GetTagItem("code.line.number"), Rows: span.GetTagItem("db.response.returned_rows"), Code: span.GetTagItem("db.response.status_code")))
            .ShouldBe([("INSERT", 1, 2L, null), ("SELECT", 2, null, "42703")]);
    }

    [Test]
    public async Task Guard_and_proof_have_spans_of_their_own()
    {
        using var trace = new Trace();

        await Rehearse.TextAsync("SELECT 1;\n");

        var whole = trace.Spans.Single(static span => span.OperationName.StartsWith("rehearse ", StringComparison.Ordinal));
        trace.Spans.Where(span => span.ParentSpanId == whole.SpanId).Select(static span => span.OperationName).ShouldBe(["guard", "SELECT", "prove"]);
        whole.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Test]
    public async Task No_span_and_no_line_of_the_log_holds_a_secret()
    {
        using var trace = new Trace();
        var log = new Lines();

        await Rehearse.TextAsync(Text, "CREATE TABLE t (i int);", request => request with { Log = log });

        trace.Spans.SelectMany(static span => span.TagObjects).Select(static tag => $"{tag.Value}").ShouldAllBe(static value => !value.Contains("never-told", StringComparison.Ordinal));
        string.Join('\n', log.Written).ShouldNotContain("never-told");
    }

    [Test]
    public async Task The_log_tells_each_statement_and_the_end()
    {
        var log = new Lines();

        await Rehearse.TextAsync("INSERT INTO t VALUES (1), (2);\nSELECT nothing_there;\n", "CREATE TABLE t (i int);", request => request with { Log = log });

        log.Written.Select(static line => line[..line.IndexOf(':', StringComparison.Ordinal)]).ShouldBe(["Information", "Debug", "Warning", "Error"]);
        log.Written.ToArray()[1].ShouldMatch("script\\.sql:1: INSERT took [0-9.]+ ms, 2 rows");
        log.Written.ToArray()[2].ShouldContain("script.sql:2: SELECT failed: column \"nothing_there\" does not exist");
        log.Written.ToArray()[3].ShouldContain("script.sql: fail after");
    }

    [Test]
    public async Task What_is_refused_is_told_too()
    {
        using var trace = new Trace();
        var log = new Lines();

        await Rehearse.TextAsync("SELECT 1;\n", fixture: null, request => request with { Log = log, Policy = request.Policy with { RehearseAllow = ["another"] } });

        var whole = trace.Spans.Single(static span => span.OperationName.StartsWith("rehearse ", StringComparison.Ordinal));
        (whole.Status, whole.GetTagItem("sandbox.verdict")).ShouldBe((ActivityStatusCode.Error, "error"));
        log.Written.Last().ShouldStartWith("Error: ");
    }

    [Test]
    public async Task Durations_are_measured()
    {
        var measured = new ConcurrentBag<(string Name, string? Of)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (string.Equals(instrument.Meter.Name, SandboxTelemetry.Name, StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            value.ShouldBeGreaterThanOrEqualTo(0);
            foreach (var tag in tags)
            {
                measured.Add((instrument.Name, $"{tag.Key}={tag.Value}"));
            }
        });
        listener.Start();

        await Rehearse.TextAsync("VALUES (1);\nSELECT nothing_there;\n");

        // Other tests are measured as well.
        measured.ShouldContain(("db.client.operation.duration", "db.operation.name=VALUES"));
        measured.ShouldContain(("db.client.operation.duration", "error.type=42703"));
        measured.ShouldContain(("sandbox.rehearsal.duration", "sandbox.verdict=fail"));
    }

    /// <summary>The spans of the test that listens, and of no other.</summary>
    private sealed class Trace : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _spans = new();
        private readonly Activity _root = new Activity("test").Start();
        private readonly ActivityListener _listener;

        public Trace()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = static source => string.Equals(source.Name, SandboxTelemetry.Name, StringComparison.Ordinal),
                Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    if (span.TraceId == _root.TraceId)
                    {
                        _spans.Enqueue(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IEnumerable<Activity> Spans => _spans;

        public void Dispose()
        {
            _listener.Dispose();
            _root.Dispose();
        }
    }

    private sealed class Lines : ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> Written => _lines;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }
}
