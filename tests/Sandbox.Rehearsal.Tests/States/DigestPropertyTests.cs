using FsCheck;
using FsCheck.Fluent;

namespace Sandbox.Rehearsal.Tests.States;

/// <summary>What holds for the digest of any rows.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DigestPropertyTests
{
    private const int Tables = 60;

    private static readonly string?[] Texts = [null, "", " ", "a", "A", "NULL", "{}", "(1,)", "1", "ä", "é", "\\", "'", "\"", "aa", "a,b"];

    private static Gen<(long? Number, string? Text, string? Other)> Row =>
        from number in Gen.OneOf(Gen.Constant((long?)null), Gen.Choose(-3, 3).Select(static small => (long?)small), Gen.Choose(0, 3).Select(static high => (long?)(((long)high << 32) + 1)))
        from text in Gen.Elements(Texts)
        from other in Gen.Elements(Texts)
        select (number, text, other);

    [Test]
    public async Task The_order_of_rows_does_not_matter_and_every_cell_does()
    {
        var samples = (
            from rows in Row.NonEmptyListOf()
            from place in Gen.Choose(0, rows.Count - 1)
            from column in Gen.Choose(0, 2)
            from shuffled in Gen.Shuffle(rows.ToArray())
            select (Rows: rows.ToList(), Shuffled: shuffled.ToList(), Place: place, Column: column)).Sample(Tables, new Rnd(TestContext.CurrentContext.Random.NextULong()), 12).ToList();
        var name = await TestServer.CreateDatabaseAsync("digest");
        var statements = new List<string>();
        for (var at = 0; at < samples.Count; at++)
        {
            var (rows, shuffled, place, column) = samples[at];
            var changed = rows.ToList();
            changed[place] = Changed(changed[place], column);
            statements.AddRange(Filled($"a{at}", rows));
            statements.AddRange(Filled($"b{at}", shuffled));
            statements.AddRange(Filled($"c{at}", changed));
            statements.AddRange(Filled($"d{at}", [.. rows, rows[place]]));
        }

        await TestServer.RunAsync(name, [.. statements]);
        var state = await StateServer.CaptureAsync(TestServer.Server.Target(name));

        var digests = state.Tables.ToDictionary(static table => table.Name, static table => $"{table.RowCount} {table.Digest}", StringComparer.Ordinal);
        for (var at = 0; at < samples.Count; at++)
        {
            var message = $"{samples[at].Column} of {samples[at].Place} in {string.Join(' ', samples[at].Rows)}";
            digests[$"public.b{at}"].ShouldBe(digests[$"public.a{at}"], message);
            digests[$"public.c{at}"].ShouldNotBe(digests[$"public.a{at}"], message);
            digests[$"public.d{at}"].ShouldNotBe(digests[$"public.a{at}"], message);
        }
    }

    private static (long?, string?, string?) Changed((long? Number, string? Text, string? Other) row, int column) => column switch
    {
        0 => (row.Number is { } number ? number + (1L << 32) : 0, row.Text, row.Other),
        1 => (row.Number, row.Text is null ? "" : row.Text + " ", row.Other),
        _ => (row.Number, row.Text, row.Other is "" ? null : ""),
    };

    private static IEnumerable<string> Filled(string table, IEnumerable<(long? Number, string? Text, string? Other)> rows) =>
    [
        $"CREATE TABLE {table} (number bigint, text text, other varchar)",
        $"INSERT INTO {table} VALUES {string.Join(", ", rows.Select(static row => $"({row.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "NULL"}, {Literal(row.Text)}, {Literal(row.Other)})"))}",
    ];

    private static string Literal(string? text) => text is null ? "NULL" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
