using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Scripts;

/// <summary>The \if blocks that are open in one file (psql's conditional.c), with the state to return to when a branch was not taken.</summary>
internal sealed class ConditionalStack
{
    private readonly Stack<Block> _blocks = new();

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

    public bool IsEmpty => _blocks.Count == 0;

    public bool IsActive => _blocks.Count == 0 || _blocks.Peek().Branch is Branch.Taken or Branch.Possible;

    public Block Top => _blocks.Peek();

    public Block Push(Branch branch)
    {
        var block = new Block { Branch = branch };
        _blocks.Push(block);
        return block;
    }

    public void Pop() => _blocks.Pop();

    internal sealed class Block
    {
        public Branch Branch { get; set; }

        public bool SeenElse { get; set; }

        public int BufferLength { get; set; }

        public StatementBoundary Boundary { get; set; }

        public OpenToken Open { get; set; }
    }
}
