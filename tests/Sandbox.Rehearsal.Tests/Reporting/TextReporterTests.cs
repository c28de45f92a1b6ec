using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.States;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Reporting;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class TextReporterTests
{
    [Test]
    public async Task A_passed_run_reads_from_header_to_verdict()
    {
        (await Write(Reports.Passed)).ShouldBe(
            """
            register.sql on directus_gov_test_clone (PostgreSQL 15.18, throwaway)

              == start ==
               n  | name
              ----+------
                1 | one
               20 |
              (2 rows)

            Checks
             seq |    check     | expected | actual | verdict
            -----+--------------+----------+--------+---------
               1 | one row more | 310      |    310 | PASS
               2 | no row lost  | >= 17    |     22 | PASS
                 | no orphan    |          |        | PASS

            Effects
              birth_registry +5 inserted  never named
              dot_tools      309 -> 310  +1 inserted
              line 5: WARNING: code breaks the format
              line 5: NOTICE: born
              sequence dot_tools_id_seq 309 -> 310 (no rollback takes it back)

            Estimates
              register.sql:5: INSERT: 1 rows expected at cost 0.01, 1 came in 1.5 ms

            Transactions
              register.sql:4: BEGIN: played as a savepoint
              register.sql:6: COMMIT: released; nothing was committed

            Proof
              proven: own transaction aborted, ids 742 to 751

            Findings
              register.sql:4:1: warning SBX1003: the script commits (confirmed)

            Snapshot
              matches register.verified.txt

            PASS  3 of 3 checks, nothing left behind (proven, ids 742 to 751)

            """);
    }

    [Test]
    public async Task A_copy_its_lane_and_a_revert_are_told()
    {
        var text = await Write(Reports.Of(Reports.Script with
        {
            Lane = "disposable",
            LaneReason = "auto: register.sql:3: VACUUM cannot run in a transaction block",
            Revert = new()
            {
                Path = "down.sql", Sha256 = new string('b', 64), Equal = false, Limits = ["roles: the role may not read them"],
                Differences = [new(ResidueKind.Logical, "row", "public.t", "id=1", "note", StateChange.Changed, null, "x")],
            },
        }));

        text.ShouldStartWith("register.sql on a copy of directus_gov_test_clone (PostgreSQL 15.18, throwaway), disposable lane (auto: register.sql:3: VACUUM cannot run in a transaction block)\n");
        text.ShouldContain("\n  sequence dot_tools_id_seq 309 -> 310\n");
        text.ShouldContain("""

            Revert
              NOT EQUAL: after down.sql this is not as before register.sql:
              row public.t (id=1) note: NULL -> x
              not compared: roles: the role may not read them

            """);
    }

    [Test]
    public async Task Quiet_is_the_verdict_alone()
    {
        (await Write(Reports.Passed, TextDetail.Quiet)).ShouldBe("PASS  register.sql: 3 of 3 checks, nothing left behind (proven, ids 742 to 751)\n");
    }

    [Test]
    public async Task Verbose_shows_every_statement_with_its_tag_and_time()
    {
        var text = await Write(Reports.Passed, TextDetail.Verbose);

        text.ShouldContain("\nregister.sql:2: SELECT 2  0.7 ms\n");
        text.ShouldContain("\nregister.sql:4: BEGIN\n");
        text.ShouldContain("\nregister.sql:5: INSERT 0 1  1.5 ms\n");
        text.ShouldContain("\nguard: throwaway: passed: this run started the server\n");
    }

    [Test]
    public async Task Several_scripts_end_in_a_summary()
    {
        var failed = Reports.Script with
        {
            Path = "b.sql", Verdict = Verdict.Fail, Reasons = ["1 check failed"], Checks = [new("1", "x", "1", "2", Passed: false, 3)], Snapshot = SnapshotResult.None,
        };
        var text = await Write(Reports.Passed with { Scripts = [Reports.Script, failed], Verdict = Verdict.Fail, ExitCode = ExitCode.VerdictFail });

        text.ShouldContain("\nPASS  register.sql: 3 of 3 checks, nothing left behind (proven, ids 742 to 751)\n\nb.sql on ");
        text.ShouldEndWith(
            """
            FAIL  b.sql: 1 check failed; 0 of 1 checks; nothing left behind (proven, ids 742 to 751)

                script    | verdict | checks | statements | time  | snapshot | net-zero
            --------------+---------+--------+------------+-------+----------+----------
             register.sql | PASS    | 3 of 3 |          4 | 13 ms | matched  | proven
             b.sql        | FAIL    | 0 of 1 |          4 | 13 ms | none     | proven

            FAIL  1 of 2 scripts, 3 of 4 checks, nothing left behind (proven, ids 742 to 751)

            """);
    }

    [Test]
    public async Task A_refusal_names_the_guard_and_the_reason()
    {
        var text = await Write(new()
        {
            Verdict = Verdict.Refused,
            ExitCode = ExitCode.Refused,
            Message = "database directus is not a clone: admit it in sandbox.json",
            Target = new() { Host = "prod", Port = 5433, Database = "directus", ServerVersion = "16.4", Throwaway = false },
            Guard = [new("throwaway", Passed: true, "x"), new("database name", Passed: false, "directus is denied")],
        });

        text.ShouldBe(
            """
            directus (PostgreSQL 16.4, target prod:5433)
            guard: database name: REFUSED: directus is denied
            REFUSED  database directus is not a clone: admit it in sandbox.json

            """);
    }

    [Test]
    public async Task An_error_stands_in_the_transcript_with_its_place()
    {
        var script = Reports.Script with
        {
            Steps = [Reports.Step(5, "SELECT", "SELECT 1/0") with { Path = "inc/a.sql", Error = new("22012", "division by zero\nDETAIL: none", 5, 9) }],
            Results = [],
        };

        (await Write(Reports.Of(script))).ShouldContain("\ninc/a.sql:5:9: ERROR: division by zero\n    DETAIL: none\n");
    }

    [Test]
    public async Task What_a_step_prints_cannot_pass_for_a_line_of_the_report()
    {
        var script = Reports.Script with { Steps = [Reports.Step(2, "\\echo", "\\echo") with { Output = "PASS  all well\u001b[2J\n" }], Results = [] };

        (await Write(Reports.Of(script))).ShouldContain("\n  PASS  all well\\x1B[2J\n");
    }

    [TestCase(1, 2, 3, "t +1 inserted, ~2 updated, -3 deleted")]
    [TestCase(0, 0, 0, "t no rows changed")]
    public async Task Effects_are_in_words(int inserted, int updated, int deleted, string line) =>
        (await Effects(Reports.Table("t", new(inserted, updated, deleted), named: true))).ShouldContain($"  {line}\n");

    [Test]
    public async Task Effects_tell_work_from_what_stood()
    {
        var table = Reports.Table("t", new(5, 0, 0), named: true);

        (await Effects(table with { Net = new(1, 0, 0) })).ShouldContain("t +1 inserted (+5 inserted in all, some undone by the script itself)\n");
        (await Effects(table with { Net = RowCounts.None })).ShouldContain("t +5 inserted, undone by the script itself\n");
        (await Effects(table with { Net = null })).ShouldContain("t +5 inserted in all (net not measured)\n");
        (await Effects(table with { Truncated = 1, Dropped = true })).ShouldContain("t +5 inserted  truncated  dropped\n");
        (await Effects(table with { RowsBefore = 1, RowsDuring = 6, RowsAfter = 6 })).ShouldContain("t 1 -> 6  +5 inserted  AFTER THE ROLLBACK 6\n");
    }

    [Test]
    public async Task A_proof_that_fails_is_told_with_its_evidence()
    {
        var proof = new NetZeroProof
        {
            Proven = ProofStatus.NotProven,
            TransactionStatus = "committed",
            Reason = "own transaction committed",
            FirstId = 7,
            LastId = 9,
            ForeignCommits = [new(8, "committed", null)],
            Residue = [new(ResidueKind.Logical, "table t", null, "1 row"), new(ResidueKind.Physical, "sequence s", "1", "2")],
        };
        var text = await Write(Reports.Of(Reports.Script with { Verdict = Verdict.Residue, Reasons = ["a row survived"], NetZero = proof }));

        text.ShouldContain(
            """
            Proof
              NOT PROVEN: own transaction committed, ids 7 to 9
              own transaction committed
              foreign: transaction 8 committed, session not seen
              residue (logical): table t none -> 1 row
              residue (physical): sequence s 1 -> 2

            """);
        text.ShouldEndWith("RESIDUE  a row survived; LEFT BEHIND: table t\n");
    }

    [TestCase("a.sql", "a.sql")]
    [TestCase("my scripts/it's.sql", @"'my scripts/it'\''s.sql'")]
    public async Task A_changed_snapshot_shows_the_difference_and_what_to_do(string path, string argument)
    {
        var text = await Write(Reports.Of(Reports.Script with { Path = path, Snapshot = new("a.verified.txt", SnapshotStatus.Changed, "@@ line 1 @@\n-a\n+b") }));

        text.ShouldContain($"Snapshot\n  changed: differs from a.verified.txt\n  @@ line 1 @@\n  -a\n  +b\n  when it is right: sandbox accept {argument}\n");
    }

    [Test]
    public void Lines_say_what_they_mean()
    {
        var lines = new TextReporter(new()).Lines(Reports.Passed).ToList();

        lines.Single(line => line.Text.Contains("never named", StringComparison.Ordinal)).Kind.ShouldBe(TextKind.Attention);
        lines.Single(line => line.Text == "Proof").Kind.ShouldBe(TextKind.Heading);
        lines.Count(line => line.Text.EndsWith(" PASS", StringComparison.Ordinal) && line.Kind == TextKind.Good).ShouldBe(3);
        lines[^1].Kind.ShouldBe(TextKind.Good);
    }

    [TestCase(40)]
    [TestCase(80)]
    public void The_table_of_checks_is_cut_to_the_width(int width)
    {
        var script = Reports.Script with { Checks = [new("1", new string('x', 500), new string('東', 100), "y", Passed: true, 1)] };

        var lines = new TextReporter(new() { Width = width }).Lines(Reports.Of(script)).Select(line => line.Text)
            .SkipWhile(static line => line is not "Checks").Where(line => line.Contains(" | ", StringComparison.Ordinal)).ToList();

        lines.ShouldAllBe(line => line.Sum(c => c == '東' ? 2 : 1) <= width);
        lines[1].ShouldContain("…");
    }

    [Test]
    public async Task Nothing_that_data_holds_acts_on_a_terminal_or_fakes_a_line()
    {
        const string Evil = "\u001b[2J\u001b]0;owned\u0007\u009b1m\u202e\0\r\nPASS  3 of 3 checks\n\u2028x\tz";
        var evil = Reports.Script with
        {
            Path = Evil,
            Database = Evil,
            Verdict = Verdict.Fail,
            Reasons = [Evil],
            Steps =
            [
                Reports.Step(1, "\\echo", Evil) with { Path = Evil },
                Reports.Step(2, Evil, Evil) with { Path = Evil, Tag = Evil, Played = Evil, Error = new("XX000", Evil, 1, 1) },
                Reports.Step(3, Evil, Evil) with { Path = Evil, Tag = Evil, Played = Evil },
            ],
            Results = [new(3, [Evil], [[Evil]], 1)],
            Checks = [new(Evil, Evil, Evil, Evil, Passed: false, 1)],
            Snapshot = new(Evil, SnapshotStatus.Changed, Evil),
            Effects = new() { Tables = [Reports.Table(Evil, new(1, 0, 0), named: false)], Sequences = [new(Evil, 1, 2)], Notices = [new("WARNING", Evil, 1), new(Evil, Evil, 1)] },
            Hazards = [new(Evil, Evil, 1, 1, Evil, Evil)],
            NetZero = new() { Proven = ProofStatus.NotProven, TransactionStatus = Evil, Reason = Evil, ForeignCommits = [new(1, Evil, Evil)], Residue = [new(ResidueKind.Logical, Evil, Evil, Evil)] },
        };
        var report = Reports.Passed with
        {
            Verdict = Verdict.Fail,
            Message = Evil,
            Target = Reports.Throwaway with { Host = Evil, ServerVersion = Evil, Capabilities = [Evil], Throwaway = false },
            Guard = [new(Evil, Passed: false, Evil)],
            Scripts = [evil, evil],
            NetZero = evil.NetZero,
        };

        foreach (var detail in Enum.GetValues<TextDetail>())
        {
            var text = await Write(report, detail);

            text.ShouldAllBe(c => c == '\n' || (!char.IsControl(c) && c != '\u202e' && c != '\u2028'));
            text.Split('\n').ShouldAllBe(line => !line.StartsWith("PASS", StringComparison.Ordinal));
        }
    }

    private static Task<string> Effects(TableEffect table) => Write(Reports.Of(Reports.Script with { Effects = new() { Tables = [table] } }));

    private static async Task<string> Write(Report report, TextDetail detail = TextDetail.Normal)
    {
        await using var output = new StringWriter();
        await new TextReporter(new() { Detail = detail }).WriteAsync(report, output, TestContext.CurrentContext.CancellationToken);
        return output.ToString();
    }
}
