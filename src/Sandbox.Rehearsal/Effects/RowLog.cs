using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Effects;

/// <summary>
/// The rows of the small tables that a script wrote, as they stood when the last of its transactions that wrote them ended. What they were before the run is read once it is
/// rolled back.
/// </summary>
internal sealed class RowLog
{
    /// <summary>So many changed rows are reported at most.</summary>
    public const int MostEffects = 1000;

    /// <summary>So many rows are read at most in one run: a script of many transactions would read the same tables again and again.</summary>
    private const long MostRead = 100_000;

    private readonly Dictionary<string, TableImage?> _images = new(StringComparer.Ordinal);
    private long _read;

    /// <summary>Reads a table as it stands now.</summary>
    /// <param name="harness">The rehearsal's session.</param>
    /// <param name="oid">The table's oid.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task TakeAsync(ISession harness, string oid, long rows, CancellationToken cancellationToken)
    {
        _read += rows;
        _images[oid] = rows <= TableImage.MostRows && _read <= MostRead ? await TableImage.ReadAsync(harness, oid, cancellationToken) : null;
    }

    /// <summary>What differs from before the run.</summary>
    /// <param name="session">A session in the clone once the run is rolled back.</param>
    /// <param name="names">The tables' names, by oid.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<RowEffect>> CompareAsync(ISession session, IReadOnlyDictionary<string, string> names, CancellationToken cancellationToken)
    {
        var effects = new List<RowEffect>();
        foreach (var (oid, image) in _images.OrderBy(table => names.GetValueOrDefault(table.Key, table.Key), StringComparer.Ordinal))
        {
            if (image is not null && effects.Count < MostEffects && await TableImage.ReadAsync(session, oid, cancellationToken) is { } before)
            {
                effects.AddRange(image.Since(names.GetValueOrDefault(oid, oid), before).Take(MostEffects - effects.Count));
            }
        }

        return effects;
    }
}
