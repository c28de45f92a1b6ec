using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Tests.Reporting;

namespace Sandbox.Rehearsal.Tests.Snapshots;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class SnapshotTextTests
{
    [Test]
    public void A_table_is_one_line_a_row()
    {
        var first = new ResultTable(3, ["seq", "name"], [["1", "one"], ["2", null], ["3", ""], ["4", "NULL"]], 4);
        var second = new ResultTable(9, ["none"], [], 0);

        Of(first, second).ShouldBe(
            """
            | seq | name |
            |---|---|
            | 1 | one |
            | 2 | \N |
            | 3 |  |
            | 4 | NULL |

            | none |
            |---|
            (0 rows)
            """);
    }

    [Test]
    public void The_lines_that_statements_stand_in_do_not_matter() =>
        Of(new ResultTable(3, ["a"], [["1"]], 1)).ShouldBe(Of(new ResultTable(300, ["a"], [["1"]], 1)));

    [Test]
    public void The_same_table_twice_stands_twice()
    {
        var table = new ResultTable(3, ["a"], [["1"]], 1);

        Of(table, table).ShouldBe("| a |\n|---|\n| 1 |\n\n| a |\n|---|\n| 1 |");
    }

    [Test]
    public void A_table_that_was_cut_says_so() =>
        Of(new ResultTable(3, ["a"], [["1"]], 5)).ShouldBe("| a |\n|---|\n| 1 |\n(1 of 5 rows)");

    [Test]
    public void A_table_without_columns_counts_its_rows() => Of(new ResultTable(3, [], [[], []], 2)).ShouldBe("(2 rows)");

    [TestCase(@"\N", @"\\N")]
    [TestCase("a|b", @"a\|b")]
    [TestCase("a\nb\r\tc", @"a\nb\r\tc")]
    [TestCase("\u001b[2J\u009b\u202e\0", @"\x1B[2J\x9B\u202E\x00")]
    [TestCase("| x |\n| y |", @"\| x \|\n\| y \|")]
    [TestCase("đã 東京 \U0001F600", "đã 東京 \U0001F600")]
    public void A_value_is_one_cell_whatever_it_holds(string value, string cell) =>
        Of(new ResultTable(3, ["a"], [[value]], 1)).ShouldBe($"| a |\n|---|\n| {cell} |");

    [TestCase("id", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "Guid_1")]
    [TestCase("note", "born 3F2504E0-4F89-11D3-9A0C-0305E82C3301!", "born Guid_1!")]
    [TestCase("id", "00000000-0000-0000-0000-000000000000", "Guid_Empty")]
    [TestCase("id", "3f2504e0-4f89-11d3-9a0c-0305e82c33011", "3f2504e0-4f89-11d3-9a0c-0305e82c33011")]
    [TestCase("at", "2026-06-02 10:57:11.123456", "DateTime_1")]
    [TestCase("at", "2026-06-02T10:57:11", "DateTime_1")]
    [TestCase("at", "2026-06-02 10:57:11.123456+00", "DateTimeOffset_1")]
    [TestCase("at", "2026-06-02 10:57:11+05:30", "DateTimeOffset_1")]
    [TestCase("at", "0001-01-01 00:00:00+00:19:32", "DateTimeOffset_1")]
    [TestCase("at", "2026-06-02 24:00:00", "DateTime_1")]
    [TestCase("json", "{\"at\": \"2026-06-02T10:57:11.5+00:00\"}", "{\"at\": \"DateTimeOffset_1\"}")]
    [TestCase("range", "[\"2026-06-02 10:57:11+00\",\"2026-06-03 10:57:11+00\")", "[\"DateTimeOffset_1\",\"DateTimeOffset_2\")")]
    [TestCase("day", "2026-06-02", "Date_1")]
    [TestCase("note", "since 2026-06-02", "since 2026-06-02")]
    [TestCase("day", "2026-13-02", "2026-13-02")]
    [TestCase("xid", "742", "Xid_1")]
    [TestCase("backend_xid", "742", "Xid_1")]
    [TestCase("txid_current", "742", "Xid_1")]
    [TestCase("xmin", "742", "Xid_1")]
    [TestCase("oid", "16384", "Oid_1")]
    [TestCase("type_oid", "16384", "Oid_1")]
    [TestCase("oid", "0", "0")]
    [TestCase("oid", "dot_tools", "dot_tools")]
    [TestCase("PID", "4711", "Pid_1")]
    [TestCase("pg_backend_pid", "4711", "Pid_1")]
    [TestCase("pg_current_wal_lsn", "0/16B3748", "Lsn_1")]
    [TestCase("ctid", "(0,1)", "Tid_1")]
    [TestCase("count", "742", "742")]
    [TestCase("android", "742", "742")]
    [TestCase("rapid", "742", "742")]
    [TestCase("void", "742", "742")]
    [TestCase("ratio", "0/16B3748", "0/16B3748")]
    public void What_differs_from_run_to_run_is_a_token(string column, string value, string cell) =>
        Of(new ResultTable(3, [column], [[value]], 1)).ShouldBe($"| {column} |\n|---|\n| {cell} |");

