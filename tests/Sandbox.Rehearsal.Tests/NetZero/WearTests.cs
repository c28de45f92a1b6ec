using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.NetZero;

/// <summary>What a rolled-back write leaves in its table is told as the server has it, and what was not measured is not told as nothing.</summary>
/// <param name="major">The server's version.</param>
[Versions(13, 15, 18)]
public sealed class WearTests(int major)
{
    private static readonly string[] s_clone =
    [
        "CREATE TABLE named (n int, note text)", "INSERT INTO named SELECT i, 'x' FROM generate_series(1, 100) i", "CREATE TABLE quiet (n int)", "CREATE TABLE behind (n int)",
        "CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO behind VALUES (NEW.n); RETURN NEW; END'",
        "CREATE TRIGGER tr AFTER INSERT ON named FOR EACH ROW EXECUTE FUNCTION follow()",
        "CREATE TABLE parts (n int) PARTITION BY RANGE (n)", "CREATE TABLE part_one PARTITION OF parts FOR VALUES FROM (0) TO (10)",
    ];

    private const string Script = """
        INSERT INTO named SELECT i, repeat('y', 500) FROM generate_series(101, 150) i;
        UPDATE named SET note = 'z' WHERE n <= 10;
        DELETE FROM named WHERE n > 90 AND n <= 100;
        SELECT count(*) FROM quiet;
        INSERT INTO parts VALUES (1);
        CREATE TABLE of_the_run (n int);
        INSERT INTO of_the_run VALUES (1);

        """;

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

    [Test]
    public async Task It_is_told_by_table_and_a_strict_policy_does_not_count_it()
    {
        var clone = await Server.CloneAsync(s_clone);
        var before = await SizeAsync();

        var report = await Meanwhile.RehearseAsync(clone, Script, static request => request with { Policy = request.Policy with { Strict = true } });

        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        var after = await SizeAsync();
        long.Parse(after, CultureInfo.InvariantCulture).ShouldBeGreaterThan(long.Parse(before, CultureInfo.InvariantCulture));
        var residue = report.Script().NetZero!.Residue;
        residue.ShouldAllBe(static worn => worn.IsWear && worn.Kind == ResidueKind.Physical);
        residue.Select(static worn => (worn.Object, worn.Before, worn.After)).ShouldBe(
        [
            ("dead rows of table behind", null, "at most 50 more"), ("statistics of table behind", null, "50 more inserted, 0 more updated, 0 more deleted"),
            ("heap of table named", $"{before} bytes", $"{after} bytes"), ("dead rows of table named", null, "at most 60 more"), ("statistics of table named", null, "50 more inserted, 10 more updated, 10 more deleted"),
            ("heap of table part_one", "0 bytes", "8192 bytes"), ("dead rows of table part_one", null, "at most 1 more"), ("statistics of table part_one", null, "1 more inserted, 0 more updated, 0 more deleted"),
        ]);
        report.Target!.Capabilities.ShouldContain(Wear.Unknown);
        using var text = new StringWriter();
        await new TextReporter(new TextOptions()).WriteAsync(report, text, Token);
        text.ToString().ShouldContain($"  wear: dead rows of table behind at most 50 more, heap of table named {before} bytes -> {after} bytes, dead rows of table named at most 60 more, heap of table part_one 0 bytes -> 8192 bytes, and 1 more\n");

        async Task<string> SizeAsync()
        {
            await using var session = await WireSession.OpenAsync(clone, Token);
            return (await session.ScalarAsync("SELECT pg_relation_size('named')", Token))!;
        }
    }

    [Test]
    public async Task Indexes_and_long_values_grow_too()
    {
        var clone = await Server.CloneAsync("CREATE TABLE wide (n int PRIMARY KEY, body text)", "ALTER TABLE wide ALTER COLUMN body SET STORAGE EXTERNAL", "CREATE INDEX ON wide (body text_pattern_ops) WHERE n < 0");
        var before = await SizesAsync();

        var report = await Meanwhile.RehearseAsync(clone, "INSERT INTO wide SELECT i, repeat('x', 4000) FROM generate_series(1, 1000) i;\n");

        var after = await SizesAsync();
        report.Script().NetZero!.Residue.Where(static worn => worn.Object.EndsWith("of table wide", StringComparison.Ordinal)).Select(static worn => (worn.Object, worn.Before, worn.After)).Take(3).ShouldBe(
            before.Zip(after).Zip(["heap", "indexes", "TOAST"], static (sizes, part) => ($"{part} of table wide", (string?)$"{sizes.First} bytes", (string?)$"{sizes.Second} bytes")));
        after.Zip(before, static (now, then) => now - then).ShouldAllBe(static grown => grown > 0);
        report.Target!.Capabilities.ShouldNotContain(Wear.Unknown);

        async Task<IReadOnlyList<long>> SizesAsync()
        {
            await using var session = await WireSession.OpenAsync(clone, Token);
            var sizes = await session.QueryAsync(
                "SELECT pg_relation_size(oid), pg_indexes_size(oid), pg_relation_size(reltoastrelid) + pg_indexes_size(reltoastrelid) FROM pg_class WHERE relname = 'wide'", Token);
            return [.. sizes.Rows[0].Select(static size => long.Parse(size!, CultureInfo.InvariantCulture))];
        }
    }

    [Test]
    public async Task It_is_what_the_server_counts()
    {
        if (major < 15)
        {
            Assert.Ignore("Up to PostgreSQL 14 counts arrive at some later time.");
        }

        var clone = await Server.CloneAsync(s_clone);
        var before = await CountsAsync();

        await Meanwhile.RehearseAsync(clone, Script);
        await Server.AloneAsync(clone);

        var moved = (await CountsAsync()).Zip(before, static (now, then) => now - then).ToList();
        moved.Take(3).ShouldBe([50, 10, 10]);

        // Whoever reads a page, the rehearsal's own count of the rows too, may clear dead rows away.
        moved[3].ShouldBeInRange(1, 60);

        async Task<long[]> CountsAsync()
        {
            await using var session = await WireSession.OpenAsync(clone, Token);
            var counts = await session.QueryAsync("SELECT n_tup_ins, n_tup_upd, n_tup_del, n_dead_tup FROM pg_stat_user_tables WHERE relname = 'named'", Token);
            return [.. counts.Rows[0].Select(static count => long.Parse(count!, CultureInfo.InvariantCulture))];
        }
    }

    [Test]
    public async Task A_table_that_somebody_holds_does_not_keep_the_run_waiting_and_a_run_that_writes_nothing_leaves_nothing()
    {
        var clone = await Server.CloneAsync(s_clone);
        await using var other = await WireSession.OpenAsync(clone, Token);
        await other.QueryAsync("BEGIN", Token);
        await other.QueryAsync("LOCK TABLE quiet", Token);

        var report = await Meanwhile.RehearseAsync(clone, "SELECT 'quiet \"and\" \\ odd', count(*) FROM named;\n");

        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        report.Script().NetZero!.Residue.ShouldBeEmpty();
        report.Target!.Capabilities.ShouldNotContain(Wear.Unknown);
    }

    [Test]
    public async Task Where_effects_are_off_it_is_not_measured_and_that_is_said()
    {
        var clone = await Server.CloneAsync(s_clone);

        var report = await Meanwhile.RehearseAsync(clone, Script, static request => request with { MeasuresEffects = false });

        report.Script().NetZero!.Residue.ShouldBeEmpty();
        report.Target!.Capabilities.ShouldContain(static line => line.Contains("wear as residue: not measured", StringComparison.Ordinal));
    }
}
