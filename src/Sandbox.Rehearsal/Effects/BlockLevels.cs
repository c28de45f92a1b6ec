namespace Sandbox.Rehearsal.Effects;

/// <summary>Follows the script's blocks and savepoints. What is done belongs to the level that is current then, so that it is known later whether a rollback undid it.</summary>
internal sealed class BlockLevels
{
    private readonly List<(string? Savepoint, BlockLevel Level)> _open = [(null, new BlockLevel(parent: null))];

    /// <summary>Where the script is.</summary>
    public BlockLevel Current => _open[^1].Level;

    /// <summary>A savepoint, or the begin of a block, was set.</summary>
    /// <param name="name">The savepoint's name; empty for a block.</param>
    public void Enter(string name) => _open.Add((name, new BlockLevel(Current)));

    /// <summary>A savepoint was released, or a block committed: what it did now stands or falls with what is around it.</summary>
    /// <param name="name">The savepoint's name; empty for a block.</param>
    public void Keep(string name)
    {
        if (Find(name) is > 0 and var level)
        {
            _open.RemoveRange(level, _open.Count - level);
        }
    }

    /// <summary>A savepoint, or a block, was rolled back.</summary>
    /// <param name="name">The savepoint's name; empty for a block.</param>
    /// <param name="stays">Whether the savepoint stays set, as after ROLLBACK TO.</param>
    public void Undo(string name, bool stays)
    {
        if (Find(name) is > 0 and var level)
        {
            _open[level].Level.Undo();
            _open.RemoveRange(level, _open.Count - level);
            if (stays)
            {
                Enter(name);
            }
        }
    }

    private int Find(string name) => _open.FindLastIndex(level => string.Equals(level.Savepoint, name, StringComparison.Ordinal));
}