    [Test]
    public void The_same_value_has_the_same_token_in_the_whole_text()
    {
        var first = new ResultTable(3, ["id", "at", "xid"], [["3f2504e0-4f89-11d3-9a0c-0305e82c3301", "2026-06-02 10:57:11.10+00", "742"]], 1);
        var second = new ResultTable(9, ["note", "xid", "xid"],
            [["3F2504E0-4F89-11D3-9A0C-0305E82C3301 2026-06-02T12:57:11.1+02:00 11111111-4f89-11d3-9a0c-0305e82c3301", "743", "742"]], 1);

        Of(first, second).ShouldBe(
            """
            | id | at | xid |
            |---|---|---|
            | Guid_1 | DateTimeOffset_1 | Xid_1 |

            | note | xid | xid |
            |---|---|---|
            | Guid_1 DateTimeOffset_1 Guid_2 | Xid_2 | Xid_1 |
            """);
    }

    [Test]
    public void Effects_are_numbers_a_table()
    {
        SnapshotText.Of(Reports.Script, SnapshotContent.Effects).ShouldBe(
            """
            effects
            | table | inserted | updated | deleted | truncated | dropped | net inserted | net updated | net deleted | named |
            |---|---|---|---|---|---|---|---|---|---|
            | birth_registry | 5 | 0 | 0 | 0 | no | 5 | 0 | 0 | no |
            | dot_tools | 1 | 0 | 0 | 0 | no | 1 | 0 | 0 | yes |
            """);
    }

    [Test]
    public void What_was_not_measured_is_not_0()
    {
        var table = Reports.Table("t", new(1, 0, 0), named: true) with { Net = null, Truncated = null };

        SnapshotText.Of(Reports.Script with { Effects = new() { Tables = [table] } }, SnapshotContent.Effects)!
            .ShouldEndWith(@"| t | 1 | 0 | 0 | \N | no | \N | \N | \N | yes |");
    }

    [Test]
    public void All_is_results_and_effects()
    {
        var results = SnapshotText.Of(Reports.Script, SnapshotContent.Results)!;
        var effects = SnapshotText.Of(Reports.Script, SnapshotContent.Effects)!;

        SnapshotText.Of(Reports.Script, SnapshotContent.All).ShouldBe($"{results}\n\n{effects}");
    }

    [Test]
    public void Nothing_asked_is_null_and_nothing_there_is_empty()
    {
        SnapshotText.Of(Reports.Script, SnapshotContent.None).ShouldBeNull();
        Of().ShouldBe("");
    }

    [Test]
    public void Scrubbers_of_ones_own_come_first_and_number_what_they_replace()
    {
        var table = new ResultTable(1, ["ticket_id", "note"], [["77", "see https://a/1 and https://a/2"], ["78", "see https://a/1 of 2026-06-02"], ["77", null]], 3);
        SnapshotScrub[] scrubs = [new("Ticket", "ticket_*", null), new("Link", null, "https://[^ ]+"), new("Never", "other", null)];

        SnapshotText.Of(Reports.With(table), SnapshotContent.Results, scrubs).ShouldBe("""
            | ticket_id | note |
            |---|---|
            | Ticket_1 | see Link_1 and Link_2 |
            | Ticket_2 | see Link_1 of 2026-06-02 |
            | Ticket_1 | \N |
            """.ReplaceLineEndings("\n"));
    }

    [Test]
    public void A_pattern_that_takes_too_long_is_told() =>
        Should.Throw<SandboxException>(() => SnapshotText.Of(
            Reports.With(new ResultTable(1, ["a"], [[new string('a', 40) + "!"]], 1)), SnapshotContent.Results, [new SnapshotScrub("Slow", null, "^(a+)+$")])).Message.ShouldContain("the pattern of Slow takes longer than a second on a value of a");

    private static string Of(params ResultTable[] tables) => SnapshotText.Of(Reports.With(tables), SnapshotContent.Results)!;
}
