using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Effects;

/// <summary>Follows the script's blocks and savepoints. What is done belongs to the level that is current then, so that it is known later whether a rollback undid it.</summary>
internal sealed class BlockLevels
{
    private readonly List<(string? Savepoint, BlockLevel Level)> _open = [(null, new BlockLevel(parent: null))];

    /// <summary>Where the script is.</summary>
    public BlockLevel Current => _open[^1].Level;

    /// <summary>Whether the script is in a block of its own.</summary>
    public bool InBlock { get; set; }

    /// <summary>Follows a statement that was played.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="inBlock">Whether the script is in a block behind it.</param>
    /// <param name="failed">Whether it failed.</param>
    /// <param name="committed">Whether the server says COMMIT.</param>
    public void Follow(StatementClass kind, bool inBlock, bool failed, bool committed)
    {
        switch (kind.Control)
        {
            case TransactionControl.Begin when !InBlock && inBlock:
                Enter(string.Empty);
                break;
            case TransactionControl.Commit or TransactionControl.Rollback when InBlock:
                if (committed)
                {
                    Keep(string.Empty);
                }
                else
                {
                    Undo(string.Empty, stays: false);
                }

                if (inBlock)
                {
                    Enter(string.Empty);
                }

                break;
            case TransactionControl.Savepoint when !failed:
                Enter(kind.Name!);
                break;
            case TransactionControl.RollbackTo when !failed:
                Undo(kind.Name!, stays: true);
                break;
            case TransactionControl.Release when !failed:
                Keep(kind.Name!);
                break;
        }

        InBlock = inBlock;
    }

    /// <summary>The session ended, and with it the block that was open.</summary>
    public void Abandon()
    {
        Undo(string.Empty, stays: false);
        InBlock = false;
    }

    /// <summary>A savepoint, or the begin of a block, was set.</summary>
    /// <param name="name">The savepoint's name; empty for a block.</param>
    private void Enter(string name) => _open.Add((name, new BlockLevel(Current)));

    /// <summary>A savepoint was released, or a block committed: what it did now stands or falls with what is around it.</summary>
    /// <param name="name">The savepoint's name; empty for a block.</param>
    private void Keep(string name)
    {
        if (Find(name) is > 0 and var level)
        {
            _open.RemoveRange(level, _open.Count - level);
        }
    }

    /// <summary>A savepoint, or a block, was rolled back.</summary>
    /// <param name="name">The savepoint's name; empty for a block.</param>
    /// <param name="stays">Whether the savepoint stays set, as after ROLLBACK TO.</param>
    private void Undo(string name, bool stays)
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
