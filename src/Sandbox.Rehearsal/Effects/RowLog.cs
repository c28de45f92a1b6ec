using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects;

/// <summary>
/// The rows of the small tables that a script wrote, as they stood when the last of its transactions that wrote them ended. What they were before the run is read once it is
/// rolled back; of rows that nobody wrote only the places are read.
/// </summary>
internal sealed class RowLog
{
    /// <summary>So many changed rows are reported at most.</summary>
    public const int MostEffects = 1000;

    /// <summary>So many rows are read at most in one run: a script of many transactions would read the same tables again and again.</summary>
    private const long MostRead = 100_000;

    private readonly Dictionary<string, TableImage?> _images = new(StringComparer.Ordinal);
    private long _read;

    /// <summary>Reads tables as they stand now.</summary>
    /// <param name="harness">The rehearsal's session.</param>
    /// <param name="tables">How many rows they have, by their oids.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task TakeAsync(IHarness harness, IReadOnlyDictionary<string, long> tables, CancellationToken cancellationToken)
    {
        var small = new List<string>();
        foreach (var (oid, rows) in tables)
        {
            _read += rows;
            _images[oid] = null;
            if (rows <= TableImage.MostRows && _read <= MostRead)
            {
                small.Add(oid);
            }
        }

        var readable = (await WrittenTable.DescribeAsync(harness, small, cancellationToken)).Where(static table => table.IsReadable).ToList();
        var answers = new Queue<Reply>(await AskAsync(harness, [.. readable.SelectMany(static table => table.Questions)], cancellationToken));
        foreach (var table in readable)
        {
            _images[table.Oid] = table.Image([.. table.Questions.Select(_ => answers.Dequeue())]);
        }
    }

    /// <summary>What differs from before the run.</summary>
    /// <param name="harness">A session in the clone once the run is rolled back.</param>
    /// <param name="counts">How many rows tables have then, by their oids, as far as they were counted.</param>
    /// <param name="names">The tables' names, by oid.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<RowEffect>> CompareAsync(
        IHarness harness, IReadOnlyDictionary<string, long> counts, IReadOnlyDictionary<string, string> names, CancellationToken cancellationToken)
    {
        var images = _images.Where(static image => image.Value is not null).ToDictionary(static image => image.Key, static image => image.Value!, StringComparer.Ordinal);
        var tables = (await WrittenTable.DescribeAsync(harness, images.Keys, cancellationToken)).ToDictionary(static table => table.Oid, StringComparer.Ordinal);
        var asked = tables.Values.Where(static table => table.IsReadable).Select(table => (table.Oid, Question: Question(table, images[table.Oid]))).Where(static table => table.Question is not null).ToList();
        var answers = (await AskAsync(harness, [.. asked.Select(static table => table.Question!.Value)], cancellationToken))
            .Zip(asked, static (answer, table) => (table.Oid, answer)).ToDictionary(static pair => pair.Oid, static pair => pair.answer, StringComparer.Ordinal);
        var effects = new List<RowEffect>();
        foreach (var (oid, image) in images.OrderBy(table => names.GetValueOrDefault(table.Key, table.Key), StringComparer.Ordinal))
        {
            if (Before(oid, image) is { } before)
            {
                effects.AddRange(image.Since(names.GetValueOrDefault(oid, oid), before).Take(MostEffects - effects.Count));
            }
        }

        return effects;

        // No row is gone where as many are there as the run had left alone.
        BatchStatement? Question(WrittenTable table, TableImage image) =>
            image.Left is not { } left ? table.AllRows : counts.TryGetValue(table.Oid, out var rows) && rows == left.Count ? (BatchStatement?)null : table.RowsBut(left.Places);

        TableImage? Before(string oid, TableImage image) =>
            !tables.TryGetValue(oid, out var table) ? TableImage.Empty
            : !table.IsReadable || image.IsMade ? null
            : answers.TryGetValue(oid, out var answer) ? new TableImage([.. answer.Columns.Select(static column => column.Name)], table.Key, answer.Rows)
            : image with { Rows = [] };
    }

    private static async Task<IReadOnlyList<Reply>> AskAsync(IHarness harness, IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken) =>
        questions.Count == 0 ? [] : await harness.AskOnceAsync(questions, cancellationToken);
}
