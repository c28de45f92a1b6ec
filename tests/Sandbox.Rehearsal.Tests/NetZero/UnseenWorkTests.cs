using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.NetZero;

/// <summary>What a call that is put together from pieces does without a transaction id, and which no text shows: programs that the server ran, and messages in its log.</summary>
/// <param name="major">The server's version.</param>
[Versions(13, 15, 18)]
[Parallelizable(ParallelScope.Self)]
public sealed class UnseenWorkTests(int major)
{
    private const string Program = "DO $$ BEGIN EXECUTE 'CO' || 'PY (SELECT 1) TO PROG' || 'RAM ''cat > /dev/null'''; END $$;\n";
    private const string Message = "DO $$ BEGIN EXECUTE 'SELECT pg_logical_' || 'emit_message(false, ''whose'', ''what'')'; END $$;\n";
    private const string InTransaction = "DO $$ BEGIN EXECUTE 'SELECT pg_logical_' || 'emit_message(true, ''whose'', ''what'')'; END $$;\n";

    /// <summary>More than two files of the log.</summary>
    private const string Much = "CREATE TABLE much AS SELECT g, repeat('x', 200) FROM generate_series(1, 15000) g;\n";

    private Meanwhile? _started;

    private Meanwhile Server => _started ?? throw new InvalidOperationException("the fixture's server has not started");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _started = await Meanwhile.StartAsync(major);
        await Meanwhile.RunAsync(Server.Target(), "CREATE ROLE plain LOGIN");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_started is not null)
        {
            await _started.DisposeAsync();
        }
    }

    [Test, Platform("Linux")]
    public async Task A_program_that_the_server_ran_is_residue()
    {
        var clone = await Server.CloneAsync();

        var report = await Meanwhile.RehearseAsync(clone, Program);

        report.ExitCode.ShouldBe(ExitCode.Residue, report.Message);
        ResidueOf(report).ShouldHaveSingleItem().ShouldBe(new Residue(
            ResidueKind.Logical, "programs on the server's machine", null, "the session ran at least one; what it did there no rollback takes back"));
    }

    [TestCase("program"), TestCase("plperlu"), Platform("Linux")]
    public async Task A_program_is_told_and_fails_nothing_where_the_policy_admits_it(string admitted)
    {
        var clone = await Server.CloneAsync();

        var report = await Meanwhile.RehearseAsync(clone, Program, request => request with { Policy = request.Policy with { AllowedEscapeHatches = [admitted] } });

        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        ResidueOf(report).ShouldHaveSingleItem().Kind.ShouldBe(ResidueKind.Physical);
    }

    [Test]
    public async Task A_script_that_runs_no_program_has_none()
    {
        var clone = await Server.CloneAsync();

        var report = await Meanwhile.RehearseAsync(clone, "DO $$ BEGIN EXECUTE 'SEL' || 'ECT 1'; END $$;\n");

        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        ResidueOf(report).ShouldBeEmpty();
    }

    [TestCase(Message, 1)]
    [TestCase(Much + Message, 1)]
    [TestCase(Message + Much, 1)]
    [TestCase(Message + Much + Message, 2)]
    [TestCase("DO $$ BEGIN EXECUTE 'SELECT pg_switch' || '_wal()'; EXECUTE 'SELECT pg_logical_' || 'emit_message(false, ''whose'', ''what'')'; END $$;\n", 1)]
    [TestCase("DO $$ BEGIN EXECUTE 'SELECT pg_logical_' || 'emit_message(false, ''whose'', repeat(''x'', 100000))'; EXCEPTION WHEN others THEN NULL; END $$;\n", 1)]
    [TestCase(InTransaction, 0)]
    [TestCase(Much, 0)]
    public async Task Messages_of_no_transaction_are_read_off_the_log_where_somebody_would_get_them(string script, int messages)
    {
        var clone = await Server.CloneAsync();
        await WithSlotAsync(clone, async () =>
        {
            var report = await Meanwhile.RehearseAsync(clone, script);

            report.ExitCode.ShouldBe(messages > 0 ? ExitCode.Residue : ExitCode.Success, report.Message);
            ResidueOf(report).ShouldBe(Enumerable.Repeat(
                new Residue(ResidueKind.Logical, "message whose in the write-ahead log", null, "belongs to no transaction, for the replication slot ears"), messages));
        });
    }

    [Test]
    public async Task Where_nobody_would_get_a_message_there_is_nothing_to_tell()
    {
        var clone = await Server.CloneAsync();

        var report = await Meanwhile.RehearseAsync(clone, Message);

        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        ResidueOf(report).ShouldBeEmpty();
    }

    [Test]
    public async Task A_role_that_may_not_read_the_log_proves_nothing_about_messages()
    {
        var clone = await Server.CloneAsync();
        await WithSlotAsync(clone, async () =>
        {
            var unknown = await Meanwhile.RehearseAsync(clone with { User = "plain" }, "SELECT 1;\n");
            var admitted = await Meanwhile.RehearseAsync(
                clone with { User = "plain" }, Message, static request => request with { Policy = request.Policy with { AllowedEscapeHatches = ["message"] } });

            unknown.ExitCode.ShouldBe(ExitCode.Residue, unknown.Message);
            unknown.NetZero!.Proven.ShouldBe(ProofStatus.NotProven);
            unknown.NetZero.Reason!.ShouldContain("the replication slot ears of the clone");
            unknown.NetZero.Reason!.ShouldContain("allow.escapeHatches: pg_logical_emit_message");
            admitted.ExitCode.ShouldBe(ExitCode.Success, admitted.Message);
        });
    }

    private async Task WithSlotAsync(ConnectionTarget clone, Func<Task> test)
    {
        await Meanwhile.RunAsync(clone, "SELECT pg_create_logical_replication_slot('ears', 'pgoutput')");
        await Server.AloneAsync(clone);
        try
        {
            await test();
        }
        finally
        {
            await Meanwhile.RunAsync(clone, "SELECT pg_drop_replication_slot('ears')");
        }
    }

    private static IReadOnlyList<Residue> ResidueOf(Report report) => [.. report.Script().NetZero!.Residue.Where(static residue => !residue.IsWear)];
}
