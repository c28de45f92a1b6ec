using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Guards;

/// <summary>What leads to an escape hatch is refused (the attempts in <c>tests/corpus/escapes-own</c>); what does not is not.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class EscapeHatchPreflightTests
{
    private const string Clone = """
        CREATE TABLE quiet (n int); CREATE TABLE loud (n int);
        CREATE FUNCTION announce() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_switch_wal(); RETURN NEW; END';
        CREATE TRIGGER tr AFTER INSERT ON loud FOR EACH ROW EXECUTE FUNCTION announce();
        CREATE FUNCTION harmless() RETURNS text LANGUAGE sql AS $f$SELECT 'pg_switch_wal is a function'::text$f$;
        """;

    [TestCase("INSERT INTO quiet VALUES (1);\nSELECT harmless();\n")]
    public async Task A_script_that_goes_nowhere_near_runs(string script)
    {
        var report = await Rehearse.TextAsync(script, Clone);

        report.Verdict.ShouldBe(Verdict.Pass, report.Message);
    }

    [TestCase("INSERT INTO loud VALUES (1);\n")]
    [TestCase("DO $$ BEGIN EXECUTE 'INSERT INTO loud VALUES (1)'; END $$;\n")]
    public async Task A_script_that_leads_there_is_refused_with_the_way(string script)
    {
        var report = await Rehearse.TextAsync(script, Clone);

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message.ShouldNotBeNull().ShouldContain("the script names loud: announce(): pg_switch_wal() switches the server's WAL segment");
    }
}
