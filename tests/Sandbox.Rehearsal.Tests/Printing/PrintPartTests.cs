using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Tests.Printing;

/// <summary>Tables in parts, against what the real psql prints with FETCH_COUNT.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PrintPartTests
{
    private const int PartRows = 3;

    [Test]
    public async Task A_table_in_parts_is_printed_as_psql_prints_it(
        [Values("aligned", "unaligned", "csv", "html", "asciidoc", "latex", "latex-longtable", "troff-ms")] string format,
        [Values("off", "on")] string expanded,
        [Values("off", "on")] string tuplesOnly,
        [Values(1, 3, 4, 6)] int rows)
    {
        var psql = await Psql.FindAsync();
        var query = $"select g, repeat('x', g) as word from generate_series(1, {rows}) g";
        (string Option, string Value)[] options = [("format", format), ("expanded", expanded), ("tuples_only", tuplesOnly), ("title", "T"), ("border", "2")];
        var script = string.Concat(options.Select(option => $"\\pset {option.Option} {option.Value}\n")) + $"\\set FETCH_COUNT {PartRows}\n{query};\n";
        var (expected, error) = await psql.RunAsync("postgres", script, "-q");
        error.ShouldBeEmpty();

        var settings = new PrintSettings(psql.Major);
        foreach (var (option, value) in options)
        {
            settings.Set(option, value, quiet: true, TextWriter.Null).ShouldBeNull();
        }

        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target("postgres"), cancellationToken);
        var table = PrintTables.Of(await Postgres.SessionExtensions.QueryAsync(session, query, cancellationToken));
        var actual = new StringWriter();
        for (var start = 0; start <= rows; start += PartRows)
        {
            // A full part is never the last: psql asks for one more, which is empty.
            var part = table with { Rows = [.. table.Rows.Skip(start).Take(PartRows)] };
            TablePrinter.Print(part, settings, psql.Major, actual, new PrintPart(start == 0, part.Rows.Count < PartRows, start));
        }

        actual.ToString().ShouldBeLineByLine(expected);
    }
}
