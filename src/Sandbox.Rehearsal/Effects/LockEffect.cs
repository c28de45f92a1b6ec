namespace Sandbox.Rehearsal.Effects;

/// <summary>A lock on a relation that the script took.</summary>
public sealed record LockEffect
{
    /// <summary>The relation as <c>schema.name</c>; <c>public</c> is left out.</summary>
    public required string Relation { get; init; }

    /// <summary>What it is: <c>table</c>, <c>index</c>, <c>view</c>, <c>materialized view</c>, <c>foreign table</c>; <c>relation</c> where nobody can tell any more.</summary>
    public required string Kind { get; init; }

    /// <summary>The mode as <c>pg_locks</c> names it, for example <c>AccessExclusiveLock</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The line of the statement that took it first in its transaction.</summary>
    public required int Line { get; init; }

    /// <summary>How long it was held, in milliseconds of the script's own statements, to the end of the transaction that took it; of one that was given up within a statement, at most that statement's time.</summary>
    public required double HeldMs { get; init; }

    /// <summary>What it keeps others from.</summary>
    public required LockBlocks Blocks { get; init; }

    /// <summary>Whether ordinary statements of others would queue behind it: it blocks, and others can know the relation, which was there before the run.</summary>
    public required bool WouldQueue { get; init; }

    /// <summary>What of others would wait, as SQL's own words; empty where nothing would.</summary>
    public required IReadOnlyList<string> Waiting { get; init; }

    /// <summary>How many statements of its transaction ran behind the one that took it, while it was held.</summary>
    public int StatementsBehind { get; init; }

    /// <summary>Whether <c>lock_timeout</c> was set when the statement that took it ended.</summary>
    public required bool HasTimeout { get; init; }

    /// <summary>How it is known.</summary>
    public LockEvidence Evidence { get; init; }
}
