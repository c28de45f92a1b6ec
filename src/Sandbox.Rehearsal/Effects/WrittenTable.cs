using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects;

/// <summary>A table as far as its rows can be read, and how to read those of them that a run may have changed.</summary>
/// <param name="Oid">Its oid.</param>
/// <param name="Name">Its name as SQL needs it.</param>
/// <param name="IsReadable">Whether its rows may be read, and are not temporary.</param>
/// <param name="IsMade">Whether the transaction that asks has made it.</param>
/// <param name="IsAltered">Whether that transaction has written its definition, a new file among it, so that a row may be another one in the same place.</param>
/// <param name="Key">The columns of its primary key; empty where it has none.</param>
internal sealed record WrittenTable(string Oid, string Name, bool IsReadable, bool IsMade, bool IsAltered, IReadOnlyList<string> Key)
{
    // What this transaction and its subtransactions wrote has no age yet. The row of the system column ctid is written once, when the table is made.
    private const string Text = """
        SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname),
               c.relpersistence <> 't' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT'),
               EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = -1 AND pg_catalog.age(a.xmin) <= 0),
               pg_catalog.age(c.xmin) <= 0 OR EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND pg_catalog.age(a.xmin) <= 0),
               k.attname
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
        LEFT JOIN pg_catalog.pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY (i.indkey)
        WHERE c.oid = ANY ($1::pg_catalog.oid[])
        ORDER BY c.oid, k.attnum
        """;

    /// <summary>Describes tables; one that does not exist is missing.</summary>
    /// <param name="harness">Who is asked.</param>
    /// <param name="oids">Their oids.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<WrittenTable>> DescribeAsync(IHarness harness, IReadOnlyCollection<string> oids, CancellationToken cancellationToken) => oids.Count == 0 ? [] :
    [
        .. (await harness.AskAsync([new BatchStatement(Text, ArrayText.Of(oids))], cancellationToken))[0].Rows.GroupBy(static row => row[0]!, StringComparer.Ordinal).Select(static rows =>
        {
            var row = rows.First();
            return new WrittenTable(rows.Key, row[1]!, row[2] is "t", row[3] is "t", row[4] is "t", [.. rows.Select(static column => column[5]).OfType<string>()]);
        }),
    ];

    /// <summary>Asks for all rows.</summary>
    public BatchStatement AllRows => $"SELECT * FROM ONLY {Name}";

    /// <summary>Asks the transaction that wrote it for what <see cref="Image"/> takes; where all rows are new, for as many as are ever told.</summary>
    public IReadOnlyList<BatchStatement> Questions =>
        IsMade ? [AllRows.Text + " LIMIT " + RowLog.MostEffects.ToString(CultureInfo.InvariantCulture)]
        : IsAltered ? [AllRows]
        : [$"{AllRows.Text} WHERE pg_catalog.age(xmin) <= 0", $"SELECT pg_catalog.count(*), pg_catalog.array_agg(ctid) FROM ONLY {Name} WHERE pg_catalog.age(xmin) > 0"];

    /// <summary>What the transaction sees of it.</summary>
    /// <param name="answers">The answers to <see cref="Questions"/>.</param>
    public TableImage Image(IReadOnlyList<Reply> answers) => new([.. answers[0].Columns.Select(static column => column.Name)], Key, answers[0].Rows)
    {
        IsMade = IsMade,
        Left = answers.Count == 1 ? null : (long.Parse(answers[1].Rows[0][0]!, CultureInfo.InvariantCulture), answers[1].Rows[0][1] ?? "{}"),
    };

    /// <summary>Asks, once the run is rolled back, for the rows that it did not leave alone.</summary>
    /// <param name="places">The places (<c>ctid</c>) of those that it did, as an array's text.</param>
    public BatchStatement RowsBut(string places) => new(
        $"SELECT * FROM ONLY {Name} AS t WHERE NOT EXISTS (SELECT FROM pg_catalog.unnest($1::pg_catalog.tid[]) AS k (place) WHERE k.place = t.ctid)", places);
}
