namespace Sandbox.Rehearsal.Effects;

/// <summary>Adds up what statements wrote: work done, and what still stands of it after the script's own rollbacks.</summary>
/// <param name="levels">The script's blocks.</param>
internal sealed class EffectLog(BlockLevels levels)
{
    private readonly Dictionary<string, RowCounts> _work = new(StringComparer.Ordinal);
    private readonly List<(BlockLevel Level, Dictionary<string, RowCounts> Written)> _standing = [];

    /// <summary>All work, by table.</summary>
    public IReadOnlyDictionary<string, RowCounts> Work => _work;

    /// <summary>What stands now, by table.</summary>
    public IReadOnlyDictionary<string, RowCounts> Standing
    {
        get
        {
            var sum = new Dictionary<string, RowCounts>(StringComparer.Ordinal);
            foreach (var (_, written) in _standing.Where(static work => !work.Level.IsUndone))
            {
                Add(sum, written);
            }

            return sum;
        }
    }

    /// <summary>Takes what one statement wrote.</summary>
    /// <param name="written">By table.</param>
    /// <param name="stands">Whether it stands; work of a failed statement does not.</param>
    public void Take(IReadOnlyDictionary<string, RowCounts> written, bool stands)
    {
        if (written.Count == 0)
        {
            return;
        }

        Add(_work, written);
        if (stands)
        {
            if (_standing.Count == 0 || _standing[^1].Level != levels.Current)
            {
                _standing.Add((levels.Current, new(StringComparer.Ordinal)));
            }

            Add(_standing[^1].Written, written);
        }
    }

    private static void Add(Dictionary<string, RowCounts> sum, IReadOnlyDictionary<string, RowCounts> written)
    {
        foreach (var (table, counts) in written)
        {
            sum[table] = sum.GetValueOrDefault(table, RowCounts.None) + counts;
        }
    }
}
