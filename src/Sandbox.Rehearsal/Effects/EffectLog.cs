namespace Sandbox.Rehearsal.Effects;

/// <summary>Adds up what statements wrote: work done, and what still stands of it after the script's own rollbacks.</summary>
internal sealed class EffectLog
{
    private readonly Dictionary<string, RowCounts> _work = new(StringComparer.Ordinal);
    private readonly List<(string? Savepoint, Dictionary<string, RowCounts> Standing)> _levels = [(null, new(StringComparer.Ordinal))];

    /// <summary>All work, by table.</summary>
    public IReadOnlyDictionary<string, RowCounts> Work => _work;

    /// <summary>What stands now, by table.</summary>
    public IReadOnlyDictionary<string, RowCounts> Standing
    {
        get
        {
            var sum = new Dictionary<string, RowCounts>(StringComparer.Ordinal);
            foreach (var (_, standing) in _levels)
            {
                Add(sum, standing);
            }

            return sum;
        }
    }

    /// <summary>Takes what one statement wrote.</summary>
    /// <param name="written">By table.</param>
    /// <param name="stands">Whether it stands; work of a failed statement does not.</param>
    public void Take(IReadOnlyDictionary<string, RowCounts> written, bool stands)
    {
        Add(_work, written);
        if (stands)
        {
            Add(_levels[^1].Standing, written);
        }
    }

    /// <summary>A savepoint, or the begin of a block, was set.</summary>
    /// <param name="name">The savepoint's name; empty for a block.</param>
    public void Enter(string name) => _levels.Add((name, new(StringComparer.Ordinal)));

    /// <summary>A savepoint was released, or a block committed: what it did now belongs to what is around it.</summary>
    /// <param name="name">The savepoint's name; empty for a block.</param>
    public void Keep(string name)
    {
        for (var i = Find(name); i > 0 && i < _levels.Count;)
        {
            Add(_levels[i - 1].Standing, _levels[i].Standing);
            _levels.RemoveAt(i);
        }
    }

    /// <summary>A savepoint, or a block, was rolled back.</summary>
    /// <param name="name">The savepoint's name; empty for a block.</param>
    /// <param name="stays">Whether the savepoint stays set, as after ROLLBACK TO.</param>
    public void Undo(string name, bool stays)
    {
        var level = Find(name);
        if (level > 0)
        {
            _levels.RemoveRange(level, _levels.Count - level);
            if (stays)
            {
                Enter(name);
            }
        }
    }

    private int Find(string name) => _levels.FindLastIndex(level => string.Equals(level.Savepoint, name, StringComparison.Ordinal));

    private static void Add(Dictionary<string, RowCounts> sum, IReadOnlyDictionary<string, RowCounts> written)
    {
        foreach (var (table, counts) in written)
        {
            sum[table] = sum.GetValueOrDefault(table, RowCounts.None) + counts;
        }
    }
}
