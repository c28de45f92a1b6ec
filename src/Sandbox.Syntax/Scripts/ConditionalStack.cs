using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Scripts;

/// <summary>The \if blocks that are open in one file (psql's conditional.c), with the state to return to when a branch was not taken.</summary>
internal sealed class ConditionalStack
{
    private readonly List<Block> _blocks = [];
    private int _depth;

    internal enum Branch
    {
        /// <summary>This branch is taken.</summary>
        Taken,

        /// <summary>Not taken; a later one may be.</summary>
        Skipped,

        /// <summary>Not taken, nor is any later one: one was taken before, or the block around is not.</summary>
        Ignored,

        /// <summary>Before a run: the condition cannot be told, so this branch and the later ones all count.</summary>
        Possible,
    }

    public bool IsEmpty => _depth == 0;

    public bool IsActive => _depth == 0 || Top.Branch is Branch.Taken or Branch.Possible;

    public Block Top => _blocks[_depth - 1];

    public Block Push(Branch branch)
    {
        if (_depth == _blocks.Count)
        {
            _blocks.Add(new Block());
        }

        var block = _blocks[_depth++];
        (block.Branch, block.SeenElse) = (branch, false);
        return block;
    }

    public void Pop() => _depth--;

    internal sealed class Block
    {
        public Branch Branch { get; set; }

        public bool SeenElse { get; set; }

        public int BufferLength { get; set; }

        public StatementBoundary Boundary { get; set; }

        public OpenToken Open { get; set; }
    }
}
