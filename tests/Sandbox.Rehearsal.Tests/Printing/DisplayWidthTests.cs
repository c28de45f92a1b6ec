using System.Text;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Tests.Printing;

/// <summary>The width of every character there is, against the real psql: a table whose columns hold sixty-four characters each.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DisplayWidthTests
{
    private const int CharactersAColumn = 64;
    private const int ColumnsATable = 1024;

    [Test]
    public async Task Every_character_is_as_wide_as_it_is_for_psql()
    {
        var psql = await Psql.FindAsync();
        string[] tables = [.. Enumerable.Range(0x20, 0x110000 - 0x20)
            .Where(Rune.IsValid)
            .Chunk(CharactersAColumn)
            .Select((block, i) => $"'{string.Concat(block.Select(codePoint => new Rune(codePoint).ToString())).Replace("'", "''", StringComparison.Ordinal)}' as c{i}")
            .Chunk(ColumnsATable)
            .Select(columns => $"select {string.Join(", ", columns)}")];

        var (expected, error) = await psql.RunAsync("postgres", string.Concat(tables.Select(table => table + ";\n")), "-q");
        error.ShouldBeEmpty();

        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target("postgres"), cancellationToken);
        var actual = new StringWriter();
        foreach (var table in tables)
        {
            TablePrinter.Print(PrintTables.Of(await Postgres.SessionExtensions.QueryAsync(session, table, cancellationToken)), new PrintSettings(), psql.Major, actual);
        }

        actual.ToString().ShouldBeLineByLine(expected);
    }

    [TestCase(13, "\u200b", 1)]
    [TestCase(15, "\u200b", 1)]
    [TestCase(16, "\u200b", 0)]
    [TestCase(13, "🙂", 1)]
    [TestCase(15, "🙂", 2)]
    [TestCase(17, "䷀", 1)]
    [TestCase(18, "䷀", 2)]
    [TestCase(14, "\u3000", 2)]
    [TestCase(18, "e\u0301", 1)]
    public void Widths_follow_the_version(int major, string text, int width)
    {
        var output = new StringWriter();
        var table = new PrintTable { Columns = [new PrintColumn("", IsRightAligned: false)], Rows = [[text]] };
        TablePrinter.Print(table, new PrintSettings(), major, output);
        output.ToString().Split('\n')[1].Length.ShouldBe(width + 2);
    }
}
