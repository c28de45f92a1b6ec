namespace Sandbox.Rehearsal.Effects;

/// <summary>What tells that a statement took a lock, besides the server's list of those that it holds.</summary>
/// <param name="Relation">The relation's oid.</param>
/// <param name="Mode">The mode as <c>pg_locks</c> names it: this one or, where it is not exact, at least it.</param>
internal sealed record LockTrace(string Relation, string Mode)
{
    /// <summary>Whether it was this mode and no stronger one.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether the work may be undone and its lock given up since; otherwise it is held still.</summary>
    public bool MayBeGone { get; init; }

    /// <summary>How it is known.</summary>
    public LockEvidence Evidence { get; init; } = LockEvidence.Inferred;

    /// <summary>Whether it may have been this lock.</summary>
    /// <param name="relation">The relation's oid.</param>
    /// <param name="mode">The mode.</param>
    public bool Allows(string relation, string mode) => string.Equals(Relation, relation, StringComparison.Ordinal)
        && (IsExact ? string.Equals(Mode, mode, StringComparison.Ordinal) : LockModes.Strength(mode) >= LockModes.Strength(Mode));

    /// <summary>What a look at the transaction tells of a statement, the most telling first.</summary>
    /// <param name="reading">The look behind the statement.</param>
    /// <param name="rewritten">The oids of relations that it gave a new file.</param>
    /// <param name="redefined">The oids of relations whose definitions it changed.</param>
    public static IEnumerable<LockTrace> Of(ProbeReading reading, IEnumerable<string> rewritten, IEnumerable<string> redefined) =>
    [
        .. rewritten.Select(static relation => new LockTrace(relation, LockModes.AccessExclusive)),
        .. redefined.Select(static relation => new LockTrace(relation, "ShareUpdateExclusiveLock")),
        .. reading.Written.Keys.Select(static relation => new LockTrace(relation, "RowExclusiveLock") { MayBeGone = true }),
        .. reading.Touched.Select(static relation => new LockTrace(relation, "AccessShareLock") { MayBeGone = true }),
    ];
}
