using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>What two rehearsals at once on one clone do to each other: neither sees the other, whoever wants what the other has locked waits for its rollback, and each says who else was there.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OneCloneTests
{
    // Each side says that it is in its transaction, and goes on when the other side of its own database has said so too: pg_locks shows the whole server's.
    private const string Meet = """
        SELECT pg_advisory_xact_lock_shared(4711);
        DO $$
        DECLARE
            patience timestamptz := clock_timestamp() + interval '30 seconds';
        BEGIN
            WHILE clock_timestamp() < patience AND (
                SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) < 2
            LOOP
                PERFORM pg_sleep(0.01);
            END LOOP;
            IF clock_timestamp() >= patience THEN
                RAISE EXCEPTION 'nobody else came';
            END IF;
        END $$;
        """;

    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test, CancelAfter(120_000)]
    public async Task Neither_sees_what_the_other_writes_and_both_are_rolled_back()
    {
        var (database, reports) = await TogetherAsync(
            $"CREATE TABLE items (id int PRIMARY KEY)", $"{Meet}\nINSERT INTO items VALUES (1);\nSELECT pg_sleep(0.5);\nSELECT count(*) FROM items;", $"{Meet}\nINSERT INTO items VALUES (2);\nSELECT pg_sleep(0.5);\nSELECT count(*) FROM items;");
        foreach (var report in reports)
        {
            report.Script().Results[^1].Rows[0][0].ShouldBe("1");
            report.NetZero!.TransactionStatus.ShouldBe("aborted");
            report.NetZero.Residue.ShouldAllBe(static residue => residue.Kind == ResidueKind.Physical);
        }

        (await TestServer.RunAsync(database, "SELECT count(*) FROM items")).ShouldBe("0");
    }

    [Test, CancelAfter(120_000)]
    public async Task Whoever_wants_the_same_row_waits_for_the_others_rollback_and_then_has_it()
    {
        var (database, reports) = await TogetherAsync(
            "CREATE TABLE items (id int PRIMARY KEY)", $"{Meet}\nINSERT INTO items VALUES (1);\nSELECT pg_sleep(1);", $"{Meet}\nINSERT INTO items VALUES (1);\nSELECT pg_sleep(1);");
        foreach (var report in reports)
        {
            report.Script().Steps.ShouldAllBe(static step => step.Error == null);
            report.Script().Effects.Tables!.Single().Net.ShouldBe(new RowCounts(1, 0, 0));
        }

        // The one that came second inserted only once the first was rolled back.
        reports.Select(static report => report.Script().Steps.Single(static step => step.Tag == "INSERT 0 1").ElapsedMs!.Value).Count(static elapsed => elapsed > 500).ShouldBe(1);
        (await TestServer.RunAsync(database, "SELECT count(*) FROM items")).ShouldBe("0");
    }

    [Test, CancelAfter(120_000)]
    public async Task Locks_in_opposite_order_end_one_of_them_and_the_other_goes_on()
    {
        var (_, reports) = await TogetherAsync(
            "CREATE TABLE a (i int); CREATE TABLE b (i int)", $"BEGIN;\nLOCK a;\n{Meet}\nLOCK b;\nCOMMIT;", $"BEGIN;\nLOCK b;\n{Meet}\nLOCK a;\nCOMMIT;");
        reports.Select(static report => report.Verdict).ShouldBe([Verdict.Pass, Verdict.Fail], ignoreOrder: true);
        reports.Single(static report => report.Verdict == Verdict.Fail).Script().Steps.ShouldContain(static step => step.Error != null && step.Error.SqlState == "40P01");
    }

    private static async Task<(string Database, Report[] Reports)> TogetherAsync(string fixture, params string[] scripts)
    {
        using var folder = new TempFolder();
        var database = await TestServer.CreateDatabaseAsync("gov_test", [.. fixture.Split(';', StringSplitOptions.TrimEntries)]);
        var runs = scripts.Select(async (text, at) =>
        {
            var script = Path.Combine(folder.Path, $"script{at}.sql");
            await File.WriteAllTextAsync(script, text, Cancellation);
            return await Rehearser.RunAsync(
                new RehearsalRequest { Paths = [script], Target = TestServer.Server.Target(database), Policy = new Policy { RehearseAllow = ["gov_test_*"] }, Snapshot = SnapshotContent.None }, Cancellation);
        });
        return (database, await Task.WhenAll(runs));
    }
}
