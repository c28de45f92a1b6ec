using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Tests.NetZero;

namespace Sandbox.Rehearsal.Tests.Guards;

/// <summary>A policy admits escape hatches of a clone by name or by kind, those alone, and the report says what it admitted.</summary>
/// <param name="major">The server's version.</param>
[Versions(13, 15, 18)]
public sealed class EscapeHatchPolicyTests(int major)
{
    private static readonly string[] s_clone =
    [
        "CREATE TABLE loud (n int)", "CREATE TABLE louder (n int)", "CREATE TABLE stamped (n int, w pg_lsn DEFAULT pg_switch_wal())",
        "CREATE FUNCTION announce() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_switch_wal(); RETURN NEW; END'",
        "CREATE TRIGGER tr AFTER INSERT ON loud FOR EACH ROW EXECUTE FUNCTION announce()",
        "CREATE FUNCTION twice() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_switch_wal(), pg_stat_reset(); RETURN NEW; END'",
        "CREATE TRIGGER tr AFTER INSERT ON louder FOR EACH ROW EXECUTE FUNCTION twice()",

        // Untrusted is a language that is not called trusted; whose handler it has does not matter.
        "CREATE LANGUAGE plsh HANDLER plpgsql_call_handler", "CREATE FUNCTION shell() RETURNS int LANGUAGE plsh AS 'BEGIN RETURN 1; END'",
        "CREATE FUNCTION shell_slot() RETURNS int LANGUAGE plsh AS 'BEGIN PERFORM pg_drop_replication_slot(''none''); RETURN 1; END'",
    ];

    private Meanwhile? _started;

    private Meanwhile Server => _started ?? throw new InvalidOperationException("the fixture's server has not started");

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [OneTimeSetUp]
    public async Task StartAsync() => _started = await Meanwhile.StartAsync(major);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_started is not null)
        {
            await _started.DisposeAsync();
        }
    }

    [TestCase("INSERT INTO loud VALUES (1);\n", "pg_switch_wal", "the script names loud: announce(): pg_switch_wal() switches")]
    [TestCase("INSERT INTO loud VALUES (1);\n", "wal", "the script names loud: announce(): pg_switch_wal() switches")]
    [TestCase("INSERT INTO stamped VALUES (1);\n", "pg_switch_wal", "the script names stamped: an expression or a program of stamped")]
    [TestCase("SELECT shell();\n", "plsh", "the script names shell: shell(): runs code of plsh, an untrusted language")]
    [TestCase("SELECT shell();\n", "language", "the script names shell: shell(): runs code of plsh, an untrusted language")]
    public async Task What_is_admitted_runs_and_is_told(string script, string admitted, string way)
    {
        var clone = await Server.CloneAsync(s_clone);

        var refused = await Meanwhile.RehearseAsync(clone, script);
        var report = await Meanwhile.RehearseAsync(clone, script, request => Admitting(request, admitted));

        refused.ExitCode.ShouldBe(ExitCode.Refused);
        refused.Message!.ShouldContain(way);
        refused.Message!.ShouldEndWith("; the policy can admit it by name (allow.escapeHatches)");
        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        var check = report.Guard.Where(static check => check.Name == GuardCheck.EscapeHatches).ShouldHaveSingleItem();
        check.Passed.ShouldBeTrue();
        check.Detail.ShouldContain(way);
        check.Detail.ShouldEndWith("; admitted by sandbox.json: $.allow.escapeHatches");
        using var text = new StringWriter();
        await new TextReporter(new TextOptions()).WriteAsync(report, text, Token);
        text.ToString().ShouldContain("guard: escape hatches: passed: ");
    }

    [TestCase("INSERT INTO loud VALUES (1);\n", new[] { "slot", "pg_stat_reset", "language", "file" }, "pg_switch_wal() switches")]
    [TestCase("INSERT INTO louder VALUES (1);\n", new[] { "wal" }, "twice(): pg_stat_reset() resets statistics")]
    [TestCase("INSERT INTO louder VALUES (1);\n", new[] { "pg_stat_reset" }, "twice(): pg_switch_wal() switches")]
    [TestCase("INSERT INTO stamped VALUES (1);\n", new[] { "pg_create_restore_point" }, "an expression or a program of stamped")]
    [TestCase("SELECT shell();\n", new[] { "plperlu" }, "runs code of plsh")]
    [TestCase("SELECT shell_slot();\n", new[] { "plsh" }, "shell_slot(): pg_drop_replication_slot() drops")]
    [TestCase("SELECT pg_switch_wal();\n", new[] { "wal" }, "pg_switch_wal() switches")]
    public async Task What_is_not_admitted_is_refused_as_is_what_the_script_calls_itself(string script, string[] admitted, string reason)
    {
        var clone = await Server.CloneAsync(s_clone);

        var report = await Meanwhile.RehearseAsync(clone, script, request => Admitting(request, admitted));

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message!.ShouldContain(reason);
    }

    [Test]
    public async Task It_holds_in_the_disposable_lane()
    {
        var clone = await Server.CloneAsync(s_clone);
        const string Script = "INSERT INTO loud VALUES (1);\n";

        var refused = await Meanwhile.RehearseAsync(clone, Script, static request => Admitting(request, "slot") with { Lane = Lane.Disposable });
        var report = await Meanwhile.RehearseAsync(clone, Script, static request => Admitting(request, "wal") with { Lane = Lane.Disposable });

        refused.ExitCode.ShouldBe(ExitCode.Refused);
        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        report.Guard.ShouldContain(static check => check.Name == GuardCheck.EscapeHatches);
    }

    private static RehearsalRequest Admitting(RehearsalRequest request, params string[] hatches) => request with { Policy = request.Policy with { AllowedEscapeHatches = hatches } };
}
