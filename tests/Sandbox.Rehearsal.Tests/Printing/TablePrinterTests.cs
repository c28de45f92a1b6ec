using System.Text;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Tests.Printing;

/// <summary>Every combination of settings against the real psql, byte for byte, many in one process.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TablePrinterTests
{
    private const string Mark = "=== case ";

    private static readonly string[] Tables =
    [
        "select 1 as a, 'text' as b",
        "select 1 as a, 'some text' as longer_name, 1.5::numeric as \"n\" union all select 22, null, null order by 1",
        "select 1 as a, e'x\\ny' as b, e'one\\ntwo\\n\\nfour' as c, 'z' as d",
        "select e'x\\ny\\n' as \"a\nb\", 2 as \"c\nlonger\n\nfour\", 'z' as d union all select 'k', 3, e'\\n' order by 2",
        "select 'é' as \"ü\", '日本' as \"漢字\", e'a\\u0301' as comb, '🙂' as emo, e'\\u200bx\\u00adx' as format, U&'\\+020000\\ff76' as more",
        "select e'tab\\there\\t|' as tab, e'cr\\rcr' as cr, e'\\x01\\x7f' as control, e'\\u0085\\u009f' as c1, e'  lead' as lead",
        "select 1 as a where false",
        "select 'x' as a, 2 as b where false",
        "select",
        "select from generate_series(1,2)",
        "select repeat('word ', 12) as w, 1234567 as n, repeat('日本語', 9) as wide",
        "select g as id, repeat('abc ', g) as words, g * 1000.5 as money from generate_series(1, 12) g",
        "select null as a, ' ' as b, e'\\t' as c, '' as d, 'a|b' as e, '<&\">' as f, '  two' as g",
        "select 'x,\"y\"' as \"q\"\"q\", e'line\\nbreak' as b, '\\.' as c, 'semi;colon' as d",
        "select -1234567.891 as n, 12345 as i, 1e30::float8 as f, 'NaN'::numeric as nan, 12.5::money as m, 999 as three, '1234' as text",
        "select '1 2 3'::text as only_one_column_with_a_long_name",
        "select true as t, '{1,2}'::int[] as arr, 5::oid as o, '7'::xid as x, '8'::xid8 as x8, '9'::cid as c, 1::int2 as i2, 1::float4 as f4",
        "select U&'a\\+01fffez' as nonchar, U&'\\fffe' as bmp",
        "select '' as \"?\", '' as \"??\"",
        "select 5 as \"long header that is wider\", e'a\\nbb\\nccc ccc ccc ccc' as m from generate_series(1, 3)",
    ];

    private static IEnumerable<TestCaseData> Batches()
    {
        foreach (var format in new[] { "aligned", "wrapped", "unaligned", "csv", "html", "asciidoc" })
        {
            foreach (var expanded in new[] { "off", "on", "auto" })
            {
                yield return new TestCaseData(format, expanded);
            }
        }
    }

    [TestCaseSource(nameof(Batches))]
    public async Task Every_table_in_every_setting_is_printed_as_psql_prints_it(string format, string expanded)
    {
        var psql = await Psql.FindAsync();
        var database = await TestServer.CreateDatabaseAsync("printing");
        var variations = Variations(format, expanded).ToArray();
        var script = new StringBuilder();
        var cases = 0;
        foreach (var variation in variations)
        {
            foreach (var table in Tables)
            {
                script.Append($"\\echo '{Mark}{cases++}'\n");
                foreach (var (option, value) in variation)
                {
                    script.Append(value is null ? $"\\pset {option}\n" : $"\\pset {option} '{value.Replace("\n", "\\n", StringComparison.Ordinal)}'\n");
                }

                script.Append(table).Append(";\n");
            }
        }

        var (output, error) = await psql.RunAsync(database, script.ToString(), "-q");
        error.ShouldBeEmpty();
        var expected = output.Split(Mark)[1..];
        expected.Length.ShouldBe(cases);

        var replies = await RepliesAsync(database);
        var differences = new StringBuilder();
        for (var i = 0; i < cases; i++)
        {
            var settings = new PrintSettings(psql.Major);
            var actual = new StringWriter();
            actual.Write($"{i}\n");
            var variation = variations[i / Tables.Length];
            foreach (var (option, value) in variation)
            {
                settings.Set(option, value, quiet: true, actual).ShouldBeNull();
            }

            TablePrinter.Print(PrintTables.Of(replies[i % Tables.Length]), settings, psql.Major, actual);
            if (!string.Equals(actual.ToString(), expected[i], StringComparison.Ordinal) && differences.Length < 4000)
            {
                var text = string.Join(' ', variation.Select(option => $"{option.Option}={option.Value}"));
                differences.Append($"{text}\n{Tables[i % Tables.Length]}\npsql:\n{expected[i]}here:\n{actual}\n");
            }
        }

        differences.ToString().ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<Reply>> RepliesAsync(string database)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target(database), cancellationToken);
        var replies = new List<Reply>();
        foreach (var table in Tables)
        {
            replies.Add(await Postgres.SessionExtensions.QueryAsync(session, table, cancellationToken));
        }

        return replies;
    }

    private static IEnumerable<(string Option, string? Value)[]> Variations(string format, string expanded)
    {
        (string, string?)[] common = [("format", format), ("expanded", expanded)];
        foreach (var border in new[] { "0", "1", "2", "3" })
        {
            foreach (var tuplesOnly in new[] { "off", "on" })
            {
                foreach (var options in Options(format))
                {
                    yield return [.. Reset, .. common, ("border", border), ("tuples_only", tuplesOnly), .. options];
                }
            }
        }
    }

    // psql keeps its settings from case to case; each case starts from these.
    private static readonly (string, string?)[] Reset =
    [
        ("linestyle", "ascii"), ("null", ""), ("title", null), ("footer", "on"), ("columns", "0"), ("numericlocale", "off"), ("tableattr", null),
        ("fieldsep", "|"), ("recordsep", "\n"), ("csv_fieldsep", ","), ("unicode_border_linestyle", "single"), ("unicode_column_linestyle", "single"), ("unicode_header_linestyle", "single"),
    ];

    private static IEnumerable<(string, string?)[]> Options(string format) => format switch
    {
        "aligned" or "wrapped" =>
        [
            [],
            [("linestyle", "old-ascii"), ("title", "A title"), ("columns", "25")],
            [("linestyle", "unicode"), ("null", "(null 日本)"), ("columns", "40")],
            [("linestyle", "unicode"), ("unicode_border_linestyle", "double"), ("unicode_header_linestyle", "double"), ("footer", "off")],
            [("linestyle", "unicode"), ("unicode_border_linestyle", "double"), ("unicode_column_linestyle", "double"), ("columns", "12")],
            [("linestyle", "unicode"), ("unicode_header_linestyle", "double"), ("unicode_column_linestyle", "double"), ("title", "A very long title, much longer than the table is wide, 日本")],
            [("numericlocale", "on"), ("null", "a\nb"), ("columns", "60")],
            [("linestyle", "old-ascii"), ("columns", "33")],
            [("columns", "18"), ("title", "two\nlines")],
        ],
        "unaligned" =>
        [
            [],
            [("fieldsep", ", "), ("recordsep", ";"), ("title", "T"), ("null", "N")],
            [("fieldsep_zero", null), ("recordsep_zero", null), ("footer", "off")],
            [("numericlocale", "on"), ("columns", "10")],
        ],
        "csv" => [[], [("csv_fieldsep", ";"), ("null", "N\"")], [("csv_fieldsep", "."), ("title", "T")], [("csv_fieldsep", "\t"), ("numericlocale", "on")]],
        _ => [[], [("title", "T <&\"> |"), ("null", "<|>"), ("tableattr", "class=\"x\"")], [("footer", "off"), ("numericlocale", "on"), ("columns", "10")]],
    };
}
