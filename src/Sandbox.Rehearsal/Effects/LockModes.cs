namespace Sandbox.Rehearsal.Effects;

/// <summary>What the eight modes of table locks conflict with (PostgreSQL manual, "Explicit Locking", table "Conflicting Lock Modes").</summary>
internal static class LockModes
{
    /// <summary>The strongest.</summary>
    public const string AccessExclusive = "AccessExclusiveLock";

    private static readonly string[] s_modes =
    [
        "AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", AccessExclusive,
    ];

    /// <summary>For each mode, from the weakest, a bit for each one that it conflicts with.</summary>
    private static readonly int[] s_conflicts = [0b1000_0000, 0b1100_0000, 0b1111_0000, 0b1111_1000, 0b1110_1100, 0b1111_1100, 0b1111_1110, 0b1111_1111];

    /// <summary>What takes each mode, in the manual's words.</summary>
    private static readonly string[] s_takers =
    [
        "SELECT", "SELECT FOR UPDATE", "INSERT, UPDATE, DELETE", "VACUUM, ANALYZE, CREATE INDEX CONCURRENTLY", "CREATE INDEX", "CREATE TRIGGER",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY", "ALTER TABLE, DROP, TRUNCATE",
    ];

    /// <summary>What a mode keeps others from.</summary>
    /// <param name="mode">The mode as <c>pg_locks</c> names it.</param>
    public static LockBlocks Blocks(string mode) => Conflicts(mode, "AccessShareLock") ? LockBlocks.Both : Conflicts(mode, "RowExclusiveLock") ? LockBlocks.Writes : LockBlocks.None;

    /// <summary>The statements that wait behind a mode.</summary>
    /// <param name="mode">The mode as <c>pg_locks</c> names it.</param>
    public static IReadOnlyList<string> Waiting(string mode) => [.. s_takers.Where((_, taker) => Conflicts(mode, s_modes[taker]))];

    /// <summary>The place of a mode among the others, from the weakest (lockdefs.h).</summary>
    /// <param name="mode">The mode as <c>pg_locks</c> names it.</param>
    public static int Strength(string mode) => Array.IndexOf(s_modes, mode);

    private static bool Conflicts(string mode, string other) =>
        Array.IndexOf(s_modes, mode) is >= 0 and var held && (s_conflicts[held] & (1 << Array.IndexOf(s_modes, other))) != 0;
}
